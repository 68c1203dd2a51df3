import type * as IoRedis from 'ioredis';
import { UsageError } from '../model/usage-error.ts';
import type { QueueOptions } from './queue-options.ts';
import { connectMs, redisServer } from './server-options.ts';
import { whyOf } from './trouble.ts';

/** What operators should know of a Redis or Valkey server: whether it may lose jobs. @throws UsageError `queue-unreachable` */
export async function checkRedis(options: QueueOptions, { Redis }: typeof IoRedis): Promise<readonly string[]> {
  const { url } = options;
  const redis = new Redis({
    ...redisServer(options),
    lazyConnect: true,
    connectTimeout: connectMs,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
  });
  let met: unknown = null;
  redis.on('error', (error: unknown) => {
    met = error;
  });
  try {
    await redis.connect();
    return warningsOf(await redis.info());
  } catch (cause) {
    throw new UsageError(
      'queue-unreachable',
      `the queue at ${url.host}:${url.port} cannot be used: ${whyOf(met ?? cause)}`,
      'see that Redis or Valkey listens there, and that user and password are right',
      { cause },
    );
  } finally {
    redis.disconnect();
  }
}

/** @param info what the command INFO answers; what it does not tell is not warned of */
export function warningsOf(info: string): readonly string[] {
  const values = new Map(
    info.split(/\r?\n/).flatMap((line) => {
      const at = line.indexOf(':');
      return at < 0 ? [] : [[line.slice(0, at), line.slice(at + 1)] as const];
    }),
  );
  const policy = values.get('maxmemory_policy');
  return [
    ...(values.get('aof_enabled') === '0'
      ? ['Redis keeps no append-only file: a crash of it loses jobs and results. Set "appendonly yes" in redis.conf']
      : []),
    ...(policy !== undefined && policy !== 'noeviction'
      ? [`Redis throws jobs away when its memory is full (maxmemory-policy ${policy}). Set "maxmemory-policy noeviction" in redis.conf`]
      : []),
  ];
}
