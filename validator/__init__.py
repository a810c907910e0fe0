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

    from validator.engine.evidence import Document, Standing
    from validator.engine.results import Expected, Finding, Reason, Status
    from validator.engine.waivers import Attestation, Waiver
    from validator.manifest.manifest import (
        load_manifest,
        load_manifests,
        manifest_from_text,
        manifest_from_value,
    )
    from validator.manifest.model import Manifest
    from validator.model.errors import (
        AttestationError,
        FacepolicyError,
        ManifestError,
        PackError,
        Position,
        Problem,
        UsageError,
        WaiverError,
    )
    from validator.model.pointers import MISSING
    from validator.model.text import Text
    from validator.packs.load import load_pack
    from validator.packs.model import Check, Clause, Pack, Rule, Severity
    from validator.packs.selection import Selection
    from validator.report.baseline import Baseline, load_baseline
    from validator.report.counts import ExitCode
    from validator.report.entries import EntryState, EntryUse
    from validator.report.entry_files import EntryFile, load_attestations, load_waivers
    from validator.report.public import Report
    from validator.report.result import Result
    from validator.run.api import check, evaluate, prepare
    from validator.run.inputs import load_packs
    from validator.run.run import Run

_HOME = {
    "engine.evidence": ("Document", "Standing"),
    "engine.results": ("Expected", "Finding", "Reason", "Status"),
    "engine.waivers": ("Attestation", "Waiver"),
    "manifest.manifest": (
        "load_manifest",
        "load_manifests",
        "manifest_from_text",
        "manifest_from_value",
    ),
    "manifest.model": ("Manifest",),
    "model.errors": (
        "AttestationError",
        "FacepolicyError",
        "ManifestError",
        "PackError",
        "Position",
        "Problem",
        "UsageError",
        "WaiverError",
    ),
    "model.pointers": ("MISSING",),
    "model.text": ("Text",),
    "packs.load": ("load_pack",),
    "packs.model": ("Check", "Clause", "Pack", "Rule", "Severity"),
    "packs.selection": ("Selection",),
    "report.baseline": ("Baseline", "load_baseline"),
    "report.counts": ("ExitCode",),
    "report.entries": ("EntryState", "EntryUse"),
    "report.entry_files": ("EntryFile", "load_attestations", "load_waivers"),
    "report.public": ("Report",),
    "report.result": ("Result",),
    "run.api": ("check", "evaluate", "prepare"),
    "run.inputs": ("load_packs",),
    "run.run": ("Run",),
}
_MODULE_OF = {name: module for module, names in _HOME.items() for name in names}

__all__ = [
    "MISSING",
    "Attestation",
    "AttestationError",
    "Baseline",
    "Check",
    "Clause",
    "Document",
    "EntryFile",
    "EntryState",
    "EntryUse",
    "ExitCode",
    "Expected",
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
    "Run",
    "Selection",
    "Severity",
    "Standing",
    "Status",
    "Text",
    "UsageError",
    "Waiver",
    "WaiverError",
    "__version__",
    "check",
    "evaluate",
    "load_attestations",
    "load_baseline",
    "load_manifest",
    "load_manifests",
    "load_pack",
    "load_packs",
    "load_waivers",
    "manifest_from_text",
    "manifest_from_value",
    "prepare",
]


def __getattr__(name: str) -> Any:
    """Load a public name from its module on first use."""
    if name not in _MODULE_OF:
        raise AttributeError(f"module 'validator' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"validator.{_MODULE_OF[name]}"), name)


def __dir__() -> list[str]:
    """Return the public names, loaded or not."""
    return sorted(__all__)
