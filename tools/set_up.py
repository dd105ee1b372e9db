"""Makes a fresh copy of the project ready: `.venv`, its pinned libraries, and the system libraries Qt needs.

Called by `make`; on Windows and macOS by hand: `python tools/set_up.py`. Needs nothing but Python.
A second run finds everything in place, asks no network and takes a fraction of a second.

--checks           also what checks the project (linter, types, tests)
--window-optional  go on without Qt's system libraries: the papers can be made, the window not opened
"""

from __future__ import annotations  # so that an older Python can read this far and say that it is too old

import ctypes
import hashlib
import importlib.util
import io
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = VENV / "huifang-ready.json"
OLDEST_PYTHON, NEWEST_PYTHON = (3, 11), (3, 13)
QT_GLIBC = (2, 34)
"""The newest Qt wheels ask for this glibc; older systems get the last Qt that runs from glibc 2.28."""
ENVIRONMENT = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}

WINDOW_LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
}
SCREEN_LIBRARIES = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
}


def say(english: str, chinese: str) -> None:
    """One line on the screen, in both languages: nothing is installed yet that could choose one."""
    print(f"set-up: {english} · {chinese}", flush=True)


def main(arguments: list[str]) -> int:
    """Status 0 when everything is in place, 1 when something must be done by hand (said in words)."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
    if not fits_python():
        return 1
    if not (has_system_packages(for_venv()) and prepare_venv(checks="--checks" in arguments)):
        return 1
    return 0 if has_system_packages(for_window()) or "--window-optional" in arguments else 1


def fits_python() -> bool:
    """Whether the Python that runs this is one the pinned libraries are there for."""
    fits = OLDEST_PYTHON <= sys.version_info[:2] <= NEWEST_PYTHON and sys.maxsize > 2**32
    if not fits:
        say(
            f"this is Python {sys.version.split()[0]}; a 64-bit Python 3.11, 3.12 or 3.13 is needed "
            "(with make: make PYTHON=python3.11 …)",
            "需要 64 位的 Python 3.11、3.12 或 3.13",
        )
    return fits


# --- libraries of the system ---------------------------------------------------------------------


def for_venv() -> list[str]:
    """The Debian package without which Python makes no `.venv`, where it is missing."""
    if PYTHON.exists() or importlib.util.find_spec("ensurepip"):
        return []
    return ["python{}.{}-venv".format(*sys.version_info[:2])]


def for_window() -> list[str]:
    """The Debian packages of the shared libraries that Qt needs and this system lacks."""
    if not sys.platform.startswith("linux"):
        return []
    has_screen = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    wanted = {**WINDOW_LIBRARIES, **(SCREEN_LIBRARIES if has_screen else {})}
    return [package for library, package in wanted.items() if not loads(library)]


def loads(library: str) -> bool:
    """Whether the system's loader finds this shared library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def has_system_packages(missing: list[str]) -> bool:
    """Installs the missing packages where that is possible; otherwise says the command to run."""
    if not missing:
        return True
    install = ["apt-get", "install", "-y", "--no-install-recommends", "-o", "DPkg::Lock::Timeout=300", *missing]
    if shutil.which("apt-get"):
        as_root = administrator()
        if as_root is not None:
            say(f"installing from the system's packages: {' '.join(missing)}", "安装系统软件包")
            if run([*as_root, "apt-get", "update", "-q"]) and run([*as_root, *install, "-q"]):
                return True
        say("please run this once, then the same command again:", "请先执行下面一行，再重试：")
        print(f"\n    sudo apt-get update && sudo {shlex.join(install)}\n", flush=True)
    else:
        say(
            f"please install, with this system's package manager, what Debian calls: {' '.join(missing)}",
            "请用本系统的软件包管理器安装以上软件包（Debian 名称）",
        )
    return False


def administrator() -> list[str] | None:
    """What to write before a command so that it may install packages; None when nobody lets us."""
    if os.geteuid() == 0:
        return []
    if (
        shutil.which("sudo")
        and subprocess.run(["sudo", "-n", "true"], check=False, capture_output=True).returncode == 0
    ):
        kept = ("DEBIAN_FRONTEND", "http_proxy", "https_proxy", "no_proxy")
        return ["sudo", "-n", "env", *(f"{name}={ENVIRONMENT[name]}" for name in kept if name in ENVIRONMENT)]
    return None


def run(command: list[str], *, quiet: bool = False) -> bool:
    """Whether the command ended well; what it says is shown, when `quiet` only if it did not."""
    answer = subprocess.run(command, check=False, env=ENVIRONMENT, capture_output=quiet)
    if quiet and answer.returncode:
        print((answer.stdout + answer.stderr).decode(errors="replace"), flush=True)
    return answer.returncode == 0


# --- the .venv folder ----------------------------------------------------------------------------


def prepare_venv(*, checks: bool) -> bool:
    """Brings `.venv` to what the pinned files say; only what changed since the last run is touched."""
    if not venv_fits():
        say("making the folder .venv", "建立 .venv 文件夹")
        if not run([sys.executable, "-m", "venv", "--clear", str(VENV)]):
            say("the folder .venv could not be made (see above)", "无法建立 .venv（见上）")
            return False
    ready = read_stamp()
    files = [requirements_file(), *(["requirements-dev.txt"] if checks else [])]
    return all(install_if_changed(name, ready) for name in [*files, "pyproject.toml"])


def venv_fits() -> bool:
    """Whether `.venv` is there, for the Python that runs this."""
    settings = VENV / "pyvenv.cfg"
    version = r"^version(_info)? = {}\.{}\.".format(*sys.version_info[:2])
    fits = settings.exists() and re.search(version, settings.read_text("utf-8"), re.MULTILINE)
    return PYTHON.exists() and bool(fits)


def read_stamp() -> dict[str, str]:
    """What earlier runs installed into `.venv`: the digest of each file they went by."""
    try:
        return json.loads(STAMP.read_text("utf-8"))
    except (OSError, ValueError):
        return {}


def requirements_file() -> str:
    """The pinned libraries that run on this system."""
    if sys.platform.startswith("linux"):
        glibc = os.confstr("CS_GNU_LIBC_VERSION") or "glibc 2.28"
        if tuple(int(n) for n in glibc.split()[1].split(".")[:2]) < QT_GLIBC:
            return "requirements-glibc-2.28.txt"
    return "requirements.txt"


def install_if_changed(name: str, ready: dict[str, str]) -> bool:
    """Installs what one file asks for, unless the stamp says that it is there; True when it is there."""
    digest = hashlib.sha256((ROOT / name).read_bytes()).hexdigest()
    if name == "pyproject.toml":
        digest += f" {ROOT}"
    if ready.get(name) == digest:
        return True
    pip = [str(PYTHON), "-m", "pip", "install", "--disable-pip-version-check", "--no-deps", "--root-user-action=ignore"]
    if name == "pyproject.toml":
        say("putting the command “huifang” into .venv", "把 huifang 命令装入 .venv")
        installed = run([*pip, "--no-build-isolation", "--editable", str(ROOT)], quiet=True)
    else:
        say(f"installing the libraries of {name} (minutes on a slow line)", "安装所需的库（网速慢时需几分钟）")
        quiet = [] if sys.stdout.isatty() else ["--quiet"]
        installed = run([*pip, *quiet, "--require-hashes", "--only-binary", ":all:", "--requirement", str(ROOT / name)])
    if not installed:
        say(
            "the libraries could not be installed (see above); with a mirror set PIP_INDEX_URL, "
            "without a network see “Without a network” in README.md",
            "安装失败（见上）；使用镜像请设置 PIP_INDEX_URL，没有网络请看 README.zh-CN.md 的“没有网络时”",
        )
        return False
    ready[name] = digest
    STAMP.write_text(json.dumps(ready, indent=1), "utf-8")
    return True


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
