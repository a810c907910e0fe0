"""Names in messages."""

import pytest

from validator.model.names import nearest

SETTINGS = ["public-place", "semi-public", "private-premises", "private-space", "online"]


@pytest.mark.parametrize(
    ("word", "known"),
    [
        ("public", "public-place"),
        ("semi-publik", "semi-public"),
        ("private", "private-space"),  # two words begin so: the more similar one
        ("onlin", "online"),
        ("cellar", None),
        ("", None),
    ],
)
def test_the_known_word_that_is_meant(word, known):
    assert nearest(word, SETTINGS) == known
