import type { CommandText } from '../commands/command.ts';
import { exitStatusMeanings } from '../exit-status.ts';

/** What the exit status of one command can be: on one line, and each with its meaning. */
export type ExitMeanings = { readonly line: string; readonly meanings: readonly (readonly [status: string, meaning: string])[] };

/** What the exit status of a command says. A command has only those that it can end with: a lab finds no problems, and `ready` goes by its policy. */
export function exitMeanings({ writes, options }: Pick<CommandText, 'writes' | 'options'>): ExitMeanings {
  if (writes === 'readiness') return meaning(readiness, '0 ready · 1 not ready · 2 usage · 3 not all checked · 4 internal error');
  if ('networks' in options) return meaning(worked, '0 ended by SIGTERM · 2 usage, or no queue · 4 internal error · 130 interrupted');
  if (!('failOn' in options)) return meaning(done, '0 done · 2 usage · 4 internal error · 130 interrupted');
  if ('schedule' in options) return meaning(watched, '0 ended by SIGTERM · 2 usage · 4 internal error; with --once as scan');
  if (writes === 'changes') return meaning(changes, '0 no grave change · 1 grave change · 2 usage · 4 internal error');
  return meaning({}, '0 no problem · 1 problem · 2 usage · 3 not all checked · 4 internal error');
}

/** By status: what it means in this command; null where the command never ends with it. What is not here is the same everywhere. */
type Own = Readonly<Record<string, string | null>>;

const readiness: Own = {
  0: 'each MUST requirement was checked and is met',
  1: 'a MUST requirement is not met',
};

const changes: Own = {
  0: 'no change is at or above the threshold (--fail-on)',
  1: 'a change at or above it',
  3: null,
  130: 'interrupted (143 by SIGTERM)',
};

const watched: Own = {
  0: 'ended by SIGTERM; with --once: everything was checked, and no problem is at or above the threshold (--fail-on)',
  1: 'with --once: a problem at or above it, or a certificate that expires within --expires-in',
  2: 'usage or configuration, before anything runs: an unknown flag, faults in the file, another watch with the same history',
  3: 'with --once: something could not be checked, or Elasticsearch did not take all documents (1 takes precedence)',
  130: 'interrupted, as by Ctrl-C (143 by SIGTERM with --once): what was done until then is kept',
};

const worked: Own = {
  0: 'ended by SIGTERM; what it was at is free for others',
  1: null,
  2: 'usage or configuration, a queue that cannot be used, or a leader of another release',
  3: null,
  130: 'interrupted, as by Ctrl-C',
};

const done: Own = { 0: 'done', 1: null, 3: null, 130: 'interrupted, as by Ctrl-C (143 by SIGTERM)' };

function meaning(own: Own, line: string): ExitMeanings {
  return {
    line: `Exit: ${line}`,
    meanings: exitStatusMeanings.flatMap(([status, usual]) => {
      const text = own[status];
      return text === null ? [] : [[status, text ?? usual] as const];
    }),
  };
}
