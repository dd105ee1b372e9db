"""Contact persons of an enterprise."""

from dataclasses import dataclass
from typing import Annotated, ClassVar

from casework.fields import Field
from casework.language import N_
from casework.records import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactPerson(Record):
    """Somebody at an enterprise whom we talk to; personal data, masked in exports (rule 10)."""

    type_name: ClassVar[str] = "contact_person"
    label: ClassVar[str] = N_("Contact person")
    names: ClassVar[tuple[str, ...]] = ("name",)

    enterprise_id: Annotated[str, Field(N_("Enterprise"), refers_to="enterprise", required=True)]
    name: Annotated[str, Field(N_("Full name"), required=True, search="title", mask="name")]
    post: Annotated[str, Field(N_("Post"), search="body")] = ""
    phone: Annotated[str, Field(N_("Telephone"), mask="phone", search="body")] = ""
    email: Annotated[str, Field(N_("E-mail"), mask="identity", search="body")] = ""
    is_main: Annotated[bool, Field(N_("Main contact"))] = False
    note: Annotated[str, Field(N_("Note"), search="body")] = ""
