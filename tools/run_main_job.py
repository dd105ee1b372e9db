"""The papers of the main job, made from the sample case file by the command line, into `out/`.

Each step is a `huifang` command as anybody could type it, printed before it runs. Where there is a screen, the window
opens on the sample at the end, unless `--papers-only` is given.
"""

import os
import shlex
import subprocess
import sys
from pathlib import Path

from casework.errors import CaseworkError
from casework.language import choose_language, system_language
from casework.store.connection import WindowLock

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "out"
CASE_FILE, ROSTER = "out/sample.huifang", "out/roster-to-import.xlsx"
SCOPE, PERIOD, ROUND, ENTERPRISE = "自贡市", "2022-11", "4", "示例龙川阀门有限公司"
STEPS = (
    ("sample", CASE_FILE, "--roster", ROSTER),
    ("export", CASE_FILE, "roster", "--type", "enterprise", "-o", "out/roster.xlsx", "--force"),
    ("export", CASE_FILE, "followup", "--round", ROUND, "-o", "out/follow-up.xlsx", "--force"),
    ("print", CASE_FILE, "case-summary", "--enterprise", ENTERPRISE, "-o", "out/case-summary.pdf", "--force"),
    ("print", CASE_FILE, "booklet", "--round", ROUND, "--scope", SCOPE, "-o", "out/booklet.pdf", "--force"),
    ("print", CASE_FILE, "visit-brief", "--enterprise", ENTERPRISE, "-o", "out/visit-brief.pdf", "--force"),
    ("print", CASE_FILE, "round-statement", "--round", ROUND, "-o", "out/round-statement.pdf", "--force"),
    ("print", CASE_FILE, "appeal-sheet", "--enterprise", ENTERPRISE, "-o", "out/appeal-sheet.pdf", "--force"),
    ("print", CASE_FILE, "list", "-o", "out/lists.pdf", "--force"),
    ("print", CASE_FILE, "route-sheet", "--period", "2022-12-30..2023-01-31", "-o", "out/route-sheet.pdf", "--force"),
    ("print", CASE_FILE, "handover-sheet", "--person", "王敏", "-o", "out/handover-sheet.pdf", "--force"),
    (
        *("print", CASE_FILE, "monthly-summary", "--period", PERIOD, "--scope", SCOPE, "--round", ROUND),
        *("-o", "out/monthly-summary.pdf", "--force"),
    ),
)


def main(arguments: list[str]) -> int:
    """Runs the steps in order; the status of the first that fails, otherwise 0."""
    OUT.mkdir(exist_ok=True)
    choose_language(system_language())
    try:
        clear_sample()
    except CaseworkError as error:
        print(error)
        return 1
    for step in STEPS:
        status = huifang(*step)
        if status:
            return status
    if "--papers-only" not in arguments:
        picture_of_window()
    for made in sorted(p for p in OUT.iterdir() if p.suffix in (".huifang", ".xlsx", ".pdf", ".png")):
        print(f"{made.relative_to(ROOT)}  {made.stat().st_size:,} bytes")
    if "--papers-only" not in arguments and has_screen():
        return huifang(CASE_FILE)
    return 0


def clear_sample() -> None:
    """Removes the sample of an earlier run, which `huifang sample` never overwrites; FileTrouble while it is open."""
    lock = WindowLock(ROOT / CASE_FILE)
    lock.take()
    for name in (CASE_FILE, f"{CASE_FILE}-wal", f"{CASE_FILE}-shm", ROSTER):
        (ROOT / name).unlink(missing_ok=True)
    lock.give_back()


def huifang(*arguments: str) -> int:
    """Runs one command of the program from the project's folder and returns its status."""
    print(f"$ huifang {shlex.join(arguments)}", flush=True)
    return subprocess.run([sys.executable, "-m", "desktop", *arguments], cwd=ROOT, check=False).returncode


def picture_of_window() -> None:
    """A picture of the window, drawn without a screen; where Qt cannot start, the papers are there all the same."""
    if not has_screen():
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    if huifang(CASE_FILE, "--grab", "out/window.png"):
        print("The window could not be drawn: see what the set-up said about Qt's system libraries.")


def has_screen() -> bool:
    """Whether a window could be seen."""
    if not sys.platform.startswith("linux"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
