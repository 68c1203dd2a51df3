import { UsageError } from '../../index.ts';
import { checkIdentity, type IdentityRequest, identityOptions } from '../options/identity.ts';
import { flag, number } from '../options/option.ts';
import { type PasswordsRequest, passwordsOption } from '../options/passwords.ts';
import { type AskedQueue, queueOf, queueOptions } from '../options/queue.ts';
import { command } from './command.ts';

export type WorkerRequest = IdentityRequest &
  PasswordsRequest & {
    readonly queue: AskedQueue;
    readonly networks: number;
    readonly concurrency: number;
    readonly maxRate: number | null;
    readonly maxPerHost: number | null;
    readonly quiet: boolean;
  };

export const worker = command({
  name: 'worker',
  summary: 'Scan what a watch with --queue hands out',
  synopsis: '--queue URL',
  about: `Connects to the targets that handclasp watch --queue puts into the queue, and gives back what they showed; the leader judges and keeps it. Start as many as you need, wherever they reach the targets. A job is up to 200 targets of one network, and no two workers are ever at one network.

A worker keeps its own client certificate and key: nothing secret goes through the queue. SIGTERM puts what it is at back for another worker, and so does its death, 20 seconds later.`,
  operands: null,
  options: {
    ...queueOptions,
    ...identityOptions(null),
    ...passwordsOption('Client identity'),
    networks: number('networks', { least: 1, most: 256 }, { group: 'Pace', help: 'Networks at the same time', usual: '4' }),
    concurrency: number(
      'concurrency',
      { least: 1, most: 1024 },
      { group: 'Pace', help: 'Targets of one network at the same time', usual: '16' },
    ),
    maxRate: number(
      'max-rate',
      { least: 0.01, most: 1_000_000 },
      { group: 'Pace', help: 'Targets to start per second', usual: 'no limit' },
    ),
    maxPerHost: number(
      'max-per-host',
      { least: 1, most: 256 },
      { group: 'Pace', help: 'Connections to one address at once, over all its ports', usual: '4' },
    ),
    quiet: flag('quiet', { alias: 'q', group: 'Output', help: 'No line for each chunk on standard error' }),
  },
  writes: null,
  examples: [
    ['worker --queue redis://redis01', 'on Redis or Valkey'],
    ['worker --queue postgres://handclasp@db01/handclasp --queue-password-file db.pass', 'on PostgreSQL'],
    ['worker --queue redis://redis01 --cert probe.crt --key probe.key --max-rate 50', 'with a client certificate, and slowly'],
  ],
  request: ({ values }): WorkerRequest => {
    const queue = queueOf(values);
    if (queue === null) throw new UsageError('arguments', 'worker needs --queue', 'name the server that handclasp watch --queue names');
    checkIdentity(values);
    const { networks, concurrency, maxRate, maxPerHost } = values;
    return {
      ...values,
      queue,
      networks: Math.round(networks ?? 4),
      concurrency: Math.round(concurrency ?? 16),
      maxRate,
      maxPerHost: maxPerHost === null ? null : Math.round(maxPerHost),
    };
  },
});
