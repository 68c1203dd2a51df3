import { UsageError } from '../../index.ts';
import { file, flag, text, type Values } from './option.ts';

export const credentialsOptions = {
  user: text('user', 'NAME', {
    group: 'REST API',
    asks: true,
    common: true,
    help: 'Ask the REST API as well, as this user',
    detail: 'the password is asked for at the terminal',
  }),
  userPasswordFile: file('user-password-file', {
    group: 'REST API',
    asks: true,
    help: "The user's password, on the first line of a file",
    detail: 'or set HANDCLASP_USER_PASSWORD',
  }),
  apiKeyFile: file('api-key-file', {
    group: 'REST API',
    asks: true,
    help: 'An API key to ask the REST API with, on the first line of a file',
    detail: 'as id:api_key or encoded; or set HANDCLASP_API_KEY',
  }),
};

export const discoverOption = {
  discover: flag('discover', {
    group: 'REST API',
    asks: true,
    help: 'Check the other nodes of the cluster as well',
    detail: 'the targets are asked for them; needs --user or --api-key-file where security is on',
  }),
};

/** Who the REST API is to take us for; never a secret, which stands in no argument. */
export type CredentialsRequest = Values<typeof credentialsOptions>;

/** @param prefix of the options: `es-` for those of the receiver @throws UsageError where they contradict each other, or hold a secret */
export function checkCredentials({ user, userPasswordFile, apiKeyFile }: CredentialsRequest, prefix: '' | 'es-' = ''): void {
  const passwordFile = prefix === '' ? '--user-password-file' : '--es-password-file';
  if (user?.includes(':')) {
    throw new UsageError(
      'arguments',
      `--${prefix}user takes a name alone, without a password`,
      `everybody on this machine can see arguments: give ${passwordFile}, or ${prefix === '' ? 'HANDCLASP_USER_PASSWORD' : 'HANDCLASP_ES_PASSWORD'}, or answer the prompt`,
    );
  }
  if (user !== null && !/^[^\p{Cc}]+$/u.test(user)) {
    throw new UsageError(
      'arguments',
      `--${prefix}user needs a name`,
      prefix === '' ? 'give the name of a user that may monitor the cluster' : 'give the name of a user that may write to logs-handclasp.*',
    );
  }
  if (user !== null && apiKeyFile !== null) {
    throw new UsageError('arguments', `--${prefix}user and --${prefix}api-key-file cannot be used together`, 'give one of them');
  }
  if (userPasswordFile !== null && user === null) {
    throw new UsageError('arguments', `${passwordFile} needs --${prefix}user`, 'name the user whose password it is');
  }
}
