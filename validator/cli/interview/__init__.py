"""From nothing to a first manifest: what ``facepolicy init`` asks, keeps and writes.

The manifest schema says what is worth asking (``x-ask``) and explains it. An answers file is a
manifest in the making: the same keys, any of which may be missing.
"""
