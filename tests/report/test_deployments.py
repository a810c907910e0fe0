"""Activities of one deployment are documents of their own; reports list them together."""

import json

import pytest

import validator
from tests.support.reports import DAY, LOBBY
from validator.report.formats import Style, render

GATE = LOBBY.replace("id: riverside-tower-lobby", "id: gate\n  deployment: riverside-tower")
LIST = GATE.replace("id: gate", "id: watch-list")


@pytest.fixture
def report(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "both.yaml").write_text(f"{GATE}---\n{LIST}", encoding="utf-8")
    (tmp_path / "other.yaml").write_text(LOBBY, encoding="utf-8")
    return validator.check("both.yaml", "other.yaml", as_of=DAY)


def test_activities_of_one_deployment_are_listed_together(report):
    text = render(report, "text", Style())
    assert (
        "Activities by deployment\nriverside-tower\n  both.yaml#1: 0 fail\n  both.yaml#2: 0 fail\n"
    ) in text
    assert "按部署列出的活动" in render(report, "text", Style(language="zh"))


def test_json_names_the_deployment(report):
    whole = json.loads(render(report, "json", Style()))
    assert [item.get("deployment") for item in whole["manifests"]] == [
        "riverside-tower",
        "riverside-tower",
        None,
    ]
    lines = [json.loads(line) for line in render(report, "jsonl", Style()).splitlines()]
    named = [line.get("deployment") for line in lines if line["type"] == "manifest"]
    assert named == ["riverside-tower", "riverside-tower", None]


def test_html_groups_rows_by_deployment(report):
    page = render(report, "html", Style())
    assert page.count('<th scope="rowgroup"') == 1
    assert "riverside-tower</th></tr>" in page
    assert ">2 deployments</span>" in page  # of three activities
