"""From a source to its documents, whichever syntax it is written in."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from validator.manifest.reading.document import Document
    from validator.manifest.reading.source import Source


def read_documents(source: Source) -> tuple[Document, ...]:
    """Read every document of a source.

    Args:
        source: what ``read_source`` returned.

    Returns:
        The documents, at least one; JSON always has exactly one.

    Raises:
        ManifestError: the text is not JSON or YAML, or breaks one of the reader's rules.
    """
    if source.syntax == "yaml":
        return _yaml(source)
    from validator.manifest.reading.json_reader import NotJsonError, read_json

    try:
        return (read_json(source.text, source.name),)
    except NotJsonError:
        # Only grammar sends a text on to YAML. A duplicate key or NaN in good
        # JSON is refused as such, and must not come to mean something else.
        if source.syntax == "json":
            raise
    return _yaml(source)


def _yaml(source: Source) -> tuple[Document, ...]:
    from validator.manifest.reading.yaml_reader import read_yaml

    return read_yaml(source.text, source.name)
