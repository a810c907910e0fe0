"""The pytest plugin: manifests as tests, one for each rule and manifest.

Nothing is collected unless ``--facepolicy`` or the setting ``facepolicy_manifests`` names
manifests, and nothing else of facepolicy is imported before that.
"""

from __future__ import annotations

import pytest

from facepolicy import in_the_way


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
    """Collect the manifests, if any are named.

    Raises:
        pytest.UsageError: manifests, configuration or day are missing or invalid, or another
            module named validator is in the way.
    """
    from_option: list[str] = config.getoption("--facepolicy")
    from_setting = [str(path) for path in config.getini("facepolicy_manifests")]
    if not (from_option or from_setting):
        return
    _demand_our_package()
    from validator.pytest_plugin.collection import Collection
    from validator.pytest_plugin.run import PluginRun

    run = PluginRun(config, from_option, from_setting)
    config.pluginmanager.register(Collection(run, config), "facepolicy-manifests")
    config.pluginmanager.register(_AfterCollection(), "facepolicy-after-collection")


class _AfterCollection:
    def pytest_collection_finish(self) -> None:
        """Look again: the folders of tests and of ``conftest.py`` can come first by now."""
        _demand_our_package()


def _demand_our_package() -> None:
    other = in_the_way()
    if other:
        raise pytest.UsageError(
            f"facepolicy: {other!r} and facepolicy's package validator cannot be used in one "
            "process: rename the former, or run facepolicy check in place of --facepolicy and "
            "facepolicy_manifests"
        )
