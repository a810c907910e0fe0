"""Source archives of others, fetched as archives.txt says."""

import tarfile

from tests.support.checkout import ROOT
from tests.support.programs import missing

FOLDER = ROOT / "build" / "archives"


def opened(project):
    """Return the source archive of a project, open; skip or fail where it is missing, as ``tool`` does."""
    found = sorted(FOLDER.glob(f"{project}-*.tar.gz"))
    if not found:
        missing(f"the source archive of {project} (see tests/archives.txt)")
    return tarfile.open(found[-1])
