"""Starts the command and the pytest plugin of facepolicy; the library is ``validator``.

Nothing here imports ``validator`` before it is clear that it is the package beside this one, and
not another module of that name: a ``validator.py`` of a project, or the package on PyPI.
"""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

_HERE = os.path.dirname(os.path.abspath(__file__))
_OURS = os.path.join(os.path.dirname(_HERE), "validator")


def in_the_way() -> str | None:
    """Return the module that Python takes for ``validator`` in place of our package.

    Returns:
        The path of its file, or of its folder if it has no file; None if nothing is in the way.
    """
    for file, folders in _found():
        if not any(map(_is_ours, folders)):
            return file or next(iter(folders), "validator")
    return None


def _found() -> Iterator[tuple[str | None, list[str]]]:
    """Yield the module that is loaded and the one that is found: its file, and its folders."""
    loaded = sys.modules.get("validator")
    if loaded is not None:
        yield getattr(loaded, "__file__", None), list(getattr(loaded, "__path__", ()))
    for finder in sys.meta_path:
        spec = finder.find_spec("validator", None)
        if spec is not None:
            yield spec.origin, list(spec.submodule_search_locations or ())
            return


def _is_ours(folder: str) -> bool:
    return folder == _OURS or os.path.realpath(folder) == os.path.realpath(_OURS)
