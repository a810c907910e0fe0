"""Configuration files beside a manifest, read by the form that their name shows.

Such files hold passwords: no text of them is part of an error.
"""

from __future__ import annotations

import json
from posixpath import basename

from validator.manifest.reading.document import UNCLEAR, mark_at
from validator.manifest.reading.source import decode
from validator.model import pointers
from validator.model.errors import ManifestError, Position
from validator.model.pointers import MISSING

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any, Literal

    from validator.manifest.reading.document import ParsedDocument


class UnreadableError(Exception):
    """A configuration file cannot be read.

    Attributes:
        why: the reason.
    """

    def __init__(self, why: Literal["unknown-form", "malformed", "extra-missing"]) -> None:
        """Take the reason."""
        super().__init__(why)
        self.why: str = why


_FORMS = {
    ".yaml": "yaml",
    ".yml": "yaml",
    ".json": "json",
    ".toml": "toml",
    ".env": "env",
    ".tf": "terraform",
    ".tfvars": "terraform",
}


def read_configuration(name: str, data: bytes) -> tuple[ParsedDocument, ...]:
    """Read a configuration file, whose name shows its form.

    That is YAML, JSON, TOML, ``.env`` or Terraform. Only YAML can have several documents. A value
    is ``UNCLEAR`` if the file alone does not decide it.

    Raises:
        UnreadableError: its form is not known, or it does not have that form.
    """
    form = _form(basename(name).lower())
    if form is None:
        raise UnreadableError("unknown-form")
    try:
        return _documents(form, decode(data, name))
    except (ManifestError, ValueError, RecursionError):
        raise UnreadableError("malformed") from None
    except ImportError:  # of the library for Terraform
        raise UnreadableError("extra-missing") from None


def cost_of(name: str) -> int:
    """Return how many times longer than YAML a file takes to read."""
    return 32 if _form(basename(name).lower()) == "terraform" else 1


def _form(name: str) -> str | None:
    known = next((form for ending, form in _FORMS.items() if name.endswith(ending)), None)
    # Names such as .env.production are usual too.
    return known or ("env" if name.startswith(".env.") else None)


def _documents(form: str, text: str) -> tuple[ParsedDocument, ...]:
    if form == "yaml":
        from validator.manifest.reading.yaml_reader import read_yaml

        return read_yaml(text, "", tags=True)
    if form == "json":
        from validator.manifest.reading.json_reader import read_json

        return (read_json(text, ""),)
    if form == "toml":
        from validator.manifest.reading.toml_reader import read_toml as read
    elif form == "env":
        from validator.manifest.reading.env_reader import read_env as read
    else:
        from validator.manifest.reading.terraform_reader import read_terraform as read
    return (read(text),)


def found_at(
    documents: Sequence[ParsedDocument], parts: Sequence[str]
) -> tuple[Any, Position | None]:
    """Return the value at a place in the documents of a file, and its position if it is known.

    It is ``MISSING`` if no document has it, ``UNCLEAR`` if several do.
    """
    values = [(pointers.resolve(item.value, parts), item.marks) for item in documents]
    found = [(value, marks) for value, marks in values if value is not MISSING]
    if len(found) != 1:
        return (UNCLEAR if found else MISSING), None
    ((value, marks),) = found
    line, column = mark_at(marks, parts)[:2]
    return value, Position(line, column) if line else None


def text_of(value: Any) -> str | None:
    """Return the text of a single value as ``means`` names it; None for any other value."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool | int | float):
        return json.dumps(value)
    return None
