"""A bar chart as SVG, written by hand: no library is worth two groups of bars."""

from __future__ import annotations

from html import escape
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bench.contests import Contest

_WIDTH, _NAMES, _BAR, _GAP, _HEAD = 760, 230, 18, 8, 34
_ROOM = 110
"""Width kept for the figure behind the longest bar."""
_STYLE = """
text { font: 13px sans-serif; fill: #444 } .head { font-weight: bold }
rect { fill: #9bb } rect.own { fill: #00796b }
@media (prefers-color-scheme: dark) { text { fill: #ccc } rect { fill: #577 } }
"""


def chart(contests: Sequence[Contest]) -> str:
    """Return a chart with a group of bars for each contest: CPU time a manifest, medians."""
    parts: list[str] = []
    top = 0
    for contest in contests:
        group, top = _group(contest, top)
        parts += group
    size = f'width="{_WIDTH}" height="{top}" viewBox="0 0 {_WIDTH} {top}"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img">'
    title = "<title>CPU time a manifest, facepolicy and its peers</title>"
    return "\n".join([head, title, f"<style>{_STYLE}</style>", *parts, "</svg>"]) + "\n"


def _group(contest: Contest, top: int) -> tuple[list[str], int]:
    each = {
        name: median(sample.cpu for sample in samples) / contest.manifests * 1000
        for name, samples in contest.samples.items()
    }
    scale = (_WIDTH - _NAMES - _ROOM) / max(each.values())
    heading = f"{contest.title}: CPU time a manifest"
    parts = [f'<text class="head" x="0" y="{top + 22}">{escape(heading)}</text>']
    top += _HEAD
    for name, milliseconds in sorted(each.items(), key=lambda item: item[1]):
        parts += _bar(name, milliseconds, milliseconds * scale, top)
        top += _BAR + _GAP
    return parts, top + _GAP


def _bar(name: str, milliseconds: float, width: float, top: int) -> list[str]:
    own = ' class="own"' if name.startswith("facepolicy") else ""
    line = top + 14
    return [
        f'<text x="{_NAMES - 8}" y="{line}" text-anchor="end">{escape(name)}</text>',
        f'<rect{own} x="{_NAMES}" y="{top}" width="{max(width, 1):.1f}" height="{_BAR}"/>',
        f'<text x="{_NAMES + width + 6:.1f}" y="{line}">{milliseconds:.2f} ms</text>',
    ]
