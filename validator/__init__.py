"""facepolicy: policy as code for facial recognition.

The public API and nothing else. Names are loaded when they are first used, so
that ``import validator`` costs next to nothing.

    import validator
    report = validator.check("gate.yaml", packs=["cn-tc260-frd-2021-draft"])
    report.passed
    for result in report.results:
        print(result.rule.id, result.status, result.reason, result.findings)
"""

from __future__ import annotations

from validator._version import __version__

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from validator.baseline import Baseline, load_baseline
    from validator.checking import check, evaluate
    from validator.errors import (
        FacepolicyError,
        ManifestError,
        PackError,
        Position,
        Problem,
        UsageError,
        WaiverError,
    )
    from validator.evidence import Document, Standing
    from validator.loading import load_packs
    from validator.manifest import Manifest, load_manifest, load_manifests, manifest_from_value
    from validator.model import (
        Clause,
        Finding,
        Pack,
        Reason,
        Result,
        Rule,
        Severity,
        Status,
        Waiver,
        Wanted,
    )
    from validator.packs import load_pack
    from validator.pointers import MISSING
    from validator.report import Report
    from validator.selection import Selection
    from validator.tally import ExitCode
    from validator.text import Text
    from validator.waiverfile import WaiverFile, load_waivers
    from validator.waivers import WaiverState, WaiverUse

_HOME = {
    "baseline": ("Baseline", "load_baseline"),
    "checking": ("check", "evaluate"),
    "errors": (
        "FacepolicyError",
        "ManifestError",
        "PackError",
        "Position",
        "Problem",
        "UsageError",
        "WaiverError",
    ),
    "evidence": ("Document", "Standing"),
    "loading": ("load_packs",),
    "manifest": ("Manifest", "load_manifest", "load_manifests", "manifest_from_value"),
    "model": (
        "Clause",
        "Finding",
        "Pack",
        "Reason",
        "Result",
        "Rule",
        "Severity",
        "Status",
        "Waiver",
        "Wanted",
    ),
    "packs": ("load_pack",),
    "pointers": ("MISSING",),
    "report": ("Report",),
    "selection": ("Selection",),
    "tally": ("ExitCode",),
    "text": ("Text",),
    "waiverfile": ("WaiverFile", "load_waivers"),
    "waivers": ("WaiverState", "WaiverUse"),
}
_MODULE_OF = {name: module for module, names in _HOME.items() for name in names}

__all__ = [
    "MISSING",
    "Baseline",
    "Clause",
    "Document",
    "ExitCode",
    "FacepolicyError",
    "Finding",
    "Manifest",
    "ManifestError",
    "Pack",
    "PackError",
    "Position",
    "Problem",
    "Reason",
    "Report",
    "Result",
    "Rule",
    "Selection",
    "Severity",
    "Standing",
    "Status",
    "Text",
    "UsageError",
    "Waiver",
    "WaiverError",
    "WaiverFile",
    "WaiverState",
    "WaiverUse",
    "Wanted",
    "__version__",
    "check",
    "evaluate",
    "load_baseline",
    "load_manifest",
    "load_manifests",
    "load_pack",
    "load_packs",
    "load_waivers",
    "manifest_from_value",
]


def __getattr__(name: str) -> Any:
    """Load a public name from its module on first use."""
    if name not in _MODULE_OF:
        raise AttributeError(f"module 'validator' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"validator.{_MODULE_OF[name]}"), name)
