"""The version of the tool; packs carry their own."""

__version__ = "0.1.0"
