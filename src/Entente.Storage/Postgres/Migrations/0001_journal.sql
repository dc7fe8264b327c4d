-- The journal. Instants are UTC ticks, as in the embedded store: 100 ns since 0001-01-01, since an entry's hash covers them all.
-- Every row carries its ticket and its party. Order of ids is that of their bytes (COLLATE "C"), so that both stores list alike.
-- A released migration is never edited: its hash is in the database. The next change is the next number, and what the release before can still read.

-- What a statement of a batch says when the whole batch must not be: EN001 the claim is lost, EN002 the caller has a bug.
CREATE FUNCTION fence_unless(held boolean) RETURNS void LANGUAGE plpgsql AS
$$ BEGIN IF held IS NOT TRUE THEN RAISE EXCEPTION 'the claim is lost' USING ERRCODE = 'EN001'; END IF; END $$;

CREATE FUNCTION refuse_unless(right_so boolean, reason text) RETURNS void LANGUAGE plpgsql AS
$$ BEGIN IF right_so IS NOT TRUE THEN RAISE EXCEPTION '%', reason USING ERRCODE = 'EN002'; END IF; END $$;

-- A ticket and who may write it. due: from when it may be claimed, while it is owned the end of the lease. mark: which call claimed it.
-- arrivals counts what ever arrived, seen what of it an owner loaded, arrived is the instant of the newest.
CREATE TABLE ticket (
  id         text COLLATE "C" PRIMARY KEY,
  party      text COLLATE "C" NOT NULL,
  connection text COLLATE "C" NOT NULL,
  native_id  text COLLATE "C",
  key        text COLLATE "C",
  case_id    text COLLATE "C",
  title      text NOT NULL DEFAULT '',
  updated    bigint NOT NULL DEFAULT 0,
  owner      text COLLATE "C",
  fence      bigint NOT NULL DEFAULT 0,
  lease      bigint,
  mark       bigint,
  due        bigint,
  arrivals   bigint NOT NULL DEFAULT 0,
  seen       bigint NOT NULL DEFAULT 0,
  arrived    bigint,
  head       bigint NOT NULL DEFAULT 0,
  head_hash  text NOT NULL DEFAULT ''
) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.05);

CREATE INDEX ticket_due ON ticket (due, id) WHERE due IS NOT NULL;
CREATE INDEX ticket_owner ON ticket (owner) WHERE owner IS NOT NULL;
CREATE UNIQUE INDEX ticket_native_id ON ticket (connection, native_id) WHERE native_id IS NOT NULL;
CREATE INDEX ticket_key ON ticket (connection, key) WHERE key IS NOT NULL;

-- Something arrived for a ticket. Left by the sender in its own transaction, folded into the ticket's row in another: no transaction locks two.
CREATE TABLE wake (
  n          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  ticket     text COLLATE "C" NOT NULL,
  party      text COLLATE "C" NOT NULL,
  connection text COLLATE "C" NOT NULL,
  at         bigint NOT NULL
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);

CREATE INDEX wake_ticket ON wake (ticket);

-- A copy of a ticket's state as of entry n, apart from the row that every claim writes. A cache: it can be rebuilt from the entries.
CREATE TABLE state_copy (
  ticket text COLLATE "C" PRIMARY KEY,
  party  text COLLATE "C" NOT NULL,
  n      bigint NOT NULL,
  body   bytea NOT NULL
);

-- body and salt are erasable: null once erased, the hashes stay.
CREATE TABLE entry (
  ticket       text COLLATE "C" NOT NULL,
  n            bigint NOT NULL,
  party        text COLLATE "C" NOT NULL,
  at           bigint NOT NULL,
  kind         text NOT NULL,
  body         bytea,
  salt         bytea,
  payload_hash text NOT NULL,
  prev_hash    text NOT NULL,
  hash         text NOT NULL,
  PRIMARY KEY (ticket, n)
);

CREATE TABLE notice (
  connection text COLLATE "C" NOT NULL,
  delivery   text COLLATE "C" NOT NULL,
  n          bigint GENERATED ALWAYS AS IDENTITY,
  ticket     text COLLATE "C" NOT NULL,
  party      text COLLATE "C" NOT NULL,
  native_id  text NOT NULL,
  source     text NOT NULL,
  revision   text,
  received   bigint NOT NULL,
  done       boolean NOT NULL DEFAULT false,
  PRIMARY KEY (connection, delivery)
);

CREATE INDEX notice_waiting ON notice (ticket, n) WHERE NOT done;

-- party is the receiver's. taken is its too: it keeps the index of what waits small. The position in lane_taken decides.
CREATE TABLE lane (
  twin        text COLLATE "C" NOT NULL,
  from_ticket text COLLATE "C" NOT NULL,
  epoch       integer NOT NULL,
  seq         bigint NOT NULL,
  to_ticket   text COLLATE "C" NOT NULL,
  party       text COLLATE "C" NOT NULL,
  kind        text NOT NULL,
  envelope    bytea NOT NULL,
  prev_hash   text NOT NULL,
  hash        text NOT NULL,
  taken       boolean NOT NULL DEFAULT false,
  PRIMARY KEY (twin, from_ticket, epoch, seq)
);

CREATE INDEX lane_waiting ON lane (to_ticket, twin, from_ticket, epoch, seq) WHERE NOT taken;

CREATE TABLE lane_taken (
  ticket      text COLLATE "C" NOT NULL,
  twin        text COLLATE "C" NOT NULL,
  from_ticket text COLLATE "C" NOT NULL,
  party       text COLLATE "C" NOT NULL,
  epoch       integer NOT NULL,
  seq         bigint NOT NULL,
  PRIMARY KEY (ticket, twin, from_ticket)
) WITH (fillfactor = 70);

CREATE TABLE side (
  ticket text COLLATE "C" NOT NULL,
  twin   text COLLATE "C" NOT NULL,
  party  text COLLATE "C" NOT NULL,
  link   text COLLATE "C" NOT NULL,
  state  text COLLATE "C" NOT NULL,
  parked text,
  PRIMARY KEY (ticket, twin)
) WITH (fillfactor = 70);

CREATE INDEX side_state ON side (state, ticket, twin);

CREATE TABLE change (
  ticket      text COLLATE "C" NOT NULL,
  twin        text COLLATE "C" NOT NULL,
  seq         bigint NOT NULL,
  n           integer NOT NULL,
  party       text COLLATE "C" NOT NULL,
  link        text COLLATE "C" NOT NULL,
  field       text NOT NULL,
  state       text COLLATE "C" NOT NULL,
  reason      text,
  replica_seq bigint NOT NULL,
  PRIMARY KEY (ticket, twin, seq, n)
);

CREATE INDEX change_count ON change (link, state);

CREATE TABLE effect (
  id        text COLLATE "C" PRIMARY KEY,
  ticket    text COLLATE "C" NOT NULL,
  party     text COLLATE "C" NOT NULL,
  kind      text NOT NULL,
  state     text NOT NULL,
  attempt   integer NOT NULL,
  remote_id text
) WITH (fillfactor = 80);

CREATE INDEX effect_ticket ON effect (ticket, id);

-- full_at: when the budget would be full again if nothing more were taken.
CREATE TABLE budget (
  connection   text COLLATE "C" NOT NULL,
  budget       text COLLATE "C" NOT NULL,
  full_at      bigint NOT NULL,
  paused_until bigint NOT NULL,
  PRIMARY KEY (connection, budget)
) WITH (fillfactor = 50);

CREATE TABLE value (
  name text COLLATE "C" PRIMARY KEY,
  text text NOT NULL
) WITH (fillfactor = 70);

-- A small blob lies in its row, a large one in the chunks of an upload. Bytes belong to their hash, not to a party: no reader may ask for them.
CREATE TABLE upload (
  id    bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  began timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE blob (
  sha256 text COLLATE "C" PRIMARY KEY,
  bytes  bigint NOT NULL,
  body   bytea,
  upload bigint
);

CREATE INDEX blob_upload ON blob (upload) WHERE upload IS NOT NULL;

CREATE TABLE chunk (
  upload bigint NOT NULL REFERENCES upload (id) ON DELETE CASCADE,
  n      integer NOT NULL,
  body   bytea NOT NULL,
  PRIMARY KEY (upload, n)
);

ALTER TABLE chunk ALTER COLUMN body SET STORAGE EXTERNAL;

-- Connections' secrets, sealed under the key that lies in each node's folder and never here. version rises with every writing.
CREATE TABLE secret (
  name    text COLLATE "C" PRIMARY KEY,
  version bigint GENERATED ALWAYS AS IDENTITY,
  sealed  bytea NOT NULL
);

-- The nodes that run: each holds the advisory lock of its key while its session lives.
CREATE TABLE node (
  name text COLLATE "C" PRIMARY KEY,
  key  bigint NOT NULL
);

-- What one node at a time does for all, until an instant of the database's own clock.
CREATE TABLE duty (
  name  text COLLATE "C" PRIMARY KEY,
  node  text COLLATE "C" NOT NULL,
  until timestamptz NOT NULL
);

-- Two roles: engine for the workers, reader for pages and API, which sees the rows of the party in app.party, and none when none is set.
DO $$
DECLARE name text;
BEGIN
  EXECUTE format('GRANT USAGE ON SCHEMA %I TO entente_engine, entente_reader', current_schema());
  FOREACH name IN ARRAY ARRAY['ticket', 'wake', 'state_copy', 'entry', 'notice', 'lane', 'lane_taken', 'side', 'change', 'effect', 'budget', 'value',
    'upload', 'blob', 'chunk', 'secret', 'node', 'duty']
  LOOP
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO entente_engine', name);
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY engine ON %I TO entente_engine USING (true) WITH CHECK (true)', name);
  END LOOP;
  FOREACH name IN ARRAY ARRAY['ticket', 'state_copy', 'entry', 'notice', 'lane', 'lane_taken', 'side', 'change', 'effect']
  LOOP
    EXECUTE format('GRANT SELECT ON %I TO entente_reader', name);
    EXECUTE format('CREATE POLICY party ON %I FOR SELECT TO entente_reader USING (party = current_setting(''app.party'', true))', name);
  END LOOP;
END $$;
