"""Every page of paper in `out/` and every page of the window as a picture, to be looked at, in `out/pictures`."""

import datetime as dt
import os
import subprocess
import sys
from pathlib import Path

import pypdfium2

from casework.casebook import Casebook
from casework.records import Clock

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "out"
PICTURES = OUT / "pictures"
WINDOW_PAGES = (
    "today", "enterprises", "visits", "rounds", "appeals", "libraries", "matching", "projects", "lists", "policies",
    "partners", "reports", "settings",
)  # fmt: skip
SCALE = 2
"""Dots a point: 144 to the inch, enough to see a hair line."""


def main() -> int:
    """Draws each page anew; status 1 when there is no paper yet."""
    papers = sorted(OUT.glob("*.pdf"))
    if not papers:
        print("No paper in out/ yet: run `make run` first.")
        return 1
    PICTURES.mkdir(exist_ok=True)
    for paper in papers:
        for picture in draw_pages(paper):
            print(picture.relative_to(OUT.parent))
    return draw_windows()


def draw_windows() -> int:
    """The pages of the window in Chinese: full and empty, light and dark, at 100 % and 150 %; the worst status."""
    status = 0
    for name, case_file in (("", OUT / "sample.huifang"), ("empty-", empty_file())):
        for page in WINDOW_PAGES:
            for scheme, dark in (("light", []), ("dark", ["--dark"])):
                for scale in ("1", "1.5"):
                    picture = PICTURES / f"window-{name}{page}-{scheme}-{scale}.png"
                    surroundings = {"QT_QPA_PLATFORM": "offscreen", **os.environ, "QT_SCALE_FACTOR": scale}
                    command = [sys.executable, "-m", "desktop", str(case_file), "--page", page, "--user", "王敏"]
                    command += ["--lang", "zh_CN", "--grab", str(picture), *dark]
                    ran = subprocess.run(command, env=surroundings, cwd=ROOT, check=False, capture_output=True)
                    status = max(status, ran.returncode)
                    print(picture.relative_to(ROOT))
    return status


def empty_file() -> Path:
    """A case file in which nothing was written yet."""
    path = PICTURES / "empty.huifang"
    for left_over in PICTURES.glob("empty.huifang*"):
        left_over.unlink()
    Casebook.create(path, clock=Clock.fixed(dt.date(2022, 12, 30)), actor="王敏").close()
    return path


def draw_pages(paper: Path) -> list[Path]:
    """The pictures of one PDF's pages, in order."""
    made: list[Path] = []
    with pypdfium2.PdfDocument(paper) as document:
        for number, page in enumerate(document, start=1):
            picture = PICTURES / f"{paper.stem}-{number}.png"
            page.render(scale=SCALE).to_pil().save(picture)
            made.append(picture)
    return made


if __name__ == "__main__":
    sys.exit(main())
