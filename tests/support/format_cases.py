"""Reports that formats are held against: hostile, of several manifests, waived, with a baseline."""

import copy
import json
import shutil
from datetime import date

import validator
from tests.support.checkout import ROOT
from validator.manifest.manifest import load_manifest
from validator.run.api import check

EXAMPLES = ROOT / "examples"
DAY = date(2026, 10, 31)
LATER = date(2027, 2, 9)  # evidence of the lobby has expired
WAIVED = "M25-10-1"

HOSTILE = (
    '=HYPERLINK("http://evil.example","x")|`a` ``b`` <script>alert(1)</script> </details>'
    " [x](javascript:alert(1)) ![i](http://evil.example/i.png) <!-- c --> <b>bold</b> **strong**"
    " @octocat #123 GH-7 www.evil.example me@evil.example ::error::boom ${{ secrets.X }} \x1b[31m"
    " \u202eabc\u202c \u2028 \ttab;=1+1 \r\n| x | y |\n# heading\n- [ ] task \\| \\"
)
"""What no format may run, render or break at."""
FORMULAS = ("=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1+1", "\r=1+1", "＝1+1", "a;=1+1", 'a;"=1+1')


def hostile_value(text=HOSTILE):
    """Return the manifest of the lobby with a text in every place that takes any, and failures."""
    value = copy.deepcopy(load_manifest(EXAMPLES / "lobby-gate.yaml").value)
    value["metadata"]["title"] = {"en": text, "zh-Hans": text}
    value["metadata"]["version"] = text
    value["controller"]["name"] = text
    value["controller"]["contact"] = text
    value["purposes"][0]["description"] = text
    for device in value["capture"]["devices"]:
        device["location"] = text
    for link in value["transport"]:
        link["from"] = text
        link["encryption"] = "none"
    for document in value["evidence"]:
        document["title"] = document["by"] = document["uri"] = text
    value["consent"]["grade"] = "bundled"
    value["matching"]["humanReview"] = "none"
    del value["alternatives"], value["deletion"]
    return value


def hostile_file(folder, text=HOSTILE, name="=a|`b`<i>@octocat;=2.json"):
    path = folder / name
    path.write_text(json.dumps(hostile_value(text)), encoding="utf-8")
    return path


def waivers(folder, manifest, text, *rules):
    """Write a waiver file: one waiver for each rule, every text of them the one given."""
    entries = [
        {
            "rule": rule,
            "manifest": manifest,
            "justification": text,
            "owner": text,
            "approver": f"{text.replace('me@', 'you@')} too",
            "compensating": text,
            "granted": "2026-10-01",
            "expires": "2027-03-31",
        }
        for rule in rules
    ]
    path = folder / "waivers.json"
    content = {"apiVersion": "facepolicy-waivers/v1", "waivers": entries}
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


def everything(folder, as_of=DAY):
    """Return a report with all that can be in one: several files, one of two documents, one that
    cannot be read, hostile texts, waivers used and idle, and a baseline."""
    names = ("compreface-defaults.yaml", "footfall-counter.yaml", "footfall-overclaiming.yaml")
    for name in names:
        shutil.copy(EXAMPLES / name, folder)
    gate, home = ((EXAMPLES / f"{name}.yaml").read_text() for name in ("lobby-gate", "home-nvr"))
    (folder / "two.yaml").write_text(f"{gate}\n---\n{home}", encoding="utf-8")
    (folder / "broken.yaml").write_text("apiVersion: [", encoding="utf-8")
    bad = hostile_file(folder)
    baseline = folder / "baseline.json"
    before = check(bad, folder / names[0], as_of=as_of, ignore=["cn-pipl-2021"])
    from validator.report.baseline import render

    baseline.write_text(render(before.failures, as_of, baseline), encoding="utf-8")
    paths = [folder / name for name in (*names, "two.yaml", "broken.yaml")]
    waiver_file = waivers(folder, bad.name, HOSTILE, WAIVED, "M25-4", "NO-SUCH-RULE")
    return check(bad, *paths, as_of=as_of, waivers=waiver_file, baseline=baseline)


def one(name="compreface-defaults.yaml", as_of=DAY, **options):
    return validator.check(EXAMPLES / name, as_of=as_of, **options)
