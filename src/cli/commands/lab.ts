import { flag, texts, type Values } from '../options/option.ts';
import { command } from './command.ts';

const options = {
  only: texts('only', 'RULE', {
    group: 'Targets',
    common: true,
    help: 'Only the servers that show this rule',
    usual: 'all, and healthy ones',
    completes: { words: [], rules: true },
  }),
  exercises: flag('exercises', {
    group: 'Output',
    common: true,
    help: 'Print questions to answer with handclasp',
    detail: 'each with the command to type; the answers come at the end',
  }),
  verbose: flag('verbose', { alias: 'v', group: 'Output', help: 'Say more on standard error' }),
};

export type LabRequest = Pick<Values<typeof options>, 'only' | 'exercises'>;

export const lab = command({
  name: 'lab',
  summary: 'A lab on this machine: try handclasp without a cluster',
  synopsis: '',
  about:
    'Starts TLS servers on loopback, each with one misconfiguration, and healthy ones; prints their addresses; runs until interrupted. A server whose port is taken gets a free one.',
  operands: null,
  options,
  writes: null,
  examples: [
    ['lab', 'in one terminal, then scan what it prints in another'],
    ['lab --exercises', 'with questions, and the commands that answer them'],
    ['lab --only leaf-expired --only weak-key', 'only two servers'],
    ['scan --lab', 'both in one step'],
  ],
  request: ({ values: { only, exercises } }): LabRequest => ({ only, exercises }),
});
