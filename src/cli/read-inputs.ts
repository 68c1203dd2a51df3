import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { parseTargets, type TargetText } from '../model/parse-targets.ts';
import type { Target } from '../model/target.ts';
import { UsageError } from '../model/usage-error.ts';
import { readCertificates } from '../x509/read-pem.ts';
import { readRevocationLists } from '../x509/read-revocation-lists.ts';
import type { ScanRequest } from './arguments/scan.ts';
import type { Terminal } from './terminal.ts';

/** A client certificate and its key. */
export type ClientIdentity = { readonly chain: readonly Uint8Array[]; readonly key: KeyObject };

/**
 * The targets of the command line, lists read.
 *
 * @throws UsageError also where lists were named and hold nothing.
 */
export async function readTargets(words: readonly string[], terminal: Terminal): Promise<readonly Target[]> {
  const texts: TargetText[] = [];
  for (const word of words) {
    if (word === '-') texts.push({ text: asText(await readWhole(terminal.stdin())), origin: 'standard input' });
    else if (word.startsWith('@'))
      texts.push({ text: asText(await readInput(word.slice(1), 'the list of targets')), origin: word.slice(1) });
    else texts.push({ text: word, origin: null });
  }
  const targets = parseTargets(texts);
  if (targets.length === 0) {
    throw new UsageError(
      'no-target',
      `no target in ${words.map((word) => (word === '-' ? 'standard input' : word.trim() === '' ? '""' : word.replace(/^@/, ''))).join(', ')}`,
      'write a target a line; # begins a comment',
    );
  }
  return targets;
}

/** Certificates to trust, DER. */
export type Trust = { readonly anchors: readonly Uint8Array[]; readonly publicRoots: boolean };

/** @throws UsageError */
export async function readTrust(files: readonly string[]): Promise<Trust> {
  const anchors: Uint8Array[] = [];
  for (const file of files.filter((each) => each !== 'system')) {
    const { certificates, problem } = readCertificates(await readInput(file, 'the CA file'));
    if (problem !== null)
      throw new UsageError('ca-unreadable', `${file}: ${problem.detail}`, 'give certificates in PEM or DER, or "system" for public roots');
    anchors.push(...certificates);
  }
  return { anchors, publicRoots: files.includes('system') };
}

/** Revocation lists of PEM or DER files, DER. @throws UsageError */
export async function readCrls(files: readonly string[]): Promise<readonly Uint8Array[]> {
  const lists: Uint8Array[] = [];
  for (const file of files) {
    const found = readRevocationLists(await readInput(file, 'the revocation list'));
    if (found.length === 0)
      throw new UsageError('crl-unreadable', `${file}: it holds no revocation list`, 'give an X.509 CRL in PEM or DER');
    lists.push(...found);
  }
  return lists;
}

/** @throws UsageError where a file cannot be read, or the two do not belong together. */
export async function readIdentity(
  { cert, key, keyPassphraseFile }: Pick<ScanRequest, 'cert' | 'key' | 'keyPassphraseFile'>,
  env: Terminal['env'],
): Promise<ClientIdentity | null> {
  if (cert === null) return null;
  const content = await readInput(cert, 'the client certificate');
  const { certificates, problem } = readCertificates(content);
  const [leaf] = certificates;
  if (problem !== null || leaf === undefined) {
    throw new UsageError(
      'cert-unreadable',
      `${cert}: ${problem?.detail ?? 'it holds no certificate'}`,
      'give the client certificate in PEM, its chain behind it',
    );
  }
  const keyFile = key ?? cert;
  const keyContent = key === null ? content : await readInput(key, 'the private key');
  const passphrase =
    keyPassphraseFile === null
      ? env.HANDCLASP_KEY_PASSPHRASE
      : asText(await readInput(keyPassphraseFile, 'the passphrase')).split(/\r?\n/)[0];
  const privateKey = readKey(keyFile, keyContent, passphrase);
  if (!belongTogether(leaf, privateKey)) {
    throw new UsageError(
      'identity-mismatch',
      `the key in ${keyFile} does not belong to the certificate in ${cert}`,
      'the client certificate stands first in its file; give the key it was issued for',
    );
  }
  return { chain: certificates, key: privateKey };
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

/** All that comes. */
export async function readWhole(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  return new Uint8Array(await buffer(chunks));
}

/** @throws UsageError `file-unreadable` */
export async function readInput(file: string, what: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (cause) {
    throw new UsageError('file-unreadable', `cannot read ${what} ${file}: ${reason(cause)}`, 'check the path and its permissions', {
      cause,
    });
  }
}

/** Why the system refused, in words. */
export function reason(cause: unknown): string {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  const words: Readonly<Record<string, string>> = {
    ENOENT: 'there is no such file',
    EACCES: 'permission denied',
    EPERM: 'permission denied',
    EISDIR: 'it is a directory',
    ENOTDIR: 'part of the path is no directory',
    ENOSPC: 'the disk is full',
    EROFS: 'the file system is read-only',
  };
  return words[code] ?? (cause instanceof Error ? cause.message : String(cause));
}

function asText(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
