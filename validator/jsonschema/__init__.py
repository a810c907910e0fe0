"""JSON Schema as facepolicy reads it: a closed set of keywords."""
