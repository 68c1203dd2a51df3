import type * as Pg from 'pg';
import { UsageError } from '../model/usage-error.ts';
import type { QueueOptions } from './queue-options.ts';
import { postgresServer } from './server-options.ts';
import { whyOf } from './trouble.ts';

const oldest = 13;

/** Whether a PostgreSQL server can keep a queue. @throws UsageError `queue-unreachable` */
export async function checkPostgres(options: QueueOptions, { default: pg }: typeof Pg): Promise<readonly string[]> {
  const { url } = options;
  const client = new pg.Client(postgresServer(options));
  client.on('error', () => {});
  const unusable = (why: string, cause: unknown) =>
    new UsageError(
      'queue-unreachable',
      `the queue at ${url.host}:${url.port} cannot be used: ${why}`,
      'see that PostgreSQL listens there, and that database, user and password are right',
      { cause },
    );
  try {
    await client.connect();
    const { rows } = await client.query<{ readonly version: string; readonly fsync: string }>(
      "SELECT current_setting('server_version_num') AS version, current_setting('fsync') AS fsync",
    );
    const version = Math.floor(Number(rows[0]?.version) / 10_000);
    if (version < oldest) throw unusable(`it is PostgreSQL ${version}, and ${oldest} or later is needed`, null);
    return rows[0]?.fsync === 'off' ? ['PostgreSQL runs with fsync = off: a crash of its machine loses jobs and results'] : [];
  } catch (cause) {
    throw cause instanceof UsageError ? cause : unusable(whyOf(cause), cause);
  } finally {
    await client.end().catch(() => {});
  }
}
