"""Every page of the papers in `out/` as a picture, to be looked at: `out/pictures/<paper>-<page>.png`."""

import sys
from pathlib import Path

import pypdfium2

OUT = Path(__file__).resolve().parent.parent / "out"
PICTURES = OUT / "pictures"
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
    return 0


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
