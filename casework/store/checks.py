"""What may be wrong with a case file: pages, references, chain, search index, attachments."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from casework.language import _
from casework.store.store import Store


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, with a code for scripts and a sentence for people."""

    code: str
    text: str


def problems(store: Store, *, deep: bool = False) -> list[Problem]:
    """Everything wrong with an open file; `deep` reads every page and rebuilds the search index beside."""
    found = [*_pages(store, deep=deep), *_references(store), *_chain(store), *_closed_door(store), *_index(store)]
    if deep:
        found += [*_index_contents(store), *_attachments(store)]
    return found


def _pages(store: Store, *, deep: bool) -> Iterator[Problem]:
    pragma = "integrity_check" if deep else "quick_check"
    for row in store.query(f"pragma {pragma}(20)"):
        if row[pragma] != "ok":
            yield Problem("pages", _("The file's pages are damaged: {detail}").format(detail=row[pragma]))


def _references(store: Store) -> Iterator[Problem]:
    for row in store.query("pragma foreign_key_check"):
        yield Problem(
            "reference",
            _("A row of {table} refers to a {parent} that is not there.").format(
                table=row["table"], parent=row["parent"]
            ),
        )


def _chain(store: Store) -> Iterator[Problem]:
    for text in store.history.problems():
        yield Problem("chain", text)


def _closed_door(store: Store) -> Iterator[Problem]:
    if store.query("select action from write_door")[0]["action"] is not None:
        yield Problem("door", _("The write door was left open."))


def _index(store: Store) -> Iterator[Problem]:
    for name, record_type in store.types.items():
        searched = store.query(
            "select count(*) as n from search_document where type = :type and record_id not in"
            f' (select id from "{name}" where removed_at is null)',
            {"type": name},
        )[0]["n"]
        if searched:
            yield Problem(
                "search",
                _("The search index holds {n} {type} that are not there.").format(
                    n=searched, type=_(record_type.label)
                ),
            )


def _index_contents(store: Store) -> Iterator[Problem]:
    """The index as it is against one made anew from the records, in a transaction that is taken back."""
    before = (store.index.contents(), store.index.tokens())
    if before != store.rebuilt_index():
        yield Problem("search", _("The search index does not agree with the records; rebuild it."))


def _attachments(store: Store) -> Iterator[Problem]:
    for row in store.query(
        "select attachment.file_name, attachment.digest, bytes from attachment"
        " left join attachment_content using (digest) where removed_at is null"
    ):
        if row["bytes"] is None or hashlib.sha256(row["bytes"]).hexdigest() != row["digest"]:
            yield Problem("attachment", _("The content of {name} is missing or damaged.").format(name=row["file_name"]))
