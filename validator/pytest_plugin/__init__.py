"""Manifests in a pytest run: one test for each rule and manifest.

Nothing is collected unless ``--facepolicy`` or the setting ``facepolicy_manifests`` names
manifests, and nothing else of facepolicy is imported before that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from validator.pytest_plugin.run import Run

RUN: pytest.StashKey[Run] = pytest.StashKey()


class FacepolicyWarning(UserWarning):
    """A rule failed whose severity does not fail the run."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options and the setting."""
    group = parser.getgroup("facepolicy", "manifests of facial-recognition deployments")
    group.addoption(
        "--facepolicy",
        action="append",
        default=[],
        metavar="MANIFEST",
        help="check this manifest, folder or pattern, one test a rule; repeatable",
    )
    group.addoption(
        "--facepolicy-as-of", metavar="DATE", help="the day of the check (default: today)"
    )
    parser.addini(
        "facepolicy_manifests",
        "manifests, folders or patterns to check, one test a rule",
        type="paths",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Add the manifests to what is collected.

    Those of the option always; those of the setting unless the command line names tests.

    Raises:
        pytest.UsageError: manifests, configuration or day are missing or invalid.
    """
    from_option: list[str] = config.getoption("--facepolicy")
    from_setting = [str(path) for path in config.getini("facepolicy_manifests")]
    if not (from_option or from_setting):
        return
    from validator.pytest_plugin.run import Run

    run = config.stash[RUN] = Run(config, from_option, from_setting)
    everything = config.args_source is not pytest.Config.ArgsSource.ARGS
    wanted = run.files if everything else run.from_option if from_option else ()
    # A command line that names a rule, such as gate.yaml::PIPL-20, runs that rule alone.
    named = {config.invocation_params.dir / arg.partition("::")[0] for arg in config.args}
    config.args += [str(path) for path in wanted if path not in named]


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Collect the manifests and their waivers, and no other file."""
    run = parent.config.stash.get(RUN, None)
    if run is None or file_path not in run.files:
        return None
    from validator.pytest_plugin.items import collector

    return collector(run, file_path, parent)
