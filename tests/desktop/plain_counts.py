# ruff: noqa: E501 - one statement a line, and no value from outside in any
# fmt: off
"""The counts of the monthly summary in plain SQL and in words of their own, past all code of the program."""

VISITS = "from visit v where v.removed_at is null and v.state = 'done' and v.territory_id in ({place}) and v.occurred_on like '{month}-%'"
CLOSED = "from appeal a where a.removed_at is null and a.state = 'closed' and a.territory_id in ({place}) and a.closed_on like '{month}-%'"
TAKEN = "from appeal a where a.removed_at is null and a.territory_id in ({place}) and a.accepted_on like '{month}-%'"
FIRMS = "from enterprise e where e.removed_at is null and e.territory_id in ({place}) and coalesce(e.registered_on, '') <= '{day}' and coalesce(e.deregistered_on, '9') > '{day}'"
KEY = " and e.id in (select enterprise_id from enterprise_class where removed_at is null and class_state = 'valid' and class_code = '{code}' and year = {year})"
LAST_STATE = "(select state from appeal_step s where s.appeal_id = a.id and s.removed_at is null and s.happened_on <= '{day}' order by s.happened_on desc, s.rowid desc limit 1)"
IN_HAND = f"from appeal a where a.removed_at is null and a.case_kind = 'appeal' and a.territory_id in ({{place}}) and a.accepted_on <= '{{day}}' and {LAST_STATE} not in ('closed', 'withdrawn', 'merged')"
FROM_FIRMS = "enterprise_id in (select id from enterprise where territory_id in ({place}))"
AT_PROJECT = "coalesce(p.territory_id, (select territory_id from enterprise e where e.id = p.enterprise_id)) in ({place}) and p.parent_id is null and p.removed_at is null"
ENTERED = f"from project_stage s, project p where p.id = s.project_id and s.removed_at is null and {AT_PROJECT} and s.entered_on like '{{month}}-%' and s.stage = "
MATCHED = "from match_step s, match m, demand d where m.id = s.match_id and d.id = m.demand_id and s.removed_at is null and m.removed_at is null and d.territory_id in ({place}) and s.happened_on like '{month}-%' and s.state = "
LINES = "from list_line l, responsibility_list r where r.id = l.list_id and l.removed_at is null and coalesce(r.unit_id, l.lead_unit_id) in ({place})"

COUNTS = {
    "工业企业": ("家", f"select count(*) {FIRMS} and e.is_industrial"),
    **{
        label: ("家", f"select count(*) {FIRMS} {KEY}".replace("{code}", code))
        for label, code in {
            "规上企业": "above_scale",
            "高新技术企业": "high_tech",
            "科技型中小企业": "st_sme",
            "专精特新企业": "specialised_new",
            "专精特新“小巨人”企业": "little_giant",
            "瞪羚企业": "gazelle",
            "重点企业": "key_enterprise",
        }.items()
    },
    "已配企服专员": (
        "家",
        f"select count(*) {FIRMS} {KEY} and exists (select 1 from commissioner_assignment c where c.removed_at is null"
        " and c.enterprise_id = e.id and '{day}' between c.from_on and coalesce(c.to_on, '9'))".replace("{code}", "key_enterprise"),
    ),
    "走访与联系": ("家次", f"select count(*) {VISITS}"),
    "联系企业": ("家", f"select count(distinct enterprise_id) {VISITS}"),
    "实地走访": ("家次", f"select count(*) {VISITS} and contact_mode = 'on_site'"),
    "电话沟通": ("家次", f"select count(*) {VISITS} and contact_mode = 'phone'"),
    "线上联系": ("家次", f"select count(*) {VISITS} and contact_mode = 'online'"),
    "座谈会联系": ("家次", f"select count(*) {VISITS} and contact_mode = 'symposium'"),
    "帮代办手续": ("件", f"select count(*) {CLOSED} and case_kind = 'procedure'"),
    "协调解决纠纷": ("件", f"select count(*) {CLOSED} and case_kind = 'dispute'"),
    "办理诉求": ("件", f"select count(*) {CLOSED} and case_kind = 'appeal'"),
    "未评价诉求": ("件", f"select count(*) {CLOSED} and case_kind = 'appeal' and rating in ('', 'not_rated')"),
    "受理诉求": ("件", f"select count(*) {TAKEN} and case_kind = 'appeal'"),
    "在办诉求": ("件", f"select count(*) {IN_HAND}"),
    "超期诉求": (
        "件",
        (f"select count(*) {IN_HAND} and a.due_on < '{{day}}' and not exists (select 1 from appeal_stop t where"
        " t.appeal_id = a.id and t.removed_at is null and '{day}' between t.from_on and coalesce(t.to_on, '9'))"),
    ),
    "新增需求": ("条", "select count(*) from demand d where d.removed_at is null and d.territory_id in ({place}) and d.posted_on like '{month}-%'"),
    "达成撮合": ("对", f"select count(distinct m.id) {MATCHED} 'accepted'"),
    "达成意向": ("对", f"select count(distinct m.id) {MATCHED} 'intention'"),
    "作出承诺": ("条", f"select count(*) from commitment where removed_at is null and {FROM_FIRMS} and promised_on like '{{month}}-%' and carried_from_id is null"),
    "兑现承诺": ("条", f"select count(*) from commitment where removed_at is null and {FROM_FIRMS} and settled_on like '{{month}}-%' and state = 'kept'"),
    "逾期承诺": (
        "条",
        (f"select count(*) from commitment c where removed_at is null and {FROM_FIRMS} and promised_on <= '{{day}}' and due_on < '{{day}}'"
        " and coalesce(settled_on, '9') > '{day}' and not exists (select 1 from commitment n where n.carried_from_id = c.id"
        " and n.removed_at is null and n.promised_on <= '{day}')"),
    ),
    "新签约": ("个", f"select count(*) {ENTERED} 'signed'"),
    "签约项目": ("个", f"select count(distinct p.id) {ENTERED} 'signed'"),
    "新开工": ("个", f"select count(*) {ENTERED} 'started'"),
    "新投产": ("个", f"select count(*) {ENTERED} 'commissioned'"),
    "新谋划项目": ("个", f"select count(*) {ENTERED} 'planned'"),
    "新储备项目": ("个", f"select count(*) {ENTERED} 'reserved'"),
    "新对接项目": ("个", f"select count(*) {ENTERED} 'contact'"),
    "新达成意向项目": ("个", f"select count(*) {ENTERED} 'intention'"),
    "新进入中试项目": ("个", f"select count(*) {ENTERED} 'pilot'"),
    "新产业化项目": ("个", f"select count(*) {ENTERED} 'industrialised'"),
    "协议引资": ("元", f"select sum(p.agreed_investment) {ENTERED} 'signed'"),
    "签约金额": ("元", f"select sum(p.signed_amount) {ENTERED} 'signed'"),
    "意向金额": ("元", f"select sum(p.intended_amount) {ENTERED} 'intention'"),
    "到账金额": ("元", f"select sum(p.received_amount) {ENTERED} 'signed'"),
    "技术合同认定登记": ("份", f"select count(*) from project p where {AT_PROJECT} and registered_on like '{{month}}-%' and registration_no <> ''"),
    "认定登记合同金额": ("元", f"select sum(signed_amount) from project p where {AT_PROJECT} and registered_on like '{{month}}-%' and registration_no <> ''"),
    "未破解的难点卡点堵点": (
        "个",
        ("select count(*) from blocker b left join project p on p.id = b.project_id left join appeal a on a.id = b.appeal_id"
        " where b.removed_at is null and b.since_on <= '{day}' and coalesce(b.cleared_on, '9') > '{day}' and"
        " coalesce(p.territory_id, (select territory_id from enterprise e where e.id = p.enterprise_id), a.territory_id) in ({place})"),
    ),
    "清单条目销号": ("项", f"select count(*) {LINES} and l.struck_off_on like '{{month}}-%'"),
    "清单条目超期": ("项", f"select count(*) {LINES} and l.state <> 'draft' and l.due_on < '{{day}}' and coalesce(l.struck_off_on, '9') > '{{day}}'"),
    "政策兑付": ("笔", f"select count(*) from policy_payout where removed_at is null and {FROM_FIRMS} and paid_on like '{{month}}-%'"),
    "政策兑付金额": ("元", f"select sum(paid_amount) from policy_payout where removed_at is null and {FROM_FIRMS} and paid_on like '{{month}}-%'"),
    "互访批次": ("批次", "select count(*) from mutual_visit where removed_at is null and territory_id in ({place}) and occurred_on like '{month}-%'"),
    "互访人数": ("人", "select sum(a.person_times) from mutual_visit m, attendance a where a.mutual_visit_id = m.id and m.removed_at is null and a.removed_at is null and m.territory_id in ({place}) and m.occurred_on like '{month}-%'"),
    "创新平台": ("个", "select value from reported_figure where indicator = 'platforms' and scope_id = (select id from unit where name = '{scope}') and as_of <= '{day}' and substr(as_of, 1, 4) = '{year}'"),
}
"""What stands in the annex, by its label there: measure word (元: fen, said in 元, 万元, 亿元) and an own way to count it."""
RATES = {
    "重点企业联系率": (
        f"select count(*) {FIRMS} {KEY} and e.id in (select enterprise_id {VISITS.replace('and v.territory_id in ({place})', '')})".replace("{code}", "key_enterprise"),
        f"select count(*) {FIRMS} {KEY}".replace("{code}", "key_enterprise"),
    ),
    "有成果的联系": (
        (f"select count(*) {VISITS} and v.id in (select visit_id from appeal where removed_at is null and visit_id <> ''"
        " union select visit_id from demand where removed_at is null and visit_id <> ''"
        " union select visit_id from commitment where removed_at is null and visit_id <> '')"),
        f"select count(*) {VISITS}",
    ),
    "满意率": (
        f"select count(*) {CLOSED} and case_kind = 'appeal' and rating = 'satisfied'",
        f"select count(*) {CLOSED} and case_kind = 'appeal' and rating not in ('', 'not_rated')",
    ),
    "满意率（含基本满意）": (
        f"select count(*) {CLOSED} and case_kind = 'appeal' and rating in ('satisfied', 'basically_satisfied')",
        f"select count(*) {CLOSED} and case_kind = 'appeal' and rating not in ('', 'not_rated')",
    ),
    "按时办结率": (
        f"select count(*) {CLOSED} and case_kind = 'appeal' and closed_on <= due_on",
        f"select count(*) {CLOSED} and case_kind = 'appeal' and due_on <> ''",
    ),
    "按时答复率": (
        "select count(*) from appeal where removed_at is null and case_kind = 'appeal' and territory_id in ({place}) and answered_on like '{month}-%' and answered_on <= answer_due_on",
        "select count(*) from appeal where removed_at is null and case_kind = 'appeal' and territory_id in ({place}) and answered_on like '{month}-%' and answer_due_on <> ''",
    ),
}
BASES = {"已配企服专员": "重点企业", "未评价诉求": "办理诉求", "超期诉求": "在办诉求"}
ROUNDED = {"帮代办手续": 1, "协调解决纠纷": 2}
"""Significant digits of those that are printed rounded (product.md section 3, row 2)."""
