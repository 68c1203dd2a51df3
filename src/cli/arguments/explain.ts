import type { Argv } from 'yargs';
import { type Deployment, deployments } from '../../model/deployment.ts';
import { type Output, singleOutput } from '../outputs.ts';
import { choice, positional, text, type Values } from './values.ts';

export type ExplainRequest = { readonly question: string | null; readonly deployment: Deployment | null; readonly output: Output };

export function explainOptions(command: Argv): Argv {
  return command
    .usage('$0 explain [rule..]\n\nWhat a rule means and how to mend it. Without a rule, all of them.')
    .positional('rule', {
      type: 'string',
      array: true,
      describe: 'An id, words, or a line from a log',
      default: [],
      defaultDescription: 'all rules',
    })
    .option('deployment', { ...text, choices: deployments, describe: 'Show the remedy for this one alone' })
    .option('format', { ...text, describe: 'table or json', defaultDescription: 'table' })
    .option('output', { ...text, alias: 'o', describe: 'File to write', defaultDescription: 'standard output' })
    .example('$0 explain leaf-expired', '')
    .example('$0 explain client authentication', 'rules that speak of it')
    .example('$0 explain "received plaintext http traffic"', 'what a log line means');
}

/** @throws UsageError */
export function explainRequest(values: Values, args: readonly string[]): ExplainRequest {
  return {
    question: positional(values, 'rule').join(' ').trim() || null,
    deployment: choice(values, 'deployment', deployments),
    output: singleOutput(args),
  };
}
