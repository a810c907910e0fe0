"""Questions, answers files and manifests of ``facepolicy init``.

``questions.yaml`` has the questions; other facts are asked for in the words of the manifest
schema. An answers file has the form of a manifest: the same keys, all of them optional.
"""
