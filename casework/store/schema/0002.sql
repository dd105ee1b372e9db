-- What a record is called by is found at once, however many there are: an import asks for every row

CREATE INDEX enterprise_code_in_bin ON enterprise(uscc) WHERE removed_at IS NOT NULL;
CREATE INDEX enterprise_by_short_name ON enterprise(short_name) WHERE short_name <> '';
CREATE INDEX person_by_name ON person(name);
CREATE INDEX contact_person_by_name ON contact_person(name);
CREATE INDEX visit_by_number ON visit(number);
CREATE INDEX commitment_by_number ON commitment(number);
CREATE INDEX expert_by_number ON expert(number);
CREATE INDEX expert_by_name ON expert(name);
CREATE INDEX demand_by_number ON demand(number);
CREATE INDEX offer_by_number ON offer(number);
CREATE INDEX match_by_number ON match(number);
CREATE INDEX project_by_number ON project(number);
CREATE INDEX project_by_name ON project(name);
CREATE INDEX list_line_by_number ON list_line(number);
