-- The search index anew: one range of documents a type, keys to look up the beginnings of names, pieces of codes,
-- pinyin syllables; what stood in it is made again from the records when the file is opened

DROP TABLE search_abbreviation;
DROP TABLE search_index;
DROP TABLE search_document;

CREATE TABLE search_type (number INTEGER PRIMARY KEY, type TEXT NOT NULL UNIQUE) STRICT;

CREATE TABLE search_document (
    doc INTEGER PRIMARY KEY,
    type TEXT NOT NULL,
    record_id TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    keys TEXT NOT NULL,
    sort_key TEXT NOT NULL
) STRICT;
CREATE INDEX search_document_by_type ON search_document(type, sort_key);

CREATE TABLE search_key (
    type INTEGER NOT NULL,
    key TEXT NOT NULL,
    doc INTEGER NOT NULL,
    PRIMARY KEY (type, key, doc)
) STRICT, WITHOUT ROWID;

CREATE VIRTUAL TABLE search_index USING fts5(
    title_words, body_words, title_characters, code_words, pinyin_words,
    content='', contentless_delete=1, tokenize="unicode61 tokenchars '_'"
);
