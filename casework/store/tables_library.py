"""sqlite-utils, loaded without numpy, which it would only use to name the types of numpy's numbers (0.1 s a start)."""

import sys

_NUMPY = "numpy"
_loaded = sys.modules.get(_NUMPY)
if _loaded is None:
    sys.modules[_NUMPY] = None  # pyright: ignore[reportArgumentType] - how Python is told that a module is not there
try:
    from sqlite_utils import Database, Migrations
finally:
    if _loaded is None:
        del sys.modules[_NUMPY]

__all__ = ["Database", "Migrations"]
