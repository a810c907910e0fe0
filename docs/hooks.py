"""What mkdocs does beyond Markdown: pages from the packs, and the Chinese site beside the English.

The site is built once for each language. A page that has no Chinese text yet stands in
the Chinese site in English, so that both sites have the same addresses.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.structure.files import File

from validator.authoring.pages import contents, pages
from validator.authoring.pages.index import law_table, packs_table, sources_table
from validator.model import resources
from validator.packs.files import shipped
from validator.packs.load import load_pack

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

    from validator.model.text import Language

DOCS = Path(__file__).parent
CHINESE = DOCS / "zh"
# Tables that are made from the packs, by what stands for them in a page.
TABLES = {
    "<!-- law -->": law_table,
    "<!-- packs -->": packs_table,
    "<!-- sources -->": sources_table,
}
NOT_TRANSLATED = '!!! note ""\n\n    本页暂无中文版。\n\n'
LANGUAGE_LINK = re.compile(r'(<link rel="alternate"|<a) href="[^"]*"(?= hreflang="(\w+)")')
FOLDERS = {"en": "", "zh": "zh/"}
# Markdown makes a space of a line break, which has no place between Chinese characters.
_CHARACTER = "[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef“”]"
LINE_BREAK = re.compile(f"(?<={_CHARACTER})\n *(?={_CHARACTER})")


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Put the tables of contents of generated folders where the navigation names the folder."""
    made = contents(shipped())
    config.nav = [_opened(entry, made) for entry in config.nav or ()]
    return config


def _opened(entry: Any, made: dict[str, list[Any]]) -> Any:
    if isinstance(entry, str):
        return entry
    ((title, page),) = entry.items()
    if isinstance(page, list):
        return {title: [_opened(one, made) for one in page]}
    return {title: made.get(page, page)}


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add generated pages, examples, schemas, and to the Chinese site what is not translated."""
    language = _language(config)
    made = pages(shipped(), language) | _examples() | (_schemas() if language == "en" else {})
    for path, text in made.items():
        files.append(File.generated(config, path, content=text))
    if language == "zh":
        for name in _english_only():
            files.append(File(name, str(DOCS), config.site_dir, config.use_directory_urls))
    return files


def _examples() -> dict[str, str]:
    files = sorted((DOCS.parent / "examples").glob("*.yaml"))
    return {f"examples/{file.name}": file.read_text(encoding="utf-8") for file in files}


def _schemas() -> dict[str, str]:
    """Return the schemas, each where its ``$id`` says."""
    texts = {name: resources.schema_text(name) for name in resources.schema_names()}
    return {urlsplit(resources.schema(name)["$id"]).path[1:]: texts[name] for name in texts}


def _english_only() -> list[str]:
    own = [path for path in sorted(DOCS.rglob("*")) if path.suffix not in ("", ".py", ".pyc")]
    names = [path.relative_to(DOCS).as_posix() for path in own if CHINESE not in path.parents]
    return [name for name in names if not (CHINESE / name).exists()]


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Put in the tables of packs, and say on a page of the Chinese site that it is in English."""
    del files
    language = _language(config)
    for mark, table in TABLES.items():
        if mark in markdown:
            packs = [load_pack(name) for name in shipped()]
            markdown = markdown.replace(mark, table(packs, language))
    if language == "en":
        return markdown
    foreign = page.file.src_dir == str(DOCS)
    return NOT_TRANSLATED + markdown if foreign else LINE_BREAK.sub("", markdown)


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Let the choice of language lead to the same page; the theme knows the front pages only."""
    depth = (FOLDERS[_language(config)] + page.url).count("/")

    def link(match: re.Match[str]) -> str:
        # The theme's script looks for a map of the site at each alternative of the head.
        target = page.url if match[1] == "<a" else ""
        return f'{match[1]} href="{"../" * depth or "./"}{FOLDERS[match[2]]}{target}"'

    return LANGUAGE_LINK.sub(link, output)


def on_post_build(config: MkDocsConfig) -> None:
    """Build the Chinese site into its folder of the English one."""
    if _language(config) == "zh":
        return
    chinese = load_config(
        config.config_file_path,
        **config.extra["zh"],
        docs_dir=str(CHINESE),
        site_dir=str(Path(config.site_dir) / "zh"),
        site_url=f"{config.site_url}zh/",
        strict=config.strict,
    )
    chinese.plugins.on_startup(command="build", dirty=False)
    build(chinese)
    chinese.plugins.on_shutdown()


def _language(config: MkDocsConfig) -> Language:
    language: Language = config.theme["language"]
    return language
