"""The main job as a call: what is given by a slip is taken as meant, or refused by its name."""

import datetime as dt
from pathlib import Path

import pytest

import validator
from tests.support.checkout import ROOT

LOBBY = ROOT / "examples" / "lobby-gate.yaml"
DAY = dt.date(2026, 10, 31)
DRAFT = "cn-tc260-frd-2021-draft"


def test_one_text_or_path_means_one():
    one = validator.check(LOBBY, packs=DRAFT, select="FRD21-5-*", ignore="FRD21-5-ALT", as_of=DAY)
    lists = {"packs": [DRAFT], "select": ["FRD21-5-*"], "ignore": ["FRD21-5-ALT"]}
    assert one.results == validator.check(LOBBY, **lists, as_of=DAY).results
    folder = ROOT / "policies" / DRAFT
    assert {pack.id for pack in validator.check(LOBBY, packs=folder, as_of=DAY).packs} == {
        DRAFT,
        "self-consistency",
    }
    assert validator.load_packs(DRAFT) == validator.load_packs([DRAFT])


@pytest.mark.parametrize("day", ["2026-10-31", dt.datetime(2026, 10, 31, 23, 59)])  # noqa: DTZ001 - as somebody may give it
def test_a_day_may_be_text_or_bear_a_time(day):
    as_of = validator.check(LOBBY, packs=DRAFT, as_of=day).as_of
    assert (as_of, type(as_of)) == (DAY, dt.date)


@pytest.mark.parametrize(
    ("paths", "settings", "reported"),
    [
        ([], {}, "name a manifest, as in check('gate.yaml')"),
        ([["gate.yaml"]], {}, "expected a path, a mapping or a Manifest, not a list; several"),
        ([b"gate.yaml"], {}, "expected a path, a mapping or a Manifest, not a bytes"),
        (
            ["gate.yaml"],
            {"as_of": "20261031"},
            "as_of: '20261031' is not a date such as 2026-10-31",
        ),
        (["gate.yaml"], {"as_of": 20261031}, "as_of: 20261031 is not a date such as 2026-10-31"),
        (["gate.yaml"], {"fail_on": "warn"}, "fail_on: 'warn' is not one of info, warning, error"),
    ],
)
def test_what_is_not_wanted_is_refused_by_its_name(paths, settings, reported):
    with pytest.raises(validator.UsageError) as refused:
        validator.check(*paths, **settings)
    assert str(refused.value).startswith(f"validator.check: {reported}")


def test_a_folder_without_a_manifest_is_reported(tmp_path):
    waivers = tmp_path / "waivers.yaml"
    waivers.write_text("apiVersion: facepolicy-waivers/v1\nwaivers: []\n", encoding="utf-8")
    with pytest.raises(validator.FacepolicyError, match="there is no manifest here"):
        validator.check(Path(tmp_path), waivers=waivers)
