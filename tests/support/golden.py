"""The examples' reports and an explanation as files: `python -m tests.support.golden` writes them anew."""

import io
from contextlib import redirect_stdout
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.support.checkout import ROOT
from tests.support.reports import inside

FOLDER = ROOT / "tests" / "golden"
EXAMPLES = tuple(sorted(path.name for path in (ROOT / "examples").glob("*.yaml")))
LANGUAGES = ("en", "zh")
ASKED = ("--as-of", "2026-10-31", "--pack", "cn-tc260-frd-2021-draft")
CODES = {
    "compreface-defaults.yaml": 1,
    "double-take-defaults.yaml": 1,
    "footfall-counter.yaml": 0,
    "footfall-overclaiming.yaml": 1,
    "home-nvr.yaml": 0,
    "lobby-gate.yaml": 0,
}


def report(example, language):
    """Return the exit code and the output of checking an example; the root must be the cwd."""
    from validator.cli import main

    output = io.StringIO()
    with redirect_stdout(output):
        code = main(["check", f"examples/{example}", *ASKED, "--lang", language])
    return code, output.getvalue()


def file_of(example, language):
    return FOLDER / f"{Path(example).stem}.{language}.txt"


def faults(language, folder):
    """Return what checking the lobby gate with two faults prints, down to what is to be judged.

    It is checked against what is in force, as ``gate.yaml`` in ``folder``, which must be the cwd.
    """
    from validator.cli import main
    from validator.report.formats.messages import UNREVIEWED

    text = (ROOT / "examples" / "lobby-gate.yaml").read_text(encoding="utf-8")
    for right, wrong in FAULTS.items():
        assert text.count(right) == 1
        text = text.replace(right, wrong)
    (folder / "gate.yaml").write_text(text, encoding="utf-8")
    output = io.StringIO()
    with redirect_stdout(output):
        main(["check", "gate.yaml", "--as-of", "2026-10-31", "--lang", language])
    shown, _ = output.getvalue().split(f"\n{UNREVIEWED[language]}\n")
    return shown


def faults_file(language):
    return FOLDER / f"two-faults.{language}.txt"


def diff(example, old, new):
    """Return the exit code and the output of comparing two instruments over an example."""
    from validator.cli import main

    output = io.StringIO()
    argv = ["diff", f"examples/{example}", "--from", old, "--to", new, "--as-of", "2026-10-31"]
    with redirect_stdout(output):
        code = main(argv)
    return code, output.getvalue()


def diff_file(example, old, new):
    return FOLDER / f"{Path(example).stem}.{new}.diff.txt"


def explanation(language):
    """Return what explaining a rule prints."""
    from validator.cli import main

    output = io.StringIO()
    with redirect_stdout(output):
        main(["explain", EXPLAINED, "--lang", language])
    return output.getvalue()


def explanation_file(language):
    return FOLDER / f"explain.{EXPLAINED}.{language}.txt"


EXPLAINED = "M25-15-1"
FAULTS = {
    "grade: separate": "grade: implied",
    "encryption: {atRest: sm4, keyManagement: hsm}": "encryption: {atRest: none}",
}
PAIRS = (
    ("cn-tc260-frd-2021-draft", "cn-gbt-41819-2022"),
    ("cn-gbt-41819-2022", "cn-frt-measures-2025"),
)


def write():
    FOLDER.mkdir(exist_ok=True)
    for language in LANGUAGES:
        explanation_file(language).write_text(explanation(language), encoding="utf-8")
        with TemporaryDirectory() as name, inside(name):
            faults_file(language).write_text(faults(language, Path(name)), encoding="utf-8")
    for example in EXAMPLES:
        for language in LANGUAGES:
            file_of(example, language).write_text(report(example, language)[1], encoding="utf-8")
        for pair in PAIRS:
            diff_file(example, *pair).write_text(diff(example, *pair)[1], encoding="utf-8")


if __name__ == "__main__":
    import os

    os.chdir(ROOT)
    write()
