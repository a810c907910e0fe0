"""What was met lately is kept, within bounds."""

from validator.kept import Kept


def test_what_is_not_known_is_nothing():
    kept = Kept(10)
    assert kept["a"] is None
    assert "a" not in kept
    assert kept.keep("a", 1) == 1
    assert kept["a"] == 1


def test_what_was_met_lately_outlives_what_was_not():
    kept = Kept(2)
    for key in "abc":  # with the third, the first two become old
        kept.keep(key, key)
    assert kept["a"] == "a"  # which is thereby young again
    for key in "de":
        kept.keep(key, key)
    assert kept["a"] == "a"
    assert kept["b"] is None


def test_the_room_bounds_what_is_held():
    kept = Kept(100, len)
    for number in range(1000):
        kept.keep(f"{number:010}", number)
        assert sum(map(len, {*kept, *kept._older})) <= 200
    assert kept["0000000999"] == 999


def test_what_is_larger_than_all_room_is_not_kept():
    kept = Kept(3, len)
    kept.keep("abc", 1)
    assert kept.keep("abcd", 2) == 2
    assert kept["abcd"] is None
    assert kept["abc"] == 1
