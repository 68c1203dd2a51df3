import type * as BullMq from 'bullmq';
import { realClock } from '../model/clock.ts';
import type { QueueUrl } from '../model/queue-url.ts';
import { UsageError } from '../model/usage-error.ts';
import { checkPostgres } from './check-postgres.ts';
import { checkRedis } from './check-redis.ts';
import type { QueueOptions } from './queue-options.ts';
import { postgresServer, redisServer } from './server-options.ts';
import { Trouble } from './trouble.ts';

/** A queue that answers. */
export type OpenQueue = {
  readonly trouble: Trouble;
  readonly queue: <D, R>(what: QueueName) => BullMq.Queue<D, R>;
  readonly worker: <D, R>(what: QueueName, process: BullMq.Processor<D, R>, concurrency: number) => BullMq.Worker<D, R>;
  /** What puts a job back and ends its work without counting it as a failure. */
  readonly delayed: () => Error;
  /** Calls until it succeeds, or the signal aborts. */
  readonly insist: <T>(call: () => Promise<T>, signal: AbortSignal) => Promise<T>;
};

/** `chunks` of targets for workers, `runs` for leaders. */
export type QueueName = 'chunks' | 'runs';

/** A job whose worker is dead is given to another after about so long: the lock, and the wait until somebody looks. */
const lock = { lockDuration: 15_000, stalledInterval: 5_000, maxStalledCount: 5 } as const;
/** A worker whose server was away looks for jobs again after so long, in milliseconds; of itself bullmq would wait 15 seconds. */
const back = { runRetryDelay: 500 } as const;
/** Nobody reads its events, which hold a copy of each result; of itself bullmq would keep ten thousand. */
const events = { streams: { events: { maxLen: 10 } } } as const;
const longestPauseMs = 2_000;
const startingMs = 30_000;

/**
 * Connects to the queue's server, and sees what is to be known of it.
 *
 * @throws UsageError `queue-package-missing` where a package is not installed, `queue-unreachable` where the server does not answer as it has to
 */
export async function openQueue(options: QueueOptions): Promise<OpenQueue> {
  const { url, name, tell } = options;
  const bullmq = await loaded(url.kind, 'bullmq', () => import('bullmq'));
  const warnings = await onceStarted(
    url.kind === 'redis'
      ? await loaded(url.kind, 'ioredis', () => import('ioredis')).then((driver) => () => checkRedis(options, driver))
      : await loaded(url.kind, 'pg', () => import('pg')).then((driver) => () => checkPostgres(options, driver)),
  );
  for (const warning of warnings) tell(warning);
  const trouble = new Trouble(tell);
  const base = { connection: connectionOf(options), prefix: 'handclasp' };
  const factory = url.kind === 'redis' ? [] : [bullmq.createPostgresBackend];
  // Which backend it is shows at run time alone.
  const Queue = bullmq.Queue as unknown as new (...args: readonly unknown[]) => BullMq.Queue;
  const Worker = bullmq.Worker as unknown as new (...args: readonly unknown[]) => BullMq.Worker;
  return {
    trouble,
    queue: <D, R>(what: QueueName) => {
      const queue = new Queue(`${name}-${what}`, { ...base, ...events }, ...factory);
      queue.on('error', (error) => trouble.met(error));
      return queue as unknown as BullMq.Queue<D, R>;
    },
    worker: <D, R>(what: QueueName, process: BullMq.Processor<D, R>, concurrency: number) => {
      const worker = new Worker(`${name}-${what}`, process, { ...base, ...lock, ...back, concurrency }, ...factory);
      worker.on('error', (error) => trouble.met(error));
      worker.on('ready', () => trouble.over());
      worker.on('active', () => trouble.over());
      return worker as unknown as BullMq.Worker<D, R>;
    },
    delayed: () => new bullmq.DelayedError(),
    insist: async (call, signal) => {
      for (let pauseMs = 100; ; pauseMs = Math.min(longestPauseMs, pauseMs * 2)) {
        signal.throwIfAborted();
        try {
          const result = await unlessAborted(call(), signal);
          trouble.over();
          return result;
        } catch (error) {
          if (signal.aborted) throw error;
          trouble.met(error);
        }
        await realClock.sleep(pauseMs, signal);
      }
    },
  };
}

/** A server that reads what it kept answers that it is about to: it is waited for. */
async function onceStarted<T>(check: () => Promise<T>): Promise<T> {
  for (const end = Date.now() + startingMs; ; ) {
    try {
      return await check();
    } catch (error) {
      if (!isStarting(error) || Date.now() > end) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

/** `cannot_connect_now` of PostgreSQL, LOADING of Redis. */
function isStarting(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : null;
  return cause instanceof Error && (('code' in cause && cause.code === '57P03') || cause.message.startsWith('LOADING'));
}

function connectionOf(options: QueueOptions): object {
  return options.url.kind === 'redis'
    ? {
        ...redisServer(options),
        // What cannot be done now is done when the server is back.
        maxRetriesPerRequest: null,
        retryStrategy: (times: number) => Math.min(longestPauseMs, times * 100),
      }
    : { ...postgresServer(options), schema: 'handclasp', migrate: true, max: 8 };
}

async function loaded<T>(kind: QueueUrl['kind'], name: string, load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (cause) {
    const driver = kind === 'redis' ? 'ioredis' : 'pg';
    throw new UsageError(
      'queue-package-missing',
      `--queue ${kind}:// needs the package ${name}, which is not installed`,
      `npm install bullmq@^6.7.0 ${driver}, beside handclasp`,
      { cause },
    );
  }
}

/** A driver that waits for its server is not waited for by who is to end. */
async function unlessAborted<T>(call: Promise<T>, signal: AbortSignal): Promise<T> {
  let abort = () => {};
  const aborted = new Promise<never>((_, reject) => {
    abort = () => reject(signal.reason);
    signal.addEventListener('abort', abort, { once: true });
  });
  try {
    return await Promise.race([call, aborted]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}
