"""Check the structure of a file against its schema, and report all problems.

Raw JSON Schema messages never reach a user: each violated keyword has its own
message, in both languages, with the actual and the expected value.
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from itertools import chain, islice
from math import inf

from validator.jsonschema.constraint import Constraint
from validator.jsonschema.keywords import searcher
from validator.manifest import messages
from validator.manifest.model import is_base
from validator.manifest.reading.problems import MOST
from validator.manifest.vocabulary import (
    OTHERS_UNKNOWN,
    facts,
    is_section,
    name_of,
    pattern_of,
    referring,
    shapes,
)
from validator.model import pointers
from validator.model.errors import Position, Problem
from validator.model.merge import COLLECTIONS
from validator.model.quote import quote, to_json
from validator.model.resources import schema
from validator.model.text import Text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

    from validator.jsonschema.constraint import Breach
    from validator.manifest.model import Manifest
    from validator.manifest.vocabulary import Referred
    from validator.model.pointers import Pattern

    _Parts = tuple[str | int, ...]

_LISTED = 12
"""The most permitted values that a message lists."""


def manifest_problems(manifest: Manifest) -> tuple[Problem, ...]:
    """Return all problems that prevent evaluation of a manifest, in file order.

    Structure comes first; references are checked only if the structure
    is valid.
    """
    problems = manifest_shape_problems(manifest)
    if problems:
        return problems
    wrong: list[tuple[_Parts, Text]] = []
    if _may_be_partly_known(manifest):
        _check_partly_known(manifest.stated, (), wrong)
    partly_known = (manifest.problem(*item) for item in wrong)
    found = chain(partly_known, reference_problems(manifest))
    return tuple(in_file_order(islice(found, MOST)))


def _may_be_partly_known(manifest: Manifest) -> bool:
    """Return whether a list or number may be known in part; most texts show that none is."""
    texts = [manifest.text, *(base.text for base in manifest.bases)]
    return any(text is None or any(sign in text for sign in _PARTLY_KNOWN) for text in texts)


_PARTLY_KNOWN = (OTHERS_UNKNOWN, "atLeast", "\\")  # an escape can hide the others


def _check_partly_known(value: Any, parts: _Parts, wrong: list[tuple[_Parts, Text]]) -> None:
    """Add each entry ``others-unknown`` that is not the last, and bounds without a number."""
    if isinstance(value, dict):
        if "atLeast" in value and value["atLeast"] > value.get("atMost", inf):
            wrong.append((parts, messages.BOUNDS_CONTRADICT))
        inside: Iterable[tuple[str | int, Any]] = value.items()
    else:
        if OTHERS_UNKNOWN in value[:-1]:
            place = (*parts, value.index(OTHERS_UNKNOWN))
            wrong.append((place, messages.OTHERS_UNKNOWN_NOT_LAST))
        inside = enumerate(value)
    for name, item in inside:
        if type(item) in COLLECTIONS:
            _check_partly_known(item, (*parts, name), wrong)


def reference_problems(manifest: Manifest) -> Iterator[Problem]:
    """Yield duplicate and unknown ids, and proofs of no fact, of a structurally valid manifest."""
    for place, what in _LISTS.items():
        ids = [entry["id"] for entry in manifest.stated.get(place, ())]
        times = Counter(ids)
        for index, name in enumerate(ids):
            if times[name] > 1:
                text = messages.DUPLICATE_ID.format(name=name)
                yield manifest.problem((place, index, "id"), text)
        for parts, names in referring(manifest.stated, what):
            for index, name in enumerate(names):
                if name not in times:
                    yield manifest.problem((*parts, index), _unknown_id(name, ids, place))
    for index, entry in enumerate(manifest.stated.get("evidence", ())):
        for number, proof in enumerate(entry.get("proves", ())):
            for parts, flaw in _unusable(proof):
                yield manifest.problem(("evidence", index, "proves", number, *parts), flaw)


_LISTS: dict[str, Referred] = {"purposes": "purpose", "evidence": "evidence"}
"""The lists of a manifest that others refer to, and the kind of their entries."""


def _unknown_id(name: str, known: list[str], listing: str) -> Text:
    from validator.model.names import nearest

    near = nearest(name, sorted(set(known)))
    if near:
        return messages.UNKNOWN_ID_NEAR.format(name=name, listing=listing, near=near)
    return messages.UNKNOWN_ID.format(name=name, listing=listing)


def _unusable(proof: dict[str, Any]) -> Iterator[tuple[tuple[str, ...], Text]]:
    """Yield the fact and the meanings under ``proves`` that cannot be used."""
    if not proof["means"]:
        yield ("means",), messages.MEANS_NOTHING
    pattern = pattern_of(pointers.parse(proof["fact"]))
    if pattern not in shapes():
        yield ("fact",), messages.UNKNOWN_FACT.format(fact=quote(proof["fact"]))
    elif is_section(pattern):
        yield ("fact",), messages.SECTION_NOT_FACT.format(fact=quote(proof["fact"]))
    else:
        yield from _meaningless(proof["means"], pattern)


def _meaningless(means: dict[str, Any], pattern: Pattern) -> Iterator[tuple[tuple[str, ...], Text]]:
    """Yield the meanings that the fact cannot have."""
    constraint = Constraint({"allOf": [shapes()[pattern]], "$defs": schema("manifest")["$defs"]})
    for text, value in means.items():
        if not constraint.holds(value):
            choices = ", ".join(quote(item) for item in facts()[pattern].values[:_LISTED])
            form = messages.NO_VALUE_OF if choices else messages.NO_VALUE_OF_FORM
            yield (
                ("means", text),
                form.format(value=quote(value), fact=name_of(pattern), choices=choices),
            )


def manifest_shape_problems(
    manifest: Manifest, tolerate: frozenset[str] = frozenset()
) -> tuple[Problem, ...]:
    """Return the schema violations of a manifest, except for the keywords to ``tolerate``."""
    if isinstance(manifest.value, dict) and manifest.value.get("apiVersion") == _OLD:
        return (manifest.problem(("apiVersion",), messages.OLD_VERSION.format(version=_OLD)),)
    if is_base(manifest):
        return (manifest.problem(("kind",), messages.BASE_ALONE)._replace(stops=0),)
    return shape_problems(manifest, _manifest_schema(), tolerate, nulls=True)


def base_problems(document: Manifest) -> tuple[Problem, ...]:
    """Return the schema violations of a base; what it lacks is not one of them."""
    value = document.value
    if isinstance(value, dict) and value.get("apiVersion") == _OLD:
        return manifest_shape_problems(document)
    if isinstance(value, dict) and not is_base(document):
        actual = quote(value.get("kind"))
        return (document.problem(("kind",), messages.NO_BASE.format(actual=actual)),)
    return shape_problems(document, _manifest_schema(), frozenset(("required",)), nulls=True)


_OLD = "face-manifest/v1"


@cache
def _manifest_schema() -> Constraint:
    return Constraint(schema("manifest"))


def shape_problems(
    document: Manifest,
    constraint: Constraint,
    tolerate: frozenset[str] = frozenset(),
    *,
    nulls: bool = False,
) -> tuple[Problem, ...]:
    """Return the schema violations of a file, in its order, at most 100 problems.

    Those of the keywords to ``tolerate`` are left out. With ``nulls`` a member may be null, which
    states nothing in a manifest.
    """
    value = document.stated if nulls else document.value
    breaches: Iterable[Breach] = constraint.breaches(value)
    if value != document.value:
        # A misspelt key without a value was meant to state something, such as {occurs:false}.
        breaches = chain(breaches, _unknown_nulls(constraint.breaches(document.value)))
    actual = (
        problem
        for breach in breaches
        if breach.keyword not in tolerate
        for problem in _problems_of(breach, document)
    )
    return tuple(in_file_order(islice(actual, MOST)))


def _unknown_nulls(breaches: Iterable[Breach]) -> Iterator[Breach]:
    """Yield the breaches by unknown keys that are null, of breaches of a value with its nulls."""
    for breach in breaches:
        if breach.keyword == "additionalProperties":
            nulls = {key: item for key, item in breach.actual.items() if item is None}
            yield breach._replace(actual=nulls)
        elif _has_beside(breach):
            yield from _unknown_nulls(_meant(breach))


def in_file_order(problems: Iterable[Problem]) -> list[Problem]:
    """Sort problems by position, each only once."""
    distinct = dict.fromkeys(problems)
    return sorted(distinct, key=lambda item: (item.position, item.text.en))


def _problems_of(breach: Breach, document: Manifest) -> Iterator[Problem]:
    parts = breach.path
    if _has_beside(breach):
        meant = _meant(breach)
        # {atleast: 5} lacks atLeast because its key is misspelt, which is the one problem.
        misspelt = {part.path for part in meant if part.keyword == "additionalProperties"}
        for part in meant:
            if part.keyword != "anyOf" or part.path not in misspelt:
                yield from _problems_of(part, document)
    elif breach.keyword == "required":
        for name in breach.expected:
            if name not in breach.actual:
                yield _missing(breach, name, document)
    elif breach.keyword == "additionalProperties":
        for key in _unknown_keys(breach):
            yield document.problem((*parts, key), _unknown(key, breach.schema))
    elif breach.keyword == "type" and (wrong := _full_width(breach, document)):
        yield from wrong
    else:
        yield document.problem(parts, _value_text(breach))


def _missing(breach: Breach, name: str, document: Manifest) -> Problem:
    # {id：gate} is a key without a value.
    written = pointers.resolve(document.value, [str(part) for part in breach.path])
    key = next((key for key in written if key.startswith(f"{name}\uff1a")), None)
    if key is None:
        return document.problem(breach.path, _lacks(breach, name))
    from validator.manifest.reading.full_width import not_yaml

    return document.problem((*breach.path, key), not_yaml("\uff1a", ":"))


def _full_width(breach: Breach, document: Manifest) -> list[Problem]:
    """Return the full-width marks that make a mapping or list something else."""
    from validator.manifest.reading.full_width import all_in, look_alike, not_yaml

    if not breach.path and isinstance(breach.actual, str):
        return [
            Problem(document.source, Position(*place), text)
            for place, text in all_in(document.text or "")
        ]
    keys = breach.actual if isinstance(breach.actual, dict) else ()
    marked = [(key, alike) for key in keys if (alike := look_alike(key[:1]))]
    return [document.problem((*breach.path, key), not_yaml(*alike)) for key, alike in marked]


_BESIDES = frozenset({"#/$defs/othersUnknown", "#/$defs/bounds"})
"""Alternatives to the usual values of a fact: problems are about the one that was meant."""


def _has_beside(breach: Breach) -> bool:
    return breach.keyword == "anyOf" and breach.expected[-1].get("$ref") in _BESIDES


def _meant(breach: Breach) -> tuple[Breach, ...]:
    """Return the breaches of the alternative that was meant."""
    fitting = (found for found in breach.alternatives if not _of_type(found, breach.path))
    return next(fitting, breach.alternatives[0])


def _of_type(breaches: Iterable[Breach], path: tuple[str | int, ...]) -> bool:
    """Return whether a value is of another type than an alternative."""
    return any(item.path == path and item.keyword in ("type", "const") for item in breaches)


def place_name(parts: tuple[str | int, ...]) -> str:
    """Name a place as people write it, such as ``purposes[0].use``."""
    name = ""
    for part in parts:
        name += f"[{part}]" if isinstance(part, int) else f".{part}"
    return name.lstrip(".")


def _lacks(breach: Breach, name: str) -> Text:
    full = place_name((*breach.path, name))
    child = breach.schema.get("properties", {}).get(name, {})
    missing = messages.MISSING.format(name=full, title=child.get("x-title-zh", name))
    meanings = (child.get("description"), child.get("x-description-zh"))
    pairs = zip(missing, messages.COLON, meanings, strict=True)
    text = Text(*(f"{one}{colon}{two}" if two else one for one, colon, two in pairs))
    usual = None
    if "required" in child:
        usual = "{" + ", ".join(f"{key}: …" for key in child["required"]) + "}"
    elif "const" in child:
        usual = child["const"]
    elif "enum" in child and "examples" in child:
        usual = child["examples"][0]
    if usual is None:
        return text
    return messages.WRITE.format(text=text, written=f"{name}: {usual}")


def _unknown_keys(breach: Breach) -> list[str]:
    known = breach.schema.get("properties", {})
    free = [searcher(pattern) for pattern in breach.schema.get("patternProperties", ())]
    return [
        key
        for key in breach.actual
        if key not in known and not any(pattern.search(key) for pattern in free)
    ]


def _unknown(key: str, shape: Any) -> Text:
    from validator.manifest.reading.full_width import look_alike, not_yaml
    from validator.model.names import nearest

    known = list(shape.get("properties", {}))
    if key == "<<":
        return messages.MERGE_KEY
    if key.partition("\uff1a")[0] in shape.get("required", ()):
        return not_yaml("\uff1a", ":")  # as what is missing is reported
    if alike := look_alike(key):
        found, meant = map(quote, alike)
        return messages.UNKNOWN_KEY_FULL_WIDTH.format(key=quote(key), found=found, meant=meant)
    before, colon, _ = key.partition(":")
    if colon and before in known:
        return messages.UNKNOWN_KEY_COLON.format(key=quote(key))
    sections = [name for name in known if key in _members_of(shape["properties"][name])]
    near = sections[0] if len(sections) == 1 else nearest(key, known)
    if near:
        text = messages.UNKNOWN_KEY_OF_SECTION if near in sections else messages.UNKNOWN_KEY_NEAR
        return text.format(key=quote(key), near=near)
    names = ", ".join(known[:_LISTED]) + (", …" if len(known) > _LISTED else "")
    text = messages.UNKNOWN_KEY.format(key=quote(key), names=names)
    own = "patternProperties" in shape
    return messages.UNKNOWN_KEY_OWN.format(text=text) if own else text


def _members_of(shape: Any) -> Any:
    """Return the members of a section of the manifest; nothing for other values."""
    members = shape.get("properties", ()) if isinstance(shape, dict) else ()
    return members if shape.get("type") == "object" else ()


def _value_text(breach: Breach) -> Text:
    name = place_name(breach.path) or messages.THE_DOCUMENT
    # A document that is no mapping is no manifest, and may be the target of a link: a password.
    actual = quote(breach.actual)
    if breach.actual and not breach.path and isinstance(breach.actual, (str, list)):
        actual = f"{actual[0]}…{actual[-1]}"
    expected = _expected(breach)
    if not isinstance(breach.actual, str) or breach.keyword not in ("type", "enum", "const"):
        return messages.WRONG_VALUE.format(name=name, actual=actual, expected=expected)
    from validator.manifest.reading.full_width import look_alike

    if alike := look_alike(breach.actual):
        found, meant = map(quote, alike)
        expected = messages.FULL_WIDTH.format(expected=expected, found=found, meant=meant)
    return messages.WRONG_VALUE.format(name=name, actual=actual, expected=expected)


def _expected(breach: Breach) -> Text:
    if breach.keyword in ("enum", "const"):
        permitted = breach.expected if breach.keyword == "enum" else [breach.expected]
        return _expected_value(breach.actual, permitted)
    if breach.keyword == "type":
        return _expected_type(breach)
    if breach.keyword in messages.BOUNDS:
        return messages.BOUNDS[breach.keyword].format(breach.expected)
    return _expected_form(breach.schema)


def _expected_value(actual: Any, permitted: list[Any]) -> Text:
    from validator.model.names import nearest

    words = [quote(item).strip('"') for item in permitted]
    written = actual if isinstance(actual, str) else quote(actual)
    near = nearest(written.lower(), words) or nearest(written.upper(), words)
    if _YES_AND_NO.get(written.lower()) in words:
        near = _YES_AND_NO[written.lower()]
    if near and len(words) > _LISTED:
        return messages.DID_YOU_MEAN.format(near=near)
    listed = ", ".join(words[:_LISTED]) + (", …" if len(words) > _LISTED else "")
    expected = Text(listed, listed) if len(words) == 1 else messages.ONE_OF.format(listed=listed)
    # The nearest word may mean the opposite, as "filed" does of "not-filed": show the others too.
    if near and len(words) > 1:
        return messages.ONE_OF_NEAR.format(expected=expected, near=near)
    return expected


def _expected_type(breach: Breach) -> Text:
    text = messages.JSON_TYPES[breach.expected]
    word = breach.actual if isinstance(breach.actual, str) else ""
    if breach.expected == "array" and word.replace("-", "").isalnum():
        return messages.LIST_OF_ONE.format(item=quote(word).strip('"'))
    if breach.expected == "boolean" and word.lower() in _YES_AND_NO:
        return messages.ONE_OF_NEAR.format(expected=text, near=_YES_AND_NO[word.lower()])
    if breach.expected == "string" and isinstance(breach.actual, (int, float)):
        # Quotes do not make 7 a duration.
        if not searcher(breach.schema.get("pattern", "")).search(quote(breach.actual)):
            return _expected_form(breach.schema)
        return messages.PUT_IN_QUOTES.format(text=text)
    return text


_YES_AND_NO = {"yes": "true", "on": "true", "no": "false", "off": "false"}
"""Words that were true and false in YAML 1.1."""


def _expected_form(shape: Any) -> Text:
    form = Text(shape["description"], shape["x-description-zh"])
    if not shape.get("examples"):
        return form
    return messages.FORM_SUCH_AS.format(form=form, example=to_json(shape["examples"][0]))
