"""Print the rules whose verdicts on partial manifests are not exact: `python -m tests.exactness`."""

import json
import sys

from validator.model.resources import shipped
from validator.packs.load import load_pack

from .compare import EXCEPTIONS, differences, rule_schemas


def main(names):
    for name in names or shipped():
        pack = load_pack(name)
        for rule in pack.rules:
            for what, schema in rule_schemas(rule):
                found = list(differences(schema, pack.common))
                if found and rule.id not in EXCEPTIONS:
                    manifest, said, expected = min(found, key=lambda item: len(json.dumps(item[0])))
                    print(
                        f"{rule.id} {what}: {len(found)} partial manifests; says {said}, should say {expected}: {json.dumps(manifest)}"
                    )


main(sys.argv[1:])
