"""The words of the program: collected from the source, merged into the Chinese translation, compiled.

`make words` runs it after words were added or changed. Translations are kept; a word that no longer stands in the
source is kept too, as an obsolete entry (`#~`), and comes back when the source says it again. Words without Chinese,
and Chinese whose {placeholders} differ from the English, are named; the house test refuses them.
"""

import io
import string
import sys
from collections.abc import Iterable
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("casework", "exports", "widgets", "desktop")
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2)}
HEADER = "# The words of Huifang in Simplified Chinese."
CHINESE = ROOT / "resources" / "locale" / "zh_CN" / "LC_MESSAGES" / "huifang.po"


def main() -> int:
    """Merges, compiles and reports; status 1 while a word has no good translation."""
    source, chinese = words_of_source(ROOT), read_words(CHINESE)
    merged = merge(source, chinese)
    CHINESE.write_bytes(written(merged))
    CHINESE.with_suffix(".mo").write_bytes(compiled(read_words(CHINESE)))
    found = faults(source, merged)
    for fault in found:
        print(fault)
    print(f"{len(merged)} words, {len(merged.obsolete)} no longer used, {len(found)} to be translated or mended")
    return 1 if found else 0


def words_of_source(root: Path) -> Catalog:
    """Every word that the packages mark with `_`, `N_` or `ngettext`, with the files it stands in."""
    words = Catalog()
    for package in PACKAGES:
        for name, line, message, _comments, _context in extract_from_dir(root / package, keywords=KEYWORDS):
            words.add(message, locations=[(f"{package}/{name}", line)])
    return words


def read_words(path: Path) -> Catalog:
    """A translation as it stands in its `.po` file."""
    with path.open("rb") as file:
        return read_po(file, locale="zh_CN")


def merge(source: Catalog, translated: Catalog) -> Catalog:
    """The words of the source with the translations there are; what the source no longer says becomes obsolete."""
    merged = Catalog(locale="zh_CN", project="huifang", version="1", header_comment=HEADER, fuzzy=False)
    merged.msgid_bugs_address = merged.last_translator = merged.language_team = ""
    merged.creation_date = merged.revision_date = translated.creation_date
    known = {_key(m): m for m in [*translated.obsolete.values(), *translated] if m.id}
    for message in source:
        if message.id:
            old = known.pop(_key(message), None)
            kept = old.string if old and isinstance(old.id, str) == isinstance(message.id, str) else ""
            merged.add(message.id, kept, flags=old.flags if old else ())
    for key, message in sorted(known.items()):
        if message.string:
            merged.obsolete[key] = message
    return merged


def _key(message: Message) -> str:
    """The English (singular) by which a word is looked up."""
    return message.id if isinstance(message.id, str) else message.id[0]


def written(catalog: Catalog) -> bytes:
    """A `.po` file, sorted and without places, so that a change of the source changes no line of it."""
    file = io.BytesIO()
    write_po(file, catalog, sort_output=True, width=120, no_location=True)
    return file.getvalue()


def compiled(catalog: Catalog) -> bytes:
    """The `.mo` file that the program reads: the same bytes for the same words."""
    file = io.BytesIO()
    write_mo(file, catalog)
    return file.getvalue()


def faults(source: Catalog, translated: Catalog) -> list[str]:
    """What is wrong with the translation of each word of the source, in one line each."""
    return [
        f"{place(message)}: {fault}: {_key(message)!r}"
        for message in source
        if message.id
        for fault in faults_of(message, translated.get(message.id))
    ]


def place(message: Message) -> str:
    """Where the source says this word first."""
    return "{}:{}".format(*message.locations[0]) if message.locations else "?"


def faults_of(message: Message, found: Message | None) -> Iterable[str]:
    """What is wrong with one translation: none, unsure, or other placeholders than the English has."""
    string_or_forms = found.string if found else ""
    forms = [string_or_forms] if isinstance(string_or_forms, str) else list(string_or_forms or ())
    if not forms or not all(forms):
        yield "no translation"
    elif found and found.fuzzy:
        yield "unsure (fuzzy) translation"
    else:
        english = [message.id] if isinstance(message.id, str) else list(message.id)
        wanted = placeholders(english[-1])
        if any(placeholders(form) != wanted for form in forms):
            yield "other placeholders than the English"


def placeholders(text: str) -> set[str]:
    """The {names} in a text; text whose braces do not pair has the one placeholder “?”."""
    try:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}
    except ValueError:
        return {"?"}


if __name__ == "__main__":
    sys.exit(main())
