"""PyYAML with its C reader, and jsonschema-rs: a validator in Rust under Python."""

from __future__ import annotations

from bench.peers.pyyaml_jsonschema import PythonPeer


class JsonschemaRs(PythonPeer):
    """PyYAML C + jsonschema-rs."""

    name = "PyYAML C + jsonschema-rs"
    says = "iter_errors, places in schema and instance; verdicts: is_valid"
    package = "jsonschema-rs"
    script = "run_jsonschema_rs.py"
