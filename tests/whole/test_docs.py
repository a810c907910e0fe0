"""The hand-written documentation: its commands and files are real, and its checker sees what is broken."""

import importlib.util
import re
import shlex
from types import SimpleNamespace

import pytest
import yaml

import validator
from docs.pages.pack import law_table, sources_table
from tests.support import golden
from tests.support.checkout import ROOT
from validator.cli import main
from validator.cli.parser import VERBS, parse
from validator.manifest.manifest import load_manifest
from validator.manifest.structure import manifest_problems
from validator.model.resources import shipped
from validator.packs.in_force import absence
from validator.packs.load import load_pack, shipped_instruments
from validator.report.entry_files import load_attestations, load_waivers

DOCS = ROOT / "docs"
PAGES = sorted(path.relative_to(DOCS).as_posix() for path in DOCS.rglob("*.md"))
COMMAND = re.compile(r"^\$ facepolicy (.*?)(?:\s+[#>|].*)?$", re.MULTILINE)
FILE = re.compile(r'^```(\w+) title="([^"]+)"\n(.*?)^```$', re.MULTILINE | re.DOTALL)
PYTHON = re.compile(r"^::: validator\.(\w+)$", re.MULTILINE)


def text_of(page):
    return (DOCS / page).read_text(encoding="utf-8")


def files_of(page):
    return {name: content for _, name, content in FILE.findall(text_of(page))}


@pytest.mark.parametrize("page", PAGES)
def test_the_commands_of_a_page_exist(page):
    for command in COMMAND.findall(text_of(page)):
        if command != "--version":
            parse(shlex.split(command), SimpleNamespace(lang=None))


def test_commands_are_found():
    assert COMMAND.findall(text_of("packs.md"))[0] == "check gate.yaml"


@pytest.mark.parametrize("page", ["getting-started.md", "zh/getting-started.md"])
def test_the_first_manifest_is_a_manifest(page, tmp_path):
    path = tmp_path / "gate.yaml"
    path.write_text(files_of(page)["gate.yaml"], encoding="utf-8")
    assert manifest_problems(load_manifest(path)) == ()


@pytest.mark.parametrize(("page", "language"), [("index.md", "en"), ("zh/index.md", "zh")])
def test_the_example_of_the_landing_page_is_true(page, language, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    expected = golden.faults_file(language)
    assert golden.faults(language, tmp_path) == expected.read_text(encoding="utf-8")
    assert f'--8<-- "{expected.relative_to(ROOT).as_posix()}"' in text_of(page)
    right, wrong = (
        [line[1:].strip() for line in text_of(page).splitlines() if re.match(rf"\{sign}  \w", line)]
        for sign in "-+"
    )
    assert dict(zip(right, wrong, strict=True)) == golden.FAULTS


def test_what_the_readme_shows_is_printed(capsys, monkeypatch):
    monkeypatch.chdir(ROOT)
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = re.findall(r"(facepolicy check examples/.* --as-of .*)\n((?:.+\n)+?)```", text)
    assert len(shown) == 2
    for command, lines in shown:
        main(shlex.split(command)[1:])
        printed = capsys.readouterr().out.splitlines()
        for line in lines.splitlines():
            # A long line may be cut at the end of a sentence.
            assert line == "…" or any(whole.startswith(line) for whole in printed), line


@pytest.mark.parametrize("day", ["2021-08-01", "2026-10-31", "2030-01-01"])
def test_the_law_in_force_is_that_which_runs(day):
    packs = [load_pack(name) for name in shipped()]
    table = law_table(packs, "en")
    rows = dict(re.findall(r"\(packs/(.+?)/.*?\| from ([\d-]+) ", table))
    instruments = shipped_instruments().items()
    chosen = [name for name, item in instruments if absence(item, None, day) is None]
    assert sorted(chosen) == sorted(name for name, since in rows.items() if since <= day)


def test_the_table_of_sources_counts_every_clause():
    packs = [pack for name in shipped() if (pack := load_pack(name)).instrument]
    table = sources_table(packs, "en")
    for pack in packs:
        (row,) = re.findall(rf"\[{pack.id}\].*?\| (.+) \|", table)
        *levels, provisional, clauses = map(int, row.split(" | "))
        assert sum(levels) == clauses == len(pack.clauses)
        assert 0 <= provisional <= clauses


@pytest.mark.parametrize("page", ["waivers.md", "zh/waivers.md"])
def test_the_waivers_are_waivers(page, tmp_path):
    path = tmp_path / "waivers.yaml"
    path.write_text(files_of(page)["waivers.yaml"], encoding="utf-8")
    subjects = [waiver.subject for waiver in load_waivers(path).entries]
    assert subjects == ["M25-10-2", "storage.encryption.atRest"]


@pytest.mark.parametrize("page", ["waivers.md", "zh/waivers.md"])
def test_the_attestations_are_attestations(page, tmp_path):
    path = tmp_path / "attestations.yaml"
    path.write_text(files_of(page)["attestations.yaml"], encoding="utf-8")
    assert [entry.subject for entry in load_attestations(path).entries] == ["M25-3"]


@pytest.mark.parametrize("page", ["evidence.md", "zh/evidence.md"])
def test_the_evidence_fits_into_a_manifest(page, tmp_path):
    blocks = re.findall(r"^```yaml\n(.*?)^```$", text_of(page), re.MULTILINE | re.DOTALL)
    first = files_of("getting-started.md")["gate.yaml"]
    path = tmp_path / "gate.yaml"
    assert len(blocks) == 2
    for block in blocks:
        path.write_text(f"{first}\n{block}", encoding="utf-8")
        assert manifest_problems(load_manifest(path)) == ()


@pytest.mark.parametrize("page", ["configuration.md", "zh/configuration.md"])
def test_the_configuration_is_one(page, tmp_path, monkeypatch):
    from validator.cli.config import load

    path = tmp_path / "facepolicy.toml"
    path.write_text(files_of(page)["facepolicy.toml"], encoding="utf-8")
    assert load(path)["manifests"]


@pytest.mark.parametrize("page", ["formats.md", "zh/formats.md"])
def test_every_format_is_reported(page):
    from validator.report.formats import FORMATS

    reported = re.findall(r"^\| `([\w-]+)` \|", text_of(page), re.MULTILINE)
    assert reported == [*FORMATS, "parquet", "all"]


@pytest.mark.parametrize("page", ["python.md", "zh/python.md"])
def test_every_public_name_is_reported_once(page):
    reported = PYTHON.findall(text_of(page))
    assert sorted(reported) == sorted(set(validator.__all__) - {"__version__"})


@pytest.mark.parametrize(
    ("page", "problem"),
    [
        ("python.md", "no-such-gate.yaml: there is no such file; check the path"),
        ("zh/python.md", "no-such-gate.yaml: 没有此文件"),
    ],
)
def test_the_python_of_the_page_runs(page, problem, tmp_path, monkeypatch, capsys):
    gate = (ROOT / "examples" / "compreface-defaults.yaml").read_text(encoding="utf-8")
    (tmp_path / "gate.yaml").write_text(gate, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    names = {"text": gate, "pandas": pytest.importorskip("pandas", reason="Dask brings it")}
    blocks = re.findall(r"^```python\n(.*?)^```$", text_of(page), re.MULTILINE | re.DOTALL)
    assert len(blocks) == 5
    for block in blocks:
        exec(block, names)  # noqa: S102 - our own page
    printed = capsys.readouterr().out
    assert re.search(r"^PIPL-\S+ violated gate\.yaml:\d+ \S", printed, re.MULTILINE)
    assert problem in printed
    assert names["report"].statement["zh"] in names["page"]


@pytest.mark.parametrize("page", [page for page in PAGES if page.startswith("zh/")])
def test_a_chinese_page_says_what_the_english_one_says(page):
    chinese, english = text_of(page), text_of(page.removeprefix("zh/"))

    def bones(text):
        commands = [command.replace(" --lang zh", "") for command in COMMAND.findall(text)]
        levels = [line.split()[0] for line in text.splitlines() if re.match("#+ ", line)]
        return commands, levels, text.count("```"), text.count("\n- ")

    assert bones(chinese) == bones(english)


def checker():
    return script("check")


def script(name):
    spec = importlib.util.spec_from_file_location(f"docs_{name}", DOCS / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def site(folder, **pages):
    for name, body in pages.items():
        path = folder / name / "index.html"
        path.parent.mkdir()
        path.write_text(f"<html><body>{body}</body></html>", encoding="utf-8")
    return checker().Site(folder)


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ('<a href="../two/">', None),
        ('<a href="../two/#there">', None),
        ('<a href="/two/">', None),
        ('<a href="https://facepolicy.example/two/#there">', None),
        ('<a href="https://elsewhere.example/x">', None),
        ('<a href="mailto:privacy@riverside.example">', None),
        ('<a href="#own"><h2 id="own">', None),
        ('<img src="data:image/png;base64,AA==">', None),
        ('<a href="../three/">', "../three/: leads nowhere"),
        ('<a href="../two/#nowhere">', "../two/#nowhere: no such anchor"),
        ('<a href="#nowhere">', "#nowhere: no such anchor"),
        ('<a href="https://facepolicy.example/three/">', "leads nowhere"),
        ('<a href="javascript:alert(1)">', "no address"),
        ('<img src="../two/x.png">', "../two/x.png: leads nowhere"),
        ('<img src="https://elsewhere.example/x.png">', "loads https://elsewhere"),
        ('<img srcset="/two/ 1x, https://elsewhere.example/x.png 2x">', "loads https://elsewhere"),
        ('<script src="//elsewhere.example/x.js"></script>', "loads //elsewhere"),
        ('<link rel="stylesheet" href="https://elsewhere.example/x.css">', "loads https://elsewhere"),
        ('<link rel="preconnect" href="https://elsewhere.example">', "loads https://elsewhere"),
        ('<iframe src="https://elsewhere.example/"></iframe>', "loads https://elsewhere"),
    ],
)  # fmt: skip
def test_the_checker_sees_what_is_broken(tmp_path, body, problem):
    found = list(site(tmp_path, one=body, two='<h2 id="there">').problems())
    assert (problem in found[0] and len(found) == 1) if problem else not found


def test_the_checker_reads_style_sheets(tmp_path):
    (tmp_path / "a.css").write_text(
        '@import "https://elsewhere.example/a.css"; a {background: url(b.png)}', encoding="utf-8"
    )
    assert list(site(tmp_path, one="").problems()) == [
        "a.css: loads https://elsewhere.example/a.css"
    ]


def test_the_checker_misses_the_pages_of_rules(tmp_path):
    missing = list(site(tmp_path, one="").missing_rules())
    assert "no page https://facepolicy.example/rules/NLC-1a/" in missing
    assert "no page https://facepolicy.example/zh/rules/NLC-1a/" in missing


def test_the_checker_sees_dead_links_of_markdown_files(tmp_path):
    (tmp_path / "README.md").write_text(
        "[a](README.md) [b](gone.md#x) [c](https://x.example/) [d](#here)", encoding="utf-8"
    )
    assert list(checker().dead_links(tmp_path)) == ["README.md: gone.md#x: leads nowhere"]


def test_the_markdown_files_of_the_repository_lead_to_files():
    assert list(checker().dead_links(ROOT)) == []


def test_the_chinese_site_has_the_same_table_of_contents():
    config = configuration()
    assert navigation(config["extra"]["zh"]["nav"]) == navigation(config["nav"])


def test_every_page_is_in_the_table_of_contents():
    written = [page for page in PAGES if not page.startswith("zh/")]
    generated = {"manifest/", "rules/"}
    assert sorted(set(navigation(configuration()["nav"])) - generated) == written


def test_a_page_in_english_alone_is_in_the_chinese_site_and_says_so():
    builder = script("build")
    pages = builder.sources("zh")
    foreign = {page for page in PAGES if f"zh/{page}" not in PAGES and not page.startswith("zh/")}
    assert foreign
    for page in foreign:
        assert pages[page] == builder.NOT_TRANSLATED + builder.sources("en")[page]
    assert not any("本页暂无中文版" in pages[page] for page in pages.keys() - foreign)


def test_the_tables_of_the_packs_are_put_in():
    pages = script("build").sources("en")
    assert law_table([load_pack(name) for name in shipped()], "en") in pages["index.md"]
    assert not any("<!-- " in text for name, text in pages.items() if name in PAGES)


def test_the_lines_of_chinese_text_are_joined_without_a_blank():
    assert script("build").LINE_BREAK.sub("", "同意，\n删除\nconsent") == "同意，删除\nconsent"


@pytest.mark.parametrize(
    ("folder", "english", "chinese"),
    [
        (".", "./", "./zh/"),
        ("zh", "../", "../zh/"),
        ("rules/NLC-1a", "../../rules/NLC-1a/", "../../zh/rules/NLC-1a/"),
        ("zh/report", "../../report/", "../../zh/report/"),
    ],
)
def test_the_choice_of_language_leads_to_the_same_page(folder, english, chinese):
    links = '<a href="/" hreflang="en"><a href="/zh/" hreflang="zh">'
    expected = f'<a href="{english}" hreflang="en"><a href="{chinese}" hreflang="zh">'
    assert script("build").linked(links, folder) == expected


def configuration():
    return yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))


def navigation(entry):
    """Return the pages that a navigation names, in order."""
    if isinstance(entry, str):
        return [entry]
    parts = entry.values() if isinstance(entry, dict) else entry
    return [page for part in parts for page in navigation(part)]


def test_the_command_reference_has_the_help_of_every_verb():
    page = script("build").sources("en")["command.md"]
    assert [line[14:] for line in page.splitlines() if line.startswith("## ")] == [*VERBS]
    assert page.count("usage: facepolicy ") == len(VERBS)
    assert "--fail-on-unreviewed" in page
