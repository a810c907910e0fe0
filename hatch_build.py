"""The build of the wheel: the shipped packs travel as one JSON file, beside their own files."""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class PacksHook(BuildHookInterface):
    """Adds the packs as JSON to a wheel; an editable install reads the packs' files."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write the JSON file and name it to the build."""
        if version == "editable":
            return
        sys.path.insert(0, self.root)
        from validator.packs.load import shipped_json

        file = Path(mkdtemp(), "packs.json")
        file.write_text(shipped_json(), encoding="utf-8")
        build_data["force_include"][str(file)] = "validator/_data/packs.json"
