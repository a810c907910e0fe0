"""What was met lately is kept, within bounds."""

from validator.kept import Kept


def test_what_is_not_known_is_nothing():
    kept = Kept(10)
    assert kept["a"] is None
    assert "a" not in kept
    assert kept.keep("a", 1) == 1
    assert kept["a"] == 1


def meet(kept, keys, times=2):
    for key in keys:
        for _ in range(times):
            kept.keep(key, key)


def test_what_was_met_lately_outlives_what_was_not():
    kept = Kept(2)
    meet(kept, "abc")  # with the third, the first two become old
    assert kept["a"] == "a"  # which is thereby young again
    meet(kept, "de")
    assert kept["a"] == "a"
    assert kept["b"] is None


def test_the_room_bounds_what_is_held():
    kept = Kept(100, len)
    for number in range(1000):
        meet(kept, [f"{number:010}"])
        assert sum(map(len, {*kept, *kept._older})) <= 200
        assert len(kept._once) <= 2 * 20
    assert kept["0000000999"] == "0000000999"


def test_what_is_met_once_only_takes_no_room_from_the_rest():
    kept = Kept(3)
    meet(kept, "abc", times=1)  # there is room: all is kept at once
    assert [kept[key] for key in "abc"] == ["a", "b", "c"]
    meet(kept, "def")
    meet(kept, map(str, range(1000)), times=1)
    assert [kept[key] for key in "def"] == ["d", "e", "f"]
    assert kept["7"] is None


def test_what_is_not_kept_is_returned_all_the_same():
    kept = Kept(1)
    meet(kept, "ab")
    assert kept.keep("c", 3) == 3
    assert kept["c"] is None
    assert kept.keep("c", 4) == 4
    assert kept["c"] == 4


def test_what_is_larger_than_all_room_is_not_kept():
    kept = Kept(3, len)
    kept.keep("abc", 1)
    assert kept.keep("abcd", 2) == 2
    assert kept["abcd"] is None
    assert kept["abc"] == 1
