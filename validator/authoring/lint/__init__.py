"""Whether a pack can be trusted: rules that could pass in silence are refused here."""

from validator.authoring.lint.pack import lint_pack, release_pack

__all__ = ["lint_pack", "release_pack"]
