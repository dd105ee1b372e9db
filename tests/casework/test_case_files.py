"""Opening: whatever lies there, one clear sentence and nothing lost."""

import os
import random
import sqlite3

import pytest
import sqlcipher3.dbapi2 as sqlcipher

from casework.casebook import Casebook
from casework.entities.enterprises import Enterprise
from casework.errors import BadInput, CaseworkError, FileTrouble, NotFound
from casework.records import Clock
from casework.store import backup, encryption, file_system, migrations
from casework.store.case_files import restore_backup
from casework.store.connection import APPLICATION_ID, open_database
from tests.casework.conftest import TODAY

CLOCK = Clock.fixed(TODAY)
WORDS = "一个够长的中文口令"


def opened(path, **how):
    return Casebook.open(path, clock=CLOCK, actor="王敏", **how)


def filled(path, count=40, **how):
    """A closed case file with some enterprises."""
    with Casebook.create(path, clock=CLOCK, actor="王敏", **how) as book, book.change("填") as write:
        for number in range(count):
            write.save(Enterprise(name=f"示例企业{number}", note="长" * 300))
    return path


def test_a_missing_file_is_told_by_its_name(tmp_path):
    with pytest.raises(NotFound, match="没有的"):
        opened(tmp_path / "没有的.huifang")


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 a zip", b"\x00" * 4096, os.urandom(5000), "文字".encode()])
def test_what_is_no_case_file_is_refused_and_left_alone(tmp_path, content):
    path = tmp_path / "a.huifang"
    path.write_bytes(content)
    with pytest.raises(FileTrouble, match="不是案卷"):
        opened(path)
    assert path.read_bytes() == content
    assert [p.name for p in tmp_path.iterdir()] == ["a.huifang"]


def test_a_database_of_another_program_is_refused_and_left_alone(tmp_path):
    path = tmp_path / "a.huifang"
    other = sqlite3.connect(path)
    other.execute("create table unit (x)")
    other.close()
    before = path.read_bytes()
    with pytest.raises(FileTrouble, match="其他程序"):
        opened(path)
    assert path.read_bytes() == before


def test_a_file_of_a_newer_program_opens_for_reading_only_and_says_so(tmp_path):
    path = filled(tmp_path / "a.huifang")
    raw = sqlcipher.connect(str(path))
    raw.execute("pragma user_version = 99")
    raw.close()
    with opened(path) as book:
        assert book.read_only
        assert "新版" in book.why_read_only
        assert book.count(Enterprise) == 40
        with pytest.raises(FileTrouble, match="新版"), book.change("改") as write:
            write.save(Enterprise(name="不行"))


def test_a_truncated_file_is_told_as_damaged_and_not_touched(tmp_path):
    path = filled(tmp_path / "a.huifang", 400)
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(FileTrouble, match="损坏"), opened(path) as book:
        book.check()
        book.select(Enterprise)
    assert path.read_bytes() == whole[: len(whole) // 2]


def test_random_bytes_over_pages_are_told_as_damage_by_check(tmp_path):
    path = filled(tmp_path / "a.huifang", 400)
    noise = random.Random(7)
    with path.open("rb+") as file:
        for page in (3, 9, 17):
            file.seek(page * 4096)
            file.write(noise.randbytes(4096))
    with pytest.raises(FileTrouble) as damage, opened(path) as book:
        found = book.check()
        raise FileTrouble("found by check" if found else "overlooked", code="broken" if found else "")
    assert damage.value.code == "broken"


def test_a_damaged_file_is_set_aside_and_the_newest_good_backup_takes_its_place(tmp_path):
    path = filled(tmp_path / "a.huifang", 400)
    with opened(path) as book:
        good = book.back_up("daily")
    damaged = path.read_bytes()[:5000]
    path.write_bytes(damaged)
    newer = good.with_name(good.name.replace("-090000-", "-100000-"))
    newer.write_bytes(b"SQLite format 3\x00" + b"\x07" * 9000)
    assert backup.newest_good(path).path == good
    aside = restore_backup(good, path, CLOCK.now())
    assert aside.read_bytes() == damaged
    with opened(path) as book:
        assert book.count(Enterprise) == 400


def test_restoring_never_replaces_a_sound_file(tmp_path):
    path = filled(tmp_path / "a.huifang")
    with opened(path) as book:
        copy = book.back_up_to(tmp_path / "b.huifang")
    with pytest.raises(FileTrouble, match="已经存在"):
        restore_backup(copy, path, CLOCK.now())
    with opened(path) as book, pytest.raises(FileTrouble, match="已经存在"):
        book.back_up_to(copy)


def test_a_wrong_passphrase_and_a_missing_one_are_told_apart_from_damage(tmp_path):
    path = filled(tmp_path / "a.huifang", passphrase=WORDS)
    with pytest.raises(FileTrouble) as locked:
        opened(path)
    with pytest.raises(FileTrouble) as wrong:
        opened(path, passphrase="另外一个够长的口令")
    assert (locked.value.code, wrong.value.code) == ("locked", "wrong_key")
    with opened(path, passphrase=WORDS) as book:
        assert book.encrypted
        assert book.count(Enterprise) == 40


def test_an_encrypted_file_and_its_backup_hold_no_readable_word(tmp_path):
    path = filled(tmp_path / "a.huifang", passphrase=WORDS)
    with opened(path, passphrase=WORDS) as book:
        copy = book.back_up()
    for file in (path, copy):
        assert "示例企业".encode() not in file.read_bytes()
        assert b"SQLite format 3" not in file.read_bytes()
    with opened(copy, passphrase=WORDS, read_only=True) as book:
        assert book.count(Enterprise) == 40


def test_the_recovery_key_opens_the_file_and_a_changed_passphrase_locks_out_the_old_one(tmp_path):
    path = tmp_path / "a.huifang"
    with Casebook.create(path, clock=CLOCK, actor="王敏", passphrase=WORDS) as book:
        recovery = book.recovery_key
    with opened(path, passphrase=recovery.lower().replace("-", " ")):
        pass
    encryption.change_passphrase(path, recovery, "新换的够长的口令")
    with opened(path, passphrase="新换的够长的口令"):
        pass
    encryption.forget_former_generation(path)
    with pytest.raises(FileTrouble):
        opened(path, passphrase=WORDS)
    with pytest.raises(BadInput):
        encryption.change_passphrase(path, recovery, "短")


def test_a_damaged_key_file_is_told_as_such(tmp_path):
    path = filled(tmp_path / "a.huifang", passphrase=WORDS)
    key = encryption.key_file(path)
    key.write_text(key.read_text().replace("1", "2", 1))
    with pytest.raises(FileTrouble, match="密钥文件"):
        opened(path, passphrase=WORDS)


def test_one_window_a_file_while_scripts_go_on_beside_it(tmp_path):
    path = filled(tmp_path / "a.huifang")
    with opened(path, window=True):
        with pytest.raises(FileTrouble, match="另一个窗口"):
            opened(path, window=True)
        with opened(path) as script, script.change("脚本") as write:
            write.save(Enterprise(name="示例脚本"))
    with opened(path, window=True) as book:
        assert book.count(Enterprise) == 41


def test_a_file_in_a_synchronised_folder_opens_for_reading_only_with_the_way_out(tmp_path):
    folder = tmp_path / "坚果云"
    folder.mkdir()
    path = filled(tmp_path / "a.huifang").rename(folder / "a.huifang")
    with opened(path) as book:
        assert book.read_only
        assert "本机" in book.why_read_only


@pytest.mark.parametrize(
    ("kind", "place"), [("cifs", "remote"), ("nfs4", "remote"), ("ext4", "local"), ("9p", "remote")]
)
def test_the_kind_of_mount_decides_whether_a_file_is_written(tmp_path, kind, place):
    mounts = f"20 1 0:0 / / rw - ext4 /dev/x rw\n21 20 0:0 / /mnt/share rw - {kind} //s rw\n"
    assert file_system._linux_place(file_system.Path("/mnt/share/卷"), mounts) == place
    assert file_system._linux_place(file_system.Path("/home"), mounts) == "local"


def test_an_older_file_is_backed_up_and_brought_up_to_date(tmp_path, monkeypatch):
    path = filled(tmp_path / "a.huifang")
    raw = sqlcipher.connect(str(path))
    raw.execute("pragma user_version = 0")
    raw.close()
    with opened(path) as book:
        assert book.info()["version"] == migrations.latest_version()
        assert book.count(Enterprise) == 40
    assert [b.reason for b in backup.backups(path)] == ["migration"]


def test_backups_are_kept_in_rotation_and_never_overwritten(tmp_path, monkeypatch):
    path = filled(tmp_path / "a.huifang")
    monkeypatch.setitem(backup._KEPT, "import", 3)
    moment = CLOCK.now()
    with opened(path) as book:
        for minute in range(5):
            backup.back_up(book._file, moment.replace(minute=minute), "import")
        kept = [b.made_at.minute for b in backup.backups(path)]
        assert kept == [4, 3, 2]
        assert book.back_up_if_due() is not None
        assert book.back_up_if_due() is None


def test_a_full_disk_refuses_the_backup_and_keeps_no_part(tmp_path, monkeypatch):
    path = filled(tmp_path / "a.huifang")
    monkeypatch.setattr(backup.shutil, "disk_usage", lambda _p: type("U", (), {"free": 10})())
    with opened(path) as book, pytest.raises(FileTrouble, match="空间"):
        book.back_up()
    assert list(backup.backup_folder(path).iterdir()) == []


def test_a_foreign_application_id_is_what_marks_our_files(tmp_path):
    path = filled(tmp_path / "a.huifang")
    file = open_database(path, read_only=True)
    assert file.database.execute("pragma application_id").fetchone()[0] == APPLICATION_ID
    file.database.close()


def test_every_refusal_says_what_to_do(tmp_path):
    (tmp_path / "a.huifang").write_bytes(b"x")
    with pytest.raises(CaseworkError) as refused:
        opened(tmp_path / "a.huifang")
    assert refused.value.remedy


def test_a_case_file_that_cannot_be_made_leaves_nothing_behind(tmp_path, monkeypatch):
    monkeypatch.setattr("casework.store.case_files.migrate", lambda _database: 1 // 0)
    with pytest.raises(ZeroDivisionError):
        Casebook.create(tmp_path / "新.huifang", clock=CLOCK, actor="王敏", passphrase=WORDS)
    assert list(tmp_path.iterdir()) == []


def test_a_guess_at_a_passphrase_is_dear(real_cost):
    assert real_cost["n"] * real_cost["r"] * 128 >= 64 << 20  # bytes of memory a guess
