"""What `proves` may say: known facts, pointers, meanings that the fact can have; else an error."""

import pytest

from validator.manifest.manifest import load_manifest
from validator.manifest.structure import manifest_problems

HEAD = """\
apiVersion: face-manifest/v2
kind: FaceRecognitionDeployment
metadata: {id: site}
evidence:
  - id: ev
    uri: .env
    proves:
"""
GOOD = [
    '{fact: /storage/images/retained, at: /A, means: {"true": true, "false": false}}',
    "{fact: /purposes/0/use, at: /a/0/b~1c, means: {x: marketing}}",
    "{fact: /deletion/within, at: /A, means: {7d: P7D}}",
    "{fact: /scenario/modes, at: /A, means: {x: [analysis]}}",
    "{fact: /subjects/enrolled, at: /A, means: {none: 0}}",
]
BAD = {
    '{fact: /storage/images/kept, at: /A, means: {"true": true}}': (8, "no fact of a manifest"),
    '{fact: storage.images.retained, at: /A, means: {"true": true}}': (8, "JSON pointer to the"),
    '{fact: "//", at: /A, means: {"true": true}}': (8, "no fact of a manifest"),
    '{fact: /storage/images, at: /A, means: {"true": {retained: true}}}': (8, "is a section"),
    "{fact: /purposes, at: /A, means: {x: []}}": (8, "is a section"),
    '{fact: /storage/images/retained, at: A, means: {"true": true}}': (8, "JSON pointer to the"),
    "{fact: /storage/images/retained, at: /A, means: {}}": (8, "means is empty"),
    '{fact: /storage/images/retained, at: /A, means: {"true": yes}}': (8, "expected: one of true"),
    "{fact: /deletion/within, at: /A, means: {7d: 7 days}}": (8, "is no value of deletion.within"),
    "{fact: /scenario/modes, at: /A, means: {x: [guessing]}}": (8, "is no value of scenario.modes"),
    "{fact: /storage/images/retained, at: /A}": (8, "means is missing"),
    '{fact: /storage/images/retained, at: /A, means: "true"}': (8, "a mapping"),
    "{fact: /storage/images/retained, at: /A, means: {x: true}, more: 1}": (8, "unknown key"),
}


def problems(tmp_path, proof):
    file = tmp_path / "site.yaml"
    file.write_text(f"{HEAD}      - {proof}\n", encoding="utf-8")
    return manifest_problems(load_manifest(file))


@pytest.mark.parametrize("proof", GOOD)
def test_a_fact_and_its_meanings_are_accepted(tmp_path, proof):
    assert problems(tmp_path, proof) == ()


@pytest.mark.parametrize("proof", BAD)
def test_what_can_prove_nothing_is_an_error_with_its_place(tmp_path, proof):
    line, text = BAD[proof]
    (problem,) = problems(tmp_path, proof)
    assert problem.position.line == line
    assert text in problem.text.en
    assert problem.text.zh != problem.text.en
    assert problem.text.zh


def test_each_wrong_meaning_has_its_own_line(tmp_path):
    proof = "\n        ".join(
        ("fact: /storage/images/retained", "at: /A", "means:", "  a: true", "  b: 1", "  c: no")
    )
    assert [item.position.line for item in problems(tmp_path, proof)] == [12, 13]
