"""Strict YAML: PyYAML's events in, documents out.

Only the events of libyaml are used and none of PyYAML's constructors: building
the values here yields positions in the same pass and leaves no tag to obey.
"""

from __future__ import annotations

import re
from functools import cached_property

from validator.manifest.reading import messages
from validator.manifest.reading.builder import NESTING, Builder
from validator.manifest.reading.lines import Lines
from validator.manifest.reading.numbers import RefusedNumberError
from validator.manifest.reading.problems import Problems
from validator.manifest.reading.scalars import resolve

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any, NoReturn

    from yaml import YAMLError

    from validator.manifest.reading.document import Document, Place

DOCUMENTS = 1000
"""The most documents of a file. Each can have its own hundred mistakes."""

# libyaml compares each %TAG directive with all before it, so that a file within
# the size limit could keep it busy for minutes. Tags are refused anyway.
_MOST_TAG_DIRECTIVES = 100
_TAG_DIRECTIVE = re.compile(r"^%TAG\b", re.MULTILINE)

_TOO_DEEP = "exceeded maximum nesting depth"

# YAML 1.1 and libyaml end lines and comments at these; YAML 1.2 and editors do
# not. What a person takes for a comment must not come alive.
_FORMER_LINE_BREAK = re.compile("[\u2028\u2029]")


def read_yaml(text: str, source: str) -> tuple[Document, ...]:
    """Read every document of a YAML text.

    Args:
        text: the text, free of control characters (``decode`` sees to that).
        source: the name of the file, for messages.

    Returns:
        The documents, at least one.

    Raises:
        ManifestError: the text is not YAML, or breaks one of the reader's rules.
    """
    problems = Problems(source)
    _check_text(text, problems)
    reader = _Reader(problems, text)
    try:
        for event in _events(text, problems):
            reader.take(event)
    except _TooDeepForLibyamlError as error:
        # It looks ahead and gives up before it has told of the first bracket. Of what comes
        # before the place where it gave up it tells, and that is refused for its own nesting.
        read_yaml(text[: error.offset], source)
        problems.fail(Lines(text).at(error.offset), messages.too_deep(NESTING))
    if not reader.documents:
        problems.add((1, 1), messages.empty_file())
    problems.settle()
    return tuple(reader.documents)


class _TooDeepForLibyamlError(Exception):
    """The text is nested deeper than libyaml reads: 1000 deep, from version 0.2.6 on."""

    def __init__(self, offset: int) -> None:
        super().__init__()
        self.offset = offset


def _check_text(text: str, problems: Problems) -> None:
    if not text.isascii() and (found := _FORMER_LINE_BREAK.search(text)):
        problems.fail(Lines(text).at(found.start()), messages.former_line_break(found[0]))
    directives = list(_TAG_DIRECTIVE.finditer(text))
    if len(directives) > _MOST_TAG_DIRECTIVES:
        problems.fail(Lines(text).at(directives[0].start()), messages.tag_directives())


def _parser(text: str) -> Any:
    import yaml

    try:
        from yaml.cyaml import CParser  # type: ignore[attr-defined]
    except ImportError:  # PyYAML was built without libyaml
        return yaml.SafeLoader(text)
    return CParser(text)


def _events(text: str, problems: Problems) -> Iterator[Any]:
    from yaml import YAMLError
    from yaml.events import StreamEndEvent

    event: Any = None
    try:
        parser = _parser(text)
        while not isinstance(event := parser.get_event(), StreamEndEvent):
            yield event
    except YAMLError as error:
        _fail(error, text, problems)
    except (ValueError, OverflowError):
        # Only PyYAML without libyaml: "\UFFFFFFFF", or a version of 5,000 digits.
        problems.fail(_place(event and event.end_mark), messages.not_yaml())


def _fail(error: YAMLError, text: str, problems: Problems) -> NoReturn:
    """Turn an error of PyYAML, which may or may not carry marks, into a problem."""
    began = getattr(error, "context_mark", None)
    mark = getattr(error, "problem_mark", None) or began
    found = getattr(error, "problem", None) or ""
    context = getattr(error, "context", None) or ""
    if found == _TOO_DEEP and mark is not None:
        raise _TooDeepForLibyamlError(mark.index)
    # libyaml imagines a line break at the end of a text that has none.
    at_end = mark is not None and mark.index >= len(text)
    place = Lines(text).at(len(text)) if at_end else _place(mark)
    since = began.line + 1 if began and began.index < len(text) else None
    problems.fail(place, messages.not_yaml(found, context, since))


def _place(mark: Any) -> Place:
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


class _Reader:
    """Turns events into calls to one builder per document."""

    def __init__(self, problems: Problems, text: str) -> None:
        self.documents: list[Document] = []
        self._problems = problems
        self._text = text
        self._builder = Builder(problems)
        self._start: Place = (1, 1)

    def take(self, event: Any) -> None:
        """Take the next event; the start of the stream says nothing."""
        taker = _TAKERS.get(event.__class__.__name__)
        if taker is not None:
            mark = event.start_mark
            taker(self, event, (mark.line + 1, mark.column + 1))

    @cached_property
    def _end_of_text(self) -> Place:
        """Where the text ends; libyaml imagines a line break after it."""
        return Lines(self._text).at(len(self._text))

    def _start_document(self, _event: Any, at: Place) -> None:
        # The first document begins with the file, comments above it included.
        self._start = (at[0], 1) if self.documents else (1, 1)
        if len(self.documents) == DOCUMENTS:
            self._problems.fail(self._start, messages.too_many_documents(DOCUMENTS))
        self._builder = Builder(self._problems, self._start, self._builder.nodes)

    def _end_document(self, _event: Any, _at: Place) -> None:
        self.documents.append(self._builder.document())

    def _start_map(self, event: Any, at: Place) -> None:
        self._refuse_tag(event.tag, at)
        self._builder.start_map(at, event.anchor)

    def _start_seq(self, event: Any, at: Place) -> None:
        self._refuse_tag(event.tag, at)
        self._builder.start_seq(at, event.anchor)

    def _end(self, _event: Any, _at: Place) -> None:
        self._builder.end()

    def _alias(self, event: Any, at: Place) -> None:
        self._builder.alias(event.anchor, at)

    def _scalar(self, event: Any, at: Place) -> None:
        self._refuse_tag(event.tag, at)
        plain = not event.style
        if plain and not event.value:
            at = self._end_of_text if event.start_mark.index >= len(self._text) else at
            if self._builder.at_root and event.tag is None:
                self._problems.add(self._start, messages.empty_document())
        value = self._resolve(event.value, at) if plain else event.value
        self._builder.scalar(value, at, event.anchor)

    def _resolve(self, plain: str, at: Place) -> str | float | None:
        try:
            return resolve(plain)
        except RefusedNumberError as error:
            self._problems.add(at, error.text)
            return None

    def _refuse_tag(self, tag: str | None, at: Place) -> None:
        if tag is not None:
            self._problems.add(at, messages.tag(tag))


# Methods of a reader would hold on to it, and it to a whole text, in a circle.
_TAKERS: dict[str, Callable[[_Reader, Any, Place], None]] = {
    "DocumentStartEvent": _Reader._start_document,
    "DocumentEndEvent": _Reader._end_document,
    "MappingStartEvent": _Reader._start_map,
    "SequenceStartEvent": _Reader._start_seq,
    "MappingEndEvent": _Reader._end,
    "SequenceEndEvent": _Reader._end,
    "ScalarEvent": _Reader._scalar,
    "AliasEvent": _Reader._alias,
}
