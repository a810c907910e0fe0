"""PyYAML's C reader and jsonschema-rs."""

import json

import jsonschema_rs
from over_files import run


def check_with(rules, findings):
    """Return the check that ``over_files.run`` asks for."""
    validator = jsonschema_rs.validator_for(json.loads(rules))
    if not findings:
        return lambda value: (validator.is_valid(value), [])

    def check(value):
        errors = [
            [list(error.evaluation_path), list(error.instance_path)]
            for error in validator.iter_errors(value)
        ]
        return not errors, errors

    return check


run(check_with)
