import type { Argv } from 'yargs';
import { UsageError } from '../../model/usage-error.ts';
import { one, text, type Values } from './values.ts';

/** Who the REST API is to take us for; never a secret, which stands in no argument. */
export type CredentialsRequest = {
  readonly user: string | null;
  readonly userPasswordFile: string | null;
  readonly apiKeyFile: string | null;
};

export function credentialsOptions(command: Argv): Argv {
  return command
    .option('user', {
      ...text,
      describe: 'Ask the REST API as well, as this user; the password is asked for at the terminal',
    })
    .option('user-password-file', { ...text, describe: "The user's password: first line of a file; or set HANDCLASP_USER_PASSWORD" })
    .option('api-key-file', {
      ...text,
      describe: 'The same with an API key, as id:api_key or encoded: first line of a file; or set HANDCLASP_API_KEY',
    });
}

export function discoverOption(command: Argv): Argv {
  return command.option('discover', {
    type: 'boolean',
    describe:
      'Ask the nodes named for the others of their cluster, and look at those as well (needs --user or --api-key-file where security is on)',
  });
}

/** @throws UsageError */
export function credentialsRequest(values: Values): CredentialsRequest {
  const request: CredentialsRequest = {
    user: one(values, 'user'),
    userPasswordFile: one(values, 'user-password-file'),
    apiKeyFile: one(values, 'api-key-file'),
  };
  if (request.user?.includes(':')) {
    throw new UsageError(
      'arguments',
      '--user takes a name alone, without a password',
      'arguments are seen by everybody on this machine: give --user-password-file, or HANDCLASP_USER_PASSWORD, or answer the prompt',
    );
  }
  if (request.user !== null && !/^[^\p{Cc}]+$/u.test(request.user)) {
    throw new UsageError('arguments', '--user needs a name', 'give the name of a user that may monitor the cluster');
  }
  if (request.user !== null && request.apiKeyFile !== null) {
    throw new UsageError('arguments', '--user and --api-key-file exclude each other', 'give one of them');
  }
  if (request.userPasswordFile !== null && request.user === null) {
    throw new UsageError('arguments', '--user-password-file needs --user', 'name the user whose password it is');
  }
  return request;
}
