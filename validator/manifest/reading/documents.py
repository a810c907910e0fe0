"""From a source to its documents, in JSON or YAML."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from validator.manifest.reading.document import Document
    from validator.manifest.reading.source import Source


def read_documents(source: Source) -> tuple[Document, ...]:
    """Read every document of a source.

    Args:
        source: the return value of ``read_source``.

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
        # Only a grammar error sends a text on to YAML. A duplicate key or NaN in valid
        # JSON is refused, and must not get another meaning.
        if source.syntax == "json":
            raise
    return _yaml(source)


def _yaml(source: Source) -> tuple[Document, ...]:
    from validator.manifest.reading.yaml_reader import read_yaml

    return read_yaml(source.text, source.name)
