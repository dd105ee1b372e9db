"""What this computer remembers for its user: folders, language, last file; a plain file, no Qt."""

import getpass
import json
import os
import sys
from pathlib import Path
from typing import Any


def user_folder() -> Path:
    """The folder of this user's settings and log on the local disk (never a roaming profile)."""
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Application Support"
    else:
        base = Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state")
    return base / "huifang"


def log_file() -> Path:
    """Where bugs are written to."""
    return user_folder() / "huifang.log"


def account_name() -> str:
    """The name of the account the program runs under."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "—"


class Settings:
    """A small file of remembered values; a damaged one is read as empty and written anew."""

    def __init__(self, path: Path | None = None) -> None:
        """The settings kept at `path`, by default in the user's folder."""
        self._path = path or user_folder() / "settings.json"
        self._values = self._read()

    def _read(self) -> dict[str, Any]:
        try:
            values = json.loads(self._path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return values if isinstance(values, dict) else {}

    def get(self, key: str, default: Any = None) -> Any:
        """The remembered value, or `default`."""
        return self._values.get(key, default)

    def put(self, key: str, value: Any) -> None:
        """Remembers a value (JSON) at once."""
        self._values[key] = value
        self._path.parent.mkdir(parents=True, exist_ok=True)
        draft = self._path.with_name(self._path.name + ".new")
        draft.write_text(json.dumps(self._values, ensure_ascii=False, indent=1), encoding="utf-8")
        draft.replace(self._path)
