"""What the documentation tells people to copy is what the other tests run."""

import re

import pytest

from tests.support.checkout import ROOT

DOCS = ROOT / "docs"
COPIES = sorted((DOCS / "copy").iterdir())
# A link to a file, and the first block of code after it.
_QUOTED = re.compile(r"\]\(copy/([^)]+)\)[^`]*?\n```\w*\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def quoted(folder):
    """Return the name and text of each file to copy that the pages of a language quote."""
    pages = [page.read_text(encoding="utf-8") for page in sorted(folder.glob("*.md"))]
    return sorted(match for page in pages for match in _QUOTED.findall(page))


@pytest.mark.parametrize("folder", [DOCS, DOCS / "zh"], ids=["en", "zh"])
def test_the_pages_quote_each_file_as_it_is(folder):
    assert quoted(folder) == [(path.name, path.read_text(encoding="utf-8")) for path in COPIES]
