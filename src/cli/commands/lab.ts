import { flag } from '../options/option.ts';
import { command } from './command.ts';

export const lab = command({
  name: 'lab',
  summary: 'A lab on this machine: try handclasp without a cluster',
  synopsis: '',
  about:
    'Starts TLS servers on loopback, each with one misconfiguration, and healthy ones; prints their addresses; runs until interrupted.',
  operands: null,
  options: { verbose: flag('verbose', { alias: 'v', group: 'Output', help: 'Say more on standard error' }) },
  writes: null,
  examples: [
    ['lab', 'in one terminal, then scan what it prints in another'],
    ['scan --lab', 'both in one step'],
  ],
  request: () => null,
});
