import { type Credentials, Secret, secretsOf, UsageError } from '../index.ts';
import { InputReader } from './input-faults.ts';
import type { CredentialsRequest } from './options/credentials.ts';
import { readSecretInput } from './read-inputs.ts';
import type { Terminal } from './terminal.ts';

/** Where credentials are named, and where else they are looked for. */
type Names = {
  readonly user: `--${string}`;
  readonly passwordFile: `--${string}`;
  readonly apiKeyFile: `--${string}`;
  readonly ca: `--${string}`;
  /** Variables of the environment. */
  readonly password: string;
  readonly apiKey: string;
};

const restNames: Names = {
  user: '--user',
  passwordFile: '--user-password-file',
  apiKeyFile: '--api-key-file',
  ca: '--ca',
  password: 'HANDCLASP_USER_PASSWORD',
  apiKey: 'HANDCLASP_API_KEY',
};

export const receiverNames: Names = {
  user: '--es-user',
  passwordFile: '--es-password-file',
  apiKeyFile: '--es-api-key-file',
  ca: '--es-ca',
  password: 'HANDCLASP_ES_PASSWORD',
  apiKey: 'HANDCLASP_ES_API_KEY',
};

/** What the command line says of them. */
type Asked = CredentialsRequest & {
  /** The files that are trusted: `--ca`. */
  readonly ca: readonly string[];
};

/**
 * The credentials for the REST API, or for the receiver of documents: of `--user`, with the password from its file, the environment or a prompt, else of `--api-key-file`,
 * else the API key of the environment. Null where there are none.
 *
 * @throws UsageError also where none of them could be used, for want of trust.
 */
export async function readCredentials(
  request: Asked,
  terminal: Pick<Terminal, 'env' | 'askPassword' | 'mask'>,
  names = restNames,
): Promise<Credentials | null> {
  const { user, userPasswordFile, apiKeyFile } = request;
  const option =
    user === null ? (apiKeyFile === null ? null : names.apiKeyFile) : userPasswordFile === null ? names.user : names.passwordFile;
  const inputs = new InputReader();
  const read = await inputs.read(option === null ? null : option.slice(2), null, () => credentialsOf(request, terminal, names));
  inputs.end();
  const credentials = read();
  if (credentials !== null) terminal.mask.add(...secretsOf(credentials));
  return credentials;
}

async function credentialsOf(request: Asked, terminal: Pick<Terminal, 'env' | 'askPassword'>, names: Names): Promise<Credentials | null> {
  const { user, userPasswordFile, apiKeyFile, ca } = request;
  const keyOfEnvironment = user === null && apiKeyFile === null ? filled(terminal.env[names.apiKey]) : null;
  if (user === null && apiKeyFile === null && keyOfEnvironment === null) return null;
  if (ca.length === 0) {
    const what = user !== null ? names.user : apiKeyFile !== null ? names.apiKeyFile : names.apiKey;
    throw new UsageError(
      'credentials-without-trust',
      `${what} needs ${names.ca}: credentials are sent to no server whose certificate was not verified`,
      `give the CA of the HTTP layer, as in ${names.ca} http_ca.crt, or ${names.ca} system for public roots`,
    );
  }
  if (user !== null) return { kind: 'password', user, password: await readPassword(user, userPasswordFile, terminal, names) };
  const line = apiKeyFile === null ? keyOfEnvironment : await firstLine(apiKeyFile, names.apiKeyFile);
  return { kind: 'api-key', encoded: encodedKey(line ?? '', apiKeyFile === null ? names.apiKey : `the file of ${names.apiKeyFile}`) };
}

async function readPassword(
  user: string,
  file: string | null,
  { env, askPassword }: Pick<Terminal, 'env' | 'askPassword'>,
  names: Names,
): Promise<Secret> {
  const given = file === null ? filled(env[names.password]) : await firstLine(file, names.passwordFile);
  const password = given ?? (await askPassword?.(`password of the user ${user}`)) ?? null;
  if (password !== null && password !== '') return new Secret(password);
  throw new UsageError(
    'password-missing',
    file === null ? `no password for the user ${user}` : `the first line of the file of ${names.passwordFile} is empty`,
    `give ${names.passwordFile}, or set ${names.password}, or run where there is a terminal to ask at`,
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
