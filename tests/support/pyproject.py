"""What pyproject.toml asks for."""

import itertools
import sys

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.support.checkout import ROOT

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
RUNTIME = tuple(map(Requirement, PROJECT["project"]["dependencies"]))
_LISTS = (
    PROJECT["project"]["dependencies"],
    PROJECT["build-system"]["requires"],
    *PROJECT["project"]["optional-dependencies"].values(),
    *PROJECT["dependency-groups"].values(),
)
ALL = tuple(
    requirement
    for requirement in map(Requirement, itertools.chain.from_iterable(_LISTS))
    if requirement.name != PROJECT["project"]["name"]  # an extra may name others of ours
)


def names(requirements):
    return {canonicalize_name(requirement.name) for requirement in requirements}
