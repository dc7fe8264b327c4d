-- Readable since 0002: one more table.
-- What people and nodes did to the hub, chained over the whole hub. Never updated, never deleted.

CREATE TABLE audit (
  n         INTEGER PRIMARY KEY,
  at        INTEGER NOT NULL,
  who       TEXT NOT NULL,
  what      TEXT NOT NULL,
  subject   TEXT NOT NULL,
  outcome   TEXT NOT NULL,
  seal      TEXT NOT NULL,
  prev_hash TEXT NOT NULL,
  hash      TEXT NOT NULL
);
