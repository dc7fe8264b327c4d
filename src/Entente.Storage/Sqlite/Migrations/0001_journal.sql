-- The journal. Instants are UTC ticks: 100 ns since 0001-01-01. Every row carries its ticket.
-- A released migration is never edited: its hash is in the file. The next change is the next number, and what the release before can still read.

-- A ticket and who may write it. due: from when it may be claimed, while it is owned the end of the lease.
-- arrivals counts what ever arrived, seen what of it an owner loaded, arrived is the instant of the newest.
CREATE TABLE ticket (
  id         TEXT PRIMARY KEY,
  party      TEXT NOT NULL,
  connection TEXT NOT NULL,
  native_id  TEXT,
  key        TEXT,
  case_id    TEXT,
  title      TEXT NOT NULL DEFAULT '',
  updated    INTEGER NOT NULL DEFAULT 0,
  owner      TEXT,
  fence      INTEGER NOT NULL DEFAULT 0,
  lease      INTEGER,
  due        INTEGER,
  arrivals   INTEGER NOT NULL DEFAULT 0,
  seen       INTEGER NOT NULL DEFAULT 0,
  arrived    INTEGER,
  head       INTEGER NOT NULL DEFAULT 0,
  head_hash  TEXT NOT NULL DEFAULT ''
) WITHOUT ROWID;

CREATE INDEX ticket_due ON ticket (due, id) WHERE due IS NOT NULL;
CREATE UNIQUE INDEX ticket_native_id ON ticket (connection, native_id) WHERE native_id IS NOT NULL;
CREATE INDEX ticket_key ON ticket (connection, key, updated) WHERE key IS NOT NULL;

-- The ticket as of its head, apart from the row that every claim writes. A cache: it can be rebuilt from the entries.
CREATE TABLE state (
  ticket TEXT PRIMARY KEY,
  body   BLOB NOT NULL
);

-- The erasable text behind an entry. An entry keeps its hash when the row here is gone.
CREATE TABLE payload (
  id   INTEGER PRIMARY KEY,
  body BLOB NOT NULL,
  salt BLOB NOT NULL
);

CREATE TABLE entry (
  ticket       TEXT NOT NULL,
  n            INTEGER NOT NULL,
  at           INTEGER NOT NULL,
  kind         TEXT NOT NULL,
  payload      INTEGER NOT NULL,
  payload_hash TEXT NOT NULL,
  prev_hash    TEXT NOT NULL,
  hash         TEXT NOT NULL,
  PRIMARY KEY (ticket, n)
) WITHOUT ROWID;

CREATE TABLE notice (
  n          INTEGER PRIMARY KEY,
  connection TEXT NOT NULL,
  delivery   TEXT NOT NULL,
  ticket     TEXT NOT NULL,
  native_id  TEXT NOT NULL,
  source     TEXT NOT NULL,
  revision   TEXT,
  received   INTEGER NOT NULL,
  done       INTEGER NOT NULL DEFAULT 0
);

CREATE UNIQUE INDEX notice_delivery ON notice (connection, delivery);
CREATE INDEX notice_waiting ON notice (ticket, n) WHERE done = 0;

-- taken is the receiver's: it keeps the index of what waits small. The position in lane_taken decides.
CREATE TABLE lane (
  twin        TEXT NOT NULL,
  from_ticket TEXT NOT NULL,
  epoch       INTEGER NOT NULL,
  seq         INTEGER NOT NULL,
  to_ticket   TEXT NOT NULL,
  kind        TEXT NOT NULL,
  envelope    BLOB NOT NULL,
  prev_hash   TEXT NOT NULL,
  hash        TEXT NOT NULL,
  taken       INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (twin, from_ticket, epoch, seq)
) WITHOUT ROWID;

CREATE INDEX lane_waiting ON lane (to_ticket, twin, from_ticket, epoch, seq) WHERE taken = 0;

CREATE TABLE lane_taken (
  ticket      TEXT NOT NULL,
  twin        TEXT NOT NULL,
  from_ticket TEXT NOT NULL,
  epoch       INTEGER NOT NULL,
  seq         INTEGER NOT NULL,
  PRIMARY KEY (ticket, twin, from_ticket)
) WITHOUT ROWID;

CREATE TABLE side (
  ticket TEXT NOT NULL,
  twin   TEXT NOT NULL,
  party  TEXT NOT NULL,
  link   TEXT NOT NULL,
  state  TEXT NOT NULL,
  parked TEXT,
  PRIMARY KEY (ticket, twin)
) WITHOUT ROWID;

CREATE TABLE change (
  ticket      TEXT NOT NULL,
  twin        TEXT NOT NULL,
  seq         INTEGER NOT NULL,
  n           INTEGER NOT NULL,
  party       TEXT NOT NULL,
  link        TEXT NOT NULL,
  field       TEXT NOT NULL,
  state       TEXT NOT NULL,
  reason      TEXT,
  replica_seq INTEGER NOT NULL,
  PRIMARY KEY (ticket, twin, seq, n)
) WITHOUT ROWID;

CREATE INDEX change_count ON change (link, state);

CREATE TABLE effect (
  id        TEXT PRIMARY KEY,
  ticket    TEXT NOT NULL,
  party     TEXT NOT NULL,
  kind      TEXT NOT NULL,
  state     TEXT NOT NULL,
  attempt   INTEGER NOT NULL,
  remote_id TEXT
) WITHOUT ROWID;

CREATE INDEX effect_ticket ON effect (ticket, id);

-- full_at: when the budget would be full again if nothing more were taken.
CREATE TABLE budget (
  connection   TEXT NOT NULL,
  budget       TEXT NOT NULL,
  full_at      INTEGER NOT NULL,
  paused_until INTEGER NOT NULL,
  PRIMARY KEY (connection, budget)
) WITHOUT ROWID;

CREATE TABLE value (
  name TEXT PRIMARY KEY,
  text TEXT NOT NULL
) WITHOUT ROWID;
