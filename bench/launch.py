"""Runs one command and tells what it took; a script of its own, and as small as Python is.

``python -I -S launch.py OUTPUT FOLDER PROGRAM ARGUMENT…`` A process starts with the peak memory of
the one that started it, so that the bench itself, which holds verdicts and schemas, must not
be it.
"""

import json
import os
import sys
import time


def main(output: str, folder: str, *command: str) -> None:
    """Run a command in a folder, its output into files, and print what it took as JSON."""
    os.chdir(folder)
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    actions = [
        (os.POSIX_SPAWN_OPEN, 1, output, flags, 0o644),
        (os.POSIX_SPAWN_OPEN, 2, f"{output}.err", flags, 0o644),
    ]
    began = time.perf_counter()
    process = os.posix_spawn(command[0], command, os.environ, file_actions=actions)
    _, status, usage = os.wait4(process, 0)
    wall = time.perf_counter() - began
    took = {"wall": wall, "cpu": usage.ru_utime + usage.ru_stime, "peak": usage.ru_maxrss / 1024}
    sys.stdout.write(json.dumps({**took, "code": os.waitstatus_to_exitcode(status)}))


if __name__ == "__main__":
    main(*sys.argv[1:])
