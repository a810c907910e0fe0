"""Reports of every kind, each made by a run over manifests in a folder of its own."""

import json
import os
import tempfile
from contextlib import contextmanager
from datetime import date
from functools import cache, reduce
from pathlib import Path

import yaml

import validator
from tests.support import packbuilder
from tests.support.checkout import ROOT
from validator.report import baseline
from validator.report.formats import Style, render
from validator.run.run import Settings, run_of

EXAMPLES = ROOT / "examples"
DAY = date(2026, 10, 31)
DRAFT = "cn-tc260-frd-2021-draft"

HOSTILE_NAME = "a\x1b[31m%0A::error::,]]> \u202eb|c.yaml"
ATTACKS = {
    ("metadata", "title", "en"): "\x07\x1b[31m \x7f\x9b31m \u202e\u2028 end",
    ("metadata", "title", "zh-Hans"): "<script>alert(1)</script> ]]> &amp; <b>",
    ("metadata", "version"): "::error file=x::y %0A::set-output name=a::b",
    ("controller", "name"): "x\n::add-mask::c\r\n::stop-commands::d",
    ("controller", "contact"): "##[add-mask]e ##vso[task.complete] | f | `g`",
    ("storage", "templates", "basis"): "{0} {1} [g](http://h.example) ![i](1)",
}
"""Free texts of a manifest by their path, each made to break out of some format."""
WAIVERS = """\
apiVersion: facepolicy-waivers/v1
waivers:
  - rule: FRD21-63-TPL-irreversible
    manifest: compreface-defaults.yaml
    justification: The vendor ships protected templates in March <b>]]> [x](http://y.example)
    owner: Facility team
    approver: Privacy office
    compensating: Templates stay on one machine that nobody else can reach.
    granted: 2026-09-01
    expires: 2027-03-31
  - rule: FRD21-5-SEC
    manifest: gone.yaml
    justification: Encryption is rolled out with the next release.
    owner: Facility team
    approver: Privacy office
    compensating: The machine stands in a locked room.
    granted: 2026-09-01
    expires: 2027-03-31
"""


def _example(name):
    return (EXAMPLES / f"{name}.yaml").read_text(encoding="utf-8")


LOBBY, COMPREFACE = _example("lobby-gate"), _example("compreface-defaults")


def _hostile():
    """Return a manifest whose free texts attack."""
    value = yaml.safe_load(LOBBY)
    for path, text in ATTACKS.items():
        reduce(dict.__getitem__, path[:-1], value)[path[-1]] = text
    return json.dumps(value, default=date.isoformat)


def _quoting():
    """Return a rule that finds fault with each of these texts and attacks by texts of its own."""
    asked = [packbuilder.requiring({"const": "other"}, *path) for path in ATTACKS]
    quotes = " ".join(f"{{/{'/'.join(path)}}}" for path in ATTACKS)
    message = packbuilder.text(f"]]> <i>{quotes}</i> \x1b[2J\r\n::error::pack")
    return packbuilder.rule(
        requires={"allOf": asked},
        title=packbuilder.text("::error::Title, [a](b) ]]> <u>\x07\n::notice::"),
        fix=packbuilder.text("*a*\n::error::\x1b"),
        officer=packbuilder.text("*a*\n::error::\x1b"),
        message=message,
    )


def _passing():
    return validator.check(*_written({"gate.yaml": LOBBY}), as_of=DAY)


def _failing():
    return validator.check(
        *_written({"compreface-defaults.yaml": COMPREFACE}), as_of=DAY, packs=[DRAFT]
    )


def _documents():
    return validator.check(*_written({"sites/both.yaml": f"{LOBBY}---\n{COMPREFACE}"}), as_of=DAY)


def _several():
    files = {"sites/gate 1.yaml": LOBBY, "sites/人脸.yaml": COMPREFACE}
    return validator.check(*_written(files), as_of=DAY, packs=["all"])


def _waived():
    (waivers,) = _written({"waivers.yaml": WAIVERS})
    return validator.check(
        *_written({"compreface-defaults.yaml": COMPREFACE}),
        as_of=DAY,
        packs=[DRAFT],
        waivers=waivers,
    )


def _known():
    manifests = _written({"compreface-defaults.yaml": COMPREFACE, "gate.yaml": LOBBY})
    before = validator.check(*manifests, as_of=DAY, packs=[DRAFT])
    (known,) = _written({"known.json": baseline.render(before.failures[:26], DAY, "known.json")})
    _written({"compreface-defaults.yaml": COMPREFACE.replace("atRest: none", "atRest: sm4")})
    return validator.check(*manifests, as_of=DAY, packs=[DRAFT], baseline=known)


def _broken():
    files = {
        "bad.yaml": "a: [\n",
        "gate.yaml": LOBBY,
        "odd.yaml": LOBBY.replace("kind: none", "kind: none, kind: none"),
        "wrong.yaml": LOBBY.replace("grade: separate", "grades: separate"),
    }
    return validator.check(*_written(files), as_of=DAY)


def _unusable():
    """Return the report of a run in which no manifest could be used, as the command writes it."""
    settings = Settings(DAY, timezone="UTC")
    try:
        validator.check(*_written({"bad.yaml": "a: [\n", "odd.yaml": "kind: 1\nkind: 2\n"}))
    except validator.ManifestError as error:
        return run_of(settings, ()).of_manifests((), error.problems)


def _attacking():
    Path("pack").mkdir()
    pack = packbuilder.write_pack(Path("pack"), _quoting())
    return validator.check(*_written({HOSTILE_NAME: _hostile()}), as_of=DAY, packs=[pack])


def _from_memory():
    manifest = validator.manifest_from_value(
        validator.load_manifest(EXAMPLES / "compreface-defaults.yaml").value, "<stdin>"
    )
    return validator.evaluate(manifest, validator.load_packs([DRAFT]), as_of=DAY)


def _moved():
    """Return the failing report of a manifest whose lines have moved."""
    text = f"# one\n# two\n{COMPREFACE}"
    return validator.check(*_written({"compreface-defaults.yaml": text}), as_of=DAY, packs=[DRAFT])


KINDS = {
    "passing": _passing,
    "failing": _failing,
    "documents": _documents,
    "several": _several,
    "waived": _waived,
    "known": _known,
    "broken": _broken,
    "unusable": _unusable,
    "attacking": _attacking,
    "from memory": _from_memory,
    "moved": _moved,
}


def renderer(form):
    """Return a function that renders a report in a format."""
    return lambda report, language="en": render(report, form, Style(language))


@cache
def report(kind):
    """Return the report of a kind of ``KINDS``, the same one each time."""
    return fresh(kind)


def fresh(kind):
    """Make the report of a kind; its manifests are named relative to a folder that is gone."""
    with tempfile.TemporaryDirectory() as folder, inside(folder):
        return KINDS[kind]()


@contextmanager
def inside(folder):
    """Work in a folder for a while."""
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)


def _written(files):
    for name, text in files.items():
        Path(name).parent.mkdir(exist_ok=True)
        Path(name).write_text(text, encoding="utf-8")
    return list(files)
