-- With rowids: rows of two kilobytes lie whole in their page, and the index names a row by its number.
CREATE TABLE search_docs (
  facility_id TEXT NOT NULL, doc INTEGER NOT NULL PRIMARY KEY, report_id TEXT NOT NULL, text_version INTEGER NOT NULL,
  text TEXT NOT NULL, folded TEXT NOT NULL, indexed_at INTEGER NOT NULL,
  FOREIGN KEY (facility_id, report_id) REFERENCES reports (facility_id, report_id)
) STRICT;
CREATE UNIQUE INDEX search_docs_facility_id_report_id_key ON search_docs (facility_id, report_id);
CREATE INDEX search_docs_order ON search_docs (facility_id, doc);
-- No content and no positions: which documents have a token, nothing else. A facility's documents are one range of numbers.
CREATE VIRTUAL TABLE search_index USING fts5(line, content='', contentless_delete=1, detail=none, tokenize='ascii');
