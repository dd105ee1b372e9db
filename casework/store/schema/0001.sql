-- The first schema of a case file. Frozen once released: later changes are new migrations.

CREATE TABLE "unit" (
    id TEXT PRIMARY KEY NOT NULL,
    version INTEGER NOT NULL,
    removed_at TEXT,
    removed_by TEXT NOT NULL DEFAULT '',
    name TEXT NOT NULL,
    short_name TEXT NOT NULL DEFAULT '',
    unit_kind TEXT NOT NULL,
    parent_id TEXT REFERENCES "unit"(id) DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX unit_by_parent_id ON "unit"(parent_id);

CREATE TABLE "person" (
    id TEXT PRIMARY KEY NOT NULL,
    version INTEGER NOT NULL,
    removed_at TEXT,
    removed_by TEXT NOT NULL DEFAULT '',
    name TEXT NOT NULL,
    unit_id TEXT REFERENCES "unit"(id) DEFERRABLE INITIALLY DEFERRED,
    role TEXT NOT NULL DEFAULT '',
    post TEXT NOT NULL DEFAULT '',
    phone TEXT NOT NULL DEFAULT '',
    active INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX person_by_unit_id ON "person"(unit_id);

CREATE TABLE "enterprise" (
    id TEXT PRIMARY KEY NOT NULL,
    version INTEGER NOT NULL,
    removed_at TEXT,
    removed_by TEXT NOT NULL DEFAULT '',
    number TEXT NOT NULL DEFAULT '',
    name TEXT NOT NULL,
    short_name TEXT NOT NULL DEFAULT '',
    uscc TEXT NOT NULL DEFAULT '',
    territory_id TEXT REFERENCES "unit"(id) DEFERRABLE INITIALLY DEFERRED,
    address TEXT NOT NULL DEFAULT '',
    industry_chain TEXT NOT NULL DEFAULT '',
    main_business TEXT NOT NULL DEFAULT '',
    is_industrial INTEGER NOT NULL DEFAULT 0,
    registered_on TEXT,
    deregistered_on TEXT,
    registered_capital INTEGER,
    revenue_year INTEGER,
    revenue INTEGER,
    revenue_before INTEGER,
    research_spending INTEGER,
    employees INTEGER,
    note TEXT NOT NULL DEFAULT '',
    folded_name TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX enterprise_by_territory_id ON "enterprise"(territory_id);

CREATE TABLE "enterprise_alias" (
    id TEXT PRIMARY KEY NOT NULL,
    version INTEGER NOT NULL,
    removed_at TEXT,
    removed_by TEXT NOT NULL DEFAULT '',
    enterprise_id TEXT NOT NULL REFERENCES "enterprise"(id) DEFERRABLE INITIALLY DEFERRED,
    name TEXT NOT NULL,
    alias_kind TEXT NOT NULL
) STRICT;
CREATE INDEX enterprise_alias_by_enterprise_id ON "enterprise_alias"(enterprise_id);

CREATE TABLE "enterprise_class" (
    id TEXT PRIMARY KEY NOT NULL,
    version INTEGER NOT NULL,
    removed_at TEXT,
    removed_by TEXT NOT NULL DEFAULT '',
    enterprise_id TEXT NOT NULL REFERENCES "enterprise"(id) DEFERRABLE INITIALLY DEFERRED,
    class_code TEXT NOT NULL,
    year INTEGER NOT NULL,
    class_state TEXT NOT NULL
) STRICT;
CREATE INDEX enterprise_class_by_enterprise_id ON "enterprise_class"(enterprise_id);

CREATE TABLE "commissioner_assignment" (
    id TEXT PRIMARY KEY NOT NULL,
    version INTEGER NOT NULL,
    removed_at TEXT,
    removed_by TEXT NOT NULL DEFAULT '',
    enterprise_id TEXT NOT NULL REFERENCES "enterprise"(id) DEFERRABLE INITIALLY DEFERRED,
    person_id TEXT NOT NULL REFERENCES "person"(id) DEFERRABLE INITIALLY DEFERRED,
    from_on TEXT NOT NULL,
    to_on TEXT,
    note TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX commissioner_assignment_by_enterprise_id ON "commissioner_assignment"(enterprise_id);
CREATE INDEX commissioner_assignment_by_person_id ON "commissioner_assignment"(person_id);

CREATE TABLE "contact_person" (
    id TEXT PRIMARY KEY NOT NULL,
    version INTEGER NOT NULL,
    removed_at TEXT,
    removed_by TEXT NOT NULL DEFAULT '',
    enterprise_id TEXT NOT NULL REFERENCES "enterprise"(id) DEFERRABLE INITIALLY DEFERRED,
    name TEXT NOT NULL,
    post TEXT NOT NULL DEFAULT '',
    phone TEXT NOT NULL DEFAULT '',
    email TEXT NOT NULL DEFAULT '',
    is_main INTEGER NOT NULL DEFAULT 0,
    note TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX contact_person_by_enterprise_id ON "contact_person"(enterprise_id);

CREATE TABLE "partner" (
    id TEXT PRIMARY KEY NOT NULL,
    version INTEGER NOT NULL,
    removed_at TEXT,
    removed_by TEXT NOT NULL DEFAULT '',
    name TEXT NOT NULL,
    partner_kind TEXT NOT NULL,
    partner_country TEXT NOT NULL DEFAULT '',
    node_id TEXT REFERENCES "unit"(id) DEFERRABLE INITIALLY DEFERRED,
    field_name TEXT NOT NULL DEFAULT '',
    note TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX partner_by_node_id ON "partner"(node_id);

CREATE TABLE "agreement" (
    id TEXT PRIMARY KEY NOT NULL,
    version INTEGER NOT NULL,
    removed_at TEXT,
    removed_by TEXT NOT NULL DEFAULT '',
    number TEXT NOT NULL DEFAULT '',
    partner_id TEXT NOT NULL REFERENCES "partner"(id) DEFERRABLE INITIALLY DEFERRED,
    name TEXT NOT NULL,
    signed_on TEXT NOT NULL,
    expires_on TEXT,
    territory_id TEXT REFERENCES "unit"(id) DEFERRABLE INITIALLY DEFERRED,
    content TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX agreement_by_partner_id ON "agreement"(partner_id);
CREATE INDEX agreement_by_territory_id ON "agreement"(territory_id);

CREATE TABLE "event" (
    id TEXT PRIMARY KEY NOT NULL,
    version INTEGER NOT NULL,
    removed_at TEXT,
    removed_by TEXT NOT NULL DEFAULT '',
    number TEXT NOT NULL DEFAULT '',
    event_kind TEXT NOT NULL,
    name TEXT NOT NULL,
    edition INTEGER,
    state TEXT NOT NULL,
    held_on TEXT,
    territory_id TEXT REFERENCES "unit"(id) DEFERRABLE INITIALLY DEFERRED,
    host_unit_id TEXT REFERENCES "unit"(id) DEFERRABLE INITIALLY DEFERRED,
    place TEXT NOT NULL DEFAULT '',
    minutes TEXT NOT NULL DEFAULT '',
    reason TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX event_by_territory_id ON "event"(territory_id);
CREATE INDEX event_by_host_unit_id ON "event"(host_unit_id);

CREATE TABLE "mutual_visit" (
    id TEXT PRIMARY KEY NOT NULL,
    version INTEGER NOT NULL,
    removed_at TEXT,
    removed_by TEXT NOT NULL DEFAULT '',
    number TEXT NOT NULL DEFAULT '',
    occurred_on TEXT NOT NULL,
    visit_direction TEXT NOT NULL,
    territory_id TEXT REFERENCES "unit"(id) DEFERRABLE INITIALLY DEFERRED,
    other_side TEXT NOT NULL DEFAULT '',
    topic TEXT NOT NULL DEFAULT '',
    agreement_id TEXT REFERENCES "agreement"(id) DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX mutual_visit_by_territory_id ON "mutual_visit"(territory_id);
CREATE INDEX mutual_visit_by_agreement_id ON "mutual_visit"(agreement_id);

CREATE TABLE "attendance" (
    id TEXT PRIMARY KEY NOT NULL,
    version INTEGER NOT NULL,
    removed_at TEXT,
    removed_by TEXT NOT NULL DEFAULT '',
    event_id TEXT REFERENCES "event"(id) DEFERRABLE INITIALLY DEFERRED,
    mutual_visit_id TEXT REFERENCES "mutual_visit"(id) DEFERRABLE INITIALLY DEFERRED,
    unit_name TEXT NOT NULL DEFAULT '',
    person_times INTEGER NOT NULL
) STRICT;
CREATE INDEX attendance_by_event_id ON "attendance"(event_id);
CREATE INDEX attendance_by_mutual_visit_id ON "attendance"(mutual_visit_id);

CREATE TABLE "revisit_round" (
    id TEXT PRIMARY KEY NOT NULL,
    version INTEGER NOT NULL,
    removed_at TEXT,
    removed_by TEXT NOT NULL DEFAULT '',
    round_no INTEGER NOT NULL,
    name TEXT NOT NULL,
    territory_id TEXT REFERENCES "unit"(id) DEFERRABLE INITIALLY DEFERRED,
    lead_unit_id TEXT REFERENCES "unit"(id) DEFERRABLE INITIALLY DEFERRED,
    opened_on TEXT NOT NULL,
    due_on TEXT,
    closed_on TEXT,
    previous_round_id TEXT REFERENCES "revisit_round"(id) DEFERRABLE INITIALLY DEFERRED,
    statement TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX revisit_round_by_territory_id ON "revisit_round"(territory_id);
CREATE INDEX revisit_round_by_lead_unit_id ON "revisit_round"(lead_unit_id);
CREATE INDEX revisit_round_by_previous_round_id ON "revisit_round"(previous_round_id);

CREATE TABLE "round_member" (
    id TEXT PRIMARY KEY NOT NULL,
    version INTEGER NOT NULL,
    removed_at TEXT,
    removed_by TEXT NOT NULL DEFAULT '',
    round_id TEXT NOT NULL REFERENCES "revisit_round"(id) DEFERRABLE INITIALLY DEFERRED,
    enterprise_id TEXT NOT NULL REFERENCES "enterprise"(id) DEFERRABLE INITIALLY DEFERRED,
    member_outcome TEXT NOT NULL DEFAULT '',
    reason TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX round_member_by_round_id ON "round_member"(round_id);
CREATE INDEX round_member_by_enterprise_id ON "round_member"(enterprise_id);

CREATE TABLE "visit" (
    id TEXT PRIMARY KEY NOT NULL,
    version INTEGER NOT NULL,
    removed_at TEXT,
    removed_by TEXT NOT NULL DEFAULT '',
    number TEXT NOT NULL DEFAULT '',
    enterprise_id TEXT NOT NULL REFERENCES "enterprise"(id) DEFERRABLE INITIALLY DEFERRED,
    territory_id TEXT REFERENCES "unit"(id) DEFERRABLE INITIALLY DEFERRED,
    round_id TEXT REFERENCES "revisit_round"(id) DEFERRABLE INITIALLY DEFERRED,
    contact_mode TEXT NOT NULL,
    visit_purpose TEXT NOT NULL DEFAULT '',
    is_revisit INTEGER NOT NULL DEFAULT 0,
    state TEXT NOT NULL,
    planned_on TEXT,
    occurred_on TEXT,
    contact_person_id TEXT REFERENCES "contact_person"(id) DEFERRABLE INITIALLY DEFERRED,
    counterpart TEXT NOT NULL DEFAULT '',
    topic TEXT NOT NULL DEFAULT '',
    findings TEXT NOT NULL DEFAULT '',
    nothing_yielded INTEGER NOT NULL DEFAULT 0,
    next_contact_on TEXT,
    next_contact_note TEXT NOT NULL DEFAULT '',
    no_next_contact INTEGER NOT NULL DEFAULT 0,
    agreement_id TEXT REFERENCES "agreement"(id) DEFERRABLE INITIALLY DEFERRED,
    event_id TEXT REFERENCES "event"(id) DEFERRABLE INITIALLY DEFERRED,
    cancel_reason TEXT NOT NULL DEFAULT '',
    author TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX visit_by_enterprise_id ON "visit"(enterprise_id);
CREATE INDEX visit_by_territory_id ON "visit"(territory_id);
CREATE INDEX visit_by_round_id ON "visit"(round_id);
CREATE INDEX visit_by_contact_person_id ON "visit"(contact_person_id);
CREATE INDEX visit_by_agreement_id ON "visit"(agreement_id);
CREATE INDEX visit_by_event_id ON "visit"(event_id);

CREATE TABLE "visit_party" (
    id TEXT PRIMARY KEY NOT NULL,
    version INTEGER NOT NULL,
    removed_at TEXT,
    removed_by TEXT NOT NULL DEFAULT '',
    visit_id TEXT NOT NULL REFERENCES "visit"(id) DEFERRABLE INITIALLY DEFERRED,
    unit_id TEXT REFERENCES "unit"(id) DEFERRABLE INITIALLY DEFERRED,
    person_id TEXT REFERENCES "person"(id) DEFERRABLE INITIALLY DEFERRED,
    party_role TEXT NOT NULL
) STRICT;
CREATE INDEX visit_party_by_visit_id ON "visit_party"(visit_id);
CREATE INDEX visit_party_by_unit_id ON "visit_party"(unit_id);
CREATE INDEX visit_party_by_person_id ON "visit_party"(person_id);

CREATE TABLE "common_problem" (
    id TEXT PRIMARY KEY NOT NULL,
    version INTEGER NOT NULL,
    removed_at TEXT,
    removed_by TEXT NOT NULL DEFAULT '',
    subject TEXT NOT NULL,
    description TEXT NOT NULL DEFAULT '',
    lead_unit_id TEXT REFERENCES "unit"(id) DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX common_problem_by_lead_unit_id ON "common_problem"(lead_unit_id);

CREATE TABLE "appeal" (
    id TEXT PRIMARY KEY NOT NULL,
    version INTEGER NOT NULL,
    removed_at TEXT,
    removed_by TEXT NOT NULL DEFAULT '',
    number TEXT NOT NULL DEFAULT '',
    case_kind TEXT NOT NULL,
    enterprise_id TEXT NOT NULL REFERENCES "enterprise"(id) DEFERRABLE INITIALLY DEFERRED,
    territory_id TEXT REFERENCES "unit"(id) DEFERRABLE INITIALLY DEFERRED,
    visit_id TEXT REFERENCES "visit"(id) DEFERRABLE INITIALLY DEFERRED,
    subject TEXT NOT NULL,
    description TEXT NOT NULL DEFAULT '',
    appeal_kind TEXT NOT NULL DEFAULT '',
    service_mode TEXT NOT NULL,
    intake_scheme TEXT NOT NULL DEFAULT '',
    intake_channel TEXT NOT NULL DEFAULT '',
    state TEXT NOT NULL,
    accepted_on TEXT NOT NULL,
    person_id TEXT REFERENCES "person"(id) DEFERRABLE INITIALLY DEFERRED,
    assigned_unit_id TEXT REFERENCES "unit"(id) DEFERRABLE INITIALLY DEFERRED,
    assigned_on TEXT,
    limit_days INTEGER NOT NULL DEFAULT 0,
    answer_limit_days INTEGER NOT NULL DEFAULT 0,
    due_on TEXT,
    answer_due_on TEXT,
    stopped INTEGER NOT NULL DEFAULT 0,
    answer TEXT NOT NULL DEFAULT '',
    answered_on TEXT,
    evidence TEXT NOT NULL DEFAULT '',
    confirmation_mode TEXT NOT NULL DEFAULT '',
    confirmed_by TEXT NOT NULL DEFAULT '',
    confirmed_on TEXT,
    rating TEXT NOT NULL DEFAULT '',
    rating_words TEXT NOT NULL DEFAULT '',
    closed_on TEXT,
    outcome_reason TEXT NOT NULL DEFAULT '',
    merged_into_id TEXT REFERENCES "appeal"(id) DEFERRABLE INITIALLY DEFERRED,
    common_problem_id TEXT REFERENCES "common_problem"(id) DEFERRABLE INITIALLY DEFERRED,
    procedure_type TEXT NOT NULL DEFAULT '',
    receiving_department TEXT NOT NULL DEFAULT '',
    submitted_on TEXT,
    granted_on TEXT,
    papers_outstanding TEXT NOT NULL DEFAULT '',
    other_party TEXT NOT NULL DEFAULT '',
    dispute_kind TEXT NOT NULL DEFAULT '',
    settlement TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX appeal_by_enterprise_id ON "appeal"(enterprise_id);
CREATE INDEX appeal_by_territory_id ON "appeal"(territory_id);
CREATE INDEX appeal_by_visit_id ON "appeal"(visit_id);
CREATE INDEX appeal_by_person_id ON "appeal"(person_id);
CREATE INDEX appeal_by_assigned_unit_id ON "appeal"(assigned_unit_id);
CREATE INDEX appeal_by_merged_into_id ON "appeal"(merged_into_id);
CREATE INDEX appeal_by_common_problem_id ON "appeal"(common_problem_id);

CREATE TABLE "appeal_step" (
    id TEXT PRIMARY KEY NOT NULL,
    version INTEGER NOT NULL,
    removed_at TEXT,
    removed_by TEXT NOT NULL DEFAULT '',
    appeal_id TEXT NOT NULL REFERENCES "appeal"(id) DEFERRABLE INITIALLY DEFERRED,
    state TEXT NOT NULL,
    happened_on TEXT NOT NULL,
    actor TEXT NOT NULL DEFAULT '',
    unit_id TEXT REFERENCES "unit"(id) DEFERRABLE INITIALLY DEFERRED,
    note TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX appeal_step_by_appeal_id ON "appeal_step"(appeal_id);
CREATE INDEX appeal_step_by_unit_id ON "appeal_step"(unit_id);

CREATE TABLE "appeal_stop" (
    id TEXT PRIMARY KEY NOT NULL,
    version INTEGER NOT NULL,
    removed_at TEXT,
    removed_by TEXT NOT NULL DEFAULT '',
    appeal_id TEXT NOT NULL REFERENCES "appeal"(id) DEFERRABLE INITIALLY DEFERRED,
    from_on TEXT NOT NULL,
    to_on TEXT,
    reason TEXT NOT NULL,
    allowed_by TEXT NOT NULL DEFAULT '',
    end_reason TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX appeal_stop_by_appeal_id ON "appeal_stop"(appeal_id);

CREATE TABLE "commitment" (
    id TEXT PRIMARY KEY NOT NULL,
    version INTEGER NOT NULL,
    removed_at TEXT,
    removed_by TEXT NOT NULL DEFAULT '',
    number TEXT NOT NULL DEFAULT '',
    enterprise_id TEXT NOT NULL REFERENCES "enterprise"(id) DEFERRABLE INITIALLY DEFERRED,
    content TEXT NOT NULL,
    person_id TEXT REFERENCES "person"(id) DEFERRABLE INITIALLY DEFERRED,
    unit_id TEXT REFERENCES "unit"(id) DEFERRABLE INITIALLY DEFERRED,
    promised_to TEXT NOT NULL DEFAULT '',
    promised_on TEXT NOT NULL,
    due_on TEXT NOT NULL,
    visit_id TEXT REFERENCES "visit"(id) DEFERRABLE INITIALLY DEFERRED,
    appeal_id TEXT REFERENCES "appeal"(id) DEFERRABLE INITIALLY DEFERRED,
    round_id TEXT REFERENCES "revisit_round"(id) DEFERRABLE INITIALLY DEFERRED,
    carried_from_id TEXT REFERENCES "commitment"(id) DEFERRABLE INITIALLY DEFERRED,
    state TEXT NOT NULL,
    settled_on TEXT,
    proof TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX commitment_by_enterprise_id ON "commitment"(enterprise_id);
CREATE INDEX commitment_by_person_id ON "commitment"(person_id);
CREATE INDEX commitment_by_unit_id ON "commitment"(unit_id);
CREATE INDEX commitment_by_visit_id ON "commitment"(visit_id);
CREATE INDEX commitment_by_appeal_id ON "commitment"(appeal_id);
CREATE INDEX commitment_by_round_id ON "commitment"(round_id);
CREATE INDEX commitment_by_carried_from_id ON "commitment"(carried_from_id);

CREATE TABLE "expert" (
    id TEXT PRIMARY KEY NOT NULL,
    version INTEGER NOT NULL,
    removed_at TEXT,
    removed_by TEXT NOT NULL DEFAULT '',
    number TEXT NOT NULL DEFAULT '',
    name TEXT NOT NULL,
    unit_name TEXT NOT NULL DEFAULT '',
    academic_title TEXT NOT NULL DEFAULT '',
    discipline TEXT NOT NULL DEFAULT '',
    expertise TEXT NOT NULL DEFAULT '',
    works TEXT NOT NULL DEFAULT '',
    region TEXT NOT NULL DEFAULT '',
    phone TEXT NOT NULL DEFAULT '',
    email TEXT NOT NULL DEFAULT '',
    last_contacted_on TEXT,
    note TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE "demand" (
    id TEXT PRIMARY KEY NOT NULL,
    version INTEGER NOT NULL,
    removed_at TEXT,
    removed_by TEXT NOT NULL DEFAULT '',
    number TEXT NOT NULL DEFAULT '',
    enterprise_id TEXT NOT NULL REFERENCES "enterprise"(id) DEFERRABLE INITIALLY DEFERRED,
    territory_id TEXT REFERENCES "unit"(id) DEFERRABLE INITIALLY DEFERRED,
    visit_id TEXT REFERENCES "visit"(id) DEFERRABLE INITIALLY DEFERRED,
    subject TEXT NOT NULL,
    content TEXT NOT NULL DEFAULT '',
    field_name TEXT NOT NULL DEFAULT '',
    trl_wanted INTEGER,
    budget INTEGER,
    acceptance TEXT NOT NULL DEFAULT '',
    region TEXT NOT NULL DEFAULT '',
    direction TEXT NOT NULL DEFAULT '',
    due_on TEXT,
    posted_on TEXT NOT NULL,
    checked_on TEXT,
    expires_on TEXT,
    confidential INTEGER NOT NULL DEFAULT 0,
    state TEXT NOT NULL
) STRICT;
CREATE INDEX demand_by_enterprise_id ON "demand"(enterprise_id);
CREATE INDEX demand_by_territory_id ON "demand"(territory_id);
CREATE INDEX demand_by_visit_id ON "demand"(visit_id);

CREATE TABLE "offer" (
    id TEXT PRIMARY KEY NOT NULL,
    version INTEGER NOT NULL,
    removed_at TEXT,
    removed_by TEXT NOT NULL DEFAULT '',
    number TEXT NOT NULL DEFAULT '',
    offer_kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    content TEXT NOT NULL DEFAULT '',
    holder TEXT NOT NULL DEFAULT '',
    expert_id TEXT REFERENCES "expert"(id) DEFERRABLE INITIALLY DEFERRED,
    field_name TEXT NOT NULL DEFAULT '',
    trl INTEGER,
    ip_state TEXT NOT NULL DEFAULT '',
    region TEXT NOT NULL DEFAULT '',
    direction TEXT NOT NULL DEFAULT '',
    price INTEGER,
    conditions TEXT NOT NULL DEFAULT '',
    posted_on TEXT NOT NULL,
    checked_on TEXT,
    expires_on TEXT,
    confidential INTEGER NOT NULL DEFAULT 0,
    state TEXT NOT NULL
) STRICT;
CREATE INDEX offer_by_expert_id ON "offer"(expert_id);

CREATE TABLE "match" (
    id TEXT PRIMARY KEY NOT NULL,
    version INTEGER NOT NULL,
    removed_at TEXT,
    removed_by TEXT NOT NULL DEFAULT '',
    number TEXT NOT NULL DEFAULT '',
    demand_id TEXT NOT NULL REFERENCES "demand"(id) DEFERRABLE INITIALLY DEFERRED,
    offer_id TEXT REFERENCES "offer"(id) DEFERRABLE INITIALLY DEFERRED,
    expert_id TEXT REFERENCES "expert"(id) DEFERRABLE INITIALLY DEFERRED,
    state TEXT NOT NULL,
    opened_on TEXT NOT NULL,
    person_id TEXT REFERENCES "person"(id) DEFERRABLE INITIALLY DEFERRED,
    visit_id TEXT REFERENCES "visit"(id) DEFERRABLE INITIALLY DEFERRED,
    rank INTEGER,
    candidates INTEGER,
    reason TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX match_by_demand_id ON "match"(demand_id);
CREATE INDEX match_by_offer_id ON "match"(offer_id);
CREATE INDEX match_by_expert_id ON "match"(expert_id);
CREATE INDEX match_by_person_id ON "match"(person_id);
CREATE INDEX match_by_visit_id ON "match"(visit_id);

CREATE TABLE "match_step" (
    id TEXT PRIMARY KEY NOT NULL,
    version INTEGER NOT NULL,
    removed_at TEXT,
    removed_by TEXT NOT NULL DEFAULT '',
    match_id TEXT NOT NULL REFERENCES "match"(id) DEFERRABLE INITIALLY DEFERRED,
    state TEXT NOT NULL,
    happened_on TEXT NOT NULL,
    person_id TEXT REFERENCES "person"(id) DEFERRABLE INITIALLY DEFERRED,
    note TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX match_step_by_match_id ON "match_step"(match_id);
CREATE INDEX match_step_by_person_id ON "match_step"(person_id);

CREATE TABLE "project" (
    id TEXT PRIMARY KEY NOT NULL,
    version INTEGER NOT NULL,
    removed_at TEXT,
    removed_by TEXT NOT NULL DEFAULT '',
    number TEXT NOT NULL DEFAULT '',
    name TEXT NOT NULL,
    ladder TEXT NOT NULL,
    stage TEXT NOT NULL DEFAULT '',
    stage_entered_on TEXT,
    enterprise_id TEXT REFERENCES "enterprise"(id) DEFERRABLE INITIALLY DEFERRED,
    territory_id TEXT REFERENCES "unit"(id) DEFERRABLE INITIALLY DEFERRED,
    demand_id TEXT REFERENCES "demand"(id) DEFERRABLE INITIALLY DEFERRED,
    match_id TEXT REFERENCES "match"(id) DEFERRABLE INITIALLY DEFERRED,
    expert_id TEXT REFERENCES "expert"(id) DEFERRABLE INITIALLY DEFERRED,
    agreement_id TEXT REFERENCES "agreement"(id) DEFERRABLE INITIALLY DEFERRED,
    event_id TEXT REFERENCES "event"(id) DEFERRABLE INITIALLY DEFERRED,
    parent_id TEXT REFERENCES "project"(id) DEFERRABLE INITIALLY DEFERRED,
    person_id TEXT REFERENCES "person"(id) DEFERRABLE INITIALLY DEFERRED,
    cooperation_form TEXT NOT NULL DEFAULT '',
    direction TEXT NOT NULL DEFAULT '',
    theme TEXT NOT NULL DEFAULT '',
    content TEXT NOT NULL DEFAULT '',
    promoted_amount INTEGER,
    intended_amount INTEGER,
    agreed_investment INTEGER,
    signed_amount INTEGER,
    received_amount INTEGER,
    cooperation_funds INTEGER,
    signed_on_site INTEGER NOT NULL DEFAULT 0,
    contract_class TEXT NOT NULL DEFAULT '',
    registration_no TEXT NOT NULL DEFAULT '',
    registered_on TEXT,
    expected_output INTEGER,
    actual_output INTEGER,
    expected_jobs INTEGER,
    actual_jobs INTEGER,
    area INTEGER
) STRICT;
CREATE INDEX project_by_enterprise_id ON "project"(enterprise_id);
CREATE INDEX project_by_territory_id ON "project"(territory_id);
CREATE INDEX project_by_demand_id ON "project"(demand_id);
CREATE INDEX project_by_match_id ON "project"(match_id);
CREATE INDEX project_by_expert_id ON "project"(expert_id);
CREATE INDEX project_by_agreement_id ON "project"(agreement_id);
CREATE INDEX project_by_event_id ON "project"(event_id);
CREATE INDEX project_by_parent_id ON "project"(parent_id);
CREATE INDEX project_by_person_id ON "project"(person_id);

CREATE TABLE "project_stage" (
    id TEXT PRIMARY KEY NOT NULL,
    version INTEGER NOT NULL,
    removed_at TEXT,
    removed_by TEXT NOT NULL DEFAULT '',
    project_id TEXT NOT NULL REFERENCES "project"(id) DEFERRABLE INITIALLY DEFERRED,
    stage TEXT NOT NULL,
    entered_on TEXT NOT NULL,
    evidence TEXT NOT NULL DEFAULT '',
    override_reason TEXT NOT NULL DEFAULT '',
    person_id TEXT REFERENCES "person"(id) DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX project_stage_by_project_id ON "project_stage"(project_id);
CREATE INDEX project_stage_by_person_id ON "project_stage"(person_id);

CREATE TABLE "blocker" (
    id TEXT PRIMARY KEY NOT NULL,
    version INTEGER NOT NULL,
    removed_at TEXT,
    removed_by TEXT NOT NULL DEFAULT '',
    project_id TEXT REFERENCES "project"(id) DEFERRABLE INITIALLY DEFERRED,
    appeal_id TEXT REFERENCES "appeal"(id) DEFERRABLE INITIALLY DEFERRED,
    blocker_kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    owner_unit_id TEXT REFERENCES "unit"(id) DEFERRABLE INITIALLY DEFERRED,
    since_on TEXT NOT NULL,
    cleared_on TEXT,
    how_cleared TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX blocker_by_project_id ON "blocker"(project_id);
CREATE INDEX blocker_by_appeal_id ON "blocker"(appeal_id);
CREATE INDEX blocker_by_owner_unit_id ON "blocker"(owner_unit_id);

CREATE TABLE "responsibility_list" (
    id TEXT PRIMARY KEY NOT NULL,
    version INTEGER NOT NULL,
    removed_at TEXT,
    removed_by TEXT NOT NULL DEFAULT '',
    name TEXT NOT NULL,
    list_kind TEXT NOT NULL,
    unit_id TEXT REFERENCES "unit"(id) DEFERRABLE INITIALLY DEFERRED,
    exhaustive INTEGER NOT NULL DEFAULT 0,
    published_on TEXT
) STRICT;
CREATE INDEX responsibility_list_by_unit_id ON "responsibility_list"(unit_id);

CREATE TABLE "list_line" (
    id TEXT PRIMARY KEY NOT NULL,
    version INTEGER NOT NULL,
    removed_at TEXT,
    removed_by TEXT NOT NULL DEFAULT '',
    number TEXT NOT NULL DEFAULT '',
    list_id TEXT NOT NULL REFERENCES "responsibility_list"(id) DEFERRABLE INITIALLY DEFERRED,
    subject TEXT NOT NULL,
    content TEXT NOT NULL DEFAULT '',
    lead_unit_id TEXT REFERENCES "unit"(id) DEFERRABLE INITIALLY DEFERRED,
    responsible_person_id TEXT REFERENCES "person"(id) DEFERRABLE INITIALLY DEFERRED,
    due_on TEXT,
    next_report_on TEXT,
    state TEXT NOT NULL,
    subject_type TEXT NOT NULL DEFAULT '',
    subject_id TEXT NOT NULL DEFAULT '',
    superior_request INTEGER NOT NULL DEFAULT 0,
    addressee TEXT NOT NULL DEFAULT '',
    sent_on TEXT,
    reply TEXT NOT NULL DEFAULT '',
    struck_off_on TEXT,
    proof TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX list_line_by_list_id ON "list_line"(list_id);
CREATE INDEX list_line_by_lead_unit_id ON "list_line"(lead_unit_id);
CREATE INDEX list_line_by_responsible_person_id ON "list_line"(responsible_person_id);

CREATE TABLE "list_line_unit" (
    id TEXT PRIMARY KEY NOT NULL,
    version INTEGER NOT NULL,
    removed_at TEXT,
    removed_by TEXT NOT NULL DEFAULT '',
    line_id TEXT NOT NULL REFERENCES "list_line"(id) DEFERRABLE INITIALLY DEFERRED,
    unit_id TEXT NOT NULL REFERENCES "unit"(id) DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX list_line_unit_by_line_id ON "list_line_unit"(line_id);
CREATE INDEX list_line_unit_by_unit_id ON "list_line_unit"(unit_id);

CREATE TABLE "policy" (
    id TEXT PRIMARY KEY NOT NULL,
    version INTEGER NOT NULL,
    removed_at TEXT,
    removed_by TEXT NOT NULL DEFAULT '',
    name TEXT NOT NULL,
    document_no TEXT NOT NULL DEFAULT '',
    unit_id TEXT REFERENCES "unit"(id) DEFERRABLE INITIALLY DEFERRED,
    valid_from TEXT,
    valid_to TEXT,
    no_application INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX policy_by_unit_id ON "policy"(unit_id);

CREATE TABLE "policy_clause" (
    id TEXT PRIMARY KEY NOT NULL,
    version INTEGER NOT NULL,
    removed_at TEXT,
    removed_by TEXT NOT NULL DEFAULT '',
    policy_id TEXT NOT NULL REFERENCES "policy"(id) DEFERRABLE INITIALLY DEFERRED,
    clause_no TEXT NOT NULL DEFAULT '',
    subject TEXT NOT NULL,
    content TEXT NOT NULL DEFAULT '',
    condition TEXT NOT NULL DEFAULT '',
    ceiling INTEGER,
    owner_unit_id TEXT REFERENCES "unit"(id) DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX policy_clause_by_policy_id ON "policy_clause"(policy_id);
CREATE INDEX policy_clause_by_owner_unit_id ON "policy_clause"(owner_unit_id);

CREATE TABLE "policy_payout" (
    id TEXT PRIMARY KEY NOT NULL,
    version INTEGER NOT NULL,
    removed_at TEXT,
    removed_by TEXT NOT NULL DEFAULT '',
    clause_id TEXT NOT NULL REFERENCES "policy_clause"(id) DEFERRABLE INITIALLY DEFERRED,
    enterprise_id TEXT NOT NULL REFERENCES "enterprise"(id) DEFERRABLE INITIALLY DEFERRED,
    batch TEXT NOT NULL DEFAULT '',
    due_amount INTEGER NOT NULL DEFAULT 0,
    paid_amount INTEGER NOT NULL DEFAULT 0,
    paid_on TEXT,
    received_on TEXT
) STRICT;
CREATE INDEX policy_payout_by_clause_id ON "policy_payout"(clause_id);
CREATE INDEX policy_payout_by_enterprise_id ON "policy_payout"(enterprise_id);

CREATE TABLE "target" (
    id TEXT PRIMARY KEY NOT NULL,
    version INTEGER NOT NULL,
    removed_at TEXT,
    removed_by TEXT NOT NULL DEFAULT '',
    indicator TEXT NOT NULL,
    scope_id TEXT REFERENCES "unit"(id) DEFERRABLE INITIALLY DEFERRED,
    year INTEGER NOT NULL,
    value INTEGER NOT NULL,
    comparison TEXT NOT NULL,
    source TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX target_by_scope_id ON "target"(scope_id);

CREATE TABLE "figure_wording" (
    id TEXT PRIMARY KEY NOT NULL,
    version INTEGER NOT NULL,
    removed_at TEXT,
    removed_by TEXT NOT NULL DEFAULT '',
    indicator TEXT NOT NULL,
    scope_id TEXT REFERENCES "unit"(id) DEFERRABLE INITIALLY DEFERRED,
    words TEXT NOT NULL,
    measure TEXT NOT NULL DEFAULT '',
    digits INTEGER
) STRICT;
CREATE INDEX figure_wording_by_scope_id ON "figure_wording"(scope_id);

CREATE TABLE "reported_figure" (
    id TEXT PRIMARY KEY NOT NULL,
    version INTEGER NOT NULL,
    removed_at TEXT,
    removed_by TEXT NOT NULL DEFAULT '',
    indicator TEXT NOT NULL,
    scope_id TEXT REFERENCES "unit"(id) DEFERRABLE INITIALLY DEFERRED,
    period TEXT NOT NULL DEFAULT '',
    as_of TEXT,
    value INTEGER NOT NULL,
    measure TEXT NOT NULL,
    digits INTEGER,
    words TEXT NOT NULL DEFAULT '',
    source TEXT NOT NULL,
    entered_by TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX reported_figure_by_scope_id ON "reported_figure"(scope_id);

CREATE TABLE "attachment" (
    id TEXT PRIMARY KEY NOT NULL,
    version INTEGER NOT NULL,
    removed_at TEXT,
    removed_by TEXT NOT NULL DEFAULT '',
    owner_type TEXT NOT NULL,
    owner_id TEXT NOT NULL,
    file_name TEXT NOT NULL,
    digest TEXT NOT NULL,
    size INTEGER NOT NULL DEFAULT 0,
    media_type TEXT NOT NULL DEFAULT '',
    added_on TEXT,
    words TEXT NOT NULL DEFAULT '',
    note TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE "export_record" (
    id TEXT PRIMARY KEY NOT NULL,
    version INTEGER NOT NULL,
    removed_at TEXT,
    removed_by TEXT NOT NULL DEFAULT '',
    number TEXT NOT NULL DEFAULT '',
    export_kind TEXT NOT NULL,
    made_on TEXT NOT NULL,
    made_by TEXT NOT NULL DEFAULT '',
    file_name TEXT NOT NULL DEFAULT '',
    row_count INTEGER NOT NULL DEFAULT 0,
    unmasked INTEGER NOT NULL DEFAULT 0,
    sent_values TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE "frozen_month" (
    id TEXT PRIMARY KEY NOT NULL,
    version INTEGER NOT NULL,
    removed_at TEXT,
    removed_by TEXT NOT NULL DEFAULT '',
    period TEXT NOT NULL,
    scope_id TEXT REFERENCES "unit"(id) DEFERRABLE INITIALLY DEFERRED,
    frozen_on TEXT NOT NULL,
    frozen_by TEXT NOT NULL DEFAULT '',
    figures TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX frozen_month_by_scope_id ON "frozen_month"(scope_id);

CREATE TABLE "setting" (
    id TEXT PRIMARY KEY NOT NULL,
    version INTEGER NOT NULL,
    removed_at TEXT,
    removed_by TEXT NOT NULL DEFAULT '',
    key TEXT NOT NULL,
    value TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE "service_deadline" (
    id TEXT PRIMARY KEY NOT NULL,
    version INTEGER NOT NULL,
    removed_at TEXT,
    removed_by TEXT NOT NULL DEFAULT '',
    service_mode TEXT NOT NULL,
    limit_days INTEGER NOT NULL,
    answer_limit_days INTEGER NOT NULL,
    warning_days INTEGER NOT NULL DEFAULT 0,
    may_stop INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE "calendar_day" (
    id TEXT PRIMARY KEY NOT NULL,
    version INTEGER NOT NULL,
    removed_at TEXT,
    removed_by TEXT NOT NULL DEFAULT '',
    day TEXT NOT NULL,
    working INTEGER NOT NULL DEFAULT 0,
    name TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE "code_word" (
    id TEXT PRIMARY KEY NOT NULL,
    version INTEGER NOT NULL,
    removed_at TEXT,
    removed_by TEXT NOT NULL DEFAULT '',
    list_name TEXT NOT NULL,
    word TEXT NOT NULL,
    retired INTEGER NOT NULL DEFAULT 0
) STRICT;

-- What lists are sorted, filtered and counted by

CREATE UNIQUE INDEX enterprise_one_code ON enterprise(uscc) WHERE uscc <> '' AND removed_at IS NULL;
CREATE INDEX enterprise_industrial ON enterprise(territory_id, registered_on, deregistered_on)
    WHERE is_industrial = 1 AND removed_at IS NULL;
CREATE INDEX enterprise_by_folded_name ON enterprise(folded_name);
CREATE INDEX enterprise_by_number ON enterprise(number);
CREATE INDEX enterprise_alias_by_name ON enterprise_alias(name);
CREATE INDEX enterprise_class_by_class ON enterprise_class(class_code, year, enterprise_id);
CREATE INDEX commissioner_by_enterprise_and_time ON commissioner_assignment(enterprise_id, from_on);
CREATE INDEX visit_by_day ON visit(occurred_on, contact_mode, territory_id, enterprise_id, state, removed_at);
CREATE INDEX visit_planned_by_day ON visit(planned_on) WHERE state = 'planned' AND removed_at IS NULL;
CREATE INDEX visit_by_next_contact ON visit(next_contact_on);
CREATE INDEX visit_by_enterprise_and_day ON visit(enterprise_id, occurred_on);
CREATE INDEX visit_by_round_and_enterprise ON visit(round_id, enterprise_id);
CREATE INDEX appeal_by_closing ON appeal(closed_on, case_kind, territory_id);
CREATE INDEX appeal_by_acceptance ON appeal(accepted_on, case_kind, territory_id);
CREATE INDEX appeal_by_answer ON appeal(answered_on);
CREATE INDEX appeal_by_due_day ON appeal(state, due_on);
CREATE INDEX appeal_by_number ON appeal(number);
CREATE INDEX appeal_step_by_day ON appeal_step(state, happened_on);
CREATE INDEX commitment_by_due_day ON commitment(state, due_on);
CREATE INDEX commitment_by_promise ON commitment(promised_on);
CREATE INDEX commitment_by_settlement ON commitment(settled_on);
CREATE INDEX demand_by_day ON demand(posted_on);
CREATE INDEX offer_by_day ON offer(posted_on);
CREATE INDEX match_by_state ON match(state, opened_on);
CREATE INDEX match_step_by_day ON match_step(state, happened_on);
CREATE INDEX project_by_stage ON project(stage, stage_entered_on);
CREATE INDEX project_stage_by_day ON project_stage(stage, entered_on);
CREATE INDEX event_by_day ON event(held_on, event_kind);
CREATE INDEX mutual_visit_by_day ON mutual_visit(occurred_on);
CREATE INDEX list_line_by_due_day ON list_line(state, due_on);
CREATE INDEX reported_figure_by_indicator ON reported_figure(indicator, scope_id);
CREATE INDEX attachment_by_owner ON attachment(owner_type, owner_id);

-- What the program keeps for itself

CREATE TABLE file_fact (key TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL) STRICT;

CREATE TABLE write_door (door INTEGER PRIMARY KEY CHECK (door = 1), action TEXT) STRICT;
INSERT INTO write_door VALUES (1, NULL);

CREATE TABLE action (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    reverts TEXT,
    actor TEXT NOT NULL,
    at TEXT NOT NULL,
    why TEXT NOT NULL,
    changes INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX action_by_reverted ON action(reverts);

CREATE TABLE operation (
    dseq INTEGER PRIMARY KEY,
    op_id TEXT NOT NULL UNIQUE,
    device TEXT NOT NULL,
    action TEXT NOT NULL REFERENCES action(id),
    type TEXT NOT NULL,
    record_id TEXT NOT NULL,
    effect TEXT NOT NULL,
    base INTEGER NOT NULL,
    fields TEXT NOT NULL,
    salt TEXT NOT NULL,
    digest TEXT NOT NULL,
    previous TEXT NOT NULL,
    hash TEXT NOT NULL
) STRICT;
CREATE INDEX operation_by_action ON operation(action, dseq);
CREATE INDEX operation_by_record ON operation(record_id, dseq);

CREATE TABLE personal_value (op_id TEXT PRIMARY KEY NOT NULL REFERENCES operation(op_id), fields TEXT) STRICT;

CREATE TABLE counter (prefix TEXT PRIMARY KEY NOT NULL, last INTEGER NOT NULL) STRICT;

CREATE TABLE search_document (
    doc INTEGER PRIMARY KEY,
    type TEXT NOT NULL,
    record_id TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    snippet TEXT NOT NULL,
    initials TEXT NOT NULL,
    sort_key TEXT NOT NULL
) STRICT;
CREATE INDEX search_document_by_type ON search_document(type, sort_key);

CREATE TABLE search_abbreviation (key TEXT NOT NULL, doc INTEGER NOT NULL) STRICT;
CREATE INDEX search_abbreviation_by_key ON search_abbreviation(key);
CREATE INDEX search_abbreviation_by_doc ON search_abbreviation(doc);

CREATE VIRTUAL TABLE search_index USING fts5(
    title_words, body_words, pinyin_words,
    content='', contentless_delete=1, tokenize="unicode61 tokenchars '_'"
);

CREATE TABLE attachment_content (digest TEXT PRIMARY KEY NOT NULL, bytes BLOB NOT NULL) STRICT;

CREATE TABLE draft (name TEXT PRIMARY KEY NOT NULL, saved_at TEXT NOT NULL, content TEXT NOT NULL) STRICT;
