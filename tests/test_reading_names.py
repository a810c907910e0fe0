"""Names kept in little are the names that were given."""

from hypothesis import given
from hypothesis import strategies as st

from validator.reading.names import Names


@given(st.lists(st.text(alphabet="ab/é\udc80", max_size=6), max_size=8), st.integers(0, 9))
def test_the_names_come_back(names, first):
    kept = Names(names)
    assert list(kept) == names
    assert len(kept) == len(names)
    assert kept.some(first, 3) == names[first : first + 3]


def test_a_hundred_thousand_take_little():
    kept = Names([f"sites/branches/north/manifest-{number:06}.yaml" for number in range(100_000)])
    assert len(kept._rest) < 1_500_000
    assert "manifest-000007" in kept.some(7, 1)[0]
