-- The words an office gives to the parts of its monthly summaries

CREATE TABLE "month_words" (
    id TEXT PRIMARY KEY NOT NULL,
    version INTEGER NOT NULL,
    removed_at TEXT,
    removed_by TEXT NOT NULL DEFAULT '',
    period TEXT NOT NULL,
    scope_id TEXT REFERENCES "unit"(id) DEFERRABLE INITIALLY DEFERRED,
    part TEXT NOT NULL,
    words TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX month_words_by_scope_id ON "month_words"(scope_id);
CREATE INDEX month_words_by_period ON "month_words"(period);
