"""The documentation of facepolicy, and what builds it."""
