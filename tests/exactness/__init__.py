"""Partial manifests: the evaluator held to what `jsonschema` says of all their completions."""
