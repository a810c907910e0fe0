"""Packs of rules: loading, limits, which are in force."""
