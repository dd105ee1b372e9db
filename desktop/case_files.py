"""Where case files lie on this computer, and the making of a new one: first records, sample, copies."""

from dataclasses import dataclass
from pathlib import Path

from casework.casebook import Casebook
from casework.entities.people import Person, Unit
from casework.entities.settings import Setting
from casework.errors import BadInput, FileTrouble
from casework.language import _
from casework.records import Clock, Writer
from casework.sample import SAMPLE_WRITTEN_ON, write_sample
from casework.store.file_system import Place, place_of
from desktop.settings import user_folder

ENDING = ".huifang"
_FORBIDDEN = frozenset('\\/:*?"<>|')
"""Characters that a file name may not have on one of the systems."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Who works here; it is written into every change and into a new case file."""

    name: str
    centre: str = ""
    territories: tuple[str, ...] = ()
    phone: str = ""
    role: str = "caseworker"


def case_folder() -> Path:
    """The folder that a new case file is offered: under the user's documents, where they have such a folder."""
    for name in ("Documents", "文档"):
        if (Path.home() / name).is_dir():
            return Path.home() / name / _("Huifang")
    return Path.home() / _("Huifang")


def new_path(folder: Path, name: str) -> Path:
    """Where a new case file of this name goes; BadInput or FileTrouble where it cannot lie there."""
    name = name.strip().removesuffix(ENDING)
    if not name:
        raise BadInput(_("The case file needs a name."))
    if _FORBIDDEN & set(name):
        raise BadInput(
            _("A file name has none of these characters: {characters}").format(characters='\\ / : * ? " < > |')
        )
    path = folder / (name + ENDING)
    if path.exists():
        raise FileTrouble(_("{path} already exists.").format(path=path), code="exists", remedy=_("Give another name."))
    check_place(path)
    return path


def free_path(folder: Path, name: str) -> Path:
    """A path for a case file of this name that is not taken yet: 自贡中心, then 自贡中心 2."""
    path, number = folder / (name + ENDING), 2
    while path.exists():
        path, number = folder / f"{name} {number}{ENDING}", number + 1
    return path


def check_place(path: Path) -> None:
    """FileTrouble where a file could only be read: share, synchronised folder, removable disk (decision 7)."""
    if place_of(path) is not Place.LOCAL:
        raise FileTrouble(
            _("On a network share, in a synchronised folder or on a removable disk a case file can only be read."),
            code="place",
            remedy=_("Choose a folder on this computer's own disk; backups may lie on a stick."),
        )


def make_case_file(path: Path, identity: Identity, clock: Clock, passphrase: str = "") -> str:
    """Makes an empty case file with the user and the centre in it; the recovery key of an encrypted one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with Casebook.create(path, clock=clock, actor=identity.name, passphrase=passphrase) as book:
        with book.change(_("Set up the case file")) as write:
            write_identity(write, identity)
        return book.recovery_key


def write_identity(write: Writer, identity: Identity) -> None:
    """The centre, its territories and the user as records, where they are not there yet."""
    centre = _unit(write, identity.centre, "centre") if identity.centre else None
    territories = [_unit(write, name, "territory") for name in identity.territories]
    if not write.count(Person, "name = :name and active = 1", {"name": identity.name}):
        unit_id = centre.id if centre else ""
        write.save(Person(name=identity.name, unit_id=unit_id, role=identity.role, phone=identity.phone))
    if centre:
        _set(write, "centre_name", centre.name)
    if territories:
        _set(write, "default_scope", territories[0].name)


def _unit(write: Writer, name: str, kind: str) -> Unit:
    found = write.select(Unit, "name = :name", {"name": name}, limit=1)
    return found[0] if found else write.save(Unit(name=name, unit_kind=kind))


def _set(write: Writer, key: str, value: str) -> None:
    if not write.count(Setting, "key = :key", {"key": key}):
        write.save(Setting(key=key, value=value))


def sample_path() -> Path:
    """Where this computer keeps its copy of the sample, apart from the user's own files."""
    return user_folder() / "sample" / (_("Five places (sample)") + ENDING)


def make_sample(path: Path, clock: Clock, actor: str) -> None:
    """Writes the sample case file; a half-written one is never left under its name."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(path.name + ".new")
    draft.unlink(missing_ok=True)
    written_on = Clock(SAMPLE_WRITTEN_ON, clock.now)
    with (
        Casebook.create(draft, clock=written_on, actor=actor) as book,
        book.change(_("Write the sample")) as write,
    ):
        write_sample(write)
    draft.rename(path)
