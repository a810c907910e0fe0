"""The locks of `.ci`: what they pin, for whom, and who asks for it."""

import re
from dataclasses import dataclass
from functools import cache

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.support.checkout import ROOT

FOLDER = ROOT / ".ci"
ALL = "requirements.txt"
RUNTIME = "runtime.txt"
LOWEST = "lowest.txt"
OURS = "facepolicy (pyproject.toml"
"""How a lock names what pyproject.toml itself asks for."""

_PIN = re.compile(r"^(\S.*?) \\\n((?:    --hash.*\n)+)((?:    #.*\n)+)", re.MULTILINE)
_HASH = re.compile(r"--hash=(\S+)")
_ASKING = re.compile(r"^    # +(?:via )?(?=\S)(.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Pin:
    """A version that is pinned.

    Attributes:
        requirement: with the version, and the marker of where it is wanted.
        hashes: of every file that may be installed for it.
        asking: the names of the packages that need it.
    """

    requirement: Requirement
    hashes: tuple[str, ...]
    asking: tuple[str, ...]

    @property
    def name(self):
        return canonicalize_name(self.requirement.name)

    @property
    def version(self):
        (specifier,) = self.requirement.specifier
        assert specifier.operator == "=="
        return specifier.version

    @property
    def is_asked_for_by_us(self):
        return any(name.startswith(OURS) for name in self.asking)

    def holds_in(self, environment):
        marker = self.requirement.marker
        return marker is None or marker.evaluate(environment)


@cache
def pins(name):
    text = (FOLDER / name).read_text(encoding="utf-8")
    return tuple(
        Pin(Requirement(match[1]), tuple(_HASH.findall(match[2])), tuple(_ASKING.findall(match[3])))
        for match in _PIN.finditer(text)
    )


def names(lock):
    return {pin.name for pin in pins(lock)}
