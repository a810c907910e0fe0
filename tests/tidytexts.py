"""Texts around the border of tidy YAML: most of the language's signs, in odd places."""

from pathlib import Path
from random import Random

ROOT = Path(__file__).parent.parent
PIECES = (
    *(
        ": ",
        ":",
        "- ",
        "-",
        " #",
        "#",
        '"',
        "'",
        "[",
        "]",
        "{",
        "}",
        ",",
        ", ",
        "\n",
        "\n",
        " ",
        "  ",
    ),
    *(
        "?",
        "? ",
        "&a ",
        "*a",
        "!x ",
        "|",
        ">",
        "%",
        "@",
        "`",
        "---",
        "\n---\n",
        "...",
        "<<",
        "~",
        "\\",
    ),
    *("null", "1", "01", "-1", "1.5", ".inf", "1e3", "0x1F", "2026-01-01", "true", "No", "="),
    *(
        "é",
        "\u3000",
        "\u00a0",
        "\u2028",
        "\ufeff",
        "\t",
        "\r",
        "a",
        "b-c",
        "k: v",
        "k: ",
        "x:y",
        "a b",
    ),
    *(
        "\n  ",
        "\n    ",
        "\n- ",
        "\n  - ",
        "\nk: ",
        "\n  k: ",
        "\n#c\n",
        "{a: b}",
        "[a, b]",
        "{}",
        "[]",
    ),
)
MANIFESTS = tuple(
    path.read_text(encoding="utf-8") for path in sorted((ROOT / "examples").glob("*.yaml"))
)
SMALL = (
    "a: b\n",
    "a:\n  b: c\n  d: [e, f]\ng: {h: i, j: 'k'}\n",
    "a:\n- b: c\n  d: e\n- f: g\nh: i\n",
    "a:\n  - b\n  - c d\n  - {e: f}\n  -\n    g: h\n",
    "a: b c\n  d e\nf: 1\n",
    'a: [b, c,\n  d, {e: [f]}]  # g\nh: "i"\n',
    "# a\n\nb: c # d\n\n  # e\nf:\n    g: h\n",
    "a: {b: {c: [d]}, e: ''}\nf: [[g], [h, i]]\n",
)


def text(random: Random) -> str:
    """Return a random text: pieces put together, or a good text with some of them put in."""
    if random.random() < 0.2:
        return "".join(random.choices(PIECES, k=random.randint(1, 12)))
    base = random.choice(SMALL if random.random() < 0.9 else MANIFESTS)
    for _ in range(random.randint(0, 3)):
        place = random.randrange(len(base) + 1)
        end = place + random.choice((0, 0, 0, 1, 2, 5))
        base = base[:place] + random.choice(PIECES) + base[end:]
    return base
