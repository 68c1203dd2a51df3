/** What a history is marked with as its own (`PRAGMA application_id`): `hclp`. */
export const applicationId = 0x68636c70;

/**
 * What brings a history to the next version (`PRAGMA user_version`), from an empty file on. A step that was released is never changed: a new one goes behind it.
 *
 * `content`: documents, deflated, each once. `state`: what an endpoint was in a run, in the order of the report. `observation`: what was seen there, in the order asked; what was measured
 * stands with the row, all else in `content`. Content that no row needs any more goes when runs are deleted.
 */
export const migrations: readonly string[] = [
  `
CREATE TABLE content (id INTEGER PRIMARY KEY, hash BLOB NOT NULL UNIQUE, body BLOB NOT NULL) STRICT;
CREATE TABLE endpoint (id INTEGER PRIMARY KEY, target TEXT NOT NULL, address TEXT) STRICT;
CREATE UNIQUE INDEX endpoint_by_name ON endpoint (target, ifnull(address, ''));
CREATE TABLE run (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uuid TEXT NOT NULL UNIQUE,
  command TEXT NOT NULL,
  scope BLOB NOT NULL,
  started_at INTEGER NOT NULL,
  finished_at INTEGER NOT NULL,
  tool TEXT NOT NULL,
  partial INTEGER NOT NULL,
  endpoints INTEGER NOT NULL,
  unreachable INTEGER NOT NULL,
  incomplete INTEGER NOT NULL,
  critical INTEGER NOT NULL,
  high INTEGER NOT NULL,
  medium INTEGER NOT NULL,
  low INTEGER NOT NULL,
  info INTEGER NOT NULL,
  cluster INTEGER NOT NULL,
  saved INTEGER NOT NULL,
  measured TEXT NOT NULL
) STRICT;
CREATE INDEX run_by_scope ON run (scope, started_at);
CREATE INDEX run_by_time ON run (started_at);
CREATE TABLE state (
  run INTEGER NOT NULL REFERENCES run ON DELETE CASCADE,
  place INTEGER NOT NULL,
  endpoint INTEGER NOT NULL,
  facts INTEGER NOT NULL,
  PRIMARY KEY (run, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX state_by_endpoint ON state (endpoint, facts, run);
CREATE TABLE observation (
  run INTEGER NOT NULL REFERENCES run ON DELETE CASCADE,
  asked INTEGER NOT NULL,
  place INTEGER NOT NULL,
  seen INTEGER NOT NULL,
  measured TEXT NOT NULL,
  PRIMARY KEY (run, asked, place)
) STRICT, WITHOUT ROWID;
`,
  // What alerts remember, in one row, and messages that a receiver has not taken yet.
  `
CREATE TABLE alert_state (id INTEGER PRIMARY KEY CHECK (id = 1), body TEXT NOT NULL) STRICT;
CREATE TABLE outbox (
  place INTEGER PRIMARY KEY AUTOINCREMENT,
  receiver TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  body TEXT NOT NULL
) STRICT;
`,
];
