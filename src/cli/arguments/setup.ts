import type { Argv } from 'yargs';
import { type PasswordsRequest, passwordsOption, passwordsRequest } from './passwords.ts';
import { one, text, type Values } from './values.ts';

/** Where a node's, or a Kibana's, own files are, and what it takes to read them. */
export type SetupRequest = PasswordsRequest & {
  /** The configuration directory; null where none was given. */
  readonly config: string | null;
  /** The release that reads the files, such as `9.1.2`; null where nobody said. */
  readonly release: string | null;
  /** The environment that the process runs in, as `NAME=value` lines; null for this one. */
  readonly envFile: string | null;
};

/** @param file the settings file that is looked for in the directory, such as `elasticsearch.yml` */
export function setupOptions(command: Argv, file: string): Argv {
  const located = command
    .option('config', { ...text, describe: `The configuration directory, the one with ${file}` })
    .option('release', { ...text, describe: 'The release that reads it, such as 9.1.2', defaultDescription: 'looked for beside it' });
  return passwordsOption(located).option('env-file', {
    ...text,
    describe: 'Its environment (NAME=value lines), which fills the variables in its settings',
    defaultDescription: 'the environment of this process',
  });
}

/** @throws UsageError */
export function setupRequest(values: Values): SetupRequest {
  return {
    config: one(values, 'config'),
    release: one(values, 'release'),
    ...passwordsRequest(values),
    envFile: one(values, 'env-file'),
  };
}
