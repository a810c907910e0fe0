"""A file of tests runs in one process, so its fixtures are made once; the longest files run first.

Otherwise a file that takes a minute could start last, and one processor would wait for the other.
"""

from pathlib import Path

import pytest

HERE = Path(__file__).parent
LONGEST = (
    "fleet/test_engines.py",
    "differential/test_differential.py",
    "report/formats/test_html_browser.py",
    "whole/test_bench.py",
    "packs/test_packs.py",
    "whole/test_properties.py",
    "run/test_streaming.py",
    "shipping/test_sbom.py",
    "report/formats/test_html.py",
    "report/formats/test_oscal.py",
    "integrations/test_github_action.py",
)
"""The files that take longest, in that order; ``pytest --durations=0`` shows how long each takes."""
_RANKS = {HERE / name: rank for rank, name in enumerate(LONGEST)}


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    items.sort(key=lambda item: _RANKS.get(item.path, len(LONGEST)))
