"""Settings of a run: command line first, then the configuration file, then the defaults."""

from __future__ import annotations

import os
import re
from contextlib import contextmanager
from typing import Any

from validator.cli import messages
from validator.manifest.reading.paths import NOTHING, Exclude
from validator.manifest.reading.project_file import own_table, shows_own_table
from validator.manifest.reading.source import decode, read_bytes
from validator.model.arguments import refuse
from validator.model.errors import FacepolicyError, ManifestError, Position, Problem, UsageError
from validator.model.quote import to_json
from validator.run.messages import OVERWRITES_INPUT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator, Mapping
    from pathlib import Path


OWN = "facepolicy.toml"
SHARED = "pyproject.toml"
DEFAULTS: dict[str, Any] = {
    "manifests": [],
    "exclude": NOTHING,
    "pack": [],
    "select": [],
    "ignore": [],
    "fail-on": "error",
    "require-applicable": False,
    "waivers": None,
    "attestations": None,
    "fail-on-unreviewed": False,
    "baseline": None,
    "timezone": None,
    "lang": "en",
}
"""The settings that a configuration can have."""
_PATHS = ("manifests", "waivers", "attestations", "baseline")
_SIZE_LIMIT = 256 * 1024


class Config(dict[str, Any]):
    """The settings of a run by their names in the configuration, and the source of each.

    Attributes:
        file: the configuration, if there is one.
    """

    def __init__(self, file: str | None, given: dict[str, Any] | None = None) -> None:
        """Read the configuration; ``given`` are the settings of the command line."""
        configured = load(file) if file else {}
        given = given or {}
        super().__init__(DEFAULTS | configured | given)
        self.file = file
        self.origins = dict.fromkeys(DEFAULTS, "default")
        self.origins |= dict.fromkeys(configured, str(file))
        self.origins |= dict.fromkeys(given, "command line")


def settle(args: Namespace) -> Config:
    """Return the settings of a run that names a manifest, and set the language of ``args``."""
    settings = settings_of(args)
    args.lang = settings["lang"]
    if not settings["manifests"] and not args.show_config:
        refuse("facepolicy check", messages.NO_MANIFEST_NAMED)
    return settings


def settings_of(args: Namespace) -> Config:
    """Return the settings of a verb, which may have few of them as options."""
    given = {name: value for name in DEFAULTS if (value := _given(args, name)) not in (None, [])}
    return Config(_file_of(args), given)


def arguments(settings: Mapping[str, Any]) -> dict[str, Any]:
    """Return settings as ``validator.run.api.check`` takes them, without files and day."""
    others = ("manifests", "exclude", "pack", "lang")
    named = {name.replace("-", "_"): settings[name] for name in DEFAULTS if name not in others}
    return {"packs": settings["pack"], **named}


@contextmanager
def problems_at_settings(settings: Config) -> Iterator[None]:
    """Raise the errors of a run with the lines of the settings that they are about."""
    try:
        yield
    except FacepolicyError as error:
        if settings.file is None:
            raise
        places = _places(settings, settings.file)
        problems = tuple(_placed(problem, settings.file, places) for problem in error.problems)
        raise type(error)(problems) from None


def _places(settings: Config, file: str) -> dict[str, int]:
    """Return the lines of the settings that come from a configuration, by names and by values."""
    from validator.manifest.reading.toml_reader import lines_of

    lines = lines_of(decode(read_bytes(file, _SIZE_LIMIT), file))
    table = _PATH_OF_TABLE if _is_shared(file) else ()
    places: dict[str, int] = {}
    for name, value in settings.items():
        if settings.origins[name] == file and isinstance(value, str | list):
            for source in (name, *([value] if isinstance(value, str) else value)):
                places.setdefault(source, lines.get((*table, name), 1))
    return places


def _placed(problem: Problem, file: str, places: Mapping[str, int]) -> Problem:
    """Return a problem at the line of its setting, if it is about one.

    That an output would overwrite a file of a setting is the fault of the output.
    """
    if problem.position or problem.source not in places or problem.text == OVERWRITES_INPUT:
        return problem
    text = messages.OF_SETTING.format(source=problem.source, text=problem.text)
    return Problem(file, Position(places[problem.source], 1), text)


def _given(args: Namespace, name: str) -> Any:
    """Return a setting of the command line; None or an empty list if it is not given."""
    value = getattr(args, "paths" if name == "manifests" else name.replace("-", "_"), None)
    return Exclude(value, source="--exclude") if name == "exclude" and value else value


def _file_of(args: Namespace) -> str | None:
    """Return the configuration that is named, or the nearest one."""
    if args.no_config or args.config:
        return None if args.no_config else args.config
    return _nearest()


def _nearest() -> str | None:
    try:
        return find(os.getcwd())
    except FileNotFoundError:  # the folder was deleted
        return None


def own_packs() -> list[str]:
    """Return the packs of the nearest configuration that do not come with facepolicy."""
    from validator.model.resources import shipped
    from validator.run.inputs import ALL, IN_FORCE

    others = (*shipped(), ALL, IN_FORCE)
    return [name for name in Config(_nearest())["pack"] if name not in others]


def find(start: str | Path) -> str | None:
    """Return the nearest configuration in a folder or its parents, if there is one."""
    folder, below = os.fspath(start), None
    while folder != below:
        own, shared = os.path.join(folder, OWN), os.path.join(folder, SHARED)
        if _is_there(own):
            return os.path.relpath(own)
        if _is_there(shared) and _has_table(shared):
            return os.path.relpath(shared)
        folder, below = os.path.dirname(folder), folder
    return None


def _is_there(file: str) -> bool:
    # A broken link was meant as a configuration: do not run without it.
    return os.path.isfile(file) or os.path.islink(file)


def load(file: str | Path) -> dict[str, Any]:
    """Return the settings of a configuration, with paths relative to the current folder.

    One that is unreadable or malformed is a UsageError with all its problems.
    """
    file = os.fspath(file)
    table = _table(file)
    if table is None:
        refuse(file, messages.NO_TABLE)
    problems = tuple(_problems(file, table))
    if problems:
        raise UsageError(problems)
    return {name: _seen_from_here(name, value, file) for name, value in table.items()}


def _has_table(file: str) -> bool:
    """Return whether a project file has our table.

    One that is broken and shows no sign of our table is another program's problem.
    """
    try:
        return _table(file) is not None
    except UsageError:
        return shows_own_table(read_bytes(file, _SIZE_LIMIT))


_PATH_OF_TABLE = ("tool", "facepolicy")


def _table(file: str) -> Any:
    try:
        text = decode(read_bytes(file, _SIZE_LIMIT), file)
        if _is_shared(file):
            return own_table(text)
        from validator.manifest.reading.toml_reader import toml_value

        return toml_value(text)
    except ManifestError as error:
        raise UsageError(error.problems) from None
    except (ValueError, RecursionError) as error:
        raise UsageError((_unreadable(file, text, error),)) from None


def _is_shared(file: str) -> bool:
    return os.path.basename(file) == SHARED


def _unreadable(file: str, text: str, error: Exception) -> Problem:
    """Return the problem of a text that is not TOML; the parser has the place in its message."""
    why = "nested too deep" if isinstance(error, RecursionError) else str(error)
    position = None
    if found := _PLACE.search(why):
        why = why[: found.start()]
        last = text.split("\n")
        end = Position(len(last), len(last[-1]) + 1)
        position = Position(int(found[1]), int(found[2])) if found[1] else end
    if why == "Invalid value":
        return Problem(file, position, messages.CONFIG_VALUE_UNREADABLE)
    return Problem(file, position, messages.CONFIG_UNREADABLE.format(why=why))


_PLACE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")


def _problems(file: str, table: Any) -> Iterator[Problem]:
    from validator.jsonschema.constraint import Constraint
    from validator.manifest.manifest import manifest_from_value
    from validator.manifest.reading.toml_reader import read_toml
    from validator.manifest.structure import shape_problems
    from validator.model.resources import schema

    try:
        document = manifest_from_value(table, file)
    except ManifestError as error:  # such as a time, which JSON does not have
        yield from (problem._replace(position=None) for problem in error.problems)
        return
    constraint = Constraint(schema("config"))
    if constraint.holds(document.value):
        return  # most are in order, and places need the text once more
    text = decode(read_bytes(file, _SIZE_LIMIT), file)
    document = document._replace(marks=read_toml(text).marks)
    if _is_shared(file):
        document = document._replace(marks=document.mark_of(_PATH_OF_TABLE))
    elif needless := _needless_table(table):
        written = messages.NEEDLESS_TABLE.format(table=".".join(needless), file=OWN)
        yield document.problem(needless, written)
        return
    for problem in shape_problems(document, constraint):
        known = problem.position and problem.position.line
        yield problem if known else problem._replace(position=None)


def _needless_table(table: dict[str, Any]) -> tuple[str, ...] | None:
    """Return the table that somebody wrote around the settings of our own file."""
    if isinstance(table.get("facepolicy"), dict):
        return ("facepolicy",)
    tools = table.get("tool")
    return _PATH_OF_TABLE if isinstance(tools, dict) and "facepolicy" in tools else None


def _seen_from_here(name: str, value: Any, file: str) -> Any:
    folder = os.path.dirname(file)
    if name == "exclude":
        return Exclude(value, folder, file)
    if name != "pack" and name not in _PATHS:
        return value

    def moved(written: str) -> str:
        path = os.path.join(folder, written)
        there = os.path.isfile(path) or os.path.isfile(os.path.join(path, "pack.yaml"))
        return written if name == "pack" and not there else os.path.relpath(path)

    return moved(value) if isinstance(value, str) else [*map(moved, value)]


def shown(settings: Config) -> str:
    """Return the settings as TOML, each with its source."""
    rows = []
    for name, value in settings.items():
        written = to_json([*value.patterns] if isinstance(value, Exclude) else value)
        row = f"# {name}: none" if value is None else f"{name} = {written}"
        rows.append(f"{row}  # {settings.origins[name]}\n")
    return "".join(rows)
