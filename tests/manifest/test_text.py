"""A manifest from a text in memory has places, bases by name, and no folder."""

import hashlib
from datetime import date

import pytest

import validator
from tests.support.checkout import ROOT

FLEET = ROOT / "examples" / "fleet"
BASES = {f"../{name}.yaml": (FLEET / f"{name}.yaml").read_text() for name in ("product", "company")}
SITE = (FLEET / "sites" / "elm-terrace.yaml").read_text()


def refused(text, **more):
    with pytest.raises(validator.ManifestError) as caught:
        validator.manifest_from_text(text, **more)
    return [problem.line() for problem in caught.value.problems]


def test_values_have_their_places_in_the_text():
    manifest = validator.manifest_from_text(SITE.replace("extends", "x-extends"))
    assert manifest.position("/metadata/title") == (7, 3)
    assert (manifest.source, manifest.folder) == ("<text>", None)
    assert validator.manifest_from_text(SITE.encode(), bases=BASES).content == SITE.encode()


def test_bases_by_name_give_what_bases_in_files_give():
    manifest = validator.manifest_from_text(SITE, bases=BASES)
    file = validator.load_manifest(FLEET / "sites" / "elm-terrace.yaml")
    assert (manifest.value, manifest.sha256) == (file.value, file.sha256)
    place = ("storage", "encryption")
    assert manifest.file_of(place) in BASES
    assert manifest.place_of(place) == file.place_of(place)
    assert manifest.folder_of(place) is None  # a base in memory leads to no file either


def test_bases_of_bases_have_the_names_that_bases_write():
    bases = {
        "a": "apiVersion: face-manifest/v2\nkind: FaceRecognitionBase\nextends: [b]\n",
        "b": "apiVersion: face-manifest/v2\nkind: FaceRecognitionBase\nx-b: 1\n",
    }
    text = "apiVersion: face-manifest/v2\nkind: FaceRecognitionDeployment\nextends: [a]\n"
    manifest = validator.manifest_from_text(text, bases=bases)
    assert manifest.get("/x-b") == 1
    bases["b"] += "extends: [a]\n"
    assert "a circle" in refused(text, bases=bases)[0] or "→" in refused(text, bases=bases)[0]


def test_a_base_that_was_not_given_is_named():
    missing = "no text was given for the base"
    for bases in (None, {}, {"product.yaml": ""}):
        lines = refused(SITE, bases=bases)
        assert lines[0] == f'<text>:4:11: {missing} "../product.yaml"'
        assert len(lines) == 2


def test_nothing_is_read_from_files(tmp_path, monkeypatch):
    monkeypatch.chdir(FLEET / "sites")
    assert len(refused(SITE)) == 2


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "the file is empty"),
        ("a: [", "not valid YAML"),
        ("\ud800", "is not UTF-8"),
        (b"\xff", "is not UTF-8"),
        ("x" * 5_000_000, "larger than"),
        ("字" * 2_000_000, "larger than"),
        ("--- {}\n--- {}\n", "expected one document"),
        ('{"a": 1, "a": 2}', "a"),
    ],
    ids=["empty", "broken", "surrogate", "bytes", "long", "long-in-bytes", "two", "twice"],
)
def test_a_text_that_cannot_be_read(text, why):
    assert why in refused(text)[0]


def test_the_digest_is_that_of_the_bytes():
    assert validator.manifest_from_text("{}").sha256 == hashlib.sha256(b"{}").hexdigest()


def broken(report):
    documents = [item for items in report.documents.values() for item in items]
    return [item for item in documents if item.standing.broken]


def test_a_run_without_evidence_files_says_that_none_was_opened(tmp_path):
    text = (ROOT / "examples" / "lobby-gate.yaml").read_text()
    text = text.replace("doc://lab/pad.pdf", "pad.pdf")
    day = date(2026, 10, 31)
    assert '"pad.pdf"' in text
    manifest = validator.manifest_from_text(text)
    refusing, declaring = (
        validator.prepare(packs="all", as_of=day, open_evidence=opens).of_manifests([manifest])
        for opens in (True, False)
    )
    (refused,) = broken(refusing)
    assert refused.standing is validator.Standing.REFUSED
    assert broken(declaring) == []
    standings = {item.id: item.standing for item in declaring.documents["<text>"]}
    assert standings[refused.id] is validator.Standing.NOT_OPENED
    assert len(declaring.failures) < len(refusing.failures)
