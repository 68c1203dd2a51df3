import { UsageError } from './usage-error.ts';

/** Where a queue is kept. */
export type QueueUrl = {
  readonly kind: 'redis' | 'postgres';
  /** Without brackets. */
  readonly host: string;
  readonly port: number;
  /** Empty for none. */
  readonly user: string;
  /** The number of a Redis database, the name of a PostgreSQL one. */
  readonly database: string;
  readonly tls: boolean;
};

const hint = 'write it as in redis://redis01:6379, rediss://redis01:6380, or postgres://handclasp@db01/handclasp?sslmode=verify-full';

/**
 * Reads `redis://`, `rediss://` (with TLS) and `postgres://` URLs.
 *
 * @throws UsageError `arguments`, which repeats nothing that may be a secret
 */
export function queueUrlOf(text: string): QueueUrl {
  const url = URL.canParse(text) ? new URL(text) : null;
  const scheme = url?.protocol.replace(/:$/, '') ?? '';
  const kind = /^rediss?$/.test(scheme) ? 'redis' : /^postgres(?:ql)?$/.test(scheme) ? 'postgres' : null;
  if (url === null || kind === null || url.hostname === '') throw bad('--queue needs the URL of a Redis, Valkey or PostgreSQL server');
  if (url.password !== '')
    throw new UsageError(
      'arguments',
      '--queue takes no password',
      'everybody on this machine can see arguments: give --queue-password-file, or set HANDCLASP_QUEUE_PASSWORD',
    );
  const database = decodeURIComponent(url.pathname.replace(/^\//, ''));
  if (kind === 'redis' && !/^\d{0,4}$/.test(database)) throw bad('the path of a redis:// URL is the number of a database');
  return {
    kind,
    host: url.hostname.replace(/^\[(.*)\]$/, '$1'),
    port: url.port === '' ? (kind === 'redis' ? 6379 : 5432) : Number(url.port),
    user: decodeURIComponent(url.username),
    database: database === '' ? (kind === 'redis' ? '0' : 'postgres') : database,
    tls: kind === 'redis' ? scheme === 'rediss' : usesTls(url),
  };
}

function usesTls({ searchParams }: URL): boolean {
  const other = [...searchParams.keys()].find((key) => key !== 'sslmode');
  if (other !== undefined) throw bad('a postgres:// URL takes sslmode and nothing else behind its question mark');
  const mode = searchParams.get('sslmode') ?? 'disable';
  if (mode !== 'disable' && mode !== 'verify-full')
    throw bad('sslmode is verify-full or disable: TLS with an unchecked certificate protects nothing');
  return mode === 'verify-full';
}

function bad(message: string): UsageError {
  return new UsageError('arguments', message, hint);
}
