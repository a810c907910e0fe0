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
        ([["gate.yaml"]], {}, "expected a path, a mapping or a Manifest, not list; several"),
        ([b"gate.yaml"], {}, "expected a path, a mapping or a Manifest, not bytes"),
        (
            ["gate.yaml"],
            {"as_of": "20261031"},
            "as_of: '20261031' is not a date such as 2026-10-31",
        ),
        (["gate.yaml"], {"as_of": 20261031}, "as_of: 20261031 is not a date such as 2026-10-31"),
        (["gate.yaml"], {"fail_on": "warn"}, "fail_on: 'warn' is not one of info, warning, error"),
        *(
            (["gate.yaml"], {name: value}, f"{name}: expected {expected}")
            for name, value, expected in [
                ("packs", 3, "the name or path of a pack, or several, not int"),
                ("packs", [3], "the name or path of a pack, or several, not int"),
                ("packs", None, "the name or path of a pack, or several, not NoneType"),
                ("packs", "", "the name or path of a pack, or several, not an empty text; leave"),
                ("packs", {}, "the name or path of a pack, or several, not dict"),
                ("exclude", 3, "a pattern or several of them, not int"),
                ("exclude", "", "a pattern or several of them, not an empty text"),
                ("require_applicable", "false", "True or False, not str"),
                ("fail_on_unreviewed", "false", "True or False, not str"),
                ("waivers", {}, "a path, not dict"),
                ("waivers", "", "a path, not an empty text"),
                ("attestations", 3, "a path, not int"),
                ("baseline", [], "a path, not list"),
                ("watch", 3, "a function, not int"),
            ]
        ),
    ],
)
def test_what_is_not_wanted_is_refused_by_its_name(paths, settings, reported):
    with pytest.raises(validator.UsageError) as refused:
        validator.check(*paths, **settings)
    assert str(refused.value).startswith(f"validator.check: {reported}")


PACK = validator.load_pack("cn-pipl-2021")
GATE = validator.load_manifest(LOBBY)
RUN = validator.prepare(packs="cn-pipl-2021", as_of=DAY)


@pytest.mark.parametrize(
    ("call", "reported"),
    [
        (lambda: validator.check(LOBBY, select=3), "Selection: select: expected an id or several"),
        (lambda: validator.check(LOBBY, select=""), "Selection: select: expected an id or several"),
        (lambda: validator.check(LOBBY, ignore=None), "Selection: ignore: expected an id or sev"),
        (lambda: validator.Selection(select=[3]), "Selection: select: expected an id or several"),
        (lambda: validator.prepare(packs=3), "prepare: packs: expected the name or path of a pack"),
        (lambda: validator.prepare(open_evidence="no"), "prepare: open_evidence: expected True or"),
        (lambda: validator.prepare(as_of=3), "prepare: as_of: 3 is not a date"),
        (lambda: validator.load_packs(3), "load_packs: names: expected the name or path of a pack"),
        (lambda: validator.load_pack(3), "load_pack: where: expected a path, not int"),
        (lambda: validator.load_manifest(3), "load_manifests: path: expected a path, not int"),
        (lambda: validator.load_waivers({}), "load_manifests: path: expected a path, not dict"),
        (lambda: validator.load_baseline({}), "load_baseline: path: expected a path, not dict"),
        (lambda: validator.manifest_from_text(3), "manifest_from_text: text: expected str or byt"),
        (lambda: validator.manifest_from_text("", 3), "manifest_from_text: source: expected str"),
        (lambda: validator.manifest_from_value({}, 3), "manifest_from_value: source: expected str"),
        (
            lambda: validator.manifest_from_value({}, folder=""),
            "manifest_from_value: folder: expected a path, not an empty text",
        ),
        (lambda: validator.evaluate("gate.yaml", PACK), "evaluate: manifests: expected a Manifest"),
        (lambda: validator.evaluate(3, PACK), "evaluate: manifests: expected a Manifest or sever"),
        (lambda: validator.evaluate(GATE, "cn-pipl-2021"), "evaluate: packs: expected a Pack or"),
        (lambda: validator.evaluate(GATE, [3]), "evaluate: packs: expected a Pack or several of"),
        (
            lambda: validator.evaluate(GATE, PACK, selection="PIPL-29"),
            "evaluate: selection: expected a Selection, not str",
        ),
        (
            lambda: validator.evaluate(GATE, PACK, require_applicable="no"),
            "evaluate: require_applicable: expected True or False",
        ),
        *(
            (
                lambda name=name: validator.evaluate(GATE, PACK, **{name: "file.yaml"}),
                f"evaluate: {name}: expected what load_{name} returns, not str",
            )
            for name in ("waivers", "attestations", "baseline")
        ),
        (lambda: RUN.of_manifests(["x"]), "Run.of_manifests: manifests: expected a Manifest or"),
        (lambda: RUN.of_manifests("x"), "Run.of_manifests: manifests: expected a Manifest or"),
    ],
)
def test_every_function_refuses_a_wrong_type_by_its_name(call, reported):
    with pytest.raises(validator.UsageError) as refused:
        call()
    assert str(refused.value).startswith(f"validator.{reported}")


def test_one_manifest_and_one_pack_are_one():
    one = validator.evaluate(GATE, PACK, as_of=DAY)
    assert one.results == validator.evaluate([GATE], [PACK], as_of=DAY).results
    assert RUN.of_manifests(GATE).to_json() == RUN.of_manifests([GATE]).to_json()


def test_one_id_of_a_selection_is_one():
    assert validator.Selection("PIPL-29", "PIPL-1*") == validator.Selection(
        ["PIPL-29"], ["PIPL-1*"]
    )
    assert validator.Selection("PIPL-29").select == ("PIPL-29",)


def test_a_folder_without_a_manifest_is_reported(tmp_path):
    waivers = tmp_path / "waivers.yaml"
    waivers.write_text("apiVersion: facepolicy-waivers/v1\nwaivers: []\n", encoding="utf-8")
    with pytest.raises(validator.FacepolicyError, match="there is no manifest here"):
        validator.check(Path(tmp_path), waivers=waivers)
