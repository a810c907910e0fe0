"""Lint: refuse packs with rules that could pass although nothing was checked."""

from validator.authoring.lint.pack import lint_pack, release_pack

__all__ = ["lint_pack", "release_pack"]
