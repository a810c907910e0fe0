"""What the scripts of Python peers share: read each YAML file, check it, print a JSON line."""

import json
import sys
from pathlib import Path

import yaml


def run(check_with):
    """Check the file, or the files of the folder, that the command line names.

    Args:
        check_with: from the text of the rules, and whether findings are asked for, to a check:
            from a value to ``(valid, errors)``.
    """
    rules, mode, *targets = sys.argv[1:]
    check = check_with(Path(rules).read_text(encoding="utf-8"), mode == "findings")
    for file in _files(targets):
        value = yaml.load(file.read_bytes(), yaml.CSafeLoader)
        valid, errors = check(value)
        print(json.dumps({"file": file.name, "valid": valid, "errors": errors}))


def _files(targets):
    for path in map(Path, targets):
        yield from sorted(path.iterdir()) if path.is_dir() else (path,)
