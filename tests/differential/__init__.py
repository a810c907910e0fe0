"""facepolicy held to other engines of JSON Schema: `python -m tests.differential`."""
