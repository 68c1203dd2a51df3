import { type Deployment, deployments } from '../../index.ts';
import type { Output } from '../argv/pair-outputs.ts';
import { choice } from '../options/option.ts';
import { outputOptions } from '../options/outputs.ts';
import { command } from './command.ts';

export type ExplainRequest = {
  readonly question: string | null;
  readonly deployment: Deployment | null;
  readonly outputs: readonly Output[];
};

export const explain = command({
  name: 'explain',
  summary: 'What a rule means and how to fix it; takes an id, words, or a line from a log',
  synopsis: '[RULE..]',
  about: 'What a rule means and how to fix it. Without a rule, all of them.',
  operands: {
    metavariable: 'RULE',
    help: 'An id, words, or a line from a log',
    usual: 'all rules',
    least: 0,
    most: 'any',
    completes: 'rules',
  },
  options: {
    deployment: choice('deployment', deployments, {
      group: 'Output',
      common: true,
      noun: 'TYPE',
      help: 'Show only the fix for this deployment',
    }),
    ...outputOptions('rules'),
  },
  writes: 'rules',
  examples: [
    ['explain leaf-expired', ''],
    ['explain client authentication', 'rules about it'],
    ['explain "received plaintext http traffic"', 'what a log line means'],
  ],
  request: ({ values: { deployment }, operands, outputs }): ExplainRequest => ({
    question: operands.join(' ').trim() || null,
    deployment,
    outputs,
  }),
});
