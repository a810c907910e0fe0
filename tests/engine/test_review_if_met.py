"""A review with ``ifMet``: a person judges what the checks cannot, and nothing where they fail."""

import pytest

import validator
from tests.support import packbuilder

KEPT = packbuilder.requiring({"const": True}, "storage", "templates", "retained")
QUESTION = packbuilder.text("Templates are kept for {/storage/templates/retention}. Is it short?")


@pytest.fixture(scope="module")
def pack(tmp_path_factory):
    """A pack with one rule: no images are kept, and a person judges how long templates are."""
    review = {"when": KEPT, "ifMet": True, "question": QUESTION}
    return packbuilder.write_pack(tmp_path_factory.mktemp("pack"), packbuilder.rule(review=review))


def checked(pack, images, templates):
    stated = {"images": images, "templates": templates}
    storage = {name: {"retained": value, "retention": "P3D"} for name, value in stated.items()}
    manifest = {
        "apiVersion": "face-manifest/v2",
        "kind": "FaceRecognitionDeployment",
        "metadata": {"id": "gate"},
        "storage": storage,
    }
    report = validator.check(manifest, packs=[str(pack)], as_of="2026-10-31")
    (result,) = (item for item in report.results if item.rule.id == "T-1")
    return result


@pytest.mark.parametrize(
    ("kept", "outcome", "pointer"),
    [
        ((False, True), "not-reviewed", "/storage/templates/retained"),
        ((False, False), "pass", "/storage/images/retained"),
        ((False, None), "undeclared", "/storage/templates/retained"),
        ((True, True), "violated", "/storage/images/retained"),
        ((True, None), "violated", "/storage/images/retained"),
        ((None, True), "undeclared", "/storage/images/retained"),
        ((None, None), "undeclared", "/storage/images/retained"),
    ],
)
def test_a_person_judges_only_where_the_checks_hold(pack, kept, outcome, pointer):
    result = checked(pack, *kept)
    assert (result.reason or result.status).value == outcome
    assert result.pointer == pointer
    assert bool(result.failed) == (outcome == "violated" or kept[0] is None)


def test_the_question_shows_the_values_of_the_manifest(pack):
    result = checked(pack, images=False, templates=True)
    assert result.message.en == "Templates are kept for P3D. Is it short?"
