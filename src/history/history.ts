import { createHash, randomUUID } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { ClusterState, EndpointState, ListedRun, PastEndpoint, PastRun } from '../model/past-run.ts';
import { severities } from '../model/severity.ts';
import type { KeptRun, SavedJson } from './kept-run.ts';
import { type Json, joinMeasured, splitMeasured } from './measured.ts';
import { Outbox } from './outbox.ts';
import { rollBack } from './roll-back.ts';
import { canonical, pastRun, scopeBy, scopeOf } from './run-row.ts';
import { type Database, damage, type Row, type SqlValue } from './sqlite.ts';

/** The runs of one file. Each call is whole or leaves no trace; throws what SQLite throws. */
export class History {
  readonly file: string;
  readonly #database: Database;
  /** Statements by their text: to prepare one takes as long as to run it. */
  readonly #statements = new Map<string, ReturnType<Database['prepare']>>();

  constructor(database: Database, file: string) {
    this.#database = database;
    this.file = file;
  }

  /** What is remembered for alerts. */
  get outbox(): Outbox {
    return new Outbox(this.#database);
  }

  close(): void {
    this.checkpoint();
    this.#statements.clear();
    this.#database.close();
  }

  /** Puts what was written into the one file, so that a copy of it is whole, as far as nobody else is reading. */
  checkpoint(): void {
    try {
      this.#database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    } catch {
      // It was opened for reading, or the disk takes no more: the log beside it stays.
    }
  }

  /** How many rows there are of each kind. */
  counts(): {
    readonly runs: number;
    readonly endpoints: number;
    readonly states: number;
    readonly observations: number;
    readonly contents: number;
  } {
    const count = (table: string) => Number(this.#get(`SELECT count(*) AS n FROM ${table}`)?.n);
    return {
      runs: count('run'),
      endpoints: count('endpoint'),
      states: count('state'),
      observations: count('observation'),
      contents: count('content'),
    };
  }

  /** Keeps a run. @returns its number; null where it is there already */
  add(run: Omit<KeptRun, 'uuid'> & { readonly uuid?: string }): number | null {
    const uuid = run.uuid ?? randomUUID();
    return this.#whole(() => {
      if (this.#get('SELECT id FROM run WHERE uuid = ?', uuid) !== undefined) return null;
      const since = Date.parse(run.startedAt);
      const { asked, ...frame } = canonical(run.saved);
      const bare = { ...frame, asked: asked.map(({ observations: _, ...one }) => one) };
      const { lasting, measured } = splitMeasured(bare as unknown as Json, since);
      const { summary } = run;
      const row: Readonly<Record<string, SqlValue>> = {
        uuid,
        command: run.command,
        scope: scopeOf(run),
        started_at: since,
        finished_at: Date.parse(run.finishedAt),
        tool: run.tool,
        partial: Number(run.partial),
        endpoints: summary.endpoints,
        unreachable: summary.unreachable,
        incomplete: summary.incomplete,
        ...Object.fromEntries(severities.map((severity) => [severity, summary[severity]])),
        cluster: this.#keep(run.cluster),
        saved: this.#keep(lasting),
        measured: JSON.stringify(measured),
      };
      const columns = Object.keys(row);
      const { lastInsertRowid } = this.#run(
        `INSERT INTO run (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
        ...Object.values(row),
      );
      const id = Number(lastInsertRowid);
      for (const [place, { target, address, state }] of run.endpoints.entries())
        this.#run('INSERT INTO state VALUES (?, ?, ?, ?)', id, place, this.#endpoint(target, address), this.#keep(state));
      for (const [index, { observations }] of asked.entries()) {
        for (const [place, observation] of observations.entries()) {
          const seen = splitMeasured(observation, since);
          this.#run(
            'INSERT INTO observation VALUES (?, ?, ?, ?, ?)',
            id,
            index,
            place,
            this.#keep(seen.lasting),
            JSON.stringify(seen.measured),
          );
        }
      }
      return id;
    });
  }

  /** The latest first. @param most how many at most; null for all */
  runs(most: number | null = null): readonly PastRun[] {
    return this.#all('SELECT * FROM run ORDER BY started_at DESC, id DESC LIMIT ?', most ?? -1).map(pastRun);
  }

  /** Null where there is none of that number. */
  run(id: number): PastRun | null {
    const row = this.#get('SELECT * FROM run WHERE id = ?', id);
    return row === undefined ? null : pastRun(row);
  }

  /** The last that began before an instant; null where none did. */
  lastBefore(instant: Date): PastRun | null {
    const row = this.#get('SELECT * FROM run WHERE started_at < ? ORDER BY started_at DESC, id DESC LIMIT 1', instant.getTime());
    return row === undefined ? null : pastRun(row);
  }

  /** The last whole one before it of the same command and targets; null where there is none. */
  previous({ id }: Pick<PastRun, 'id'>): PastRun | null {
    const row = this.#get(
      `SELECT a.* FROM run a JOIN run b ON a.scope = b.scope
       WHERE b.id = ? AND a.partial = 0 AND (a.started_at, a.id) < (b.started_at, b.id) ORDER BY a.started_at DESC, a.id DESC LIMIT 1`,
      id,
    );
    return row === undefined ? null : pastRun(row);
  }

  /** The last whole run of that command and those targets. */
  latestOf(run: { readonly command: string; readonly targets: readonly string[] }): PastRun | null {
    const row = this.#get(
      'SELECT * FROM run WHERE scope = ? AND partial = 0 ORDER BY started_at DESC, id DESC LIMIT 1',
      scopeBy(run.command, run.targets),
    );
    return row === undefined ? null : pastRun(row);
  }

  /** Each run with how many of its endpoints are not what they were in the run before it, or were not in it. */
  listed(runs: readonly PastRun[]): readonly ListedRun[] {
    const known = new Map<number, ReadonlySet<string>>();
    const states = (id: number) => {
      const found =
        known.get(id) ??
        new Set(this.#all('SELECT endpoint, facts FROM state WHERE run = ?', id).map(({ endpoint, facts }) => `${endpoint} ${facts}`));
      known.set(id, found);
      return found;
    };
    return runs.map((run) => {
      const previous = this.previous(run);
      if (previous === null) return { ...run, changed: null };
      const before = states(previous.id);
      return { ...run, changed: [...states(run.id)].filter((state) => !before.has(state)).length };
    });
  }

  /** The endpoints of two runs, in the order of their reports. States that are equal are one object. */
  endpointsOf(...runs: readonly Pick<PastRun, 'id'>[]): readonly (readonly PastEndpoint[])[] {
    const states = new Map<SqlValue | undefined, EndpointState>();
    return runs.map(({ id }) =>
      this.#all(
        'SELECT e.target, e.address, s.facts FROM state s JOIN endpoint e ON e.id = s.endpoint WHERE s.run = ? ORDER BY s.place',
        id,
      ).map((row) => {
        const state = states.get(row.facts) ?? (this.#content(row.facts) as unknown as EndpointState);
        states.set(row.facts, state);
        return { target: String(row.target), address: row.address === null ? null : String(row.address), state };
      }),
    );
  }

  clusterOf({ id }: Pick<PastRun, 'id'>): ClusterState {
    return this.#content(this.#get('SELECT cluster FROM run WHERE id = ?', id)?.cluster) as unknown as ClusterState;
  }

  /** Every different state of an endpoint in runs before one, by when it was last so, the latest first. */
  earlierStates(
    { target, address }: Pick<PastEndpoint, 'target' | 'address'>,
    { startedAt }: Pick<PastRun, 'startedAt'>,
  ): readonly EndpointState[] {
    return this.#all(
      `SELECT s.facts FROM endpoint e JOIN state s ON s.endpoint = e.id JOIN run r ON r.id = s.run
       WHERE e.target = ? AND ifnull(e.address, '') = ? AND r.started_at < ? GROUP BY s.facts ORDER BY max(r.started_at) DESC`,
      target,
      address ?? '',
      Date.parse(startedAt),
    ).map((row) => this.#content(row.facts) as unknown as EndpointState);
  }

  /** Every different state of the cluster in runs before one of the same command and targets, the latest first. */
  earlierClusters({ id }: Pick<PastRun, 'id'>): readonly ClusterState[] {
    return this.#all(
      `SELECT a.cluster FROM run a JOIN run b ON a.scope = b.scope WHERE b.id = ? AND (a.started_at, a.id) < (b.started_at, b.id)
       GROUP BY a.cluster ORDER BY max(a.started_at) DESC`,
      id,
    ).map((row) => this.#content(row.cluster) as unknown as ClusterState);
  }

  /** A run with all that it found, and all that it saw. */
  kept(run: PastRun): KeptRun & Pick<PastRun, 'id'> {
    const row = this.#get('SELECT saved, measured FROM run WHERE id = ?', run.id);
    const since = Date.parse(run.startedAt);
    const joined = (content: SqlValue | undefined, measured: SqlValue | undefined) =>
      joinMeasured({ lasting: this.#content(content), measured: JSON.parse(String(measured)) }, since);
    const frame = joined(row?.saved, row?.measured) as unknown as SavedJson;
    const observations = this.#all('SELECT asked, seen, measured FROM observation WHERE run = ? ORDER BY asked, place', run.id);
    const asked = frame.asked.map((one, index) => ({
      ...one,
      observations: observations.filter((seen) => seen.asked === index).map((seen) => joined(seen.seen, seen.measured)),
    }));
    const [endpoints = []] = this.endpointsOf(run);
    return { ...run, endpoints, cluster: this.clusterOf(run), saved: { ...frame, asked } };
  }

  /** Deletes runs that began before an instant, and what only they needed. @returns how many */
  prune(before: Date): number {
    const deleted = this.#whole(() => {
      const { changes } = this.#run('DELETE FROM run WHERE started_at < ?', before.getTime());
      if (Number(changes) > 0)
        this.#database.exec(`
          DELETE FROM content WHERE id NOT IN
            (SELECT facts FROM state UNION SELECT seen FROM observation UNION SELECT cluster FROM run UNION SELECT saved FROM run);
          DELETE FROM endpoint WHERE id NOT IN (SELECT endpoint FROM state)`);
      return Number(changes);
    });
    if (deleted > 0) this.#database.exec('PRAGMA incremental_vacuum');
    return deleted;
  }

  /** In a transaction that waits for its turn at the beginning, and not half way through. */
  #whole<T>(change: () => T): T {
    this.#database.exec('BEGIN IMMEDIATE');
    try {
      const result = change();
      this.#database.exec('COMMIT');
      return result;
    } catch (error) {
      rollBack(this.#database);
      throw error;
    }
  }

  /** The row of a document, which is there once. */
  #keep(document: unknown): number {
    const text = JSON.stringify(document);
    const hash = createHash('sha256').update(text).digest();
    const known = this.#get('SELECT id FROM content WHERE hash = ?', hash);
    if (known !== undefined) return Number(known.id);
    return Number(this.#run('INSERT INTO content (hash, body) VALUES (?, ?)', hash, deflateRawSync(text)).lastInsertRowid);
  }

  #content(id: SqlValue | undefined): Json {
    const body = this.#get('SELECT body FROM content WHERE id = ?', id ?? null)?.body;
    if (!(body instanceof Uint8Array)) throw damage(`document ${id} is missing`);
    try {
      return JSON.parse(inflateRawSync(body).toString('utf8')) as Json;
    } catch (cause) {
      throw damage(`document ${id}: ${cause instanceof Error ? cause.message : cause}`);
    }
  }

  #endpoint(target: string, address: string | null): number {
    const known = this.#get("SELECT id FROM endpoint WHERE target = ? AND ifnull(address, '') = ?", target, address ?? '');
    return Number(known?.id ?? this.#run('INSERT INTO endpoint (target, address) VALUES (?, ?)', target, address).lastInsertRowid);
  }

  #prepared(sql: string): ReturnType<Database['prepare']> {
    const statement = this.#statements.get(sql) ?? this.#database.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }

  #get(sql: string, ...values: readonly SqlValue[]): Row | undefined {
    return this.#prepared(sql).get(...values);
  }

  #all(sql: string, ...values: readonly SqlValue[]): readonly Row[] {
    return this.#prepared(sql).all(...values);
  }

  #run(sql: string, ...values: readonly SqlValue[]) {
    return this.#prepared(sql).run(...values);
  }
}
