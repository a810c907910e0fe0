"""Build the documentation in both languages: `python -m docs.build` writes build/site.

Zensical makes a site of a folder of Markdown. This writes a folder for each language, with the
pages made from the packs, and lets Zensical build both. A page without a Chinese text is in the
Chinese site in English, so that both sites have the same addresses.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import yaml

from docs.pages import contents, pages
from docs.pages.pack import law_table, packs_table, sources_table
from validator.cli.options import unmeasured
from validator.cli.parser import VERBS, parsers_of
from validator.model import resources
from validator.model.resources import shipped
from validator.model.text import LANGUAGES
from validator.packs.load import load_pack

if TYPE_CHECKING:
    from validator.model.text import Language

DOCS = Path(__file__).parent
ROOT = DOCS.parent
CHINESE = DOCS / "zh"
SITE = ROOT / "build" / "site"
# Tables that are made from the packs, by what stands for them in a page.
TABLES = {
    "<!-- law -->": law_table,
    "<!-- packs -->": packs_table,
    "<!-- sources -->": sources_table,
}
NOT_TRANSLATED = '!!! note ""\n\n    本页暂无中文版。\n\n'
LANGUAGE_LINK = re.compile(r'(<link rel="alternate"|<a) href="[^"]*"(?= hreflang="(\w+)")')
FOLDERS: dict[str, str] = {"en": "", "zh": "zh/"}
# Markdown makes a space of a line break, which has no place between Chinese characters.
_CHARACTER = "[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef“”]"
LINE_BREAK = re.compile(f"(?<={_CHARACTER})\n *(?={_CHARACTER})")


def main() -> int:
    """Build the sites; a warning fails.

    Returns:
        0, or the exit code of Zensical if it built no site.
    """
    shutil.rmtree(SITE, ignore_errors=True)
    for language in LANGUAGES:
        folder = ROOT / "build" / "docs" / language
        shutil.rmtree(folder, ignore_errors=True)
        for name, text in sources(language).items():
            path = folder / "docs" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        (folder / "mkdocs.yml").write_text(configuration(language), encoding="utf-8")
        command = [sys.executable, "-m", "zensical", "build", "--strict", "--clean", "-f"]
        done = subprocess.run([*command, folder / "mkdocs.yml"], cwd=ROOT, check=False)  # noqa: S603 - a program that we name
        if done.returncode:
            return done.returncode
        shutil.copytree(folder / "site", SITE / FOLDERS[language], dirs_exist_ok=True)
    for path in sorted(SITE.rglob("index.html")):
        page = path.read_text(encoding="utf-8")
        path.write_text(linked(page, path.parent.relative_to(SITE).as_posix()), encoding="utf-8")
    return 0


def sources(language: Language) -> dict[str, str]:
    """Return the texts of a site by path: written and generated pages, examples, schemas."""
    examples = sorted((ROOT / "examples").glob("*.yaml"))
    return {
        **_written(language),
        **pages(shipped(), language),
        **{f"examples/{file.name}": file.read_text(encoding="utf-8") for file in examples},
        **(_schemas() if language == "en" else {}),
    }


def _written(language: Language) -> dict[str, str]:
    strange = ("", ".py", ".pyc", ".png")  # the picture is the README's
    files = [path for path in sorted(DOCS.rglob("*")) if path.suffix not in strange]
    texts = {
        path.relative_to(DOCS).as_posix(): _with_tables(path, language)
        for path in files
        if CHINESE not in path.parents
    }
    if language == "en":
        return texts
    foreign = {name: NOT_TRANSLATED + text for name, text in texts.items() if name[-3:] == ".md"}
    own = {
        path.relative_to(CHINESE).as_posix(): LINE_BREAK.sub("", _with_tables(path, language))
        for path in files
        if CHINESE in path.parents
    }
    return texts | foreign | own


def _with_tables(path: Path, language: Language) -> str:
    text = path.read_text(encoding="utf-8")
    for mark, table in TABLES.items():
        if mark in text:
            text = text.replace(mark, table([load_pack(name) for name in shipped()], language))
    return (
        text.replace("<!-- commands -->", commands(language))
        if "<!-- commands -->" in text
        else text
    )


def commands(language: Language) -> str:
    """Return the help of each verb in a language, as the command prints it."""
    _, verbs = parsers_of(VERBS, language)
    for verb in verbs.values():
        verb.formatter_class = unmeasured  # the same width on every terminal
    return "\n".join(
        f"## facepolicy {name}\n\n```text\n{verb.format_help()}```\n"
        for name, verb in verbs.items()
    )


def _schemas() -> dict[str, str]:
    """Return the schemas, each where its ``$id`` says."""
    texts = {name: resources.schema_text(name) for name in resources.schema_names()}
    return {urlsplit(resources.schema(name)["$id"]).path[1:]: texts[name] for name in texts}


def configuration(language: Language) -> str:
    """Return what Zensical reads: mkdocs.yml, with the generated pages in the navigation."""
    config = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
    chinese = config["extra"].pop("zh")
    if language == "zh":
        config |= chinese
        config["site_url"] += FOLDERS[language]
    made = contents(shipped())
    config["nav"] = [_opened(entry, made) for entry in config["nav"]]
    return yaml.safe_dump(config, allow_unicode=True, sort_keys=False)


def _opened(entry: Any, made: dict[str, list[Any]]) -> Any:
    """Put the table of contents of a generated folder where the navigation names the folder."""
    if isinstance(entry, str):
        return entry
    ((title, page),) = entry.items()
    if isinstance(page, list):
        return {title: [_opened(one, made) for one in page]}
    return {title: made.get(page, page)}


def linked(page: str, folder: str) -> str:
    """Let the choice of language lead to the same page; the theme knows the front pages only.

    Args:
        page: the HTML.
        folder: where it is in the site; ``.`` for the front page.
    """
    parts = [] if folder == "." else folder.split("/")
    depth = len(parts)
    own = "".join(f"{part}/" for part in parts[parts[:1] == ["zh"] :])

    def link(match: re.Match[str]) -> str:
        # The theme's script looks for a map of the site at each alternative of the head.
        target = own if match[1] == "<a" else ""
        return f'{match[1]} href="{"../" * depth or "./"}{FOLDERS[match[2]]}{target}"'

    return LANGUAGE_LINK.sub(link, page)


if __name__ == "__main__":
    sys.exit(main())
