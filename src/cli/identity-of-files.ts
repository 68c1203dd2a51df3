import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import {
  contentFaultText,
  keyFaultText,
  type PasswordSource,
  printable,
  readCertificates,
  Secret,
  type StoreEntry,
  UsageError,
} from '../index.ts';
import type { ClientIdentity } from './client-identity.ts';
import { InputReader } from './input-faults.ts';
import { describeFormat, openNamedStore, passwordsHint } from './open-named-store.ts';
import type { IdentityRequest } from './options/identity.ts';
import { asText, readInput, readSecretInput } from './read-inputs.ts';
import type { Terminal } from './terminal.ts';

/** The first certificate of a PEM file, with what stands behind it and its key. @param names begins the names of the options @throws InputFaults */
export async function identityOfFiles(
  cert: string,
  { key, keyPassphraseFile }: IdentityRequest,
  terminal: Pick<Terminal, 'env' | 'mask'>,
  names: '' | 'es-' = '',
): Promise<ClientIdentity> {
  const inputs = new InputReader();
  const content = await inputs.read(`${names}cert`, cert, () => readInput(cert, 'the client certificate'));
  const chain = await inputs.read(`${names}cert`, cert, () => chainIn(cert, content()));
  const keyContent = key === null ? content : await inputs.read(`${names}key`, key, () => readInput(key, 'the private key'));
  const passphrase = await inputs.read(`${names}key-passphrase-file`, keyPassphraseFile, () => readPassphrase(keyPassphraseFile, terminal));
  const keyFile = key ?? cert;
  const identity = await inputs.read(`${names}${key === null ? 'cert' : 'key'}`, keyFile, (): ClientIdentity => {
    const privateKey = readKey(keyFile, keyContent(), passphrase());
    const certificates = chain();
    if (belongTogether(certificates[0], privateKey)) return { chain: certificates, key: privateKey };
    throw new UsageError(
      'identity-mismatch',
      `the key in ${keyFile} does not belong to the certificate in ${cert}`,
      'the client certificate must be the first in its file; give the key it was issued for',
    );
  });
  inputs.end();
  return identity();
}

/** The certificates of a PEM file, DER. @throws UsageError where there is none */
function chainIn(cert: string, content: Uint8Array): readonly [Uint8Array, ...Uint8Array[]] {
  const { certificates, problem } = readCertificates(content);
  const [leaf, ...others] = certificates;
  if (problem !== null || leaf === undefined)
    throw new UsageError(
      'cert-unreadable',
      `${cert}: ${problem === null ? 'it holds no certificate' : contentFaultText(problem.because)}`,
      'give the client certificate in PEM, its chain behind it',
    );
  return [leaf, ...others];
}

async function readPassphrase(file: string | null, terminal: Pick<Terminal, 'env' | 'mask'>): Promise<string | undefined> {
  const passphrase =
    file === null ? terminal.env.HANDCLASP_KEY_PASSPHRASE : asText(await readSecretInput(file, '--key-passphrase-file')).split(/\r?\n/)[0];
  if (passphrase !== undefined) terminal.mask.add(new Secret(passphrase));
  return passphrase;
}

function readKey(file: string, content: Uint8Array, passphrase: string | undefined): KeyObject {
  const pem = asText(content);
  const encrypted = /ENCRYPTED/.test(pem);
  if (encrypted && passphrase === undefined) {
    throw new UsageError('key-encrypted', `the key in ${file} is encrypted`, 'give --key-passphrase-file, or set HANDCLASP_KEY_PASSPHRASE');
  }
  try {
    return createPrivateKey({ key: pem, format: 'pem', ...(passphrase === undefined ? {} : { passphrase }) });
  } catch (cause) {
    const why = !/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(pem)
      ? 'it holds no private key in PEM'
      : encrypted
        ? 'the passphrase is wrong, or the cipher is not supported'
        : 'the key cannot be read';
    throw new UsageError('key-unreadable', `${file}: ${why}`, 'give the private key in PEM (PKCS#8, PKCS#1 or SEC 1)', { cause });
  }
}

function belongTogether(leaf: Uint8Array, key: KeyObject): boolean {
  try {
    return new X509Certificate(leaf).checkPrivateKey(key);
  } catch {
    // Node cannot read a certificate that a peer may still take.
    return true;
  }
}

type KeyEntry = Extract<StoreEntry, { readonly kind: 'key' }>;

/** The certificate of a store that a client may show. @param remarks where to say that there were several; null for nowhere @throws UsageError */
export async function identityOfStore(
  file: string,
  remarks: Pick<Terminal, 'err'> | null,
  passwords: PasswordSource,
): Promise<ClientIdentity> {
  const expected = 'give a PKCS#12, JKS or PEM file with a private key and its certificate';
  const content = await readInput(file, 'the key store');
  const { entries, format } = await openNamedStore(file, content, passwords, { code: 'keystore-unreadable', expected });
  const keys = entries.filter((entry) => entry.kind === 'key');
  const usable = keys.filter(({ key, chain, matches }) => key !== null && chain.length > 0 && matches !== false);
  const chosen = usable.find(({ chain: [leaf] }) => leaf !== undefined && isForClients(leaf)) ?? usable[0];
  if (chosen === undefined || chosen.key === null) throw unusable(file, keys[0], `it is ${describeFormat(format)}`, expected);
  if (keys.length > 1) {
    const name = `${chosen.chain[0]?.subject ?? ''}${chosen.alias === null ? '' : ` (${chosen.alias})`}`;
    remarks?.err(`handclasp: ${printable(`${file} holds ${keys.length} private keys: that of ${name} is used`)}\n`);
  }
  return { chain: chosen.chain.map(({ der }) => der), key: chosen.key };
}

function isForClients({ isCa, extendedKeyUsage }: KeyEntry['chain'][number]): boolean {
  return (
    !isCa && (extendedKeyUsage === null || extendedKeyUsage.includes('clientAuth') || extendedKeyUsage.includes('anyExtendedKeyUsage'))
  );
}

/** What keeps the first key, or where there is none the file, from being used. */
function unusable(file: string, first: KeyEntry | undefined, is: string, expected: string): UsageError {
  if (first === undefined) return new UsageError('keystore-unreadable', `${file}: ${is} without a private key`, expected);
  if (first.key === null) {
    const hint = first.fault === 'wrong-password' ? passwordsHint : expected;
    return new UsageError(
      'keystore-unreadable',
      `${file}: ${first.because === null ? 'the key cannot be read' : keyFaultText(first.because)}`,
      hint,
    );
  }
  const [leaf] = first.chain;
  if (leaf === undefined)
    return new UsageError('keystore-unreadable', `${file}: ${is} without the certificate of its private key`, expected);
  return new UsageError('identity-mismatch', `${file}: the private key does not belong to the certificate of ${leaf.subject}`, expected);
}
