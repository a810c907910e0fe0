r"""The engines that verdicts are held to, each given facepolicy's conventions in its own way.

``pattern`` ends where ECMA-262 says, ``format: date`` is asserted and means RFC 3339, and no
reference leaves the set of schemas. Nothing of ``validator`` is used here, or both sides of a
comparison could be wrong together.
"""

import json
import re
from collections import defaultdict
from datetime import date

import jsonschema_rs
from jsonschema import Draft202012Validator, FormatChecker, ValidationError
from jsonschema.validators import extend
from referencing import Registry
from referencing.jsonschema import DRAFT202012

_FULL_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
FORMATS = FormatChecker(formats=())


@FORMATS.checks("date")
def is_date(value):
    if not isinstance(value, str):
        return True
    parts = _FULL_DATE.fullmatch(value)
    try:
        return parts is not None and bool(date(*map(int, parts.groups())))
    except ValueError:
        return False


def matches(pattern, text):
    """Return whether a pattern finds something, ``$`` at its end being the very end of the text."""
    if pattern.startswith("^") and pattern.endswith("$") and not pattern.endswith("\\$"):
        return re.fullmatch(f"(?:{pattern[1:-1]})", text) is not None
    return re.search(pattern, text) is not None


def _pattern(_validator, pattern, instance, _schema):
    if isinstance(instance, str) and not matches(pattern, instance):
        yield ValidationError(f"{instance!r} does not match {pattern!r}")


_Dialect = extend(Draft202012Validator, {"pattern": _pattern})


class Plain:
    """``jsonschema``: slow, and the reference."""

    name = "jsonschema"

    def __init__(self, schema, shared=()):
        resources = [(uri, DRAFT202012.create_resource(it)) for uri, it in dict(shared).items()]
        registry = Registry().with_resources(resources)
        self._validator = _Dialect(schema, registry=registry, format_checker=FORMATS)

    def holds(self, value):
        return self._validator.is_valid(value)

    def breaches(self, value):
        """Return what ``value`` breaks, in the form of ``reported``."""
        return {_error_as_tuple(error) for error in self._validator.iter_errors(value)}


class Rust:
    """``jsonschema-rs``: other people's code in another language."""

    name = "jsonschema-rs"

    def __init__(self, schema, shared=()):
        registry = jsonschema_rs.Registry(list(dict(shared).items()))
        self._validator = jsonschema_rs.Draft202012Validator(
            schema, registry=registry, validate_formats=True, offline=True
        )

    def holds(self, value):
        return self._validator.is_valid(value)


ENGINES = (Plain, Rust)


def reported(breaches):
    """Return what facepolicy's breaches say, without order and repetition."""
    return {
        (
            item.keyword,
            _text(item.expected),
            tuple(item.path),
            _text(item.actual),
            tuple(frozenset(reported(lacking)) for lacking in item.alternatives),
        )
        for item in breaches
    }


def _error_as_tuple(error):
    lacking = defaultdict(set)
    for below in error.context or ():
        lacking[below.schema_path[0]].add(_error_as_tuple(below))
    return (
        error.validator,
        _text(error.validator_value),
        tuple(error.absolute_path),
        _text(error.instance),
        tuple(frozenset(lacking[index]) for index in sorted(lacking)),
    )


def _text(value):
    return json.dumps(value, sort_keys=True)
