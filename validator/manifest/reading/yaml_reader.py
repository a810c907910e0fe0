"""Strict YAML: from PyYAML's events to documents.

Only the events of libyaml are used and none of PyYAML's constructors: building
the values here yields positions in the same pass, and no tag is ever executed.
"""

from __future__ import annotations

import re
from functools import partial

from yaml import YAMLError
from yaml.events import (
    AliasEvent,
    DocumentEndEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from validator.manifest.reading import messages
from validator.manifest.reading.document import (
    NESTING,
    NODES,
    UNCLEAR,
    Lines,
    ParsedDocument,
    has_lone_surrogate,
)
from validator.manifest.reading.problems import Problems, checked_key
from validator.manifest.reading.scalars import TYPED_STARTS, RefusedNumberError, resolve
from validator.model.errors import TooLargeError
from validator.model.quote import escape, quote
from validator.model.text import Text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, NoReturn, TypeAlias

    from validator.manifest.reading.document import LineColumn, Marks

    Anchors: TypeAlias = dict[str, tuple[Any, Marks | None]]

DOCUMENTS = 1000
"""The most documents of a file. Each can have a hundred mistakes."""

# libyaml compares each %TAG directive with all earlier ones, so that a file within
# the size limit could take minutes. Tags are refused anyway.
_MOST_TAG_DIRECTIVES = 100
_TAG_DIRECTIVE = r"(?m)^%TAG\b"

_TOO_DEEP = "exceeded maximum nesting depth"
_PHRASE_LENGTH = 100

# YAML 1.1 and libyaml end lines and comments at these; YAML 1.2 and editors do
# not. Text that a person takes for a comment must not become data.
_FORMER_LINE_BREAK = "[\u2028\u2029]"


def read_yaml(text: str, source: str, *, tags: bool = False) -> tuple[ParsedDocument, ...]:
    """Read every document of a YAML text that ``decode`` accepts, at least one.

    ``source`` is the name of the file, for messages. With ``tags`` a value with a tag is
    ``UNCLEAR``; otherwise it is refused.

    Raises:
        ManifestError: the text is not YAML, or breaks one of the reader's rules.
    """
    problems = Problems(source)
    _check_text(text, problems)
    try:
        documents = _documents(text, problems, tags=tags)
    except YAMLError as error:
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        if mark is not None and getattr(error, "problem", None) == _TOO_DEEP:
            # libyaml looks ahead and fails before its event for the first bracket. The text before
            # that place is read again, and refused for its own nesting.
            read_yaml(text[: mark.index], source, tags=tags)
            problems.fail(Lines(text).at(mark.index), messages.TOO_DEEP.format(limit=NESTING))
        _fail(error, mark, text, problems)
    if not documents:
        problems.add((1, 1), messages.EMPTY_FILE)
    problems.settle()
    return tuple(documents)


def _check_text(text: str, problems: Problems) -> None:
    if not text.isascii() and (found := re.search(_FORMER_LINE_BREAK, text)):
        shown = quote(found[0])
        former = messages.FORMER_LINE_BREAK.format(character=shown)
        problems.fail(Lines(text).at(found.start()), former)
    directives = list(re.finditer(_TAG_DIRECTIVE, text)) if "%TAG" in text else []
    if len(directives) > _MOST_TAG_DIRECTIVES:
        problems.fail(Lines(text).at(directives[0].start()), messages.TAG_DIRECTIVES)


def _events(text: str, problems: Problems) -> Callable[[], Any]:
    """Return a function that returns the next event of a text, and at last its end."""
    try:
        from yaml.cyaml import CParser  # type: ignore[attr-defined]
    except ImportError:  # PyYAML was built without libyaml
        from yaml import SafeLoader

        return partial(_next_event, SafeLoader(text), problems)
    return CParser(text).get_event


def _next_event(parser: Any, problems: Problems) -> Any:
    try:
        return parser.get_event()
    except (ValueError, OverflowError):  # such as "\UFFFFFFFF", or a version of 5,000 digits
        problems.fail(_place(parser.get_mark()), _not_yaml())


def _fail(error: YAMLError, mark: Any, text: str, problems: Problems) -> NoReturn:
    """Turn an error of PyYAML, which may or may not have a mark, into a problem."""
    began = getattr(error, "context_mark", None)
    found = getattr(error, "problem", None) or ""
    context = getattr(error, "context", None) or ""
    # libyaml assumes a line break at the end of a text that has none.
    at_end = mark is not None and mark.index >= len(text)
    place = Lines(text).at(len(text)) if at_end else _place(mark)
    from validator.manifest.reading.full_width import cause

    causes = cause(text, place[0])
    for mistake in causes[:-1]:
        problems.add(*mistake)
    if causes:
        problems.fail(*causes[-1])
    if mark is not None and text[mark.index : mark.index + 1] == "\t":
        problems.fail(place, messages.TAB)
    since = began.line + 1 if began and began.index < len(text) else None
    problems.fail(place, _not_yaml(found, context, since))


def _not_yaml(found: str = "", context: str = "", began: int | None = None) -> Text:
    """Return the message for the parser's phrases of what it found, and what it was reading."""
    detail = _plain(found, messages.PHRASES) if found else messages.SOMETHING_UNEXPECTED
    reading = _plain(context, messages.READING)
    if reading.en:
        if began:
            reading = messages.READING_SINCE.format(reading=reading, line=began)
        detail = messages.FOUND_WHILE.format(found=detail, reading=reading)
    return messages.NOT_YAML.format(detail=detail)


def _plain(phrase: str, known: dict[str, Text]) -> Text:
    """Return a phrase of the parser in plain words, or as it is."""
    as_it_is = escape(phrase, _PHRASE_LENGTH)
    return known.get(phrase) or Text(as_it_is, as_it_is)


def _place(mark: Any) -> LineColumn:
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


def _documents(text: str, problems: Problems, *, tags: bool) -> list[ParsedDocument]:  # noqa: C901, PLR0912, PLR0915 - a call a node costs a third
    """Build every document of a text; what is not YAML is a YAMLError.

    One loop: with a call and an object for each node, reading took 1.8 times as long.
    """
    documents: list[ParsedDocument] = []
    nodes, start = 0, (1, 1)
    anchors: Anchors = {}
    # The innermost open collection and the marks of its children; in a mapping also the marks of
    # its keys, and the key that waits for its value. A document is a list of one value.
    inside: Any = []
    marks: Any = []
    keys: dict[str, LineColumn] | None = None
    key: str | None = None
    key_at: LineColumn = start
    outer: list[Any] = []
    tagged: set[int] = set()
    next_event = _events(text, problems)
    while (kind := type(event := next_event())) is not StreamEndEvent:
        mark, children = event.start_mark, None
        at = (mark.line + 1, mark.column + 1)
        if kind is ScalarEvent:
            value = event.value
            if not value.isascii() and has_lone_surrogate(value):
                problems.add(at, messages.LONE_SURROGATE.format(text=quote(value)))
            if not event.style:
                if not value:
                    if mark.index >= len(text):  # libyaml assumes a line break at the end
                        at = Lines(text).at(len(text))
                    if not outer and event.tag is None:
                        problems.add(start, messages.EMPTY_DOCUMENT)
                    value = None
                elif value[0] in TYPED_STARTS:
                    value = _resolve(value, at, problems)
            if event.tag is not None:
                if not tags:
                    problems.add(at, messages.TAG.format(tag=quote(event.tag)))
                value = UNCLEAR
            if event.anchor is not None:
                anchors[event.anchor] = value, None
        elif kind is MappingStartEvent or kind is SequenceStartEvent:
            if event.tag is not None and not tags:
                problems.add(at, messages.TAG.format(tag=quote(event.tag)))
            if len(outer) >= NESTING:
                problems.fail(at, messages.TOO_DEEP.format(limit=NESTING))
            outer.append((inside, marks, keys, key, key_at, at))
            inside, marks, keys = ({}, {}, {}) if kind is MappingStartEvent else ([], [], None)
            key = None
            if event.tag is not None:
                tagged.add(id(inside))  # no other object has this id before the collection ends
            if event.anchor is not None:
                anchors[event.anchor] = (UNCLEAR, None) if event.tag else (inside, marks)
            continue
        elif kind is MappingEndEvent or kind is SequenceEndEvent:
            value, children = inside, marks
            if tagged and id(inside) in tagged:
                tagged.remove(id(inside))
                value, children = UNCLEAR, None
            inside, marks, keys, key, key_at, at = outer.pop()
        elif kind is AliasEvent:
            unfinished = [inside, *(frame[0] for frame in outer)]
            value, children = _anchored(event.anchor, at, anchors, unfinished, problems)
            size, height = _extent(value)
            if len(outer) + height > NESTING:
                problems.fail(at, messages.TOO_DEEP.format(limit=NESTING))
            nodes += size - 1
        elif kind is DocumentStartEvent:
            # The first document starts with the file, comments above it included.
            start = (at[0], 1) if documents else start
            if len(documents) == DOCUMENTS:
                problems.fail(start, messages.TOO_MANY_DOCUMENTS.format(limit=DOCUMENTS))
            inside, marks, anchors = [], [], {}
            continue
        else:
            if kind is DocumentEndEvent:
                documents.append(ParsedDocument(inside[0], (*start, marks[0][2])))
            continue
        nodes += 1
        if nodes > NODES:
            problems.fail(at, messages.TOO_MANY_NODES.format(limit=NODES), TooLargeError)
        if keys is None:
            inside.append(value)
            marks.append((at[0], at[1], children))
        elif key is not None:
            inside[key] = value
            line, column = at if children is None else key_at
            marks[key] = (line, column, children)
            key = None
        elif type(value) is str and value not in keys:
            keys[value] = key_at = at
            key = value
        else:
            key, key_at = checked_key(value, at, keys, problems), at
    return documents


def _resolve(plain: str, at: LineColumn, problems: Problems) -> str | float | None:
    try:
        return resolve(plain)
    except RefusedNumberError as error:
        problems.add(at, error.text)
        return None


def _anchored(
    name: str, at: LineColumn, anchors: Anchors, unfinished: list[Any], problems: Problems
) -> tuple[Any, Marks | None]:
    """Return the value of an alias, shared and not copied, and the marks inside it."""
    value, marks = anchors.get(name, (None, None))
    if name not in anchors:
        problems.add(at, messages.UNKNOWN_ANCHOR.format(name=quote(name)))
    elif marks is not None and any(value is collection for collection in unfinished):
        problems.add(at, messages.RECURSIVE_ALIAS.format(name=quote(name)))
        return None, None
    return value, marks


def _extent(value: Any) -> tuple[int, int]:
    """Return the number of keys and values in a value, itself included, and its depth."""
    if not isinstance(value, dict | list):
        return 1, 0
    keys, items = (len(value), value.values()) if isinstance(value, dict) else (0, value)
    extents = [_extent(item) for item in items]
    return 1 + keys + sum(size for size, _ in extents), 1 + max((h for _, h in extents), default=-1)
