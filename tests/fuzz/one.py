"""One target under Atheris, in a process of its own: `python -m tests.fuzz.one TARGET FLAG…`.

The flags are libFuzzer's. Started by ``tests.fuzz``; of use by hand to run one input again.
"""

import shlex
import sys

import atheris

from . import targets


def main(name, *flags):
    with atheris.instrument_imports(include=["validator"], enable_loader_override=False):
        target = targets.load(name)
        # Much is imported where it is needed only; what comes later is not instrumented.
        for seed in target.seeds():
            target.test_one(seed)
    # Merging starts this program again, by a shell and by its name alone.
    again = f"{shlex.quote(sys.executable)} -m tests.fuzz.one {name}"
    atheris.Setup([again, *flags], target.test_one)
    atheris.Fuzz()


if __name__ == "__main__":
    main(*sys.argv[1:])
