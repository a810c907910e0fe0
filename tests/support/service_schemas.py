"""The schemas that services publish of their files, as check-jsonschema brings them along."""

import subprocess
import sys


def assert_shaped(schema, path):
    """Hold a file against one of check-jsonschema's own schemas."""
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
