"""The one run over all manifests of a pytest run, with facepolicy's configuration."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from validator.cli import config as configuration
from validator.jsonschema.keywords import is_date
from validator.manifest.model import is_not_checked, read_manifests
from validator.manifest.reading.paths import expand
from validator.model.errors import FacepolicyError, ManifestError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from validator.model.errors import Problem
    from validator.model.text import Language
    from validator.report.report import Report


class Run:
    """One check of all manifests, made when the first of them is collected.

    Attributes:
        from_option: the paths of the option, by absolute path, with the names for reports.
        files: all collected files, waivers and attestations included.
        entry_files: the waiver file and the attestation file of the configuration.
        language: the language of the configuration.
    """

    def __init__(
        self, config: pytest.Config, from_option: Sequence[str], from_setting: Sequence[str]
    ) -> None:
        """Find the files; nothing is checked yet.

        Raises:
            pytest.UsageError: there are none, or the configuration or the day is malformed.
        """
        try:
            self._settings = _settings(config.rootpath)
            self.language: Language = self._settings.get("lang", "en")
            self._as_of = _day(config.getoption("--facepolicy-as-of"))
            self.entry_files = {
                Path(self._settings[name]).absolute(): self._settings[name]
                for name in ("attestations", "waivers")
                if name in self._settings
            }
            self._manifests = self._expand([*from_option, *from_setting])
            self.from_option = {**self._expand(from_option), **self.entry_files}
            self.files = {**self._manifests, **self.entry_files}
        except FacepolicyError as error:
            raise pytest.UsageError(f"facepolicy: {error}") from None

    def _path(self, name: str) -> Path | None:
        value: str | None = self._settings.get(name)
        return Path(value).absolute() if value else None

    def _expand(self, paths: Sequence[str]) -> dict[Path, str]:
        """Return the manifests of paths: in a folder, without its other files and bases."""
        files = {Path(name).absolute(): name for name in expand(paths)}
        others = (*self.entry_files, self._path("baseline"))
        return {
            path: name
            for path, name in files.items()
            if path not in others and (name in paths or _has_manifest(name))
        }

    @cached_property
    def outcome(self) -> tuple[Report | None, tuple[Problem, ...]]:
        """The report, None if no manifest could be used, and the problems.

        Raises:
            FacepolicyError: packs, waivers, attestations or baseline cannot be used.
        """
        from validator.run.api import check

        settings = self._settings
        if not self._manifests:  # only waivers or attestations
            return None, ()
        try:
            report = check(
                *self._manifests.values(),
                packs=settings.get("pack", ()),
                as_of=self._as_of,
                select=settings.get("select", ()),
                ignore=settings.get("ignore", ()),
                fail_on=settings.get("fail-on", "error"),
                require_applicable=settings.get("require-applicable", False),
                waivers=settings.get("waivers"),
                attestations=settings.get("attestations"),
                fail_on_unreviewed=settings.get("fail-on-unreviewed", False),
                baseline=settings.get("baseline"),
            )
        except ManifestError as error:
            return None, error.problems
        return report, report.problems


def _has_manifest(name: str) -> bool:
    """Return whether a file has a manifest, and not only bases and other documents."""
    try:
        return not all(map(is_not_checked, read_manifests(name)))
    except ManifestError:  # it is reported when it is checked
        return True


def _settings(root: Path) -> dict[str, Any]:
    file = configuration.find(root)
    return configuration.load(file) if file else {}


def _day(text: str | None) -> date | None:
    if not text:
        return None
    if not is_date(text):
        raise pytest.UsageError(f"--facepolicy-as-of: {text!r} is no date such as 2026-10-31")
    return date.fromisoformat(text)
