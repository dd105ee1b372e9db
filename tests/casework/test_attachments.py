"""Attachments lie inside the case file, their content once; drafts survive a killed program."""

import pytest
import sqlcipher3.dbapi2 as sqlcipher

from casework.casebook import Casebook
from casework.entities.attachments import Attachment
from casework.entities.enterprises import Enterprise
from casework.errors import BadInput, FileTrouble
from casework.store import contents
from tests.casework.test_store import saved


def test_a_file_is_kept_once_and_comes_out_as_it_went_in(book, tmp_path):
    enterprise = saved(book, Enterprise(name="示例甲公司"))
    path = tmp_path / "验收单.pdf"
    path.write_bytes(b"%PDF-1.4 \x00\xff")
    first, second = book.attach(enterprise, path), book.attach(enterprise, path, note="再存一次")
    assert first.digest == second.digest
    assert (first.media_type, first.size) == ("application/pdf", 11)
    assert book.query("select count(*) as n from attachment_content")[0]["n"] == 1
    path.unlink()
    assert book.content_of(first) == b"%PDF-1.4 \x00\xff"
    assert book.search("验收单")[0].type_name == "attachment"
    assert book.check(deep=True) == []


def test_a_damaged_content_is_noticed_by_a_deep_check(book, tmp_path):
    path = tmp_path / "单.txt"
    path.write_bytes(b"abc")
    book.attach(saved(book, Enterprise(name="示例甲公司")), path)
    raw = sqlcipher.connect(str(book.path))
    raw.execute("update attachment_content set bytes = x'00'")
    raw.commit()
    raw.close()
    assert [p.code for p in book.check(deep=True)] == ["attachment"]


def test_a_file_too_large_or_not_there_is_refused(book, tmp_path, monkeypatch):
    enterprise = saved(book, Enterprise(name="示例甲公司"))
    monkeypatch.setattr(contents, "LARGEST", 2)
    (tmp_path / "大.txt").write_bytes(b"abc")
    with pytest.raises(BadInput, match="大"):
        book.attach(enterprise, tmp_path / "大.txt")
    with pytest.raises(FileTrouble):
        book.attach(enterprise, tmp_path / "没有.txt")
    assert book.count(Attachment) == 0


def test_a_draft_is_there_after_the_program_was_killed(book):
    book.keep_draft("quick_entry", {"findings": "谈到一"})
    book.keep_draft("quick_entry", {"findings": "谈到一半"})
    with Casebook.open(book.path, clock=book.clock, actor="王敏") as again:
        assert [(d.name, d.values) for d in again.drafts()] == [("quick_entry", {"findings": "谈到一半"})]
        again.drop_draft("quick_entry")
    assert book.drafts() == []
    assert [a.kind for a in book.actions()] == ["note"], "typing is no step of the work"
