"""Who builds from the same source gets the same bytes, wherever and whenever that is."""

import hashlib
import json
import os
import subprocess
import sys
import tarfile
from pathlib import Path

from tests.support.checkout import ROOT, copy_to

ELSEWHERE = {
    "PYTHONPATH": str(ROOT / "tests" / "support" / "other_machine"),
    "PYTHONHASHSEED": "1",
    "TZ": "Asia/Shanghai",
    "LC_ALL": "C",
    "HOME": os.devnull,
}


def build(source, folder, *, umask=0o022, **environment):
    """Build the sdist and, from it, the wheel; return the digests of both by their names."""
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", folder, source]
    environment = {"PATH": os.environ["PATH"], "PYTHONHASHSEED": "0", **environment}
    done = subprocess.run(command, env=environment, umask=umask, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}


def unpack(sdist, folder):
    """Unpack as somebody who shares nothing, at another time; return the root of the source."""
    with tarfile.open(sdist) as archive:
        archive.extractall(folder, filter="data")
    (root,) = folder.iterdir()
    for number, path in enumerate(sorted(root.rglob("*"))):
        path.chmod(path.stat().st_mode & 0o700)
        os.utime(path, (number * 1000, number * 1000))
    return root


def test_the_sdist_builds_itself_and_the_same_wheel_elsewhere(tmp_path):
    here, elsewhere = tmp_path / "here", tmp_path / "somewhere else, with a longer name"
    digests = build(copy_to(tmp_path / "checkout"), here)
    assert sorted(Path(name).suffix for name in digests) == [".gz", ".whl"]
    (sdist,) = here.glob("*.tar.gz")
    source = unpack(sdist, elsewhere)
    assert build(source, tmp_path / "there", umask=0o077, **ELSEWHERE) == digests


def test_elsewhere_is_elsewhere(tmp_path):
    """The test above proves nothing where the other machine is this one."""
    for name in "abc":
        (tmp_path / name).touch()
    look = (
        "import json, os, time; from pathlib import Path;"
        "print(json.dumps([time.gmtime(time.time()).tm_year, os.listdir(),"
        " [entry.name for entry in os.scandir()], list(map(str, Path().glob('*'))),"
        " [name for _, _, names in os.walk('.') for name in names]]))"
    )

    def seen(**environment):
        command = [sys.executable, "-c", look]
        return json.loads(subprocess.check_output(command, cwd=tmp_path, env=environment))

    (year, *lists), (later, *backwards) = seen(), seen(**ELSEWHERE)
    assert later == year + 3
    assert [names[::-1] for names in lists] == backwards
