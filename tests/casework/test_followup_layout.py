"""What goes out on a follow-up sheet can be proved when it comes home."""

import datetime as dt

import pytest

from casework.entities.appeals import Appeal
from casework.errors import BadInput
from casework.exchange.followup_layout import (
    COLUMNS,
    FILLABLE,
    SheetMeta,
    is_genuine_row,
    read_meta,
    read_sent_values,
    row_signature,
    sent_values,
)
from casework.fields import columns
from casework.insight.roster_rows import FollowupRow
from tests.exports.excel_samples import followup_row

KEY, OTHER_KEY = "1f" * 32, "2e" * 32
META = SheetMeta(
    export_number="DC-0003", case_file="示例.huifang", made_on=dt.date(2022, 12, 30), as_of=dt.date(2022, 12, 30),
    made_by="周倩", row_count=14,
)  # fmt: skip


def test_every_column_shows_a_value_of_the_row():
    shown = {column.name for column in COLUMNS} - {"signature"}
    assert shown <= set(FollowupRow.__dataclass_fields__)


def test_the_fillable_columns_are_fields_of_a_case_but_for_the_progress():
    assert {c.name for c in FILLABLE} - {c.name for c in columns(Appeal)} == {"progress"}


@pytest.mark.parametrize(
    ("key", "export", "record", "version"),
    [
        (OTHER_KEY, "DC-0003", "r1", 4), (KEY, "DC-0004", "r1", 4), (KEY, "DC-0003", "r2", 4),
        (KEY, "DC-0003", "r1", 5),
    ],
)  # fmt: skip
def test_a_row_with_anything_changed_is_not_genuine(key, export, record, version):
    signature = row_signature(KEY, "DC-0003", "r1", 4)
    assert is_genuine_row(KEY, "DC-0003", "r1", 4, signature)
    assert not is_genuine_row(key, export, record, version, signature)
    assert not is_genuine_row(KEY, "DC-0003", "r1", 4, "伪造")


def test_the_sheet_proves_what_it_says_of_itself():
    signed = META.signed(KEY)
    back = read_meta(signed.values())
    assert back == signed
    assert back.is_genuine(KEY)
    assert not back.is_genuine(OTHER_KEY)
    assert not read_meta(signed.values() | {"row_count": "13"}).is_genuine(KEY)


@pytest.mark.parametrize("change", [{"layout": "huifang-followup-9"}, {"made_on": "昨天"}, {"row_count": ""}])
def test_a_foreign_sheet_is_told(change):
    with pytest.raises(BadInput, match="跟进表"):
        read_meta(META.signed(KEY).values() | change)
    with pytest.raises(BadInput):
        read_meta({})


def test_the_values_sent_out_are_kept_as_text():
    row = followup_row(1, answered_on=dt.date(2022, 12, 29), progress="已勘查")
    assert read_sent_values(sent_values([row])) == {
        row.id: {
            "state": "in_progress", "progress": "已勘查", "answered_on": "2022-12-29", "confirmation_mode": "",
            "confirmed_by": "", "rating": "",
        }
    }  # fmt: skip
    assert read_sent_values("") == {}
