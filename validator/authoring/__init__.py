"""For authors of packs: lint, tests, mutation."""
