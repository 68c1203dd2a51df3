import { type QueueUrl, queueUrlOf, UsageError } from '../../index.ts';
import { file, type OptionGroup, text, type Values } from './option.ts';

const group: OptionGroup = 'Queue';

/** Where leaders and workers meet. */
export const queueOptions = {
  queue: text('queue', 'URL', {
    group,
    common: true,
    help: 'Redis, Valkey or PostgreSQL server',
    detail: 'redis://HOST, rediss://HOST for TLS, or postgres://USER@HOST/DATABASE',
  }),
  queueName: text('queue-name', 'NAME', { group, help: 'Name of the fleet, where several share a server', usual: 'fleet' }),
  queuePasswordFile: file('queue-password-file', {
    group,
    help: 'Password for --queue, on the first line of a file',
    detail: 'or set HANDCLASP_QUEUE_PASSWORD',
  }),
  queueCa: file('queue-ca', { group, help: 'CA certificates of the server of --queue (PEM)', usual: 'public roots' }),
};

/** A queue that was asked for. */
export type AskedQueue = {
  readonly url: QueueUrl;
  readonly name: string;
  readonly passwordFile: string | null;
  readonly ca: string | null;
};

/** Null where none was. @throws UsageError */
export function queueOf(values: Values<typeof queueOptions>): AskedQueue | null {
  const { queue, queueName, queuePasswordFile, queueCa } = values;
  if (queue === null) {
    const other = (['queueName', 'queuePasswordFile', 'queueCa'] as const).find((key) => values[key] !== null);
    if (other === undefined) return null;
    throw new UsageError('arguments', `--${queueOptions[other].name} needs --queue`, 'name the server, as in --queue redis://redis01');
  }
  const url = queueUrlOf(queue);
  if (queueCa !== null && !url.tls)
    throw new UsageError(
      'arguments',
      '--queue-ca is for a queue with TLS',
      'write rediss:// in place of redis://, or ?sslmode=verify-full behind postgres://',
    );
  if (queueName !== null && !/^[\w.-]{1,60}$/.test(queueName))
    throw new UsageError('arguments', `--queue-name cannot be "${queueName}"`, 'it is up to 60 letters, digits, ".", "_" and "-"');
  return { url, name: queueName ?? 'fleet', passwordFile: queuePasswordFile, ca: queueCa };
}
