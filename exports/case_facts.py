"""The facts at the head of a case summary: who the enterprise is, who looks after it, its yearly figures."""

from casework.amounts import format_fen
from casework.insight.case_story import EnterpriseStory
from casework.insight.figure_words import comma
from casework.language import _
from exports.paper_words import PaperWords
from exports.styles import FACT_FIGURE
from exports.table_layout import NOTHING, Cell
from exports.tables import DataTable, facts_grid
from exports.typesetting import ChinesePara

_SHARES = (1.15, 1.0)
_GAP = "　"
_LONGEST_BUSINESS = 30
_TENFOLD, _LEAST_SHARE = 9.0, 0.0005  # beyond these a per cent tells nothing


def enterprise_facts(story: EnterpriseStory, words: PaperWords) -> DataTable:
    """Eight facts in four rows; what is not known is a dash."""
    enterprise = story.enterprise
    facts: list[tuple[str, Cell]] = [
        (_("Enterprise name"), _name(story)),
        (_("Unified social credit code"), ChinesePara(enterprise.uscc or NOTHING, FACT_FIGURE)),
        (_("Located in"), story.territory or enterprise.address),
        (_("Industry chain"), enterprise.industry_chain or words.excerpt(enterprise.main_business, _LONGEST_BUSINESS)),
        (_("Commissioner"), in_charge_words(story)),
        (_("Contact of the enterprise"), contact_words(story, words)),
        (_("Revenue"), _revenue(story)),
        (_("R&D spending"), _research(story)),
    ]
    return facts_grid(facts, shares=_SHARES)


def _name(story: EnterpriseStory) -> str:
    """The name with the short one, and since when it is off the register."""
    enterprise = story.enterprise
    short, gone = enterprise.short_name, enterprise.deregistered_on
    notes: list[str] = []
    if short and short not in enterprise.name:
        notes.append(_("short name {name}").format(name=short))
    if gone and gone <= story.as_of:
        notes.append(_("off the register since {day}").format(day=gone.isoformat()))
    return _noted(enterprise.name, comma(*notes))


def _noted(words: str, note: str) -> str:
    return _("{words} ({note})").format(words=words, note=note) if note else words


def in_charge_words(story: EnterpriseStory) -> str:
    """The commissioner, since when, and after whom; empty where there is none."""
    held = story.in_charge
    if held is None:
        return ""
    since = _("since {month}").format(month=f"{held.since:%Y-%m}")
    before = _("after {person}").format(person=held.before) if held.before else ""
    return _noted(held.person, comma(since, before))


def contact_words(story: EnterpriseStory, words: PaperWords) -> str:
    """The main contact person with post and telephone number; empty where none is known."""
    person = story.contact_person
    if person is None:
        return ""
    return _GAP.join(part for part in (person.name, person.post, words.text(person.phone)) if part)


def _revenue(story: EnterpriseStory) -> str:
    if story.enterprise.revenue is None:
        return ""
    return _noted(format_fen(story.enterprise.revenue), comma(_year(story), _growth(story.growth)))


def _growth(growth: float | None) -> str:
    """Against the year before, to one decimal: 同比增长12.4%."""
    if growth is None:
        return ""
    size = f"{abs(growth):.1%}"
    if growth == 0:
        return _("as in the year before")
    if growth >= _TENFOLD:
        return _("more than ten times the year before")
    return (_("up {size} on the year") if growth > 0 else _("down {size} on the year")).format(size=size)


def _research(story: EnterpriseStory) -> str:
    if story.enterprise.research_spending is None:
        return ""
    share = story.research_share
    part = _("{share} of revenue").format(share=f"{share:.1%}") if share and share >= _LEAST_SHARE else ""
    return _noted(format_fen(story.enterprise.research_spending), comma(_year(story), part))


def _year(story: EnterpriseStory) -> str:
    year = story.enterprise.revenue_year
    return _("fiscal {year}").format(year=year) if year else ""
