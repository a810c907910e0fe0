"""The build of the wheel: the shipped packs travel as JSON as well, a file for each."""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class PacksHook(BuildHookInterface):
    """Adds the packs as JSON to a wheel; an editable install reads the packs' files."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write the JSON files and name them to the build."""
        if version == "editable":
            return
        sys.path.insert(0, self.root)
        from validator.packs.load import shipped_json

        self._folder = TemporaryDirectory()  # removed with the hook, after the build
        for name, text in shipped_json().items():
            Path(self._folder.name, name).write_text(text, encoding="utf-8")
        build_data["force_include"][self._folder.name] = "validator/_data/packs"
