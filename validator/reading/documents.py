"""From a source to its documents, whichever syntax it is written in."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from validator.reading.document import Document
    from validator.reading.shelf import Shelf
    from validator.reading.source import Source


def read_documents(source: Source, shelf: Shelf | None = None) -> tuple[Document, ...]:
    """Read every document of a source.

    Args:
        source: what ``read_source`` returned.
        shelf: keeps what may stand in the next document too.

    Returns:
        The documents, at least one; JSON always has exactly one.

    Raises:
        ManifestError: the text is not JSON or YAML, or breaks one of the reader's rules.
    """
    if source.syntax == "yaml":
        return _yaml(source, shelf)
    from validator.reading.json_reader import NotJsonError, read_json

    try:
        return (read_json(source.text, source.name),)
    except NotJsonError:
        # Only grammar sends a text on to YAML. A duplicate key or NaN in good
        # JSON is refused as such, and must not come to mean something else.
        if source.syntax == "json":
            raise
    return _yaml(source, shelf)


def _yaml(source: Source, shelf: Shelf | None) -> tuple[Document, ...]:
    from validator.reading.tidy import read_tidy

    if tidy := read_tidy(source.text, shelf):
        return (tidy,)
    from validator.reading.yaml_reader import read_yaml

    return read_yaml(source.text, source.name)
