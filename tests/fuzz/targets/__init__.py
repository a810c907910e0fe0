"""What is fuzzed: one module each, with ``seeds``, where to start, and ``test_one``, what must hold."""

from importlib import import_module

NAMES = (
    "yaml_text",
    "json_text",
    "python_values",
    "evaluation",
    "formats",
    "packs",
    "rules",
    "patterns",
)


def load(name):
    """Import a target; the others are left alone."""
    return import_module(f"{__name__}.{name}")
