"""What the documentation tells people to copy is what the other tests run."""

import re

import pytest
from checkout import ROOT

DOCS = ROOT / "docs"
COPIES = sorted((DOCS / "copy").iterdir())
# A link to a file, and the first block of code after it.
_QUOTED = re.compile(r"\]\(copy/([^)]+)\)[^`]*?\n```\w*\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def quoted():
    """Return, by its name, each text that some page quotes as a file to copy."""
    pages = sorted(DOCS.glob("*.md"))
    return [match for page in pages for match in _QUOTED.findall(page.read_text(encoding="utf-8"))]


@pytest.mark.parametrize("path", COPIES, ids=lambda path: path.name)
def test_each_file_is_quoted_as_it_is(path):
    assert (path.name, path.read_text(encoding="utf-8")) in quoted()


def test_every_quoted_file_exists():
    assert {name for name, _ in quoted()} <= {path.name for path in COPIES}
