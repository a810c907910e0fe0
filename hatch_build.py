"""The build of the wheel: shipped packs travel prebuilt (see ``validator.prebuild``)."""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class PrebuildHook(BuildHookInterface):
    """Adds the prebuilt packs to a wheel; an editable install reads the packs' files."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write the modules and name them to the build."""
        if version == "editable":
            return
        sys.path.insert(0, self.root)
        from validator import prebuild

        folder = Path(mkdtemp())
        prebuild.write(folder)
        build_data["force_include"][str(folder)] = "validator/_prebuilt"
