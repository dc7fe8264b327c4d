-- Readable since 0001: one more table.
-- What people and nodes did to the hub, chained over the whole hub. Never updated, never deleted; no party sees it.
CREATE TABLE audit (
  n         bigint PRIMARY KEY,
  at        bigint NOT NULL,
  who       text NOT NULL,
  what      text NOT NULL,
  subject   text NOT NULL,
  outcome   text NOT NULL,
  seal      text COLLATE "C" NOT NULL,
  prev_hash text NOT NULL,
  hash      text NOT NULL
);

CREATE INDEX audit_seal ON audit (seal);

GRANT SELECT, INSERT ON audit TO entente_engine;
ALTER TABLE audit ENABLE ROW LEVEL SECURITY;
CREATE POLICY engine ON audit TO entente_engine USING (true) WITH CHECK (true);
