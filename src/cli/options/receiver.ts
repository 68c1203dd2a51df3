import { UsageError } from '../../index.ts';
import type { ReceiverUrl } from '../argv/receiver-url.ts';
import { checkCredentials } from './credentials.ts';
import { directory, file, files, flag, type OptionGroup, text, type Values } from './option.ts';

const group: OptionGroup = 'Elasticsearch output';

/** How documents get into Elasticsearch, for `--output elasticsearch=URL`. */
export const receiverOptions = {
  esCa: files('es-ca', { group, help: 'CA certificates to trust there', detail: 'as for --ca', usual: 'those of --ca' }),
  esApiKeyFile: file('es-api-key-file', {
    group,
    help: 'An API key, on the first line of a file',
    detail: 'as id:api_key or encoded; or set HANDCLASP_ES_API_KEY',
  }),
  esUser: text('es-user', 'NAME', { group, help: 'Send as this user', detail: 'the password is asked for at the terminal' }),
  esPasswordFile: file('es-password-file', {
    group,
    help: "The user's password, on the first line of a file",
    detail: 'or set HANDCLASP_ES_PASSWORD',
  }),
  esCert: file('es-cert', { group, help: 'Client certificate with its chain (PEM)' }),
  esKey: file('es-key', {
    group,
    help: 'Its private key (PEM)',
    detail: 'with its passphrase in HANDCLASP_ES_KEY_PASSPHRASE, where it has one',
    usual: 'looked for in --es-cert',
  }),
  esNamespace: text('es-namespace', 'NAME', { group, help: 'Namespace of the data streams', usual: 'default' }),
  esInstallTemplate: flag('es-install-template', {
    group,
    help: 'Install the index template first',
    detail: 'once for each cluster and release of handclasp; needs the cluster privilege manage_index_templates',
  }),
  esSpool: directory('es-spool', {
    group,
    help: 'Where documents wait while it is unreachable',
    detail: 'the next run sends them; at most 1 GiB',
    usual: 'handclasp/spool in $STATE_DIRECTORY, $XDG_STATE_HOME or ~/.local/state',
  }),
};

/** Where documents go, beside what is written to files; null for nowhere. */
export type ReceiverRequest = Values<typeof receiverOptions> & { readonly receiver: ReceiverUrl | null };

/** @throws UsageError where they contradict each other, or there is nothing that they are for */
export function checkReceiver(request: ReceiverRequest): void {
  const { receiver, esUser: user, esPasswordFile: userPasswordFile, esApiKeyFile: apiKeyFile, esCert, esKey, esNamespace } = request;
  if (receiver === null) {
    const given = Object.entries(receiverOptions).find(([key]) => {
      const value = request[key as keyof typeof receiverOptions];
      return value !== null && value !== false && !(Array.isArray(value) && value.length === 0);
    });
    if (given === undefined) return;
    throw new UsageError(
      'arguments',
      `--${given[1].name} is for --output elasticsearch=URL`,
      'add it, as in -o elasticsearch=https://es01:9200',
    );
  }
  checkCredentials({ user, userPasswordFile, apiKeyFile }, 'es-');
  if (esKey !== null && esCert === null)
    throw new UsageError('arguments', '--es-key needs --es-cert', 'give the certificate that the key belongs to');
  // What Elasticsearch takes in a name of a data stream, without the hyphen that parts its fields.
  if (esNamespace !== null && !/^[^\\/*?"<>|\s,#:\-A-Z]{1,100}$/u.test(esNamespace))
    throw new UsageError(
      'arguments',
      `--es-namespace cannot be "${esNamespace}"`,
      'it has at most 100 characters, and neither capitals, hyphens, blanks nor any of \\ / * ? " < > | , # :',
    );
}
