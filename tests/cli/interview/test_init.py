"""``facepolicy init`` at a real pseudo-terminal: the interview as people have it."""

from datetime import date

import pytest

from tests.support.checkout import ROOT
from tests.support.interviewee import Interviewee, replies
from tests.support.terminal import Terminal
from validator import load_manifest
from validator.cli.interview.answers import load_answers

LOBBY = ROOT / "examples" / "lobby-gate.yaml"
DAY = date(2026, 10, 31)
BEGINNING = ("", "", "production", "", "handler", "Riverside Ltd.", "CN", "none")
HOUSEHOLD = (*BEGINNING, "2", "6", "access-control", "2", "private-space", "CN")


def lobby_gate():
    return Interviewee(load_manifest(LOBBY).value)


@pytest.fixture(scope="module")
def lobby(tmp_path_factory):
    """A whole interview about the lobby gate, from nothing to the check."""
    folder = tmp_path_factory.mktemp("lobby")
    typed = [line for _, line, _ in replies(lobby_gate(), DAY)]
    terminal = Terminal(folder, "lobby.yaml")
    terminal.type(*typed)
    end, code = terminal.end()
    return folder, terminal.seen, end, code


def test_answers_alone_lead_to_a_manifest_that_meets_what_is_in_force(lobby):
    folder, _, end, code = lobby
    assert code == 0
    assert end.count("No failed requirement among the ") == 1
    assert "0 fail" in end
    assert "facepolicy check lobby.yaml" in end.split("Next:")[1]
    assert [path.name for path in folder.iterdir()] == ["lobby.yaml"]


def stated(value):
    """Yield every fact of a manifest; the documents by their ids, in whatever order."""
    if isinstance(value, dict):
        yield from ((name, *rest) for name, item in value.items() for rest in stated(item))
    elif isinstance(value, list) and any(isinstance(item, dict) for item in value):
        keyed = [item.get("id", place) for place, item in enumerate(value)]
        pairs = zip(keyed, value, strict=True)
        yield from ((name, *rest) for name, item in pairs for rest in stated(item))
    else:
        yield (str(value),)


def test_the_manifest_says_what_was_answered_and_nothing_else(lobby):
    written = load_manifest(lobby[0] / "lobby.yaml").value
    assert set(stated(written)) < set(stated(load_manifest(LOBBY).value))
    assert len(set(stated(written))) > 150


def test_the_manifest_explains_itself_and_points_editors_to_the_schema(lobby):
    text = (lobby[0] / "lobby.yaml").read_text(encoding="utf-8")
    assert text.startswith("# yaml-language-server: $schema=https://facepolicy.example/schema/")
    assert "  # Stage: Where the deployment stands in its life.\n  status: production\n" in text


def test_sections_are_counted_and_offered_with_what_waits_for_them(lobby):
    _, seen, _, _ = lobby
    assert (
        "Part 1 of 2, facts that decide which rules apply · section 7 of 7: Across the border"
        in seen
    )
    assert "Part 2 of 2, other facts that rules need · section 16 of 16: Terms" in seen
    assert "Rules of cn-gbt-41819-2022 need this; type skip to skip the section." in seen
    assert "cn-pipl-2021          Personal Information Protection Law of the PRC" in seen


def test_what_does_not_apply_is_not_asked(lobby):
    seen = lobby[1]
    for absent in ("Guardian consent", "Mechanism", "Why images are kept", "Filed on"):
        assert absent not in seen


def test_lines_fit_the_terminal(lobby):
    shown = lobby[1].replace(str(lobby[0]), "")  # as long as the machine likes
    asked = shown.split("Written: ")[0].splitlines()
    assert 80 < max(map(len, asked)) <= 96


def test_chinese_from_the_first_line_to_the_report(tmp_path):
    terminal = Terminal(tmp_path, "家.yaml", "--lang", "zh")
    assert "第 1 节（共 7 节）：部署的标识" in terminal.type("")
    asked = terminal.type(*HOUSEHOLD[1:], "home", "1", "", "contract", "")
    assert asked.endswith("目的：还有吗？\ny（是）或 n（否）；回车表示否")
    terminal.type("３", "２", "included", "否", "否")  # full-width digits, as keyboards give them
    end, code = terminal.end()
    assert code == 0
    assert "已写入：家.yaml" in end
    assert "不在适用范围" in end
    assert "下一步：" in end
    text = (tmp_path / "家.yaml").read_text(encoding="utf-8")
    assert "  # 存储人数：目前存储其人脸信息的人数，每人只计一次。\n  enrolled: 3\n" in text


@pytest.mark.parametrize("way", ["stop", "c", "d"])
def test_stop_at_any_question_and_go_on_later(tmp_path, way):
    first = Terminal(tmp_path, "gate.yaml", "--lang", "zh")
    first.type("gate-1", "")
    if way == "stop":
        first.type("stop")
    else:
        first.press(way)
    end, code = first.end()
    assert code == 130
    assert "gate.yaml.answers" in end
    assert end.rstrip().endswith("facepolicy init gate.yaml")
    assert end.count("facepolicy init") == 1
    assert not (tmp_path / "gate.yaml").exists()
    kept = load_answers(str(tmp_path / "gate.yaml.answers")).value
    assert kept["metadata"] == {"id": "gate-1", "version": "1.0.0"}
    again = Terminal(tmp_path, "gate.yaml")
    shown = again.type("stop")
    assert "gate.yaml.answers" in shown
    assert "阶段" in shown, "the language of the first day"
    assert "部署标识" not in shown
    assert again.end()[1] == 130


def test_resume_names_the_answers_and_finds_the_manifest(tmp_path):
    first = Terminal(tmp_path, "gate.yaml")
    first.type(*HOUSEHOLD, "stop")
    first.end()
    again = Terminal(tmp_path, "--resume", "gate.yaml.answers")
    again.type("home", "1", "-", "-", "-", "n", "3", "excluded", "1", "n", "n")
    end, code = again.end()
    assert code == 0, end
    manifest = load_manifest(tmp_path / "gate.yaml").value
    assert manifest["purposes"] == [{"id": "home", "use": "identity-verification"}]
    assert not (tmp_path / "gate.yaml.answers").exists()


def test_stopping_before_the_first_answer_leaves_nothing(tmp_path):
    terminal = Terminal(tmp_path)
    terminal.type("stop")
    end, code = terminal.end()
    assert (code, list(tmp_path.iterdir())) == (130, [])
    assert "nothing was written" in end


def test_a_template_gives_answers_and_the_rest_is_asked(tmp_path):
    terminal = Terminal(tmp_path, "gate.yaml", "--template", "attendance")
    terminal.type(*BEGINNING, "semi-public")
    asked = terminal.type("CN", "stop")
    assert "Purposes 1 › Description" in asked
    terminal.end()
    assert "attendance: Attendance at work, recorded" in terminal.seen
    assert "Use case" not in terminal.seen
    kept = load_answers(str(tmp_path / "gate.yaml.answers")).value
    assert kept["scenario"]["useCase"] == "attendance"


def test_back_returns_to_the_question_before(tmp_path):
    terminal = Terminal(tmp_path, "gate.yaml")
    terminal.type("wrong-name")
    terminal.type("back")
    assert "Deployment id: Stable name" in terminal.type("right-name")
    terminal.type("back", "back")
    assert "There is no earlier question in this session." in terminal.type("right-name")
    terminal.type("stop")
    terminal.end()
    kept = load_answers(str(tmp_path / "gate.yaml.answers")).value
    assert kept["metadata"] == {"id": "right-name"}


def test_skip_passes_by_a_section_but_not_what_decides_which_rules_apply(tmp_path):
    typed = [line for question, line, _ in replies(lobby_gate(), DAY) if question.part == 1]
    terminal = Terminal(tmp_path, "gate.yaml")
    terminal.type("skip")
    assert "Only sections of part 2 can be skipped" in terminal.type(typed[0])
    terminal.type(*typed[1:24])
    assert "section 1 of 16: Scenario" in terminal.type("skip")
    assert "section 2 of 16: People concerned" in terminal.type("跳过")
    assert "section 3 of 16: Necessity" in terminal.type("y")
    assert "Comparison 1 › Method" in terminal.type("skip")
    assert "section 4 of 16: Alternatives" in terminal.type("back")
    assert "Comparison 1 › Method" in terminal.type("back")
    assert "Other methods, each compared" in terminal.type("stop")
    terminal.end()


def test_a_question_mark_explains_again(tmp_path):
    terminal = Terminal(tmp_path, "gate.yaml")
    terminal.type("", "", "?")
    explained = terminal.type("stop")
    assert "Stage: Where the deployment stands in its life." in explained
    assert "pilot       Tried with real people on a small scale." in explained
    assert "metadata.status\nSuch as production" in explained
    terminal.end()


@pytest.mark.parametrize(
    ("before", "wrong", "says"),
    [
        (0, "Not A Slug", "Lower-case letters, digits and hyphens"),
        (2, "pilott", 'did you mean "pilot"?'),
        (2, "6", "one of planned, pilot, production, suspended, retired"),
        (0, "-", "this has to be stated"),
        (3, "2026-02-30", "A calendar date"),
        (6, "CNN", 'did you mean "CN"?'),
        (11, "2,2-9", 'scenario.modes[1] is "2-9"; expected: one of verification-1-1'),
    ],
)
def test_wrong_input_is_asked_again_with_the_reason(tmp_path, before, wrong, says):
    terminal = Terminal(tmp_path, "gate.yaml")
    terminal.type(*HOUSEHOLD[:before], wrong)
    told = terminal.type("stop")
    terminal.end()
    assert says in told.replace("\n", " ")
    assert told.count("!") >= 1
