"""Questions, answers files and manifests of ``facepolicy init``.

``x-ask`` in the manifest schema marks the facts to ask about. An answers file has the form
of a manifest: the same keys, all of them optional.
"""
