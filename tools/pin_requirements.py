"""Pins every library with the hashes of its files, and proves that each platform finds a wheel for each.

Run it after a change of the dependencies in pyproject.toml (it needs a network and `uv`):

    .venv/bin/python -m pip install uv
    .venv/bin/python tools/pin_requirements.py [--upgrade]

What it writes holds names, versions and hashes, never an address (decision 23):

    requirements.txt             what the program runs on, and what installs it
    requirements-glibc-2.28.txt  the same with the last Qt that runs on older Linux desktops (UOS, Kylin)
    requirements-dev.txt         what checks the project, beyond requirements.txt
"""

import re
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RUNTIME, OLDER_LINUX, CHECKS = "requirements.txt", "requirements-glibc-2.28.txt", "requirements-dev.txt"
OLDER_GLIBC = "x86_64-manylinux_2_28"
PYTHONS = ("3.11", "3.12", "3.13")
PLATFORMS = ("x86_64-manylinux_2_34", "windows", "aarch64-apple-darwin", "x86_64-apple-darwin")


def main(arguments: list[str]) -> int:
    """Writes the three files; status 1 when some platform would find no wheel."""
    upgrade = ["--upgrade"] if "--upgrade" in arguments else []
    with tempfile.TemporaryDirectory() as folder:
        build = Path(folder) / "build.in"
        build.write_text("\n".join(project()["build-system"]["requires"]), "utf-8")
        compile_pins(RUNTIME, str(build), "--universal", *upgrade)
        compile_pins(OLDER_LINUX, str(build), "--python-platform", OLDER_GLIBC, *upgrade)
    leave_out = [word for name in pinned(RUNTIME) for word in ("--no-emit-package", name)]
    compile_pins(CHECKS, "--extra", "dev", "--constraint", RUNTIME, "--universal", *leave_out, *upgrade)
    found = [wheels_exist(p, v, RUNTIME, CHECKS) for p in PLATFORMS for v in PYTHONS]
    found += [wheels_exist(OLDER_GLIBC, v, OLDER_LINUX, CHECKS) for v in PYTHONS]
    return 0 if all(found) else 1


def project() -> dict[str, dict[str, list[str]]]:
    """pyproject.toml as plain values."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def compile_pins(output: str, *arguments: str) -> None:
    """Resolves pyproject.toml into one hashed file; pins that still fit are kept."""
    command = ["uv", "pip", "compile", "--no-config", "--quiet", "pyproject.toml", *arguments]
    command += ["--python-version", PYTHONS[0], "--only-binary", ":all:", "--generate-hashes"]
    command += ["--no-header", "--no-annotate", "--no-emit-index-url", "--no-emit-find-links"]
    subprocess.run([*command, "--output-file", output], check=True, cwd=ROOT, stdout=subprocess.DEVNULL)


def pinned(name: str) -> list[str]:
    """The names of the libraries that one of the files pins."""
    return re.findall(r"^([A-Za-z0-9._-]+)==", (ROOT / name).read_text("utf-8"), re.MULTILINE)


def wheels_exist(platform: str, python: str, *names: str) -> bool:
    """Whether one platform finds a wheel with a listed hash for every pin; says what it lacks."""
    files = [word for name in names for word in ("--requirement", name)]
    with tempfile.TemporaryDirectory() as target:
        command = ["uv", "pip", "install", "--no-config", "--dry-run", "--no-deps", "--require-hashes", *files]
        command += ["--only-binary", ":all:", "--python-platform", platform, "--python-version", python]
        answer = subprocess.run([*command, "--target", target], cwd=ROOT, capture_output=True, text=True, check=False)
    print(f"{platform}, Python {python}: {'ok' if answer.returncode == 0 else answer.stderr}")
    return answer.returncode == 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
