"""Every manifest of a run is collected, wherever it is.

pytest walks through folders, and leaves out hidden ones, ``build``, ``venv`` and the like, also
where they were asked for: since pytest 9, it drops an argument that is inside another. So what it
did not come across is collected at the end.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from validator.pytest_plugin import messages
from validator.pytest_plugin.items import ManifestsFile, collector
from validator.pytest_plugin.run import path_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from validator.pytest_plugin.run import Run


class Collection:
    """The hooks of pytest for the manifests of a run."""

    def __init__(self, run: Run, config: pytest.Config) -> None:
        """Take a run; nothing is collected yet."""
        self._run = run
        self._wanted = tuple(_wanted(run, config))
        self._collected: set[Path] = set()

    def pytest_collect_file(
        self, file_path: Path, parent: pytest.Collector
    ) -> pytest.Collector | None:
        """Return the collector of a manifest or of its waivers; None for any other file."""
        return collector(self._run, file_path, parent) if file_path in self._run.files else None

    def pytest_report_collectionfinish(self) -> list[str]:
        """Say how many files of folders are excluded; nothing if none is."""
        number = len(self._run.excluded - self._run.files.keys())
        return [messages.EXCLUDED[self._run.language].format(number)] if number else []

    def pytest_collectstart(self, collector: pytest.Collector) -> None:
        """Note which files are collected."""
        if isinstance(collector, ManifestsFile):
            self._collected.add(collector.path)

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection_modifyitems(
        self, session: pytest.Session, items: list[pytest.Item]
    ) -> None:
        """Collect the files that pytest did not come across, before tests are selected."""
        for path in self._wanted:
            if path not in self._collected:
                items.extend(session.genitems(collector(self._run, path, session)))


def _wanted(run: Run, config: pytest.Config) -> Iterator[Path]:
    """Yield the files of the option, and those of the setting that the command line includes."""
    everything = config.args_source is not pytest.Config.ArgsSource.ARGS
    here = config.invocation_params.dir
    folders = {path_of(here / argument.partition("::")[0]) for argument in config.args}
    for path in run.files:
        if everything or path in run.from_option or not folders.isdisjoint(path.parents):
            yield path
