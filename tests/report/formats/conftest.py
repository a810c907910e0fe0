"""Reports that the tests of several formats read."""

import pytest

from tests.support import format_cases as cases


@pytest.fixture(scope="session")
def twice(tmp_path_factory):
    """Return the same report, made twice."""
    folder = tmp_path_factory.mktemp("twice")
    return cases.everything(folder), cases.everything(folder)
