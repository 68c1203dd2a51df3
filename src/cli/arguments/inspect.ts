import type { Argv } from 'yargs';
import { type FailOn, failOnChoices } from '../exit-status.ts';
import { type Output, singleOutput } from '../outputs.ts';
import { type PasswordsRequest, passwordsOption, passwordsRequest } from './passwords.ts';
import { choice, positional, text, type Values } from './values.ts';

export type InspectRequest = PasswordsRequest & {
  readonly files: readonly string[];
  readonly failOn: FailOn;
  readonly exitZero: boolean;
  readonly output: Output;
};

export function inspectOptions(command: Argv): Argv {
  const named = command
    .usage(
      `$0 inspect <file..>

What files with certificates and keys hold, and what is wrong by dates, keys, names and usages; of a store, whom a JVM would trust by it, and whether its keys belong to their certificates. Needs no network, and shows no secret.

The empty password is tried first. Others come from --password-file, from HANDCLASP_PASSWORD, or are asked for.`,
    )
    .positional('file', {
      type: 'string',
      array: true,
      demandOption: true,
      describe: 'PEM, DER, PKCS#12, JKS or JCEKS; - for standard input',
    });
  return passwordsOption(named)
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
    .example('$0 inspect --password-file pw elastic-certificates.p12', 'a store')
    .example('$0 inspect --format json node.crt ca.crt', 'for programs');
}

/** @throws UsageError */
export function inspectRequest(values: Values, args: readonly string[]): InspectRequest {
  return {
    files: positional(values, 'file'),
    ...passwordsRequest(values),
    failOn: choice(values, 'fail-on', failOnChoices) ?? 'high',
    exitZero: values['exit-zero'] === true,
    output: singleOutput(args),
  };
}
