import type { QueueOptions } from './queue-options.ts';

/** How Redis and Valkey are reached, as ioredis takes it. */
export function redisServer({ url, password, ca }: QueueOptions) {
  return {
    host: url.host,
    port: url.port,
    db: Number(url.database),
    ...(url.user === '' ? {} : { username: url.user }),
    ...(password === null ? {} : { password: password.reveal() }),
    ...(url.tls ? { tls: { ...verified(ca), servername: url.host } } : {}),
  };
}

/** How PostgreSQL is reached, as pg takes it. */
export function postgresServer({ url, password, ca }: QueueOptions) {
  return {
    host: url.host,
    port: url.port,
    database: url.database,
    user: url.user === '' ? 'postgres' : url.user,
    connectionTimeoutMillis: connectMs,
    ...(password === null ? {} : { password: password.reveal() }),
    ...(url.tls ? { ssl: verified(ca) } : {}),
  };
}

/** Milliseconds until a server has to take the connection. */
export const connectMs = 5_000;

function verified(ca: string | null) {
  return { rejectUnauthorized: true, ...(ca === null ? {} : { ca }) };
}
