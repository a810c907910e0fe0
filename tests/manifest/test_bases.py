"""Bases: merging, places, limits, and what is refused."""

from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from validator import check, load_manifest, manifest_from_value
from validator.manifest.bases import Stated, merged
from validator.manifest.reading.values import read_value
from validator.manifest.vocabulary import lists_with_ids, site_facts
from validator.model.errors import ManifestError

HEAD = "apiVersion: face-manifest/v2\n"
BASE = f"{HEAD}kind: FaceRecognitionBase\n"
SITE = f"{HEAD}kind: FaceRecognitionDeployment\n"


@pytest.fixture
def project(tmp_path, monkeypatch):
    """An empty project, which is the current folder."""
    (tmp_path / "project" / "sites").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "project")
    Path("facepolicy.toml").touch()
    return tmp_path / "project"


def write(path, text):
    Path(path).write_text(text, encoding="utf-8")


def site(*bases, name="sites/a.yaml", more=""):
    write(name, f"{SITE}extends: [{', '.join(bases)}]\nmetadata: {{id: a}}\n{more}")
    return name


def refused(path="sites/a.yaml"):
    with pytest.raises(ManifestError) as error:
        load_manifest(path)
    return [problem.line() for problem in error.value.problems]


def test_values_keep_their_file_and_line(project):
    write("product.yaml", f"{BASE}scenario:\n  sector: retail\n  setting: semi-public\n")
    write("company.yaml", f"{BASE}scenario:\n  sector: residential\n")
    manifest = load_manifest(
        site("../product.yaml", "../company.yaml", more="controller: {country: CN}\n")
    )
    assert manifest.value["scenario"] == {"sector": "residential", "setting": "semi-public"}
    assert manifest.value["kind"] == "FaceRecognitionDeployment"
    places = {
        name: (manifest.file_of(("scenario", name)), manifest.position(f"/scenario/{name}").line)
        for name in ("sector", "setting")
    }
    assert places == {"sector": ("company.yaml", 4), "setting": ("product.yaml", 5)}
    assert manifest.file_of(("controller", "country")) == "sites/a.yaml"
    assert [base.name for base in manifest.bases] == ["product.yaml", "company.yaml"]


def test_lists_with_ids_merge_and_others_are_replaced(project):
    write(
        "product.yaml",
        f"{BASE}purposes:\n  - {{id: unlock, use: identification}}\n  - {{id: count, use: statistics}}\n"
        "storage: {countries: [CN, SG]}\n",
    )
    more = "purposes:\n  - {id: count, legalBasis: consent}\n  - {id: ads, use: marketing}\nstorage: {countries: [CN]}\n"
    value = load_manifest(site("../product.yaml", more=more)).value
    assert value["purposes"] == [
        {"id": "unlock", "use": "identification"},
        {"id": "count", "use": "statistics", "legalBasis": "consent"},
        {"id": "ads", "use": "marketing"},
    ]
    assert value["storage"] == {"countries": ["CN"]}


def test_the_schema_says_which_lists_merge_and_what_belongs_to_a_site():
    assert lists_with_ids() == {("purposes",), ("evidence",), ("capture", "devices")}
    assert site_facts() == {("metadata", "id")}


def test_the_digest_covers_every_file(project):
    write("product.yaml", BASE)
    name = site("../product.yaml")
    before = load_manifest(name).sha256
    write("product.yaml", f"{BASE}# changed\n")
    assert load_manifest(name).sha256 != before


@pytest.mark.parametrize(
    ("extends", "message"),
    [
        ("[/etc/passwd]", 'sites/a.yaml:3:11: "/etc/passwd" is not a relative path'),
        ("['c:/x.yaml']", 'sites/a.yaml:3:11: "c:/x.yaml" is not a relative path'),
        ("['..\\x.yaml']", "is not a relative path"),
        ("[../../out.yaml]", 'sites/a.yaml:3:11: "../../out.yaml" leads out of the root'),
        ("[../gone.yaml]", 'sites/a.yaml:3:11: there is no file "../gone.yaml"'),
        (
            "../product.yaml",
            'extends is "../product.yaml"; expected: a list; write ["../product.yaml"]',
        ),
        ("[]", "expected: a list of relative paths, at least one"),
        ("[1]", "expected: a list of relative paths, at least one"),
        ("{a: b}", "expected: a list of relative paths, at least one"),
        ("[a.yaml]", "sites/a.yaml:3:11: these files extend each other"),
        (f"[{', '.join(f'{i}.yaml' for i in range(100))}]", "more than 16 bases"),
    ],
)
def test_what_extends_may_not_say(project, extends, message):
    write("../out.yaml", BASE)
    write("sites/a.yaml", f"{SITE}extends: {extends}\nmetadata: {{id: a}}\n")
    (line,) = refused()
    assert message in line


@pytest.mark.parametrize(
    ("settings", "is_root"),
    [
        ('[tool.facepolicy]\nlang = "zh"\n', True),
        ('tool.facepolicy.lang = "zh"\n', True),
        ('[tool]\nfacepolicy = {lang = "zh"}\n', True),
        ('[tool."face\\u0070olicy"]\n', True),
        ("[tool.facepolicy]\nlang = \n", True),  # broken, and ours
        ('[tool.facepolicy-other]\nlang = "zh"\n', False),
        ('[project]\ndependencies = ["facepolicy"]\n', False),
        ("[project\n# facepolicy\n", False),
    ],
)
def test_a_project_file_with_our_table_is_at_the_root(project, monkeypatch, settings, is_root):
    Path("facepolicy.toml").unlink()
    write("pyproject.toml", settings)
    write("base.yaml", BASE)
    monkeypatch.chdir("sites")
    site("../base.yaml", name="a.yaml")
    if is_root:
        assert load_manifest("a.yaml").bases
    else:
        assert "leads out of the root" in refused("a.yaml")[0]


def test_a_link_that_leads_out_is_refused(project):
    write("../out.yaml", BASE)
    Path("in.yaml").symlink_to("../out.yaml")
    site("../in.yaml")
    assert "leads out of the root" in refused()[0]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (f"{SITE}metadata: {{id: b}}\n", 'product.yaml:2:7: kind is "FaceRecognitionDeployment"'),
        (
            f"{BASE}metadata: {{id: b}}\n",
            "product.yaml:3:16: metadata.id is a fact of one site only",
        ),
        (f"{BASE}surprise: 1\n", 'product.yaml:3:11: unknown key "surprise"'),
        (f"{BASE}---\n{BASE}", "expected one document"),
        ("apiVersion: face-manifest/v1\nkind: FaceRecognitionBase\n", "facepolicy migrate"),
        ("{", "product.yaml:"),
        (f"{BASE}#{'x' * 4 * 1024 * 1024}\n", "product.yaml: "),
    ],
)
def test_a_base_with_a_flaw_is_reported_at_its_place(project, text, message):
    write("product.yaml", text)
    site("../product.yaml")
    assert message in refused()[0]
    assert refused()[0].endswith("(stops 1 manifest: sites/a.yaml)")


def test_null_cannot_take_away_what_a_base_states(project):
    write("product.yaml", f"{BASE}consent: {{grade: separate}}\nnotice: {{given: null}}\n")
    site("../product.yaml", more="consent: null\nnotice: {given: null}\n")
    assert refused() == [
        "sites/a.yaml:5:10: null cannot take away what a base states at product.yaml:3; state the fact that is true here"
    ]


def test_a_chain_is_at_most_four_deep(project):
    for number in range(1, 6):
        write(f"b{number}.yaml", f"{BASE}extends: [b{number + 1}.yaml]\n" if number < 5 else BASE)
    load_manifest(site("../b2.yaml"))
    site("../b1.yaml")
    assert refused() == [
        "b4.yaml:3:11: a chain of more than 4 bases (stops 1 manifest: sites/a.yaml)"
    ]


def test_a_deep_chain_that_was_read_before_is_still_too_deep(project):
    for number in range(1, 6):
        write(f"b{number}.yaml", f"{BASE}extends: [b{number + 1}.yaml]\n" if number < 5 else BASE)
    site("../b2.yaml", name="sites/a.yaml")
    site("../b1.yaml", name="sites/b.yaml")
    site("../b2.yaml", name="sites/c.yaml")
    report = check("sites", as_of="2026-11-28")
    assert len(report.manifests) == 2
    assert [problem.text.en for problem in report.problems] == ["a chain of more than 4 bases"]


def test_cycles_of_bases(project):
    write("x.yaml", f"{BASE}extends: [y.yaml]\n")
    write("y.yaml", f"{BASE}extends: [x.yaml]\n")
    site("../x.yaml")
    (line,) = refused()
    assert line.startswith("y.yaml:3:11: these files extend each other")


def test_many_bases_in_a_tree_are_refused_soon(project):
    for number in range(16):
        write(f"leaf{number}.yaml", BASE)
        write(
            f"mid{number}.yaml",
            f"{BASE}extends: [{', '.join(f'leaf{i}.yaml' for i in range(16))}]\n",
        )
    site(*(f"../mid{number}.yaml" for number in range(16)))
    assert "more than 16 bases" in refused()[0]


def test_a_value_in_memory_needs_a_folder(project):
    value = yaml.safe_load(Path(site("../product.yaml")).read_text(encoding="utf-8"))
    with pytest.raises(ManifestError, match="extends needs a folder"):
        manifest_from_value(value)
    write("product.yaml", f"{BASE}consent: {{grade: separate}}\n")
    assert manifest_from_value(value, folder="sites").value["consent"] == {"grade": "separate"}


def test_evidence_of_a_base_is_beside_the_base(project):
    write("product.yaml", f"{BASE}evidence:\n  - {{id: dpia, title: DPIA, uri: dpia.txt}}\n")
    write("dpia.txt", "assessed")
    report = check(site("../product.yaml"), as_of="2026-11-28")
    ((document,),) = report.documents.values()
    assert (document.standing.value, document.file) == ("present", "product.yaml")


def test_a_proof_of_a_base_that_cannot_be_used_is_reported_at_the_base(project):
    proof = "{fact: /storage/images/kept, at: /A, means: {a: 1}}"
    write("product.yaml", f"{BASE}evidence:\n  - {{id: ev, uri: .env, proves: [{proof}]}}\n")
    with pytest.raises(ManifestError) as error:
        check(site("../product.yaml"), as_of="2026-11-28")
    (problem,) = error.value.problems
    assert problem.line().startswith("product.yaml:4:")
    assert problem.line().endswith("(stops 1 manifest: sites/a.yaml)")


def test_one_flaw_of_a_base_is_reported_once(project):
    write("product.yaml", f"{BASE}consent: {{grade: strange}}\n")
    for number in range(5):
        site("../product.yaml", name=f"sites/{number}.yaml")
    with pytest.raises(ManifestError) as error:
        check("sites", as_of="2026-11-28")
    (problem,) = error.value.problems
    names = [f"sites/{number}.yaml" for number in range(5)]
    assert problem.line().startswith("product.yaml:3:18: ")
    assert problem.line().endswith(f"(stops 5 manifests: {', '.join(names)})")
    assert problem.line("zh").endswith(f"（5 份清单因此无法检查：{'、'.join(names)}）")


def test_a_flaw_of_a_base_names_at_most_20_manifests(project):
    write("product.yaml", f"{BASE}consent: {{grade: strange}}\n")
    for number in range(23):
        site("../product.yaml", name=f"sites/{number:02}.yaml")
    with pytest.raises(ManifestError) as error:
        check("sites", as_of="2026-11-28")
    (problem,) = error.value.problems
    assert "(stops 23 manifests: sites/00.yaml, " in problem.line()
    assert problem.line().endswith("sites/19.yaml and 3 more)")
    assert problem.line("zh").endswith("sites/19.yaml，另有 3 份）")


PRODUCT = "scenario: {scope: in-scope, setting: semi-public, modes: [identification-1-n]}\npurposes:\n  - {id: unlock, use: identity-verification}\nconsent: {grade: separate}\nalternatives: {offered: []}\n"
COMPANY = "scenario: {jurisdictions: [CN]}\ncontroller: {role: handler, country: CN}\ncapture:\n  devices:\n    - {id: gate, location: lobby}\n"


def verdicts(folder):
    report = check(folder, as_of=date(2026, 11, 28))
    return [
        (item.document.value["metadata"]["id"], item.rule.id, item.status, item.reason)
        for item in report.results
    ]


def test_sites_over_bases_have_the_verdicts_of_sites_written_out(project, monkeypatch):
    # 200 here; a run by hand over 5,000 gave the same verdicts.
    read = []
    monkeypatch.setattr("validator.manifest.bases.read_manifests", counted(read))
    sites(200)
    whole = verdicts("whole")
    assert len({item[0] for item in whole}) == 200
    assert verdicts("sites") == whole
    assert sorted(read) == ["company.yaml", "product.yaml"]


def counted(read):
    from validator.manifest.model import read_manifests

    def reader(path):
        read.append(str(path))
        return read_manifests(path)

    return reader


def sites(number):
    write("product.yaml", BASE + PRODUCT)
    write("company.yaml", BASE + COMPANY)
    Path("whole").mkdir()
    for index in range(number):
        own = {"metadata": {"id": f"s{index:04}"}}
        if index % 3 == 0:
            own["consent"] = {"grade": "bundled"}
        if index % 7 == 0:
            own["purposes"] = [{"id": "unlock", "legalBasis": "consent"}]
        text = yaml.safe_dump(own)
        write(
            f"sites/{index:04}.yaml", f"{SITE}extends: [../product.yaml, ../company.yaml]\n{text}"
        )
        whole = yaml.safe_load(PRODUCT)
        company = yaml.safe_load(COMPANY)
        whole["scenario"] |= company.pop("scenario")
        whole |= company
        for name, value in own.items():
            if name == "purposes":
                whole["purposes"][0] |= value[0]
            else:
                whole[name] = value
        write(f"whole/{index:04}.yaml", SITE + yaml.safe_dump(whole))


SCALARS = st.integers(0, 3) | st.sampled_from(["x", "y"]) | st.booleans()
ENTRIES = st.lists(
    st.fixed_dictionaries(
        {"id": st.sampled_from("pqr")}, optional={"v": SCALARS, "w": st.lists(SCALARS)}
    ),
    unique_by=lambda entry: entry["id"],
)
VALUES = st.recursive(
    SCALARS | st.lists(SCALARS), lambda inner: st.dictionaries(st.sampled_from("xyz"), inner)
)
FACTS = st.fixed_dictionaries(
    {}, optional={"purposes": ENTRIES, "evidence": ENTRIES, "a": VALUES, "b": VALUES}
)


def stated(value):
    document = read_value(value, "x")
    return Stated(document.value, document.marks)


def by_hand(base, over, place=()):
    """The meaning of merging, written another way."""
    if isinstance(base, dict) and isinstance(over, dict):
        names = [*base, *(name for name in over if name not in base)]
        return {
            name: by_hand(base[name], over[name], (*place, name))
            if name in base and name in over
            else (over if name in over else base)[name]
            for name in names
        }
    if place in (("purposes",), ("evidence",)) and isinstance(base, list):
        above = {entry["id"]: entry for entry in over}
        known = {entry["id"] for entry in base}
        kept = [by_hand(entry, above.get(entry["id"], {}), (*place, "*")) for entry in base]
        return kept + [entry for entry in over if entry["id"] not in known]
    return over


@given(FACTS, FACTS, FACTS)
def test_merging_is_what_it_means(first, second, third):
    def refuse(*_marks):
        raise AssertionError

    below = merged(stated(first), stated(second), refuse)
    whole = merged(below, stated(third), refuse)
    assert whole.value == by_hand(by_hand(first, second), third)
    assert_parallel(whole.value, whole.mark[2])


def assert_parallel(value, marks):
    if isinstance(value, dict):
        assert list(value) == list(marks)
        for name in value:
            assert_parallel(value[name], marks[name][2])
    elif isinstance(value, list):
        assert len(value) == len(marks)
        for item, mark in zip(value, marks, strict=True):
            assert_parallel(item, mark[2])
    else:
        assert marks is None
