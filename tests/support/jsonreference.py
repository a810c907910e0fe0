"""JSON by the standard library, minus what facepolicy refuses."""

import json
import math


def duplicates_refused(pairs):
    if len(dict(pairs)) < len(pairs):
        raise ValueError("duplicate key")
    return dict(pairs)


def constant_refused(name):
    raise ValueError(name)


def integer_refused(written):
    if len(written.lstrip("-")) > 18:
        raise ValueError(written)
    return int(written)


def real_refused(written):
    if math.isinf(float(written)):
        raise ValueError(written)
    return float(written)


def loads(text):
    """Return what json.loads does; raise ValueError also for what facepolicy refuses."""
    value = json.loads(
        text,
        object_pairs_hook=duplicates_refused,
        parse_constant=constant_refused,
        parse_int=integer_refused,
        parse_float=real_refused,
    )
    json.dumps(value, ensure_ascii=False).encode()  # a lone surrogate is a ValueError
    return value
