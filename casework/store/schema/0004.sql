-- Mergers of doubled records, and pairs that were said not to be the same

CREATE TABLE "merger" (
    id TEXT PRIMARY KEY NOT NULL,
    version INTEGER NOT NULL,
    removed_at TEXT,
    removed_by TEXT NOT NULL DEFAULT '',
    record_type TEXT NOT NULL,
    kept_id TEXT NOT NULL,
    merged_id TEXT NOT NULL,
    kept_name TEXT NOT NULL DEFAULT '',
    merged_name TEXT NOT NULL DEFAULT '',
    merged_on TEXT NOT NULL,
    carried TEXT NOT NULL DEFAULT '{}',
    left_out TEXT NOT NULL DEFAULT '[]'
) STRICT;
CREATE INDEX merger_by_kept_id ON merger(kept_id);
CREATE INDEX merger_by_merged_id ON merger(merged_id);

CREATE TABLE "distinct_pair" (
    id TEXT PRIMARY KEY NOT NULL,
    version INTEGER NOT NULL,
    removed_at TEXT,
    removed_by TEXT NOT NULL DEFAULT '',
    record_type TEXT NOT NULL,
    one_id TEXT NOT NULL,
    other_id TEXT NOT NULL,
    decided_on TEXT,
    reason TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX distinct_pair_by_one_id ON distinct_pair(one_id);
CREATE INDEX distinct_pair_by_other_id ON distinct_pair(other_id);
CREATE INDEX list_line_by_subject_id ON list_line(subject_id) WHERE subject_id <> '';
