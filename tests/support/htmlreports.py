"""A report that has all the HTML report can show, and its pages taken apart."""

import hashlib
import json
import shutil
from datetime import date
from pathlib import Path

import html5lib

import validator
from tests.support.reports import DAY, EXAMPLES
from validator import Reason
from validator.report import baseline

WAIVERS = """\
apiVersion: facepolicy-waivers/v1
waivers:
  - rule: PIPL-51-technical
    manifest: compreface-defaults.yaml
    justification: The disk that encrypts comes with the machines that were ordered.
    owner: Platform team <platform@compreface.example>
    approver: Data protection officer <dpo@compreface.example>
    compensating: Images and templates stay inside the building.
    granted: 2026-09-01
    expires: 2026-12-15
  - rule: SPC-2-3
    manifest: footfall-overclaiming.yaml
    justification: The sign at the entrance is being written.
    owner: Platform team <platform@compreface.example>
    approver: Data protection officer <dpo@compreface.example>
    compensating: The counter at the entrance is switched off meanwhile.
    granted: 2026-03-01
    expires: 2026-09-30
"""

_ELSEWHERE = {
    '"doc://privacy/2026/pia.pdf"': f"pia.pdf, sha256: {hashlib.sha256(b'pia').hexdigest()}",
    '"doc://lab/pad.pdf"': f"pad.pdf, sha256: {hashlib.sha256(b'once').hexdigest()}",
    "issued: 2026-02-01, expires: 2027-02-01": "issued: 2026-02-01, expires: 2026-12-10",
    '"doc://policy/ir.pdf", issued: 2026-01-01, expires: 2027-01-01': (
        '"doc://policy/ir.pdf", issued: 2025-10-01, expires: 2026-10-01'
    ),
    "issued: 2026-01-01, expires: 2027-01-01": "issued: 2026-01-01, expires: never",
}
"""The lobby's evidence, so that one document is verified, one changed, one ends soon, one ended."""


ALL = tuple(sorted(path.name for path in EXAMPLES.glob("*.yaml")))
FEW = ("compreface-defaults.yaml", "footfall-overclaiming.yaml", "lobby-gate.yaml")


def everything(folder, names=ALL, packs=()):
    """Return a report with evidence, waivers and a baseline; the current folder is ``folder``."""
    for name in names:
        shutil.copy(EXAMPLES / name, folder / name)
    _keep_evidence(folder)
    Path("waivers.yaml").write_text(WAIVERS, encoding="utf-8")
    Path("known.json").write_text(_known(names, packs), encoding="utf-8")
    accepted = {"waivers": "waivers.yaml", "baseline": "known.json"}
    return validator.check(*names, packs=packs, as_of=DAY, **accepted)


def _keep_evidence(folder):
    (folder / "pia.pdf").write_bytes(b"pia")
    (folder / "pad.pdf").write_bytes(b"another one")
    lobby = folder / "lobby-gate.yaml"
    text = lobby.read_text(encoding="utf-8")
    for old, new in _ELSEWHERE.items():
        assert old in text
        text = text.replace(old, new)
    lobby.write_text(text, encoding="utf-8")


def _known(names, packs):
    """Everything undeclared was known, one contradiction, and one failure that is gone."""
    report = validator.check(*names, packs=packs, as_of=DAY)
    known = [
        item
        for item in report.failures
        if item.reason is Reason.UNDECLARED or item.rule.id == "SC-ON-DEVICE"
    ]
    content = json.loads(baseline.render(known, date(2026, 6, 30), "known.json"))
    gone = {"SPC-2-2": {"/notice/given": "undeclared"}}
    content["failures"].setdefault("lobby-gate.yaml", {}).update(gone)
    return json.dumps(content)


class Page:
    """A page as a strict HTML parser reads it."""

    def __init__(self, text):
        self.text = text
        parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
        self.root = parser.parse(text)

    def all(self, tag=None, within=None, **attributes):
        """Return the elements of a tag whose attributes hold these words (``class_`` for class)."""
        wanted = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()}
        return [
            element
            for element in (self.root if within is None else within).iter()
            if isinstance(element.tag, str)
            and (tag is None or element.tag == tag)
            and all(value in element.get(name, "").split() for name, value in wanted.items())
        ]

    def one(self, tag=None, within=None, **attributes):
        (element,) = self.all(tag, within, **attributes)
        return element

    def section(self, name):
        """Return the section under a heading by its id."""
        return self.one("section", aria_labelledby=name)

    def words(self, element, language="en"):
        """Return what a reader of a language sees of an element, blanks folded."""
        other = {"en": "zh-Hans", "zh": "en"}[language]
        return " ".join("".join(_texts(element, other)).split())


_INLINE = frozenset(("a", "b", "code", "i", "span", "strong"))


def _texts(element, without):
    apart = "" if element.tag in _INLINE else " "
    if element.get("lang") != without or element.tag not in ("span", "a"):
        yield apart + (element.text or "")
        for child in element:
            yield from _texts(child, without)
    yield apart + (element.tail or "")
