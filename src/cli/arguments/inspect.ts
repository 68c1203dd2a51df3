import type { Argv } from 'yargs';
import { type FailOn, failOnChoices } from '../exit-status.ts';
import { type Output, singleOutput } from '../outputs.ts';
import { choice, positional, text, type Values } from './values.ts';

export type InspectRequest = {
  readonly files: readonly string[];
  readonly failOn: FailOn;
  readonly exitZero: boolean;
  readonly output: Output;
};

export function inspectOptions(command: Argv): Argv {
  return command
    .usage('$0 inspect <file..>\n\nWhat certificate files hold, and what is wrong by dates, keys, names and usages. Needs no network.')
    .positional('file', { type: 'string', array: true, demandOption: true, describe: 'PEM or DER; - for standard input' })
    .option('fail-on', {
      ...text,
      choices: failOnChoices,
      describe: 'Least severity that makes the exit status 1',
      defaultDescription: 'high',
    })
    .option('exit-zero', { type: 'boolean', describe: 'Exit with 0 whatever was found' })
    .option('format', { ...text, describe: 'table or json', defaultDescription: 'table' })
    .option('output', { ...text, alias: 'o', describe: 'File to write', defaultDescription: 'standard output' })
    .example('$0 inspect http_ca.crt', '')
    .example('$0 inspect --format json node.crt ca.crt', 'for programs');
}

/** @throws UsageError */
export function inspectRequest(values: Values, args: readonly string[]): InspectRequest {
  return {
    files: positional(values, 'file'),
    failOn: choice(values, 'fail-on', failOnChoices) ?? 'high',
    exitZero: values['exit-zero'] === true,
    output: singleOutput(args),
  };
}
