"""The messages of results: of several failed checks, a place shows its own."""

import re

import validator
from tests.support.checkout import ROOT
from validator.engine.results import Expected
from validator.manifest.manifest import manifest_from_value
from validator.model.text import Text
from validator.report import wording

AT_REST = ("storage", "encryption", "atRest")
IN_TRANSIT = ("transport", "0", "encryption")


def two_failed_checks():
    report = validator.check(
        ROOT / "examples" / "compreface-defaults.yaml",
        packs="cn-tc260-frd-2021-draft",
        as_of="2026-10-31",
    )
    (result,) = (item for item in report.results if item.rule.id == "FRD21-5-SEC")
    assert len(result.failed) == 2
    return result


def test_a_place_shows_the_checks_that_fail_there():
    result = two_failed_checks()
    stored, sent = (check.message.en for check in result.rule.checks)
    assert wording.message(result, [IN_TRANSIT]).en == sent
    at_rest = wording.message(result, [AT_REST]).en
    assert at_rest.startswith(stored.partition("{")[0])
    assert sent not in at_rest
    assert wording.message(result).en == f"{at_rest} {sent}"
    assert wording.message(result, [AT_REST, IN_TRANSIT]).en == f"{at_rest} {sent}"


def test_so_do_fixes():
    result = two_failed_checks()
    stored, sent = (check.fix for check in result.rule.checks)
    assert wording.fix(result, [AT_REST]) == stored
    assert wording.fix(result, [IN_TRANSIT]) == sent


def test_a_place_at_which_no_check_fails_shows_all():
    result = two_failed_checks()
    assert wording.message(result, [("metadata", "id")]) == wording.message(result)


def test_a_part_about_a_fact_that_is_not_stated_is_left_out():
    text = Text(
        "Kept[: until {/storage/images/deletedAt}][, kinds {/storage/images/kinds}] [x].",
        "留存[：至 {/storage/images/deletedAt}][，种类 {/storage/images/kinds}]。",
    )
    result = two_failed_checks()
    check = result.failed[0]._replace(message=text)

    def stating(**images):
        return manifest_from_value({"storage": {"images": images}})

    def shown(**images):
        return wording.message(result._replace(failed=(check,), document=stating(**images)))

    assert shown() == Text("Kept [x].", "留存。")
    assert shown(deletedAt=None) == shown()
    assert shown(kinds=["enrolment"]).en == "Kept, kinds [enrolment] [x]."
    assert shown(deletedAt="never").en == "Kept: until never [x]."
    assert wording.with_names(text.en) == (
        "Kept: until storage.images.deletedAt, kinds storage.images.kinds [x]."
    )
    assert wording.not_stated(text, stating()) == []
    bare = Text("{/storage/images/kinds}", "{/storage/images/deletedAt}")
    assert wording.not_stated(bare, stating(kinds=[])) == ["/storage/images/deletedAt"]


def test_a_list_of_things_shows_their_names():
    offered = ("alternatives", "offered")
    ways = [{"method": "card"}, {"method": "a\nb"}, "others-unknown"]
    shown = wording.value_label(offered, ways)
    assert shown.en == '[card, "a\\nb", others-unknown]'
    assert shown.zh == '[card、"a\\nb"、其余未知（others-unknown）]'
    assert wording.value_label(("transport",), [{"from": "a", "to": "b"}]).en == "a list of 1"
    assert wording.show([{"name": 1}, {"name": "x"}]).en == "a list of 2"
    partly = [{"from": "a", "to": "b"}, "others-unknown"]
    assert wording.value_label(("transport",), partly).en == "a list of 1 and others unknown"


def test_a_fact_that_is_stated_and_does_not_decide_is_not_called_missing(tmp_path):
    text = (ROOT / "examples" / "lobby-gate.yaml").read_text(encoding="utf-8")
    results = []
    for least in (96000, 97000):
        path = tmp_path / f"{least}.yaml"
        stored = f"storedPersonsTotal: {{atLeast: {least}, atMost: 104000}}"
        path.write_text(re.sub(r"storedPersonsTotal: \d+", stored, text), encoding="utf-8")
        report = validator.check(path, packs="cn-frt-measures-2025", as_of="2026-10-31")
        results += [item for item in report.results if item.rule.id == "M25-15-1"]
    first, other = results
    place = "governance.filing.storedPersonsTotal"
    assert wording.message(first).en == f"Not stated: {place} (stated, not enough)."
    so_far = "so far at least 96000, at most 104000; such as 1840"
    assert wording.to_state(first.findings).en == so_far
    assert wording.to_state([*first.findings, *other.findings]).en == "such as 1840"


def test_missing_evidence_has_a_fix_of_its_own_and_is_listed_once(tmp_path):
    text = (ROOT / "examples" / "lobby-gate.yaml").read_text(encoding="utf-8")
    path = tmp_path / "gate.yaml"
    text = re.sub(r"(  minimisation: \{assessed: true), evidence: .*\}", r"\1}", text)
    path.write_text(text, encoding="utf-8")
    report = validator.check(path, as_of="2026-10-31")
    lacking = [item for item in report.failures if item.reason.value == "unevidenced"]
    assert {wording.fix(item).en for item in lacking} == {
        "Enter the document in the list evidence, and refer to it in capture.minimisation.evidence."
    }


def test_values_that_every_rule_accepts_are_one_text():
    given, late = ("notice", "given"), Expected("equals", "never")
    early = Expected("equals", "before-collection")
    several = Expected("one-of", ["before-collection", "at-collection"])
    informed = Expected("derived", Text("The notice covers it", "告知涵盖"))

    def shown(*items):
        return [text.en for text in wording.each_expected(items, given)]

    assert shown(Expected("not", late), several, early) == ["before-collection"]
    assert shown(several, Expected("not", late)) == ["one of before-collection, at-collection"]
    assert shown(several, informed, early) == ["before-collection", "that the notice covers it"]
    assert shown(early, late) == ["before-collection", "never"]
    assert shown(Expected("not", Expected("at-least", 3))) == ["anything but at least 3"]
