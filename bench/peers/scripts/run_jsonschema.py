"""PyYAML's C reader and jsonschema."""

import json

from jsonschema import Draft202012Validator
from over_files import run


def check_with(rules, findings):
    """Return the check that ``over_files.run`` asks for."""
    validator = Draft202012Validator(json.loads(rules))
    if not findings:
        return lambda value: (validator.is_valid(value), [])

    def check(value):
        errors = [
            [list(error.absolute_schema_path), list(error.absolute_path)]
            for error in validator.iter_errors(value)
        ]
        return not errors, errors

    return check


run(check_with)
