import { homedir } from 'node:os';
import { join } from 'node:path';
import {
  bulkLines,
  type DeliveryResult,
  deliveryFaultText,
  type EcsDocument,
  indexTemplates,
  installTemplates,
  openDelivery,
  type PasswordSource,
  printable,
  type Receiver,
  receiverClient,
  receiverUrl,
  showable,
  UsageError,
} from '../index.ts';
import type { ReceiverUrl } from './argv/receiver-url.ts';
import { counted } from './counted.ts';
import { InputReader } from './input-faults.ts';
import type { ReceiverRequest } from './options/receiver.ts';
import { readCredentials, receiverNames } from './read-credentials.ts';
import { reason } from './read-inputs.ts';
import { readTrust } from './read-trust.ts';
import type { Terminal } from './terminal.ts';

/** A receiver that takes documents of this run. */
export type OpenReceiver = {
  /** Resolves when there is room for more. */
  readonly add: (documents: Iterable<EcsDocument>) => Promise<void>;
  /** Sends what is left, and says what came of it, once. False where not all documents are in the receiver. */
  readonly end: () => Promise<boolean>;
};

/** What is to be known of a receiver, as the command line has it. */
export type AskedReceiver = ReceiverRequest & { readonly ca: readonly string[]; readonly timeoutMs: number; readonly quiet: boolean };

type Asked = AskedReceiver & { readonly receiver: ReceiverUrl };

/**
 * Puts the template into a receiver where that is asked for, and sees to it that documents can wait.
 *
 * @throws UsageError
 */
export async function openReceiver(receiver: Receiver, request: AskedReceiver, terminal: Terminal): Promise<OpenReceiver> {
  const url = receiverUrl(receiver);
  if (request.esInstallTemplate) await install(receiver, url);
  const folder = request.esSpool ?? usualSpool(terminal.env);
  const delivery = await openDelivery(receiver, { folder, signal: terminal.interrupted }).catch((cause: unknown) => {
    throw new UsageError(
      'output-unwritable',
      `documents for ${url} cannot wait in ${folder}: ${reason(cause)}`,
      'name a directory that you may write to with --es-spool',
      { cause },
    );
  });
  let ended: Promise<boolean> | null = null;
  return {
    add: (documents) => delivery.add(masked(documents, terminal)),
    end: () => {
      ended ??= end();
      return ended;
    },
  };

  async function end(): Promise<boolean> {
    const result = await delivery.end();
    for (const line of resultLines(result, url, folder, request.quiet)) terminal.err(`${printable(showable(line))}\n`);
    return result.waiting + result.refused + result.lost + result.damaged === 0;
  }
}

/** Reads what the receiver of `--output elasticsearch=URL` takes. @throws UsageError of all that is wrong with it */
export async function receiverOf(request: Asked, passwords: PasswordSource, terminal: Terminal): Promise<Receiver> {
  const { receiver: url, esCert } = request;
  const names = request.esCa.length > 0 ? request.esCa : request.ca;
  const inputs = new InputReader();
  const trust = await inputs.read(null, null, () => readTrust(names, passwords, request.esCa.length > 0 ? 'es-ca' : 'ca'));
  const credentials = await inputs.read(null, null, () =>
    readCredentials(
      {
        user: request.esUser,
        userPasswordFile: request.esPasswordFile,
        apiKeyFile: request.esApiKeyFile,
        ca: url.scheme === 'http' ? ['none'] : names,
      },
      terminal,
      receiverNames,
    ),
  );
  const identity = await inputs.read('es-cert', null, () =>
    esCert === null ? null : readReceiverIdentity(esCert, request.esKey, terminal),
  );
  inputs.end();
  if (url.scheme === 'https' && names.length === 0)
    throw new UsageError(
      'credentials-without-trust',
      '--output elasticsearch=https://… needs --es-ca: documents are sent to no server whose certificate was not verified',
      'give the CA of its HTTP layer, as in --es-ca http_ca.crt, or --es-ca system for public roots',
    );
  if (url.scheme === 'http' && credentials() !== null)
    throw new UsageError(
      'credentials-without-trust',
      'credentials are not sent to http://, where everybody on the way could read them',
      'write https:// in --output elasticsearch=URL',
    );
  return {
    ...url,
    anchors: trust().anchors,
    trustPublicRoots: trust().publicRoots,
    identity: identity(),
    credentials: credentials(),
    timeoutMs: request.timeoutMs,
  };
}

async function readReceiverIdentity(cert: string, key: string | null, terminal: Terminal): Promise<NonNullable<Receiver['identity']>> {
  const { identityOfFiles } = await import('./identity-of-files.ts');
  const env = { HANDCLASP_KEY_PASSPHRASE: terminal.env.HANDCLASP_ES_KEY_PASSPHRASE };
  try {
    return await identityOfFiles(cert, { cert, key, keyPassphraseFile: null, keystore: null }, { env, mask: terminal.mask }, 'es-');
  } catch (error) {
    if (!(error instanceof UsageError) || error.code !== 'key-encrypted') throw error;
    throw new UsageError(error.code, error.message, 'set HANDCLASP_ES_KEY_PASSPHRASE', { cause: error });
  }
}

async function install(receiver: Receiver, url: string): Promise<void> {
  const client = await receiverClient(receiver);
  try {
    const fault = await installTemplates(indexTemplates, client, receiver);
    if (fault === null) return;
    throw new UsageError(
      'template-not-installed',
      `the index template was not installed in ${url}: ${deliveryFaultText(fault)}`,
      'nothing was checked; leave --es-install-template out where the template is there already',
    );
  } finally {
    await client.close();
  }
}

function* masked(documents: Iterable<EcsDocument>, { mask }: Terminal): Generator<string> {
  for (const document of documents) yield mask.text(bulkLines(document));
}

/** A service has its own folder for what it keeps (systemd.exec(5)); users have one by the XDG Base Directory Specification. */
function usualSpool(env: Terminal['env']): string {
  const [service = ''] = (env.STATE_DIRECTORY ?? '').split(':');
  if (service !== '') return join(service, 'spool');
  const state = env.XDG_STATE_HOME ?? '';
  return join(state === '' ? join(homedir(), '.local', 'state') : state, 'handclasp', 'spool');
}

/** What came of the documents: what is wrong, and what to do about it. */
function resultLines(
  { delivered, deliveredEarlier, refused, refusals, waiting, lost, damaged, because }: DeliveryResult,
  url: string,
  folder: string,
  quiet: boolean,
): readonly string[] {
  const [first] = refusals;
  return [
    ...(quiet || (delivered + deliveredEarlier === 0 && waiting + refused + lost + damaged > 0)
      ? []
      : [
          `handclasp: ${counted(delivered, 'document')} sent to ${url}${deliveredEarlier === 0 ? '' : `, and ${deliveredEarlier} of earlier runs`}`,
        ]),
    ...(waiting === 0
      ? []
      : [
          `handclasp: ${url} did not take all documents${because === null ? '' : `: ${deliveryFaultText(because)}`}`,
          `  ${counted(waiting, 'document')} ${waiting === 1 ? 'waits' : 'wait'} in ${folder}; the next run with this output sends ${waiting === 1 ? 'it' : 'them'}`,
        ]),
    ...(first === undefined
      ? []
      : [
          `handclasp: ${url} refused ${counted(refused, 'document')}: ${first.type}${first.reason === null ? '' : `: ${first.reason}`}`,
          `  ${refused === 1 ? 'it is' : 'they are'} kept in ${folder} as .refused; --es-install-template installs the mappings`,
        ]),
    ...(damaged === 0
      ? []
      : [
          `handclasp: ${counted(damaged, 'file')} in ${folder} cannot be read as documents, and ${damaged === 1 ? 'is' : 'are'} set aside`,
          '  look at what ends in .damaged there, and delete it',
        ]),
    ...(lost === 0
      ? []
      : [
          `handclasp: ${counted(lost, 'document')} lost: ${folder} is full, or cannot be written`,
          '  make room there, or name another directory with --es-spool',
        ]),
  ];
}
