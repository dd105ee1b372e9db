-- Filters kept under a name, and how rosters leave the office.

CREATE TABLE "saved_filter" (
    id TEXT PRIMARY KEY NOT NULL,
    version INTEGER NOT NULL,
    removed_at TEXT,
    removed_by TEXT NOT NULL DEFAULT '',
    list_name TEXT NOT NULL,
    name TEXT NOT NULL,
    content TEXT NOT NULL,
    saved_by TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX saved_filter_by_list ON "saved_filter"(list_name, name);

CREATE TABLE "export_profile" (
    id TEXT PRIMARY KEY NOT NULL,
    version INTEGER NOT NULL,
    removed_at TEXT,
    removed_by TEXT NOT NULL DEFAULT '',
    exported_type TEXT NOT NULL,
    name TEXT NOT NULL,
    heading TEXT NOT NULL DEFAULT '',
    columns TEXT NOT NULL DEFAULT '',
    filter_id TEXT REFERENCES saved_filter(id),
    unmasked INTEGER NOT NULL DEFAULT 0,
    grouping TEXT NOT NULL DEFAULT '',
    division TEXT NOT NULL DEFAULT 'one',
    children_place TEXT NOT NULL DEFAULT 'none'
) STRICT;
CREATE INDEX export_profile_by_filter_id ON "export_profile"(filter_id);
CREATE INDEX export_profile_by_type ON "export_profile"(exported_type, name);
