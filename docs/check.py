"""Check the built site: `python docs/check.py build/site` after `python -m docs.build`.

Every link within the site leads to a page and an anchor that exist, every rule has its page in
both languages, no page loads anything from another host, and the Markdown files at the top of
the repository link to files that exist. Nothing is fetched: of links to other sites only the
form is looked at.
"""

from __future__ import annotations

import re
import sys
from functools import cached_property
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urljoin, urlsplit

from validator.model.resources import shipped
from validator.model.text import LANGUAGES
from validator.packs.doc_urls import SITE, rule_page
from validator.packs.load import load_pack

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent
HOST = urlsplit(SITE).netloc
SCHEMES = ("http", "https", "mailto")
LOADING_RELATIONS = {"stylesheet", "icon", "preconnect", "preload", "prefetch", "dns-prefetch"}
MARKDOWN_LINK = re.compile(r"\]\(([^()\s]+)\)")
LOADED_BY_STYLE = re.compile(r"""(?:url\(|@import)\s*["']?([^"')\s]+)""")


class Page(HTMLParser):
    """What matters of a page: its anchors, where it links to, and what it loads."""

    def __init__(self, text: str) -> None:
        """Read a page."""
        super().__init__()
        self.anchors: set[str] = set()
        self.links: list[str] = []
        self.loads: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take down what one element links to, loads, or is called."""
        given = {name: value or "" for name, value in attrs}
        self.anchors |= {given[name] for name in ("id", "name") if name in given}
        relations = set(given.get("rel", "").split())
        loading = tag == "link" and relations & LOADING_RELATIONS
        self.loads += [given[name] for name in ("src", "data", "poster") if name in given]
        choices = given.get("srcset", "").split(",")
        self.loads += [choice.split()[0] for choice in choices if choice.strip()]
        if "href" in given:
            (self.loads if loading else self.links).append(given["href"])


class Site:
    """A built site."""

    def __init__(self, folder: Path) -> None:
        """Read every page of the site in ``folder``."""
        self.folder = folder

    @cached_property
    def pages(self) -> dict[str, Page]:
        """Every page by its path in the site."""
        files = sorted(self.folder.rglob("*.html"))
        return {self._name(path): Page(path.read_text(encoding="utf-8")) for path in files}

    def _name(self, path: Path) -> str:
        return path.relative_to(self.folder).as_posix()

    def problems(self) -> Iterator[str]:
        """Yield what is wrong, in words."""
        for name, page in self.pages.items():
            for target in (*page.links, *page.loads):
                wrong = self._wrong(SITE + name, target)
                if wrong:
                    yield f"{name}: {target}: {wrong}"
            yield from _foreign(name, page.loads)
        for sheet in sorted(self.folder.rglob("*.css")):
            loaded = LOADED_BY_STYLE.findall(sheet.read_text(encoding="utf-8"))
            yield from _foreign(self._name(sheet), loaded)

    def _wrong(self, address: str, target: str) -> str | None:
        """Say what is wrong with a link or a load, if anything is."""
        whole = urlsplit(urljoin(address, target))
        if whole.scheme == "data":
            return None
        if whole.scheme not in SCHEMES:
            return "no address"
        if whole.netloc != HOST:
            return None
        path = unquote(whole.path).lstrip("/")
        file = f"{path}index.html" if not path or path.endswith("/") else path
        if not (self.folder / file).is_file():
            return "leads nowhere"
        page = self.pages.get(file)
        missing = page and whole.fragment and unquote(whole.fragment) not in page.anchors
        return "no such anchor" if missing else None

    def missing_rules(self) -> Iterator[str]:
        """Yield the pages of rules that are not there."""
        for pack in map(load_pack, shipped()):
            for rule in pack.rules:
                addresses = (rule_page(rule, language) for language in LANGUAGES)
                yield from (
                    f"no page {one}" for one in addresses if one is None or self._wrong(SITE, one)
                )


def _foreign(name: str, loads: list[str]) -> Iterator[str]:
    """Yield what a file of the site loads from another host."""
    for target in loads:
        parts = urlsplit(urljoin(SITE + name, target))
        if parts.scheme != "data" and parts.netloc != HOST:
            yield f"{name}: loads {target}"


def dead_links(root: Path) -> Iterator[str]:
    """Yield the links of the Markdown files in a folder that lead to no file."""
    for file in sorted(root.glob("*.md")):
        for target in MARKDOWN_LINK.findall(file.read_text(encoding="utf-8")):
            parts = urlsplit(target)
            if not parts.scheme and parts.path and not (root / unquote(parts.path)).exists():
                yield f"{file.name}: {target}: leads nowhere"


def main() -> int:
    """Print everything that is wrong with the site named on the command line."""
    site = Site(Path(sys.argv[1]))
    problems = [*site.problems(), *site.missing_rules(), *dead_links(ROOT)]
    for line in (*problems, f"{len(site.pages)} pages, {len(problems)} problems"):
        sys.stdout.write(f"{line}\n")
    return 1 if problems or not site.pages else 0


if __name__ == "__main__":
    sys.exit(main())
