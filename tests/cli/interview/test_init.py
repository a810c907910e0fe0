"""``facepolicy init`` at a real pseudo-terminal: the interview as people have it."""

import re
from datetime import date

import pytest

from tests.support.checkout import ROOT
from tests.support.interviewee import Interviewee, replies
from tests.support.terminal import Terminal
from validator import load_manifest
from validator.cli.interview.answers import State, load_answers, load_template
from validator.model.merge import merge_patch

DAY = date(2026, 11, 28)
OFFICE = load_template("office-lobby").answers
LOBBY = merge_patch(
    load_manifest(ROOT / "examples" / "lobby-gate.yaml").value,
    {
        **OFFICE,
        "storage": {"templates": {"basis": "ends-when-the-person-leaves"}},
        "purposes": [{**OFFICE["purposes"][0], "description": "Open the gate.", "legalBasis": "consent"}],
    },
)  # fmt: skip
MOST_QUESTIONS = 40
COUNTED = re.compile(r"Question (\d+)(?: of (\d+))?")


def typed_by(state=None):
    return [line for _, line, _ in replies(Interviewee(LOBBY), DAY, state)]


@pytest.fixture(scope="module", params=[None, "office-lobby"])
def lobby(request, tmp_path_factory):
    """A whole interview about an office lobby, from nothing or a template to the check."""
    folder = tmp_path_factory.mktemp("lobby")
    option = ["--template", request.param] if request.param else []
    terminal = Terminal(folder, "lobby.yaml", *option, day="2026-11-28")
    terminal.type(*typed_by(State(OFFICE) if request.param else None))
    end, code = terminal.end()
    return folder, terminal.seen, end, code


def test_an_office_lobby_takes_forty_questions_to_a_report_without_gaps(lobby):
    folder, seen, end, code = lobby
    assert 30 < len(COUNTED.findall(seen)) <= MOST_QUESTIONS
    assert code == 0
    assert "PASSED: " in end
    assert "0 fail" in end
    assert "facepolicy check lobby.yaml" in end.split("Next:")[1]
    assert [path.name for path in folder.iterdir()] == ["lobby.yaml"]


def test_the_counter_is_true(lobby):
    """The total changes only when that is said, by as much as is said."""
    total = None
    expected = 1
    for line in lobby[1].splitlines():
        change = re.match(r"(More|Fewer) questions because of your answer: (\d+)", line)
        if change:
            total += int(change[2]) * (1 if change[1] == "More" else -1)
        counted = COUNTED.match(line)
        if counted:
            assert int(counted[1]) == expected
            expected += 1
            if counted[2]:
                assert total in (None, int(counted[2])), line
                total = int(counted[2])
    assert total == expected - 1, "the last question was the last of all"


def test_the_manifest_explains_itself_and_points_editors_to_the_schema(lobby):
    text = (lobby[0] / "lobby.yaml").read_text(encoding="utf-8")
    assert text.startswith("# yaml-language-server: $schema=https://facepolicy.example/schema/")
    assert "  # Stage: Where the deployment stands in its life.\n  status: production\n" in text


def test_what_does_not_apply_is_not_asked(lobby):
    for absent in ("Guardian consent", "Mechanism", "Filed on", "What kind of public body"):
        assert absent not in lobby[1]


def test_lines_fit_the_terminal(lobby):
    shown = lobby[1].replace(str(lobby[0]), "")  # as long as the machine likes
    asked = shown.split("Written: ")[0].splitlines()
    assert 80 < max(map(len, asked)) <= 96


def test_chinese_from_the_first_line_to_the_report(tmp_path):
    terminal = Terminal(tmp_path, "家.yaml", "--lang", "zh")
    assert "第 1 问；问题总数取决于地点\n基本情况 › 属于以下哪一种？" in terminal.type(
        "８"
    )  # full-width
    terminal.type("中国")
    asked = terminal.type("家庭")
    assert "由谁使用人脸识别？" in asked
    assert asked.endswith("编号或词语；不知道请直接回车")
    end, code = terminal.end()
    assert code == 0
    assert "已写入：家.yaml" in end
    assert "不适用：所选法规和标准均不适用" in end
    assert "下一步：" in end
    text = (tmp_path / "家.yaml").read_text(encoding="utf-8")
    assert "\n  scope: personal-household\n" in text
    assert "\n  jurisdictions: [CN]\n" in text


@pytest.mark.parametrize("way", ["stop", "c", "d"])
def test_stop_at_any_question_and_go_on_later(tmp_path, way):
    first = Terminal(tmp_path, "gate.yaml", "--lang", "zh")
    first.type("写字楼")
    if way == "stop":
        first.type("停止")
    else:
        first.press(way)
    end, code = first.end()
    assert code == 130
    assert "gate.yaml.answers" in end
    assert end.rstrip().endswith("facepolicy init gate.yaml")
    assert end.count("facepolicy init") == 1
    assert not (tmp_path / "gate.yaml").exists()
    kept = load_answers(str(tmp_path / "gate.yaml.answers")).value
    assert kept["scenario"]["setting"] == "semi-public"
    again = Terminal(tmp_path, "gate.yaml")
    shown = again.type("stop")
    assert "gate.yaml.answers" in shown
    assert "国家或地区" in shown, "the language of the first day"
    assert "属于以下哪一种" not in shown
    assert again.end()[1] == 130


def test_resume_names_the_answers_and_finds_the_manifest(tmp_path):
    first = Terminal(tmp_path, "gate.yaml")
    first.type("8", "China", "stop")
    first.end()
    again = Terminal(tmp_path, "--resume", "gate.yaml.answers")
    again.type("home")
    end, code = again.end()
    assert code == 0, end
    manifest = load_manifest(tmp_path / "gate.yaml").value
    assert manifest["scenario"] == {"scope": "personal-household", "jurisdictions": ["CN"]}
    assert not (tmp_path / "gate.yaml.answers").exists()


def test_stopping_before_the_first_answer_leaves_nothing(tmp_path):
    terminal = Terminal(tmp_path)
    terminal.type("stop")
    end, code = terminal.end()
    assert (code, list(tmp_path.iterdir())) == (130, [])
    assert "nothing was written" in end


def test_a_template_gives_answers_and_the_rest_is_asked(tmp_path):
    terminal = Terminal(tmp_path, "gate.yaml", "--template", "attendance")
    asked = terminal.type("China", "stop")
    terminal.end()
    assert "Where does it stand?" in asked
    assert "attendance: Attendance at work, recorded" in terminal.seen
    assert "Which of these is it" not in terminal.seen
    kept = load_answers(str(tmp_path / "gate.yaml.answers")).value
    assert kept["scenario"]["useCase"] == "attendance"
    assert kept["scenario"]["jurisdictions"] == ["CN"]


def test_back_returns_to_the_question_before_with_the_answer_as_default(tmp_path):
    terminal = Terminal(tmp_path, "gate.yaml")
    terminal.type("office")
    assert "Enter if you do not know" in terminal.type("China")
    terminal.type("back")
    asked = terminal.type("back")
    assert "In which country" in asked
    assert "Enter for China, - if you do not know" in asked
    assert "Enter for office, - if you do not know" in terminal.type("back")
    assert "There is no earlier question in this session." in terminal.type("")
    terminal.type("China, Singapore", "stop")
    terminal.end()
    kept = load_answers(str(tmp_path / "gate.yaml.answers")).value
    assert kept["scenario"]["jurisdictions"] == ["CN", "SG"]
    assert kept["scenario"]["setting"] == "semi-public"


def test_a_question_mark_says_why_and_which_rules_wait(tmp_path):
    terminal = Terminal(tmp_path, "gate.yaml", "--template", "office-lobby")
    terminal.type("China", "?")
    explained = terminal.type("stop")
    terminal.end()
    assert "Most duties are those of whoever decides" in explained
    assert re.search(r"Rules that wait for the answer: \d+\n  - [A-Z]\w+ .*\n", explained)
    assert "(PIPL-59)" in explained or "more\n" in explained
    assert "In the manifest: controller.role, controller.publicBody.kind" in explained


@pytest.mark.parametrize(
    ("before", "wrong", "says"),
    [
        (["office"], "CNN", "A country code of ISO 3166-1 alpha-2"),
        (["office", "China", "1"], "CNN", 'did you mean "CN"?'),
        (["8", "China"], "9", '"9" is none of the numbers from 1 to 3'),
        (["office", "China"], "1,2", "is none of the numbers"),
    ],
)
def test_wrong_input_is_asked_again_with_the_reason(tmp_path, before, wrong, says):
    terminal = Terminal(tmp_path, "gate.yaml")
    terminal.type(*before, wrong)
    reported = terminal.type("stop")
    terminal.end()
    assert says in reported.replace("\n", " ")
    assert reported.count("!") >= 1


def test_of_an_existing_manifest_only_what_rules_wait_for_is_asked(tmp_path):
    text = (ROOT / "examples" / "lobby-gate.yaml").read_text(encoding="utf-8")
    lines = text.splitlines(keepends=True)
    left = [line for line in lines if "elderlyOrDisabled" not in line and "locus:" not in line and "legalBasis" not in line]  # fmt: skip
    path = tmp_path / "gate.yaml"
    path.write_text("".join(left), encoding="utf-8")
    terminal = Terminal(tmp_path, "gate.yaml", day="2026-11-28")
    assert "Question 1 of 2\nThe data › Where are faces compared?" in terminal.type("device")
    assert "Legal basis" in terminal.type("agreed")
    assert terminal.end()[1] == 0
    text = path.read_text(encoding="utf-8")
    assert "# enrolment is checked there\n" in text
    assert [line for line in left if line not in text.splitlines(keepends=True)] == []
    assert "\n  locus: on-device\n" in text


def test_whoever_knows_little_gets_a_report_after_forty_questions_and_can_go_on(tmp_path):
    terminal = Terminal(tmp_path, "gate.yaml", day="2026-11-28")
    terminal.type("office", "China", *[""] * (MOST_QUESTIONS - 2))
    end, code = terminal.end()
    assert len(COUNTED.findall(terminal.seen)) == MOST_QUESTIONS
    assert f"Question {MOST_QUESTIONS} of {MOST_QUESTIONS}\n" in terminal.seen
    assert re.search(r"\d+ questions are left; facepolicy init on the written manifest", end)
    assert (code, "To state, so that more can be decided" in end) == (1, True)
    before = (tmp_path / "gate.yaml").read_text(encoding="utf-8")
    again = Terminal(tmp_path, "gate.yaml", day="2026-11-28")
    assert "Who decides" in again.type("1")
    again.type("stop")
    assert again.end()[1] == 130
    assert (tmp_path / "gate.yaml").read_text(encoding="utf-8") == before


def test_nothing_is_asked_of_a_complete_manifest(tmp_path):
    text = (ROOT / "examples" / "lobby-gate.yaml").read_text(encoding="utf-8")
    path = tmp_path / "gate.yaml"
    path.write_text(text, encoding="utf-8")
    end, code = Terminal(tmp_path, "gate.yaml", day="2026-11-28").end()
    assert code == 0
    assert "there is nothing to ask" in end
    assert path.read_text(encoding="utf-8") == text


def test_a_file_to_which_nothing_can_be_added_stays_and_the_answers_too(tmp_path):
    text = (
        "apiVersion: face-manifest/v2\nkind: FaceRecognitionDeployment\nmetadata: {id: a}\n"
        "scenario: &same {jurisdictions: [CN], useCase: footfall}\nx-other: *same\n"
    )
    path = tmp_path / "gate.yaml"
    path.write_text(text, encoding="utf-8")
    terminal = Terminal(tmp_path, "gate.yaml", day="2026-11-28")
    terminal.type("home")
    end, code = terminal.end()
    assert code == 2
    assert "the answers are kept" in end
    assert path.read_text(encoding="utf-8") == text
    kept = load_answers(str(tmp_path / "gate.yaml.answers")).value
    assert kept["scenario"]["scope"] == "personal-household"


def test_arrow_keys_go_through_the_choices(tmp_path):
    terminal = Terminal(tmp_path, "gate.yaml")
    terminal.choose(4)
    terminal.type("China")
    terminal.choose(2)
    terminal.type("stop")
    terminal.end()
    kept = load_answers(str(tmp_path / "gate.yaml.answers")).value
    assert kept["scenario"]["setting"] == "semi-public"
    assert kept["controller"]["role"] == "joint-handler"


def test_without_utf8_the_terminal_s_own_encoding_is_used(tmp_path):
    terminal = Terminal(tmp_path, "gate.yaml", "--lang", "zh", encoding="gb18030")
    assert "属于以下哪一种" in terminal.type("4")
    terminal.type("CN", "stop")
    assert "已停止" in terminal.end()[0]
