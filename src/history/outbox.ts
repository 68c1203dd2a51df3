import { rollBack } from './roll-back.ts';
import type { Database, Row, SqlValue } from './sqlite.ts';

/** A message that waits for a receiver. */
export type WaitingMessage = {
  /** Later ones have higher numbers. */
  readonly place: number;
  readonly receiver: string;
  readonly createdAt: Date;
  /** JSON. */
  readonly body: string;
};

/** Messages that wait for their receivers, and what whoever writes them remembers. Both change together or not at all: what was told is neither forgotten nor told again. */
export class Outbox {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** JSON; null before the first. */
  state(): string | null {
    const body = this.#all('SELECT body FROM alert_state')[0]?.body;
    return body === undefined ? null : String(body);
  }

  /** Remembers a state, and puts a message there for each receiver. @param message null for none */
  commit(state: string, message: string | null, receivers: readonly string[], at: Date): void {
    this.#database.exec('BEGIN IMMEDIATE');
    try {
      this.#run('INSERT INTO alert_state VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET body = excluded.body', state);
      if (message !== null)
        for (const receiver of receivers)
          this.#run('INSERT INTO outbox (receiver, created_at, body) VALUES (?, ?, ?)', receiver, at.getTime(), message);
      this.#database.exec('COMMIT');
    } catch (error) {
      rollBack(this.#database);
      throw error;
    }
  }

  /** The oldest first. @param receiver null for all of them */
  waiting(receiver: string | null = null): readonly WaitingMessage[] {
    // Each value by itself: SQLite of Node.js 22.17 takes ?1 for a name.
    return this.#all('SELECT * FROM outbox WHERE ? IS NULL OR receiver = ? ORDER BY place', receiver, receiver).map((row) => ({
      place: Number(row.place),
      receiver: String(row.receiver),
      createdAt: new Date(Number(row.created_at)),
      body: String(row.body),
    }));
  }

  /** How many wait, by receiver. */
  counts(): ReadonlyMap<string, number> {
    return new Map(
      this.#all('SELECT receiver, count(*) AS n FROM outbox GROUP BY receiver').map(({ receiver, n }) => [String(receiver), Number(n)]),
    );
  }

  /** The receiver has it. */
  taken({ place }: Pick<WaitingMessage, 'place'>): void {
    this.#run('DELETE FROM outbox WHERE place = ?', place);
  }

  #all(sql: string, ...values: readonly SqlValue[]): readonly Row[] {
    return this.#database.prepare(sql).all(...values);
  }

  #run(sql: string, ...values: readonly SqlValue[]): void {
    this.#database.prepare(sql).run(...values);
  }
}
