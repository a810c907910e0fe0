"""From what the user names to the files that are read."""

import inspect
import os
import sys
from pathlib import Path

import pytest

from validator.manifest.reading.folders import left_out_below
from validator.model.errors import ManifestError
from validator.run.inputs import files_of, left_out_of


@pytest.fixture(autouse=True)
def tree(tmp_path, monkeypatch):
    names = (
        "b.yaml", "a.yml", "c.json", "READ.ME", "UP.YAML", ".hidden.yaml", "[x].yaml",
        "deep/er/d.yaml", "deep/e.yaml", ".git/f.yaml", "deep/.g/h.yaml", "text/only.txt",
    )  # fmt: skip
    for name in names:
        path = tmp_path / "t" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def expand(paths):
    """Return the files of paths, or raise all problems."""
    found = files_of(paths)
    if found.problems:
        raise ManifestError(tuple(found.problems))
    return list(found.files)


ALL = [
    "t/UP.YAML",
    "t/[x].yaml",
    "t/a.yml",
    "t/b.yaml",
    "t/c.json",
    "t/deep/e.yaml",
    "t/deep/er/d.yaml",
]


@pytest.mark.parametrize(
    ("paths", "files"),
    [
        (["t"], ALL),
        ([Path("t")], ALL),
        (["t/"], ALL),
        (["./t"], ALL),
        (["t/deep/.g"], ["t/deep/.g/h.yaml"]),
        (["t/b.yaml", "t/a.yml"], ["t/b.yaml", "t/a.yml"]),
        (["no.yaml", "-", "t/READ.ME"], ["no.yaml", "-", "t/READ.ME"]),
        (["-", "-"], ["-"]),
        (["t/b.yaml", "./t/b.yaml", "t/deep/../b.yaml"], ["t/b.yaml"]),
        (["t/c.json", "t"], ["t/c.json", *[name for name in ALL if name != "t/c.json"]]),
        (["t/*.yaml"], ["t/[x].yaml", "t/b.yaml"]),
        (["t/?.y*ml"], ["t/a.yml", "t/b.yaml"]),
        (["t/[ab].*"], ["t/a.yml", "t/b.yaml"]),
        (["t/[x].yaml"], ["t/[x].yaml"]),
        (["t/**/*.yaml"], ["t/[x].yaml", "t/b.yaml", "t/deep/e.yaml", "t/deep/er/d.yaml"]),
        (["**/d.yaml"], ["t/deep/er/d.yaml"]),
        (["t/deep/**"], ["t/deep/e.yaml", "t/deep/er/d.yaml"]),
        (["t/*/e.yaml"], ["t/deep/e.yaml"]),
        (["*/deep/../b.y*"], ["t/deep/../b.yaml"]),
        (["t/.*.yaml"], ["t/.hidden.yaml"]),
        (["t/.git/*"], ["t/.git/f.yaml"]),
        ([], []),
    ],
)
def test_expand(paths, files):
    assert expand(paths) == files


def test_absolute_patterns(tree):
    assert expand([f"{tree}/t/b*", f"{tree}/t/deep"]) == [
        f"{tree}/t/b.yaml",
        f"{tree}/t/deep/e.yaml",
        f"{tree}/t/deep/er/d.yaml",
    ]


def test_the_current_directory(tree, monkeypatch):
    monkeypatch.chdir(tree / "t" / "deep")
    assert expand(["."]) == ["e.yaml", "er/d.yaml"]
    assert expand(["*.yaml"]) == ["e.yaml"]


def test_a_file_called_dash_is_not_standard_input(tree):
    (tree / "empty" / "-").touch()
    os.chdir(tree / "empty")
    assert expand(["*"]) == ["./-"]


def test_all_problems_at_once():
    with pytest.raises(ManifestError) as caught:
        expand(["empty", "t/b.yaml", "t/text", "*.none", "no/such/**/*.yaml", "a\0/b.yaml"])
    problems = caught.value.problems
    assert [problem.source for problem in problems] == [
        "empty", "t/text", "*.none", "no/such/**/*.yaml", "a\0/b.yaml",
    ]  # fmt: skip
    assert [problem.text.en.split(";")[0] for problem in problems] == [
        "there is no .yaml, .yml or .json file in or below this directory",
        "there is no .yaml, .yml or .json file in or below this directory",
        "no file matches this pattern",
        "no file matches this pattern",
        "the path contains a character that paths cannot contain",
    ]
    assert all(problem.position is None and problem.text.zh for problem in problems)


def test_a_directory_that_cannot_be_listed_is_not_passed_over(monkeypatch):
    def scandir(_path):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "scandir", scandir)
    with pytest.raises(ManifestError, match="cannot be listed: Permission denied"):
        expand(["t"])


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege on Windows")
def test_links(tree):
    box = tree / "box"
    box.mkdir()
    (box / "a.yaml").touch()
    (box / "link.yaml").symlink_to("a.yaml")
    (box / "dangling.yaml").symlink_to("nowhere")
    for name in ("self", "again", "folder.yaml"):
        (box / name).symlink_to(".")
    files = ["box/a.yaml", "box/dangling.yaml", "box/link.yaml"]
    assert expand(["box"]) == files
    assert expand(["box/**/*.yaml"]) == files
    assert expand(["box/self/*.yaml"]) == [file.replace("/", "/self/") for file in files]
    with pytest.raises(ManifestError, match="no file matches"):
        expand(["box/*/a.yaml"])


def test_a_file_in_two_spellings_is_one(tree):
    (tree / "a").mkdir()
    (tree / "b").mkdir()
    for name in ("a", "b"):
        (tree / name / "link").symlink_to(tree / "t" / "deep")
    assert expand(["*/link/*.yaml"]) == ["a/link/e.yaml"]
    assert files_of(["t/b.yaml", "./t/b.yaml", "t/deep/../b.yaml"]) == (("t/b.yaml",), [], 0)
    assert files_of(["t/deep", "*/link/*.yaml"])[0] == ("t/deep/e.yaml", "t/deep/er/d.yaml")


def test_deep_trees_need_no_recursion(tree):
    deepest = tree.joinpath(*["d"] * 80)
    for depth in range(1, 81):
        tree.joinpath(*["d"] * depth).mkdir()
    (deepest / "x.yaml").touch()
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(len(inspect.stack()) + 50)
    try:
        below, matched = expand(["d"]), expand(["d/**/x.yaml"])
    finally:
        sys.setrecursionlimit(limit)
    assert below == matched == [str(deepest.relative_to(tree) / "x.yaml")]


MANIFEST = b"# a site\napiVersion: face-manifest/v2\nkind: FaceRecognitionDeployment\n"


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege on Windows")
def test_links_to_folders_are_followed_once(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("all/own", "elsewhere/below"):
        Path(name).mkdir(parents=True)
        Path(name, "a.yaml").touch()
    Path("all/link").symlink_to("../elsewhere")
    Path("all/again").symlink_to("../elsewhere")
    Path("all/first").symlink_to("own")
    Path("all/loop").symlink_to("../all")
    Path("elsewhere/up").symlink_to("..")
    assert expand(["all"]) == ["all/again/below/a.yaml", "all/own/a.yaml"]


def test_files_that_look_like_manifests_and_are_not_read_are_found(tmp_path, monkeypatch):
    (tmp_path / "own").mkdir()
    monkeypatch.chdir(tmp_path / "own")
    left_out = [".b.yaml", ".h/c.yml", ".h/d/e.json", "f.yaml.bak", "g/h.txt", "i.yaml.j2"]
    for name in ("a.yaml", "G/K.YAML", ".git/x.yaml", ".h/y.txt", *left_out):
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_bytes(MANIFEST)
    Path(".h/d/e.json").write_text('{"apiVersion": "face-manifest/v2"}', encoding="utf-8")
    Path(".config.yaml").write_text("apiVersion: v1\n# face-manifest/v2\n", encoding="utf-8")
    Path("notes.md").write_text("Write apiVersion: face-manifest/v2 first.\n", encoding="utf-8")
    assert expand(["."]) == ["G/K.YAML", "a.yaml"]
    assert left_out_below(".") == sorted(left_out)
    assert left_out_of([".", ".", "a.yaml"]) == tuple(sorted(left_out))
    assert left_out_of(["a.yaml", "*.yaml"]) == ()
