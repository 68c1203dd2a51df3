import type { Argv } from 'yargs';
import { many, one, text, type Values } from './values.ts';

/** Where a node's, or a Kibana's, own files are, and what it takes to read them. */
export type SetupRequest = {
  /** The configuration directory; null where none was given. */
  readonly config: string | null;
  /** The release that reads the files, such as `9.1.2`; null where nobody said. */
  readonly release: string | null;
  /** Files with passwords to try, a line each. */
  readonly passwordFiles: readonly string[];
  /** The environment that the process runs in, as `NAME=value` lines; null for this one. */
  readonly envFile: string | null;
};

/** @param file the settings file that is looked for in the directory, such as `elasticsearch.yml` */
export function setupOptions(command: Argv, file: string): Argv {
  return command
    .option('config', { ...text, describe: `The configuration directory, the one with ${file}` })
    .option('release', { ...text, describe: 'The release that reads it, such as 9.1.2', defaultDescription: 'looked for beside it' })
    .option('password-file', {
      ...text,
      array: true,
      describe: 'Passwords of stores and keys to try, a line each; or set HANDCLASP_PASSWORD; may be repeated',
    })
    .option('env-file', {
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
    passwordFiles: many(values, 'password-file'),
    envFile: one(values, 'env-file'),
  };
}
