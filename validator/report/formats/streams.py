"""Reports that are written part by part, so that memory does not grow with the manifests.

Most formats have the counts at their top, which are known only at the end. So the parts go to
temporary files first, and the document is put together from them when the run is over.
"""

from __future__ import annotations

import re
from importlib import import_module
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, Any, ClassVar

from validator.model.quote import to_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import IO, AnyStr

    from validator.model.text import Language
    from validator.report.report import Report

    Json = Any

_CHUNK = 1 << 20
"""The characters that are copied at once."""
_MARK = "facepolicy:stream:"


def stream(name: str, language: Language) -> Any:
    """Return the stream of a format in which results are written part by part.

    Its ``add`` takes the report on a part of the run; its ``document``, which yields the document
    in pieces, a report with the packs, problems and counts of the whole run.
    """
    module = import_module(f"validator.report.formats.{name.replace('-', '_')}")
    return module.Stream(language)


class Spool:
    """Text in a temporary file: written piece by piece, then read from its start."""

    def __init__(self) -> None:
        """Start empty; the file is made when something is written."""
        self._file: Any = None

    def write(self, text: str) -> None:
        """Append text."""
        if self._file is None:
            # A lone half of a surrogate pair passes; the output decides on it.
            self._file = TemporaryFile(  # noqa: SIM115 - closed when it is read
                "w+", encoding="utf-8", errors="surrogatepass", newline=""
            )
        self._file.write(text)

    def __bool__(self) -> bool:
        """Whether anything was written."""
        return self._file is not None

    def pieces(self) -> Iterator[str]:
        """Yield all text in pieces, and remove it."""
        if self._file is not None:
            yield from pieces_of(self._file)
            self._file = None


def pieces_of(file: IO[AnyStr]) -> Iterator[AnyStr]:
    """Yield all of a file in pieces, and close it."""
    with file:
        file.seek(0)
        while piece := file.read(_CHUNK):
            yield piece


class JsonStream:
    """A JSON document of which some lists grow part by part, each item on a line of its own.

    A format derives from it: ``_lists`` returns the items of each list for a part, and ``_whole``
    the document, with ``_items(name)`` where the items of all parts go.

    Attributes:
        depths: the depth of the items of each list in the document.
    """

    depths: ClassVar[Mapping[str, int]] = {}

    def __init__(self, language: Language = "en") -> None:
        """Start without any part."""
        self._language: Language = language
        self._spools = {name: Spool() for name in self.depths}

    def _lists(self, _report: Report) -> Mapping[str, Iterable[Json]]:
        return {}

    def _whole(self, frame: Report) -> Json:
        raise NotImplementedError

    def add(self, report: Report) -> None:
        """Add the report on a part of the run."""
        for name, items in self._lists(report).items():
            for item in items:
                self.write(name, to_json(item))

    def write(self, name: str, text: str) -> None:
        """Add an item to a list: the text of ``to_json``, of one line or with an indent of two."""
        spool, indent = self._spools[name], "\n" + "  " * self.depths[name]
        laid_out = text.replace("\n", indent)
        spool.write(f",{indent}{laid_out}" if spool else laid_out)

    def _items(self, name: str) -> list[str]:
        """Return what stands for the items of a list; nothing if there are none."""
        return [f"{_MARK}{name}"] if self._spools[name] else []

    def document(self, frame: Report) -> Iterator[str]:
        """Yield the document in pieces."""
        text = to_json(self._whole(frame), indent=2) + "\n"
        for number, piece in enumerate(_PLACE.split(text)):
            yield from self._spools[piece].pieces() if number % 2 else [piece]


# A quote inside a JSON text is escaped, so no value of a manifest looks like this.
_PLACE = re.compile(rf'"{_MARK}(\w+)"')
