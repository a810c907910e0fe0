"""Programs from npm, where `npm ci` put them in tests/node."""

from tests.support.checkout import ROOT
from tests.support.programs import tool


def installed(name):
    """Return a file of what npm installed; skip or fail where it is missing, as ``tool`` does."""
    path = ROOT / "tests/node/node_modules" / name
    return path if path.exists() else tool(str(path))
