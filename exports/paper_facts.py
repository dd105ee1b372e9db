"""What every paper says about itself, settled before anything is set."""

import datetime as dt
from dataclasses import dataclass

from casework.language import chosen_language


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperFacts:
    """Who made a paper and when: `centre` signs it, `made_by` is the caseworker.

    `addressee` stands above the text of an official paper and is left out where it is empty;
    `sample` prints on every page that the data are invented.
    """

    centre: str
    made_by: str
    made_on: dt.date
    addressee: str = ""
    sample: bool = False

    @property
    def language(self) -> str:
        """The language of the paper as a PDF names it: zh-CN, en."""
        return chosen_language().replace("_", "-")
