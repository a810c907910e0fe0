"""Things by what they have in common."""

from validator.model.groups import grouped


def test_keys_and_values_keep_their_order():
    found = grouped([("b", 1), ("a", 2), ("b", 3), ("b", 1)])
    assert list(found.items()) == [("b", [1, 3, 1]), ("a", [2])]


def test_nothing_has_no_groups():
    assert grouped([]) == {}
