"""Lint: every way in which a rule could pass in silence is refused, at its place in the file."""

import random

import pytest

from tests.support.packbuilder import (
    CARD,
    CLAUSE,
    GONE,
    RULE,
    claiming,
    damaged,
    lint,
    place,
    requiring,
    rule,
    text,
    write_pack,
)
from validator.authoring.lint import flaws_of_shared, lint_pack
from validator.authoring.lint.constraint import flaws_of_constraint
from validator.authoring.mutation import mutants
from validator.authoring.pack_tests import failures
from validator.engine.constraint import OPEN, compile_constraint
from validator.model.errors import PackError
from validator.packs.load import load_pack

FILE = "rules/T-1.yaml"
IMAGES = "/checks/0/requires/properties/storage/properties/images"
RECIPIENTS = "/checks/0/requires/properties/sharing/properties/recipients"


def only_flaw(tmp_path, one, pointer, gist, file=FILE, **kinds):
    """The pack with this rule has one flaw: of this gist, at this place of this file."""
    folder = write_pack(tmp_path, one, **kinds)
    [(*where, said)] = lint(folder)
    assert gist in said
    assert tuple(where) == place(folder, file, pointer)


def one_flaw(tmp_path, one, pointer, gist):
    """The pack with this rule has a flaw of this gist at this place, and no other of the gist."""
    folder = write_pack(tmp_path, one)
    assert [flaw[:3] for flaw in lint(folder) if gist in flaw[3]] == [place(folder, FILE, pointer)]


def sound(tmp_path, one, **kinds):
    assert lint(write_pack(tmp_path, one, **kinds)) == []


def test_the_sound_pack_has_no_flaw(tmp_path):
    sound(tmp_path, RULE)


def test_a_folder_that_is_no_pack(tmp_path):
    with pytest.raises(PackError, match=r"the folder has no pack\.yaml"):
        lint_pack(tmp_path)


@pytest.mark.parametrize("name", ["T-2.yml", "T-2.json", "more/T-2.yaml"])
def test_a_file_that_would_not_be_read_as_a_rule(tmp_path, name):
    file = write_pack(tmp_path, RULE) / "rules" / name
    file.parent.mkdir(exist_ok=True)
    file.write_text("id: T-2", encoding="utf-8")
    (flaw,) = lint_pack(tmp_path)
    assert flaw.source.startswith(str(tmp_path / "rules"))
    assert "only files that end in .yaml are read as rules" in flaw.message


@pytest.mark.parametrize(
    ("change", "gists"),
    [
        ({"instrument": GONE}, ["instrument is missing"]),
        ({"instrument": GONE, "jurisdiction": GONE}, ["instrument is", "jurisdiction is"]),
        ({"instrument": GONE, "consistency": True}, []),
    ],
)
def test_only_a_pack_of_consistency_checks_has_no_instrument(tmp_path, change, gists):
    card = {name: item for name, item in {**CARD, **change}.items() if item is not GONE}
    flaws = lint_pack(write_pack(tmp_path, RULE, card=card))
    assert [gist in flaw.message for gist, flaw in zip(gists, flaws, strict=True)] == [True] * len(
        gists
    )


# Shapes


@pytest.mark.parametrize(
    ("pointer", "item", "gist"),
    [
        (
            "/checks/0/requires/propertise",
            {},
            'unknown key "propertise"; did you mean "properties"?',
        ),
        (f"{IMAGES}/requird", ["retained"], 'unknown key "requird"; did you mean "required"?'),
        (f"{IMAGES}/oneOf", [{}], 'unknown key "oneOf"'),
        (f"{IMAGES}/dependentRequired", {}, 'unknown key "dependentRequired"'),
        (f"{IMAGES}/format", "date", 'unknown key "format"'),
        ("/checks/0/requires", True, "checks[0].requires is true"),
        ("/expect", "pass", 'unknown key "expect"'),
        ("/tests/0/patsh", {}, 'did you mean "patch"?'),
        ("/tests/1/reason", "violatd", 'did you mean "violated"?'),
        ("/tests/1/asOf", "2026-02-30", "tests[1].asOf"),
        ("/title/fr", "mots", 'unknown key "fr"'),
        ("/title/en", "", "title.en"),
        ("/checks/0/message/zh", "", "checks[0].message.zh"),
        ("/officer/zh", "", "officer.zh"),
        ("/checks/0/requires/$ref", "file:///etc/passwd", '"file:///etc/passwd"'),
        ("/checks/0/requires/$ref", "https://example.org/a.json", '"https://example.org/a.json"'),
        ("/checks/0/requires/$ref", "#/properties/storage", '"#/properties/storage"'),
    ],
)
def test_misshapen(tmp_path, pointer, item, gist):
    only_flaw(tmp_path, damaged(RULE, pointer, item), pointer, gist)


@pytest.mark.parametrize("part", ["title", "why", "officer"])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_missing_language(tmp_path, part, language):
    broken = damaged(RULE, f"/{part}/{language}")
    only_flaw(tmp_path, broken, f"/{part}", f"{part.replace('/', '.')}.{language} is missing")


@pytest.mark.parametrize("part", ["clause", "why", "checks", "officer", "tests"])
def test_missing_part(tmp_path, part):
    only_flaw(tmp_path, damaged(RULE, f"/{part}"), "", f"{part} is missing")


def test_compliant_manifest_has_to_be_valid(tmp_path):
    folder = write_pack(tmp_path)
    file = folder / "compliant.yaml"
    file.write_text("scenario: {scope: inscope}\n", "utf-8")
    [(*where, said)] = lint(folder)
    assert 'did you mean "in-scope"?' in said
    assert tuple(where) == ("compliant.yaml", 1, 1)


# Facts


@pytest.mark.parametrize(
    ("path", "at"),
    [
        (("storage", "image"), "/checks/0/requires/properties/storage/properties/image"),
        (("storrage",), "/checks/0/requires/properties/storrage"),
        (("purposes", "use"), "/checks/0/requires/properties/purposes/properties/use"),
    ],
)
def test_fact_that_is_not_in_the_manifest_schema(tmp_path, path, at):
    folder = write_pack(tmp_path, claiming(requiring({"const": "x"}, *path)))
    flaw = (*place(folder, FILE, at), f"no fact {'/'.join(path)} in the manifest schema")
    assert flaw in lint(folder)


def test_name_in_required_that_is_no_fact(tmp_path):
    requires = damaged(RULE["checks"][0]["requires"], "/properties/storage/required/0", "imagse")
    folder = write_pack(tmp_path, claiming(requires))
    at = "/checks/0/requires/properties/storage/required/0"
    flaw = (*place(folder, FILE, at), "no fact storage/imagse in the manifest schema")
    assert flaw in lint(folder)


ENTRY = {"properties": {"consent": {"const": "separate"}}}
BRANCHES = [requiring({"const": False}, "retained"), {"properties": {"consent": {"const": "none"}}}]


CLAIM = "is a claim: require it, outside of conditions"
JUSTIFIED = {"$ref": "facepolicy:common/exception#/$defs/justified"}


def test_a_claim_that_is_required_is_no_flaw(tmp_path):
    requires = requiring(JUSTIFIED, "notice", "legalException")
    folder = write_pack(tmp_path, claiming(requires))
    assert not [flaw for flaw in lint(folder) if CLAIM in flaw[3]]


@pytest.mark.parametrize(
    ("requires", "at"),
    [
        (
            requiring({"properties": {"legalException": JUSTIFIED}}, "notice"),
            "/properties/notice/properties/legalException",
        ),
        (
            {"not": requiring({}, "notice", "legalException")},
            "/not/properties/notice/properties/legalException",
        ),
        (
            {
                "if": requiring({}, "consent", "faceEssential"),
                "else": RULE["checks"][0]["requires"],
            },
            "/if/properties/consent/properties/faceEssential",
        ),
    ],
)
def test_a_claim_read_as_a_plain_fact(tmp_path, requires, at):
    folder = write_pack(tmp_path, claiming(requires))
    flaws = [flaw for flaw in lint(folder) if CLAIM in flaw[3]]
    assert [flaw[:3] for flaw in flaws] == [place(folder, FILE, f"/checks/0/requires{at}")]


def test_a_claim_in_applies_when(tmp_path):
    scope = requiring({"const": "claimed-with-evidence"}, "scenario", "publicSafetyNecessity")
    folder = write_pack(tmp_path, claiming(RULE["checks"][0]["requires"], appliesWhen=scope))
    assert [flaw for flaw in lint(folder) if CLAIM in flaw[3]]


def test_a_claim_may_be_required_where_a_person_judges(tmp_path):
    when = requiring(JUSTIFIED, "notice", "legalException")
    review = {"when": when, "question": text()}
    folder = write_pack(tmp_path, claiming(RULE["checks"][0]["requires"], review=review))
    assert not [flaw for flaw in lint(folder) if CLAIM in flaw[3]]


def test_a_shared_constraint_without_tests_and_tests_of_none():
    some = [{"expect": "holds"}, {"expect": "open"}]
    file = {"$defs": {"a": {}, "b": {}, "c": {}}, "tests": {"a": some, "b": some[:1], "d": []}}
    tested = "tests have to show where it holds and where it does not"
    assert [(path, text.en) for path, text in flaws_of_shared(file)] == [
        (("$defs", "b"), tested),
        (("$defs", "c"), tested),
        (("tests", "d"), "no constraint d"),
    ]


MAY_BE_MISSING = "which may be missing; require it outside"
KEPT = requiring({"const": True}, "retained")
SEPARATE = requiring({"const": "separate"}, "consent")


def test_condition_on_what_every_manifest_states(tmp_path):
    unwanted = {"not": {"contains": requiring({"const": "share"}, "relation")}, "minItems": 1}
    sound(tmp_path, claiming(requiring(unwanted, "sharing", "recipients")))


def test_condition_with_required_inside_and_outside(tmp_path):
    leaf = {**requiring({}, "retained"), "if": KEPT, "then": SEPARATE}
    sound(tmp_path, claiming(requiring(leaf, "storage", "images")))


def test_then_may_read_what_the_condition_made_certain(tmp_path):
    leaf = {
        **requiring({}, "retained"),
        "if": KEPT,
        "then": {"properties": {"retained": {"const": True}}, "required": ["consent"]},
    }
    sound(tmp_path, claiming(requiring(leaf, "storage", "images")))


# Values and types


@pytest.mark.parametrize(
    ("leaf", "path", "at", "quoted"),
    [
        ({"const": "sepparate"}, ("consent", "grade"), "const", '"sepparate"'),
        ({"enum": ["separate", "explicit", "ex"]}, ("consent", "grade"), "enum/2", '"ex"'),
        ({"const": "true"}, ("templates", "renewable"), "const", '"true"'),
        ({"const": "PT1X"}, ("storage", "images", "retention"), "const", '"PT1X"'),
        ({"contains": {"const": "cn"}}, ("storage", "countries"), "contains/const", '"cn"'),
        # Rules do not see this word: not-assessed is the same as not stated.
        ({"enum": [True, "not-assessed"]}, ("crossBorder", "occurs"), "enum/1", '"not-assessed"'),
    ],
)
def test_value_that_the_fact_cannot_have(tmp_path, leaf, path, at, quoted):
    where = "/checks/0/requires" + "".join(f"/properties/{name}" for name in path)
    gist = f"{quoted} is not a value of {'/'.join(path)}"
    only_flaw(tmp_path, claiming(requiring(leaf, *path)), f"{where}/{at}", gist)


@pytest.mark.parametrize(
    ("leaf", "path", "keyword"),
    [
        ({"maximum": 30}, ("deletion", "within"), "maximum"),
        ({"minItems": 1}, ("templates", "renewable"), "minItems"),
        ({"contains": {"const": "x"}}, ("templates", "renewable"), "contains"),
        ({"items": {"enum": ["x"]}, "minItems": 1}, ("consent", "grade"), "items"),
        ({"pattern": "^x$"}, ("subjects", "enrolled"), "pattern"),
        ({"maxLength": 3}, ("storage", "countries"), "maxLength"),
        ({"required": ["use"]}, ("purposes",), "required"),
        ({"type": "string"}, ("templates", "renewable"), "type"),
        # true or false, or the word not-assessed
        ({"pattern": "^not-assessed$"}, ("crossBorder", "occurs"), "pattern"),
    ],
)
def test_keyword_that_says_nothing_about_the_fact(tmp_path, leaf, path, keyword):
    folder = write_pack(tmp_path, claiming(requiring(leaf, *path)))
    where = "/checks/0/requires" + "".join(f"/properties/{name}" for name in path) + f"/{keyword}"
    found = [flaw for flaw in lint(folder) if f"{keyword} has no effect on" in flaw[3]]
    assert [flaw[:3] for flaw in found] == [place(folder, FILE, where)]


@pytest.mark.parametrize("kind", ["integer", "number"])
def test_whole_numbers_are_numbers(tmp_path, kind):
    leaf = {"type": kind, "minimum": 3}
    sound(tmp_path, claiming(requiring(leaf, "security", "mlpsLevel")))


def test_whole_objects_are_not_compared(tmp_path):
    leaf = {**requiring({}, "retained"), "not": {"const": {"retained": True}}}
    at = f"{IMAGES}/not/const"
    gist = "constrain the members, not whole objects"
    only_flaw(tmp_path, claiming(requiring(leaf, "storage", "images")), at, gist)


# Patterns


@pytest.mark.parametrize(
    "pattern",
    ["P1Y", "^P1Y", "P1Y$", "^P1Y\\$", "^P1Y|P2Y$", "^(P1Y)|(P2Y)$", "\\^P1Y$", "^[(]|[)]$"],
)
def test_pattern_that_is_not_anchored(tmp_path, pattern):
    check_pattern(tmp_path, pattern, "not anchored")


@pytest.mark.parametrize(
    "pattern",
    [
        "^(a+)+$",
        "^(a|ab)*$",
        "^(?:a*){3}$",
        "^((ab)+)?$",
        "^a++$",
        "^(?=a)a$",
        "^(?!a)b$",
        "^(?<=a)b$",
        "^(?i)a$",
        "^(?P<x>a)$",
        "^(a)\\1$",
        "^\\d$",
        "^[\\d-]$",
        "^\\w$",
        "^\\Sx$",
        "^\\bx$",
        "^\\x41$",
        "^\\u0041$",
        "^\\Aa\\Z$",
        "^[]a]$",
        "^[^]a]$",
        "^[[a]$",
        "^a{,3}$",
        "^(a$",
        "^[z-a]$",
    ],
)
def test_pattern_outside_of_the_set_for_packs(tmp_path, pattern):
    check_pattern(tmp_path, pattern, "more than packs may")


@pytest.mark.parametrize("pattern", ["^[a-z]*[a-c]*$", "^a+a{2,}$", "^[^/]+/[^/]*$"])
def test_pattern_that_matches_in_too_many_ways(tmp_path, pattern):
    check_pattern(tmp_path, pattern, "in too many ways")


def test_pattern_that_is_too_long(tmp_path):
    check_pattern(tmp_path, f"^{'a' * 199}$", "more than 200 characters")


def check_pattern(tmp_path, pattern, gist):
    at = "/checks/0/requires/properties/deletion/properties/within/pattern"
    only_flaw(tmp_path, claiming(requiring({"pattern": pattern}, "deletion", "within")), at, gist)


@pytest.mark.parametrize(
    "pattern",
    [
        "^P[0-9]+D$",
        "^P(?:[0-9]{1,3}Y)?(?:[0-9]{1,2}M)?$",
        "^(P1Y|P2Y)$",
        "^P[|]?1Y$",
        "^\\.\\$\\\\d$",
        "^[(+*]x[)+*]$",
        "^[^/]+/x$",
    ],
)
def test_pattern_that_is_fine(tmp_path, pattern):
    sound(tmp_path, claiming(requiring({"pattern": pattern}, "deletion", "within")))


# Empty lists


EMPTY = "an empty list would pass"
SHARE = requiring({"const": "share"}, "relation")
NOT_SHARED = {"not": {"contains": SHARE}}
HAS_RECIPIENTS = requiring({"contains": {}}, "sharing", "recipients")


@pytest.mark.parametrize(
    "leaf",
    [
        {"items": SHARE, "minItems": 1},
        {"items": SHARE, "contains": SHARE},
        {"minItems": 1, **NOT_SHARED},
        {"contains": requiring({"const": "entrust"}, "relation"), **NOT_SHARED},
        {"allOf": [{"minItems": 1}, {"items": SHARE}], "minItems": 1},
        {"anyOf": [{"minItems": 1}, {"contains": SHARE}], "items": SHARE},
    ],
)
def test_list_bounded_by_the_rule(tmp_path, leaf):
    sound(tmp_path, claiming(requiring(leaf, "sharing", "recipients")))


@pytest.mark.parametrize(
    "leaf", [{"items": {"const": "CN"}}, {"not": {"contains": {"const": "US"}}}]
)
def test_list_bounded_by_the_manifest_schema(tmp_path, leaf):
    sound(tmp_path, claiming(requiring(leaf, "storage", "countries")))


@pytest.mark.parametrize("leaf", [{"items": SHARE}, NOT_SHARED])
@pytest.mark.parametrize("bound", [{"contains": {}}, {"minItems": 1}])
def test_list_bounded_by_applies_when(tmp_path, leaf, bound):
    condition = requiring(bound, "sharing", "recipients")
    requires = requiring(leaf, "sharing", "recipients")
    sound(tmp_path, claiming(requires, appliesWhen=condition))


# appliesWhen


ESCAPE = "which a manifest may leave out to escape the rule"


SILENCE = "may be not-assessed, which would silence the rule"


# Constraints that constrain nothing


NOTHING = "holds for a manifest that states nothing"


@pytest.mark.parametrize(
    "requires",
    [
        {},
        {"description": "words only"},
        {"type": "object"},
        {"minLength": 1},
        {"properties": {"storage": {}}},
        {"anyOf": [RULE["checks"][0]["requires"], {"type": "object"}]},
        {"not": {"not": {}}},
        {"then": RULE["checks"][0]["requires"]},
        {"items": RULE["checks"][0]["requires"]},
        {"$ref": "facepolicy:common/evidence#/$defs/evidenced"},
        requiring({"type": "object"}, "storage", "images"),
        requiring({"anyOf": [requiring({"const": False}, "retained"), {}]}, "storage", "images"),
    ],
)
def test_requirement_that_an_empty_manifest_fulfils(tmp_path, requires):
    folder = write_pack(tmp_path, claiming(requires))
    assert (*place(folder, FILE, "/checks/0/requires"), NOTHING) in lint(folder)


@pytest.mark.parametrize("keyword", ["items", "not", "if", "then", "else"])
@pytest.mark.parametrize(
    "part", [{}, {"description": "words", "x-description-zh": "字"}, {"type": "object"}]
)
def test_part_that_asks_for_nothing(tmp_path, keyword, part):
    holder = {"if": KEPT, "then": SEPARATE, "else": SEPARATE} if keyword != "not" else {}
    leaf = {**requiring({}, "retained"), **holder, keyword: part}
    folder = write_pack(tmp_path, claiming(requiring(leaf, "storage", "images")))
    at = place(folder, FILE, f"{IMAGES}/{keyword}")
    assert (*at, "this part requires nothing") in lint(folder)


@pytest.mark.parametrize("keyword", ["allOf", "anyOf"])
def test_alternative_that_asks_for_nothing(tmp_path, keyword):
    leaf = {**requiring({"const": False}, "retained"), keyword: [{"type": "object"}, SEPARATE]}
    at = f"{IMAGES}/{keyword}/0"
    gist = "this part requires nothing"
    only_flaw(tmp_path, claiming(requiring(leaf, "storage", "images")), at, gist)


@pytest.mark.parametrize("keyword", ["if", "then", "else"])
def test_half_a_condition(tmp_path, keyword):
    leaf = {**requiring({"const": False}, "retained"), keyword: KEPT}
    only_flaw(
        tmp_path,
        claiming(requiring(leaf, "storage", "images")),
        IMAGES,
        "if needs then or else, and they need if",
    )


def test_object_that_is_asked_for_with_nothing_in_it(tmp_path):
    requires = {"allOf": [RULE["checks"][0]["requires"], requiring({}, "storage", "templates")]}
    at = "/checks/0/requires/allOf/1/properties/storage/properties/templates"
    gist = "requires storage/templates but none of its members"
    only_flaw(tmp_path, claiming(requires), at, gist)


# References


@pytest.mark.parametrize(
    "reference",
    [
        "facepolicy:common/nowhere#/$defs/evidenced",
        "facepolicy:common/evidence#/$defs/unknown",
        "facepolicy:other/evidence#/$defs/evidenced",
        # Inside the pack set, and yet no constraint: such a reference would ask for nothing.
        "facepolicy:common/evidence#",
        "facepolicy:common/evidence#/$defs",
        "facepolicy:common/evidence#/description",
        "facepolicy:common/evidence#/$defs/evidenced/minItems",
        "facepolicy:common/exception#/$defs/justified/properties",
    ],
)
@pytest.mark.parametrize("part", ["requires", "appliesWhen", "exception"])
def test_reference_that_leads_nowhere(tmp_path, reference, part):
    broken = claiming({"allOf": [RULE["checks"][0]["requires"], RULE["checks"][0]["requires"]]})
    at = {
        "requires": "/checks/0/requires/allOf/1",
        "appliesWhen": "/appliesWhen",
        "exception": "/exception/when",
    }
    if part == "exception":
        broken["exception"] = {"when": {}, "note": text()}
    if part == "appliesWhen":
        broken["appliesTo"] = text()
    broken = damaged(broken, at[part], {"$ref": reference})
    folder = write_pack(tmp_path, broken)
    where = place(folder, FILE, f"{at[part]}/$ref")
    said = [flaw[3] for flaw in lint(folder) if flaw[:3] == where]
    assert said == [f'"$ref: {reference}" points out of the pack set, or to no shared constraint']


def test_reference_with_neighbours(tmp_path):
    evidence = {"$ref": "facepolicy:common/evidence#/$defs/evidenced", "maxItems": 9}
    requires = requiring(evidence, "templates", "evidence")
    at = "/checks/0/requires/properties/templates/properties/evidence/$ref"
    only_flaw(tmp_path, claiming(requires), at, "$ref allows no other keyword beside it")


# Tests and messages


@pytest.mark.parametrize(("index", "outcome"), [(0, "pass"), (1, "violated"), (2, "undeclared")])
def test_missing_test(tmp_path, index, outcome):
    broken = damaged(RULE, f"/tests/{index}")
    only_flaw(tmp_path, broken, "/tests", f"no test expects {outcome}")


@pytest.mark.parametrize("outcome", ["unevidenced", "expired"])
def test_missing_test_for_evidence(tmp_path, outcome):
    evidence = {"$ref": "facepolicy:common/evidence#/$defs/evidenced"}
    whole = claiming(requiring(evidence, "templates", "evidence"))
    whole["tests"] = [test for test in whole["tests"] if test["name"] != outcome]
    only_flaw(tmp_path, whole, "/tests", f"no test expects {outcome}")


def test_missing_test_for_not_applicable(tmp_path):
    whole = claiming(RULE["checks"][0]["requires"], appliesWhen=HAS_RECIPIENTS)
    whole["tests"].pop()
    only_flaw(tmp_path, whole, "/tests", "no test expects not-applicable")


def test_missing_test_for_too_few_entries(tmp_path):
    whole = claiming(requiring({"minItems": 2}, "storage", "countries"))
    del whole["tests"][0]
    only_flaw(tmp_path, whole, "/tests", "no test expects violated")


@pytest.mark.parametrize("outcome", ["pass", "not-applicable"])
def test_missing_test_of_the_pack(tmp_path, outcome):
    tests = [{"name": word, "expect": word} for word in ("pass", "not-applicable")]
    kept = [test for test in tests if test["name"] != outcome]
    card = {**CARD, "appliesWhen": HAS_RECIPIENTS, "tests": kept}
    gist = f"no test expects {outcome}"
    only_flaw(tmp_path, RULE, "/tests", gist, file="pack.yaml", card=card)


def test_test_of_the_pack_that_expects_a_failure(tmp_path):
    words = ("pass", "not-applicable")
    tests = [{"name": word, "expect": word} for word in words]
    tests.append({"name": "fail", "expect": "fail", "reason": "violated"})
    card = {**CARD, "appliesWhen": HAS_RECIPIENTS, "tests": tests}
    gist = "a pack applies (pass) or not"
    only_flaw(tmp_path, RULE, "/tests/2/expect", gist, file="pack.yaml", card=card)


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(
    ("said", "gist"),
    [
        ("{/storage/image/retained}", "/storage/image/retained is not a fact"),
        ("{/purposes/use}", "/purposes/use is not a fact"),
        ("{storage/images/retained}", "storage/images/retained is not a fact"),
        ("{}", " is not a fact"),
    ],
)
def test_pointer_in_a_message_that_is_no_fact(tmp_path, language, said, gist):
    broken = damaged(RULE, f"/checks/0/message/{language}", said)
    only_flaw(tmp_path, broken, f"/checks/0/message/{language}", gist)


def test_pointer_in_a_question_that_is_no_fact(tmp_path):
    question = text("Is {/storage/image/retained} right?")
    tests = [*RULE["tests"], {"name": "asked", "expect": "not-reviewed"}]
    one = rule(review={"when": {}, "question": question}, tests=tests)
    only_flaw(tmp_path, one, "/review/question/en", "/storage/image/retained is not a fact")


def test_pointer_in_a_message_into_a_list(tmp_path):
    sound(tmp_path, damaged(RULE, "/checks/0/message/en", "{/purposes/0/use}"))


@pytest.mark.parametrize(
    ("pointer", "item"), [("/tests/0/reason", "violated"), ("/tests/1/reason", GONE)]
)
def test_reason_goes_with_fail(tmp_path, pointer, item):
    folder = write_pack(tmp_path, damaged(RULE, pointer, item))
    at = place(folder, FILE, pointer.removesuffix("/reason"))
    assert (*at, "reason goes with expect: fail, and only with it") in lint(folder)


@pytest.mark.parametrize(
    ("index", "name", "item"),
    [
        (0, "at", "/storage"),
        (1, "byException", True),
        (2, "set", {"at": "/storage/separation", "values": ["none"]}),
    ],
)
def test_test_that_says_what_nobody_looks_at(tmp_path, index, name, item):
    broken = damaged(RULE, f"/tests/{index}/{name}", item)
    idle = "remove" if name == "set" else name
    gist = f"{idle} has no effect here"
    only_flaw(tmp_path, broken, f"/tests/{index}/{idle}", gist)


# Names, clauses, scope


def test_clause_that_is_not_in_the_catalogue(tmp_path):
    broken = rule(id="T-2", clause="T-2")
    file = "rules/T-2.yaml"
    folder = write_pack(tmp_path, RULE, broken)
    assert lint(folder) == [(*place(folder, file, "/clause"), "no clause T-2 in pack.yaml")]


def test_clause_of_an_exception_that_is_not_in_the_catalogue(tmp_path):
    when = requiring({"const": False}, "storage", "images", "retained")
    broken = rule(exception={"clause": "T-9", "when": when, "note": text()})
    only_flaw(tmp_path, broken, "/exception/clause", "no clause T-9")


@pytest.mark.parametrize("kind", ["automated", "partial"])
def test_clause_that_should_have_a_rule(tmp_path, kind):
    other = {**CLAUSE, "id": "T-2", "assessment": {"kind": kind, "reason": text()}}
    card = {**CARD, "clauses": [CLAUSE, other]}
    at = "/clauses/1/assessment"
    only_flaw(tmp_path, RULE, at, "no rule assesses it", file="pack.yaml", card=card)


@pytest.mark.parametrize("kind", ["manual", "out-of-scope"])
def test_clause_that_should_have_no_rule(tmp_path, kind):
    clause = {**CLAUSE, "assessment": {"kind": kind, "reason": text()}}
    card = {**CARD, "clauses": [clause]}
    at = "/clauses/0/assessment"
    only_flaw(tmp_path, RULE, at, "but a rule assesses it", file="pack.yaml", card=card)


@pytest.mark.parametrize(
    "assessment",
    [
        {"kind": "automated", "through": "applicability"},
        {"kind": "manual", "reason": text()},
        {"kind": "out-of-scope", "reason": text()},
    ],
)
def test_clause_that_has_its_answer_elsewhere(tmp_path, assessment):
    other = {**CLAUSE, "id": "T-2", "assessment": assessment}
    sound(tmp_path, RULE, card={**CARD, "clauses": [CLAUSE, other]})


def test_clause_that_is_granted_by_an_exception(tmp_path):
    when = requiring({"const": False}, "storage", "images", "retained")
    excepted = rule(exception={"clause": "T-2", "when": when, "note": text()})
    card = {**CARD, "clauses": [CLAUSE, {**CLAUSE, "id": "T-2", "modality": "exception"}]}
    sound(tmp_path, excepted, card=card)


def test_clause_that_stands_twice(tmp_path):
    folder = write_pack(tmp_path, card={**CARD, "clauses": [CLAUSE, CLAUSE]})
    places = [place(folder, "pack.yaml", f"/clauses/{index}/id") for index in (0, 1)]
    assert lint(folder) == [(*where, "this id is used twice") for where in places]


def test_manual_clause_needs_a_reason(tmp_path):
    card = {**CARD, "clauses": [{**CLAUSE, "assessment": {"kind": "manual"}}]}
    at = "/clauses/0/assessment"
    gist = "clauses[0].assessment.reason is missing"
    only_flaw(tmp_path, RULE, at, gist, file="pack.yaml", card=card)


def test_rule_id_that_stands_twice(tmp_path):
    folder = write_pack(tmp_path, RULE, RULE, names=("T-1", "T-1-b"))
    files = [FILE, "rules/T-1-b.yaml"]
    expected = [(*place(folder, file, "/id"), "this id is used twice") for file in files]
    expected.append((*place(folder, files[1], "/id"), "the file is named T-1-b"))
    assert sorted(lint(folder)) == sorted(expected)


def test_file_that_is_not_named_after_its_rule(tmp_path):
    gist = "the file is named T-1-images"
    only_flaw(tmp_path, RULE, "/id", gist, file="rules/T-1-images.yaml", names=("T-1-images",))


def test_rule_that_is_not_named_after_its_clause(tmp_path):
    gist = "the id is not the clause's, with or without a suffix"
    only_flaw(tmp_path, rule(id="T-10"), "/id", gist, file="rules/T-10.yaml")


def test_rule_may_have_a_suffix(tmp_path):
    sound(tmp_path, rule(id="T-1-images"))


def test_applies_to_missing(tmp_path):
    whole = claiming(RULE["checks"][0]["requires"], appliesWhen=HAS_RECIPIENTS)
    gist = "appliesTo and a condition in appliesWhen go together"
    only_flaw(tmp_path, damaged(whole, "/appliesTo"), "/appliesTo", gist)


def test_applies_to_superfluous(tmp_path):
    gist = "appliesTo and a condition in appliesWhen go together"
    only_flaw(tmp_path, rule(appliesTo=text()), "/appliesTo", gist)


# All at once


def test_all_flaws_are_reported_in_the_order_of_the_files(tmp_path):
    first = damaged(RULE, "/tests/1")
    first = damaged(first, "/checks/0/message/en", "{/nowhere}")
    second = rule(id="T-2", clause="T-2", appliesTo=text())
    unruled = {**CLAUSE, "id": "T-3"}
    folder = write_pack(tmp_path, first, second, card={**CARD, "clauses": [CLAUSE, unruled]})
    other = "rules/T-2.yaml"
    expected = [
        (*place(folder, "pack.yaml", "/clauses/1/assessment"), "no rule assesses it"),
        (*place(folder, FILE, "/checks/0/message/en"), "/nowhere is not a fact"),
        (*place(folder, FILE, "/tests"), "no test expects violated"),
        (*place(folder, other, "/clause"), "no clause T-2 in pack.yaml"),
        (
            *place(folder, other, "/appliesTo"),
            "appliesTo and a condition in appliesWhen go together",
        ),
    ]
    assert lint(folder) == sorted(expected)


def test_all_misshapen_files_are_reported(tmp_path):
    first = damaged(RULE, "/checks/0/requires/propertise", {})
    second = damaged(rule(id="T-2"), "/title/zh")
    folder = write_pack(tmp_path, first, second, card=damaged(CARD, "/version", "one"))
    assert {flaw[0] for flaw in lint(folder)} == {"pack.yaml", FILE, "rules/T-2.yaml"}


# Whatever passes the lint


@pytest.mark.parametrize("leaf", [{"maxItems": 1}, {"items": {"pattern": "^ev-[a-z]*$"}}])
def test_evidence_is_asked_for_and_not_limited(tmp_path, leaf):
    requires = requiring({"minItems": 1, **leaf}, "templates", "evidence")
    (keyword,) = leaf
    at = f"/checks/0/requires/properties/templates/properties/evidence/{keyword}"
    gist = "require evidence by minItems only"
    only_flaw(tmp_path, claiming(requires), at, gist)


def test_evidence_may_be_described_in_either_language(tmp_path):
    leaf = {"minItems": 1, "description": "words", "x-description-zh": "字"}
    sound(tmp_path, claiming(requiring(leaf, "templates", "evidence")))


STATED = ["none", "separate"]
TREE = {
    "storage": {"images": {"retained": [True, False], "consent": STATED}},
    "crossBorder": {"occurs": [True, False]},
    "sharing": {"recipients": ({"relation": ["share", "entrust"], "consent": STATED},)},
    "purposes": ({"legalBasis": ["consent", "none"], "notified": [True, False]},),
    "templates": {"renewable": [True, False], "evidence": (["ev-1", "ev-2"],)},
}
"""Facts to write rules about: a mapping by name, a list in a tuple, or values to choose from."""

ALWAYS = {
    ("crossBorder",),
    ("sharing",),
    ("sharing", "recipients"),
    ("sharing", "recipients", "*", "relation"),
    ("purposes",),
}


def any_constraint(draw, tree, depth):
    kind = draw.random()
    if depth and kind < 0.3:
        keyword = draw.choice(["allOf", "anyOf"])
        return {keyword: [any_constraint(draw, tree, depth - 1) for _ in range(2)]}
    if depth and kind < 0.4:
        return {"not": any_constraint(draw, tree, depth - 1)}
    node = SIMPLE[type(tree)](draw, tree, depth)
    for keyword in ("if", "then", "else") if depth and kind < 0.55 else ():
        if keyword == "if" or draw.random() < 0.7:
            node[keyword] = any_constraint(draw, tree, depth - 1)
    return node


def any_object(draw, tree, depth):
    names = draw.sample(sorted(tree), draw.randint(1, min(2, len(tree))))
    required = [name for name in tree if draw.random() < (0.9 if name in names else 0.15)]
    inner = {name: any_constraint(draw, tree[name], max(depth - 1, 0)) for name in names}
    return {"properties": inner, **({"required": required} if required else {})}


def any_list(draw, tree, depth):
    below = max(depth - 1, 0)
    node = {
        "minItems": 1,
        "items": any_constraint(draw, tree[0], below),
        "contains": any_constraint(draw, tree[0], below),
        "not": {"contains": any_constraint(draw, tree[0], below)},
    }
    return {keyword: value for keyword, value in node.items() if draw.random() < 0.45}


def any_choice(draw, tree, _depth):
    return draw.choice([{}, {"const": draw.choice(tree)}, {"enum": tree}])


SIMPLE = {dict: any_object, tuple: any_list, list: any_choice}


def any_facts(draw, tree, path=()):
    if isinstance(tree, dict):
        stated = [name for name in tree if (*path, name) in ALWAYS or draw.random() < 0.85]
        return {name: any_facts(draw, tree[name], (*path, name)) for name in stated}
    if isinstance(tree, tuple):
        least = int(path == ("purposes",))
        return [any_facts(draw, tree[0], (*path, "*")) for _ in range(draw.randint(least, 2))]
    return draw.choice(tree)


def omissions(value, path=()):
    """Yield the value with one optional fact left out, or one piece of evidence ended."""
    if isinstance(value, dict):
        for name, child in value.items():
            if (*path, name) not in ALWAYS:
                yield {other: value[other] for other in value if other != name}
            yield from ({**value, name: less} for less in omissions(child, (*path, name)))
    elif isinstance(value, list):
        for index, child in enumerate(value):
            before, after = value[:index], value[index + 1 :]
            if path == ("templates", "evidence"):
                yield before + after
            yield from ([*before, less, *after] for less in omissions(child, (*path, "*")))


def test_no_omission_decides_what_was_open_or_otherwise_decided():
    """Silence never passes and never contradicts, tried on random rules."""
    draw = random.Random(2021)
    tried = 0
    while tried < 150:
        requires = any_constraint(draw, TREE, draw.randint(2, 5))
        if any(flaws_of_constraint(requires)):
            continue
        tried += 1
        evaluate = compile_constraint(requires)
        for _ in range(40):
            facts = any_facts(draw, TREE)
            state = evaluate(facts)[0]
            for less in omissions(facts):
                assert evaluate(less)[0] in (state, OPEN), requires


# Clauses that only a person can judge


JUDGED = {"kind": "manual", "reason": text()}
SCOPE = requiring({"const": True}, "storage", "images", "retained")
ASSESSMENT = "/clauses/1/assessment"
SCOPE_TESTS = [
    {
        "name": "kept",
        "patch": {"storage": {"images": {"retained": True}}},
        "expect": "not-reviewed",
    },
    {
        "name": "not kept",
        "patch": {"storage": {"images": {"retained": False}}},
        "expect": "not-applicable",
    },
]


def judged_when(scope, **more):
    """Return the assessment of a clause that a person judges where a condition holds."""
    return {**JUDGED, "appliesWhen": scope, "appliesTo": text(), "tests": SCOPE_TESTS, **more}


def with_manual(assessment):
    """Return a card with a second clause, which no rule assesses."""
    return {**CARD, "clauses": [CLAUSE, {**CLAUSE, "id": "T-2", "assessment": assessment}]}


@pytest.mark.parametrize("assessment", [JUDGED, judged_when(SCOPE)])
def test_a_manual_clause_may_have_a_condition(tmp_path, assessment):
    sound(tmp_path, RULE, card=with_manual(assessment))


@pytest.mark.parametrize("missing", ["not-reviewed", "not-applicable"])
def test_the_condition_of_a_manual_clause_is_tested_both_ways(tmp_path, missing):
    tests = [test for test in SCOPE_TESTS if test["expect"] != missing]
    folder = write_pack(tmp_path, RULE, card=with_manual(judged_when(SCOPE, tests=tests)))
    where = place(folder, "pack.yaml", f"{ASSESSMENT}/tests")
    assert lint(folder) == [(*where, f"no test expects {missing}")]


def test_the_tests_of_a_manual_clause_run_and_kill_mutants(tmp_path):
    (tmp_path / "right").mkdir()
    right = load_pack(write_pack(tmp_path / "right", RULE, card=with_manual(judged_when(SCOPE))))
    assert not list(failures(*right.manual, right))
    wrong = [{**test, "expect": "not-reviewed"} for test in SCOPE_TESTS]
    (tmp_path / "wrong").mkdir()
    folder = write_pack(tmp_path / "wrong", RULE, card=with_manual(judged_when(SCOPE, tests=wrong)))
    pack = load_pack(folder)
    assert [item.case for item in failures(*pack.manual, pack)] == ["not kept"]
    made = [mutant for mutant in mutants(right) if mutant.owner == "T-2"]
    assert made
    assert not any(mutant.survived for mutant in made)


@pytest.mark.parametrize(
    "more", [{"appliesWhen": SCOPE}, {"appliesTo": text()}, {"tests": SCOPE_TESTS}]
)
def test_condition_and_scope_of_a_manual_clause_go_together(tmp_path, more):
    folder = write_pack(tmp_path, RULE, card=with_manual({**JUDGED, **more}))
    assert {flaw[0] for flaw in lint(folder)} == {"pack.yaml"}


@pytest.mark.parametrize("kind", ["automated", "partial", "out-of-scope"])
def test_only_a_manual_clause_has_a_condition(tmp_path, kind):
    assessment = judged_when(SCOPE, kind=kind)
    folder = write_pack(tmp_path, RULE, card=with_manual(assessment))
    where = place(folder, "pack.yaml", f"{ASSESSMENT}/kind")
    assert where in [flaw[:3] for flaw in lint(folder)]


def test_a_condition_of_a_manual_clause_is_read_strictly(tmp_path):
    scope = requiring({"const": True}, "storage", "images", "retaned")
    card = with_manual(judged_when(scope))
    folder = write_pack(tmp_path, RULE, card=card)
    flaws = lint(folder)
    assert {flaw[0] for flaw in flaws} == {"pack.yaml"}
    assert any("retaned" in flaw[3] for flaw in flaws)


def test_a_reference_of_a_manual_clause_leads_somewhere(tmp_path):
    scope = {"$ref": "facepolicy:common/nowhere#/$defs/none"}
    card = with_manual(judged_when(scope))
    folder = write_pack(tmp_path, RULE, card=card)
    where = place(folder, "pack.yaml", f"{ASSESSMENT}/appliesWhen/$ref")
    assert [flaw[3] for flaw in lint(folder) if flaw[:3] == where] == [
        f'"$ref: {scope["$ref"]}" points out of the pack set, or to no shared constraint'
    ]
    with pytest.raises(PackError, match="no shared constraint"):
        load_pack(folder)


def test_the_limits_count_conditions_of_manual_clauses(tmp_path):
    scope = SCOPE
    for _ in range(30):
        scope = {"allOf": [scope]}
    card = with_manual(judged_when(scope))
    folder = write_pack(tmp_path, RULE, card=card)
    with pytest.raises(PackError, match="clause T-2: constraints are nested more than"):
        load_pack(folder)
