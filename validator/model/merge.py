"""Merge patches (RFC 7396), and values without nulls."""

from __future__ import annotations

from typing import Any


def merge_patch(target: Any, patch: Any) -> Any:
    """Apply a JSON merge patch as RFC 7396, section 2, defines it; inputs stay unchanged."""
    if not isinstance(patch, dict):
        return patch
    merged = dict(target) if isinstance(target, dict) else {}
    for name, value in patch.items():
        if value is None:
            merged.pop(name, None)
        else:
            merged[name] = merge_patch(merged.get(name), value)
    return merged


def without_nulls(value: Any) -> Any:
    """Return a copy of a value in which no mapping has a member that is null."""
    # Most values are scalars: a call for each costs three times as much.
    if isinstance(value, dict):
        return {
            name: without_nulls(item) if type(item) in COLLECTIONS else item
            for name, item in value.items()
            if item is not None
        }
    if isinstance(value, list):
        return [without_nulls(item) if type(item) in COLLECTIONS else item for item in value]
    return value


COLLECTIONS = frozenset((dict, list))
"""The types of values from JSON that hold others: to look up a type takes half of isinstance."""
