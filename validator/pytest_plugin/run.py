"""The one run over all manifests of a pytest run, with facepolicy's configuration."""

from __future__ import annotations

import os
from datetime import date
from fnmatch import fnmatch
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from validator.cli import config as configuration
from validator.jsonschema.keywords import is_date
from validator.manifest.model import holds_manifest
from validator.manifest.reading.paths import Exclude, distinct, meant
from validator.model.errors import FacepolicyError, ManifestError, Problem
from validator.pytest_plugin import messages

if TYPE_CHECKING:
    from collections.abc import Sequence

    from validator.model.text import Language
    from validator.report.report import Report


class PluginRun:
    """One check of all manifests, made when the first of them is collected.

    Attributes:
        from_option: the paths of the option, by absolute path, with the names for reports.
        files: all collected files, waivers and attestations included.
        excluded: the files of folders and patterns that the configuration excludes.
        entry_files: the waiver file and the attestation file of the configuration.
        language: the language of the configuration.
    """

    def __init__(
        self, config: pytest.Config, from_option: Sequence[str], from_setting: Sequence[str]
    ) -> None:
        """Find the files; nothing is checked yet.

        A pytest.UsageError if there are none, or the configuration or the day is malformed.
        """
        try:
            self._settings = configuration.Config(configuration.find(config.rootpath))
            self.language: Language = self._settings["lang"]
            self._as_of = _day(config.getoption("--facepolicy-as-of"))
            self._ignored = {path_of(path) for path in config.getoption("ignore") or ()}
            globs = config.getoption("ignore_glob") or ()
            self._ignored_patterns = [str(path_of(path)) for path in globs]
            self._exclude: Exclude = self._settings["exclude"]
            self.excluded: set[Path] = set()
            self.entry_files = {
                path_of(self._settings[name]): self._settings[name]
                for name in ("attestations", "waivers")
                if self._settings[name]
            }
            self._manifests = self._expand([*from_option, *from_setting])
            self.from_option = {**self._expand(from_option), **self.entry_files}
            self.files = {**self._manifests, **self.entry_files}
        except FacepolicyError as error:
            raise pytest.UsageError(f"facepolicy: {error}") from None

    def _expand(self, arguments: Sequence[str]) -> dict[Path, str]:
        """Return the manifests of paths: in a folder, without its other files and bases.

        A ManifestError if one has none.
        """
        baseline = self._settings["baseline"]
        others = {*self.entry_files, *([path_of(baseline)] if baseline else ())}
        found: list[str] = []
        for argument in arguments:
            names = [
                name
                for name in meant(argument)
                if path_of(name) not in others
                and not self._is_ignored(path_of(name))
                and (name == argument or (not self._is_excluded(name) and holds_manifest(name)))
            ]
            if not names:
                raise ManifestError((Problem(argument, None, messages.NOTHING_TO_COLLECT),))
            if names == [argument] and not Path(argument).exists():
                raise ManifestError((Problem(argument, None, messages.NO_SUCH_FILE),))
            found += names
        return {path_of(name): name for name in distinct(found)}

    def _is_ignored(self, file: Path) -> bool:
        """Return whether pytest's own options leave out a file, or a folder that it is in."""
        paths = (file, *file.parents)
        return not self._ignored.isdisjoint(paths) or any(
            fnmatch(str(path), pattern) for path in paths for pattern in self._ignored_patterns
        )

    def _is_excluded(self, name: str) -> bool:
        if not self._exclude.covers(name):
            return False
        self.excluded.add(path_of(name))
        return True

    @cached_property
    def outcome(self) -> tuple[Report | None, tuple[Problem, ...]]:
        """The report, None if no manifest could be used, and the problems.

        A FacepolicyError if packs, waivers, attestations or the baseline cannot be used.
        """
        from validator.run.api import check

        if not self._manifests:  # only waivers or attestations
            return None, ()
        with configuration.problems_at_settings(self._settings):
            try:
                report = check(
                    *self._manifests.values(),
                    as_of=self._as_of,
                    **configuration.arguments(self._settings),
                )
            except ManifestError as error:  # a problem stays with its file
                return None, error.problems
        return report, report.problems


def path_of(name: str | Path) -> Path:
    """Return the absolute path of a file without ``..``, as pytest names it."""
    return Path(os.path.abspath(name))  # noqa: PTH100 - resolve() would follow links


def _day(text: str | None) -> date | None:
    if not text:
        return None
    if not is_date(text):
        raise pytest.UsageError(f"--facepolicy-as-of: {text!r} is no date such as 2026-10-31")
    return date.fromisoformat(text)
