-- Lists and the silence radar over hundreds of thousands of enterprises: both questions answered by an index alone.
CREATE INDEX visit_done_by_enterprise ON visit(enterprise_id, occurred_on) WHERE state = 'done' AND removed_at IS NULL;
DROP INDEX search_document_by_type;
CREATE INDEX search_document_by_type ON search_document(type, sort_key, record_id);
