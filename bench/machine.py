"""What the figures were measured on; nothing that names the machine or its owner."""

from __future__ import annotations

import os
import platform
from pathlib import Path

_CPUS = Path("/proc/cpuinfo")
_MEMORY = Path("/proc/meminfo")


def machine() -> dict[str, str]:
    """Return model and number of processors, memory, system, Python and load."""
    load = ", ".join(f"{number:.1f}" for number in os.getloadavg())
    return {
        "processor": _field(_CPUS, "model name") or platform.machine(),
        "cores": str(os.cpu_count()),
        "memory": _field(_MEMORY, "MemTotal") or "unknown",
        "system": f"{platform.system()} on {platform.machine()}",
        "Python": f"{platform.python_implementation()} {platform.python_version()}",
        "load before the run (1, 5, 15 minutes)": load,
    }


def _field(file: Path, name: str) -> str:
    if not file.exists():
        return ""
    for line in file.read_text(encoding="utf-8").splitlines():
        key, _, value = line.partition(":")
        if key.strip() == name:
            return " ".join(value.split())
    return ""
