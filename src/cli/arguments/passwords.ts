import type { Argv } from 'yargs';
import { many, text, type Values } from './values.ts';

export type PasswordsRequest = {
  /** Files with passwords to try, a line each. */
  readonly passwordFiles: readonly string[];
};

export function passwordsOption(command: Argv): Argv {
  return command.option('password-file', {
    ...text,
    array: true,
    describe: 'Passwords of stores and keys to try, a line each; or set HANDCLASP_PASSWORD; may be repeated',
  });
}

export function passwordsRequest(values: Values): PasswordsRequest {
  return { passwordFiles: many(values, 'password-file') };
}
