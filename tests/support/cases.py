"""The cases of the rules' own tests, made once for all tests of a process."""

from validator.authoring.pack_tests import rule_cases

_MADE = {}


def cases_of(rule, pack):
    """Return the cases of a rule of a pack that is shipped."""
    key = pack.id, rule.id
    if key not in _MADE:
        _MADE[key] = rule_cases(rule, pack)
    return _MADE[key]
