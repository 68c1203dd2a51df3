import { type Credentials, Secret, secretsOf, UsageError } from '../index.ts';
import type { CredentialsRequest } from './options/credentials.ts';
import { readSecretInput } from './read-inputs.ts';
import type { Terminal } from './terminal.ts';

/**
 * The credentials for the REST API: of `--user`, with the password from its file, the environment or a prompt, else of `--api-key-file`, else the API key of the
 * environment. Null where there are none.
 *
 * @throws UsageError also where none of them could be used, for want of trust.
 */
export async function readCredentials(
  request: CredentialsRequest & {
    /** `--ca`. */
    readonly ca: readonly string[];
  },
  terminal: Pick<Terminal, 'env' | 'askPassword' | 'mask'>,
): Promise<Credentials | null> {
  const credentials = await credentialsOf(request, terminal);
  if (credentials !== null) terminal.mask.add(...secretsOf(credentials));
  return credentials;
}

async function credentialsOf(
  request: Parameters<typeof readCredentials>[0],
  terminal: Pick<Terminal, 'env' | 'askPassword'>,
): Promise<Credentials | null> {
  const { user, userPasswordFile, apiKeyFile, ca } = request;
  const keyOfEnvironment = user === null && apiKeyFile === null ? filled(terminal.env.HANDCLASP_API_KEY) : null;
  if (user === null && apiKeyFile === null && keyOfEnvironment === null) return null;
  if (ca.length === 0) {
    const what = user !== null ? '--user' : apiKeyFile !== null ? '--api-key-file' : 'HANDCLASP_API_KEY';
    throw new UsageError(
      'credentials-without-trust',
      `${what} needs --ca: credentials are sent to no server whose certificate was not verified`,
      'give the CA of the HTTP layer, as in --ca http_ca.crt, or --ca system for public roots',
    );
  }
  if (user !== null) return { kind: 'password', user, password: await readPassword(user, userPasswordFile, terminal) };
  const line = apiKeyFile === null ? keyOfEnvironment : await firstLine(apiKeyFile, '--api-key-file');
  return { kind: 'api-key', encoded: encodedKey(line ?? '', apiKeyFile === null ? 'HANDCLASP_API_KEY' : 'the file of --api-key-file') };
}

async function readPassword(
  user: string,
  file: string | null,
  { env, askPassword }: Pick<Terminal, 'env' | 'askPassword'>,
): Promise<Secret> {
  const given = file === null ? filled(env.HANDCLASP_USER_PASSWORD) : await firstLine(file, '--user-password-file');
  const password = given ?? (await askPassword?.(`password of the user ${user}`)) ?? null;
  if (password !== null && password !== '') return new Secret(password);
  throw new UsageError(
    'password-missing',
    file === null ? `no password for the user ${user}` : 'the first line of the file of --user-password-file is empty',
    'give --user-password-file, or set HANDCLASP_USER_PASSWORD, or run where there is a terminal to ask at',
  );
}

/** As `POST /_security/api_key` answers it: `encoded`, or `id` and `api_key` with a colon between them, which base64 makes into the former. */
function encodedKey(text: string, origin: string): Secret {
  const key = text.trim();
  if (/^[\w-]+:[\w-]+$/.test(key)) return new Secret(Buffer.from(key, 'utf8').toString('base64'));
  if (/^[A-Za-z0-9+/]+={0,2}$/.test(key) && /^[\x21-\x7e]+:[\x21-\x7e]+$/.test(Buffer.from(key, 'base64').toString('latin1')))
    return new Secret(key);
  throw new UsageError(
    'api-key-unreadable',
    `${origin} holds no API key`,
    'write id:api_key, or what the answer to POST /_security/api_key calls encoded',
  );
}

/** A trailing line end is no part of a password; any other blank may be. */
async function firstLine(file: string, option: `--${string}`): Promise<string> {
  return new TextDecoder().decode(await readSecretInput(file, option)).split(/\r?\n/)[0] ?? '';
}

function filled(value: string | undefined): string | null {
  return value === undefined || value === '' ? null : value;
}
