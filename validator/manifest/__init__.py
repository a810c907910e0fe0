"""Manifests: reading, structure, vocabulary of facts."""
