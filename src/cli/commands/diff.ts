import { UsageError } from '../../index.ts';
import type { Output } from '../argv/pair-outputs.ts';
import type { FailOn } from '../exit-status.ts';
import { historyFileOption } from '../options/history.ts';
import { outputOptions } from '../options/outputs.ts';
import { exitOptions } from '../options/report.ts';
import { command } from './command.ts';
import { historyMissing } from './history.ts';

export type DiffRequest = {
  readonly file: string;
  /** As written; null for the whole run before the later one, of the same command and targets. */
  readonly from: string | null;
  readonly to: string;
  readonly failOn: FailOn;
  readonly exitZero: boolean;
  readonly outputs: readonly Output[];
};

export const diff = command({
  name: 'diff',
  summary: 'What changed between two runs of a history, and how bad it is',
  synopsis: '[RUN [RUN]]',
  about: `Tells what changed from one run to a later one: certificates that were renewed (with the same key or a new one) or swapped, other CAs, weaker client authentication, new versions and cipher suites, endpoints that came or went, problems that opened, closed or came back, and what is not checked any more. Without a run, the latest is compared with the one before it, of the same command and targets; with one, the latest is compared with that.

A run is named by its number, by a day or an instant (the last run until then), or as latest. An endpoint that did not answer for a while is compared with what it was when it last did.`,
  operands: {
    metavariable: 'RUN',
    help: 'The earlier run, and the later one',
    usual: 'the latest, and the one before it',
    least: 0,
    most: 'any',
    completes: ['latest'],
  },
  options: { ...historyFileOption, ...outputOptions('changes'), ...exitOptions },
  writes: 'changes',
  examples: [
    ['diff --history tls.db', 'what the last run changed'],
    ['diff 3 12 --history tls.db', 'from run 3 to run 12'],
    ['diff 2026-11-01 --history tls.db --fail-on medium', 'since the first of November'],
    ['diff --history tls.db -o changes.json', 'for programs'],
  ],
  request: ({ values: { history: file, failOn, exitZero }, operands: [from, to, extra], outputs }): DiffRequest => {
    if (file === null) throw historyMissing();
    if (extra !== undefined)
      throw new UsageError('arguments', `unexpected argument "${extra}"`, 'two runs are compared: the earlier and the later one');
    return { file, from: from ?? null, to: to ?? 'latest', failOn: failOn ?? 'high', exitZero, outputs };
  },
});
