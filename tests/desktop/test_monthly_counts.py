"""Every number on the monthly summary is counted once more in plain SQL: three months of two scopes, text and annex."""

import calendar
import contextlib
import re

import pytest
import sqlcipher3.dbapi2 as sqlcipher

from tests.desktop.plain_counts import BASES, CLOSED, COUNTS, ENTERED, RATES, ROUNDED, TAKEN, VISITS
from tests.test_main_job import text_of

TODAY = "2022-12-30"
PAPERS = [(scope, month) for scope, months in (
    ("自贡市", ("2022-10", "2022-11", "2022-12")),
    ("南川工业园区", ("2024-08", "2024-09", "2024-10")),
) for month in months]  # fmt: skip


@pytest.fixture(scope="module")
def counted(sample_made):
    """Counts in plain SQL over the sample, past all code of the program."""
    with contextlib.closing(sqlcipher.connect(str(sample_made / "示例.huifang"))) as database:

        def count(sql, scope, month):
            year, number = map(int, month.split("-"))
            day = min(f"{month}-{calendar.monthrange(year, number)[1]:02d}", TODAY if month == TODAY[:7] else "9")
            place = ", ".join(f"'{one}'" for one in units_of(database, scope))
            filled = sql
            for name, value in {"place": place, "month": month, "day": day, "year": day[:4], "scope": scope}.items():
                filled = filled.replace(f"{{{name}}}", value)
            row = database.execute(filled).fetchone()
            return (row[0] if row else 0) or 0

        yield count


def units_of(database, scope):
    """The ids of a unit and of all below it, level by level."""
    found = [row[0] for row in database.execute("select id from unit where name = ?", [scope])]
    for unit in found:
        found += [row[0] for row in database.execute("select id from unit where parent_id = ?", [unit])]
    return found


def before(month):
    year, number = map(int, month.split("-"))
    return f"{year - (number == 1)}-{(number - 2) % 12 + 1:02d}"


def said(label, value):
    """A value as the paper says it, in own words: 近40件, 1.4亿元."""
    measure = COUNTS[label][0]
    if measure == "元":
        fen = 100
        for size, unit in ((10**8, "亿元"), (10**4, "万元"), (1, "元")):
            if value >= size * fen or size == 1:
                return f"{value / size / fen:.10f}".rstrip("0").rstrip(".") + unit
    digits = ROUNDED.get(label, 9)
    step = 10 ** max(len(str(value)) - digits, 0)
    cut, up = value // step * step, -(-value // step) * step
    if step == 1 or cut == value:
        return f"{value}{measure}"
    return f"近{up}{measure}" if up - value < value - cut else f"{cut}余{measure}"


def percent(part, whole):
    return f"{100 * part / whole:.1f}".removesuffix(".0") + "%"


def annex_row(label, value, earlier, whole):
    base = f"{percent(value, whole)}（{value}/{whole}）" if whole else "—"
    return f"{label}{said(label, value)}{base}{'—' if earlier is None else said(label, earlier)}"


@pytest.mark.parametrize(("scope", "month"), PAPERS)
def test_every_number_of_the_annex_is_counted_anew(shell, sample, counted, scope, month):
    told = printed(shell, sample, scope, month)
    annex = told[told.index("口径记录") :]
    rows = shell.done("figures", sample, "--period", month, "--scope", scope)["figures"]
    telling = {row["label"]: row for row in rows if row["value"]}
    assert telling.keys() <= COUNTS.keys() | RATES.keys()
    for label, row in telling.items():
        if label in RATES:
            part, whole = (counted(sql, scope, month) for sql in RATES[label])
            assert (row["base"]["num"], row["base"]["den"]) == (part, whole), label
            line = f"{label}{percent(part, whole)}{part}/{whole}"
        else:
            sql = COUNTS[label][1]
            value, earlier = counted(sql, scope, month), counted(sql, scope, before(month))
            whole = counted(COUNTS[BASES[label]][1], scope, month) if label in BASES else None
            assert row["value"] == value, label
            line = annex_row(label, value, earlier if label != "创新平台" else None, whole)
        if line not in annex:  # what says the same as another row of its part stands once
            assert [o["value"] for name, o in telling.items() if name != label].count(row["value"]), line
            assert f"{label}{row['text'].partition('（')[0]}" not in annex, line
    for label, (_measure, sql) in COUNTS.items():
        assert label in telling or not counted(sql, scope, month), label


@pytest.mark.parametrize(("scope", "month"), PAPERS)
def test_no_number_of_the_text_is_left_unexplained(shell, sample, counted, scope, month):
    told = printed(shell, sample, scope, month)
    text = told[told.index("一、企业与专员") : told.index("附件：")]
    known = set()
    for label, (_measure, sql) in COUNTS.items():
        for part in (scope, month), (scope, before(month)):
            value = counted(sql, *part)
            known |= {said(label, value), f"{value}{_measure}"}
    for part_sql, whole_sql in RATES.values():
        part, whole = counted(part_sql, scope, month), counted(whole_sql, scope, month)
        if whole:
            known.add(f"{percent(part, whole)}（{part}/{whole}）")
    known |= parts_and_course(counted, scope, month)
    year, number = map(int, month.split("-"))
    for words in (
        rf"{year}年(?:{number}|1—{number}|\d+—{number})月(?:\d+日)?",
        r"—\d+—",
        r"\d+—?\d*月",
        r"图\d",
        r"（\d{4}年）",
    ):
        text = re.sub(words, "", text)
    for words in sorted(known, key=len, reverse=True):
        text = text.replace(words, "")
    assert not re.findall(r"\d[\d./%]*\w?", text), text


def parts_and_course(counted, scope, month):
    """Numbers that follow from others: parts of a total, the months of a year, the way to the annual targets."""
    year, number = month.split("-")
    known = set()
    handled = {
        m: counted(f"select count(*) {CLOSED} and case_kind = 'appeal'", scope, f"{year}-{m:02d}")
        for m in range(1, int(number) + 1)
    }
    known |= {f"{count}件" for count in handled.values()} | {
        f"{abs(handled[int(number)] - handled.get(int(number) - 1, 0))}件"
    }
    total = sum(handled.values())
    known |= {f"合计{total}", "".join(f"{count}{m}月" for m, count in handled.items())}
    known |= {f"{count}" for count in handled.values()}
    for column, table in (("service_mode", CLOSED), ("appeal_kind", TAKEN)):
        for code in ("agency", "mediation", "immediate", "in_park", "difficulty", "demand", "suggestion"):
            part = counted(f"select count(*) {table} and case_kind = 'appeal' and {column} = '{code}'", scope, month)
            known.add(f"{part}件")
    contacts = counted(f"select count(*) {VISITS}", scope, month)
    for mode in ("on_site", "phone", "online"):
        one = counted(f"select count(*) {VISITS} and contact_mode = '{mode}'", scope, month)
        known.add(f"{one}家次{one}/{contacts}")
    if scope == "南川工业园区":  # annual targets: 30 projects, 100 亿元
        months = [f"{year}-{m:02d}" for m in range(1, int(number) + 1)]
        signed = sum(counted(f"select count(*) {ENTERED} 'signed'", scope, m) for m in months)
        agreed = sum(counted(f"select sum(p.agreed_investment) {ENTERED} 'signed'", scope, m) for m in months) / 10**10
        known |= {f"{percent(signed, 30)}（{signed}/30）", f"{percent(agreed, 100)}（{agreed:g}/100亿元）"}
        known |= {f"{percent(int(number), 12)}（{int(number)}/12）", f"{int(number)}/12", percent(int(number), 12)}
        known |= {percent(signed, 30), f"{signed}/30个", percent(agreed, 100), f"{agreed:g}/100亿元"}
        known |= {f"{30 - signed}个", f"{100 - agreed:.10g}亿元"}
    return known


PRINTED = {}


def printed(shell, sample, scope, month):
    """The words of the paper; printed once for both tests."""
    if (scope, month) not in PRINTED:
        out = shell.folder / "小结.pdf"
        shell.done("print", sample, "monthly-summary", "--period", month, "--scope", scope, "-o", out)
        PRINTED[scope, month] = text_of(out)
    return PRINTED[scope, month]
