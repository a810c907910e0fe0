"""A run: from files and packs to results."""
