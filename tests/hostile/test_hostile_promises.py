"""SECURITY.md promises the bounds that are."""

import re
from pathlib import Path

import pytest

from validator.manifest.reading.document import NESTING, NODES
from validator.manifest.reading.evidence_files import READ_LIMIT
from validator.manifest.reading.evidence_files import SIZE_LIMIT as EVIDENCE
from validator.manifest.reading.source import SIZE_LIMIT as FILE
from validator.manifest.reading.yaml_reader import DOCUMENTS
from validator.packs.files import FILES
from validator.packs.files import SIZE_LIMIT as PACK
from validator.packs.limits import CHARACTERS, DEPTH

from .command import MEGABYTES, SECONDS
from .generated import MOST

ROOT = Path(__file__).parent.parent.parent
TEXT = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
MIB = 1024 * 1024


@pytest.mark.parametrize(
    "promise",
    [
        f"within {SECONDS:.0f} seconds of a processor and {MEGABYTES} MB",
        f"files up to {FILE // MIB} MiB, {DOCUMENTS:,} documents and {NODES:,} keys and values",
        f"{MOST} entries a list, {NESTING} levels",
        f"packs up to {PACK // MIB} MiB and {FILES} files",
        f"{CHARACTERS:,} characters in the constraints with references expanded, {DEPTH} levels",
        f"up to {EVIDENCE // MIB} MiB a file and {READ_LIMIT // MIB:,} MiB a manifest",
    ],
)
def test_bound(promise):
    assert promise in " ".join(TEXT.split())


def test_the_files_it_names_are_there():
    names = re.findall(r"\]\(([^)]+)\)|`(tests/[^`]+)`|-r (\S+)|^\$ (\.ci/\w+)", TEXT, re.MULTILINE)
    found = ["".join(groups) for groups in names]
    assert len(found) > 5
    assert [name for name in found if not (ROOT / name).exists()] == []
