"""JSON Schema with a closed set of keywords."""
