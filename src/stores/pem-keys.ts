import type { KeyObject } from 'node:crypto';
import type { PemKeyFault } from '../model/reasons/key-fault.ts';
import type { Secret } from '../model/secret.ts';
import { Asn1Error } from '../x509/asn1/element.ts';
import { berElement, berSequence } from '../x509/asn1/read-ber.ts';
import { algorithmOf, UnsupportedAlgorithm } from './algorithm-identifier.ts';
import { Rounds } from './key-stretching.ts';
import { decryptPrivateKeyInfo, oldEncryptionName } from './password-encryption.ts';
import { keyFrom, keyFromPem, keyFromPkcs8 } from './private-key.ts';

/** One private key of a PEM file, or what stands where one was expected. */
export type PemKey = {
  /** What stands between BEGIN and the dashes: `EC PRIVATE KEY`. */
  readonly label: string;
  readonly encrypted: boolean;
  /** The way of encryption, if it is one that was given up; null where it is not. */
  readonly oldEncryption: string | null;
  /** Null where it could not be opened; `because` says why. */
  readonly key: KeyObject | null;
  readonly fault: 'wrong-password' | 'password-needed' | 'unsupported' | 'malformed' | null;
  /** Null where it was opened. */
  readonly because: PemKeyFault | null;
};

type KeyAnswer = Pick<PemKey, 'key' | 'fault' | 'because'>;

/** A block of PEM as it stands; `end` is null where the block has no end. */
export type PemBlock = { readonly label: string; readonly body: string; readonly complete: boolean };

/** Notepad and PowerShell write UTF-16; everything else reads well enough as Latin-1. */
export function pemText(bytes: Uint8Array): string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return buffer.toString('utf16le');
  return buffer.toString('latin1');
}

/** The blocks of a PEM file in their order, whatever they are. */
export function pemBlocks(text: string): readonly PemBlock[] {
  const blocks: PemBlock[] = [];
  const begin = /-----BEGIN ([^-\r\n]*)-----/g;
  for (let match = begin.exec(text); match !== null; match = begin.exec(text)) {
    const label = match[1] ?? '';
    const next = text.indexOf('-----BEGIN ', begin.lastIndex);
    const end = text.indexOf(`-----END ${label}-----`, begin.lastIndex);
    const complete = end >= 0 && (next < 0 || end < next);
    blocks.push({ label, body: text.slice(begin.lastIndex, complete ? end : next < 0 ? undefined : next), complete });
    // A file of nothing but beginnings must not be searched for an end each time.
    if (end < 0 && blocks.length > 1000) break;
  }
  return blocks;
}

/** Whether a block is, or names itself, a private key. */
export function isKeyLabel(label: string): boolean {
  return label.endsWith('PRIVATE KEY');
}

/** Opens the private key in a block. Never throws. */
export function openPemKey({ label, body, complete }: PemBlock, passwords: readonly Secret[]): PemKey {
  const headers = headersOf(body);
  const encrypted = label === 'ENCRYPTED PRIVATE KEY' || headers.get('proc-type') === '4,ENCRYPTED';
  const base64 = body.replace(/^[A-Za-z-]+:.*(?:\r?\n[ \t].*)*$/gm, '').replace(/\s+/g, '');
  const answer = (): KeyAnswer => {
    if (!complete) return malformed({ code: 'key-end-missing' });
    if (!known.has(label)) return refused(label);
    if (!/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) return malformed({ code: 'key-not-base64' });
    const der = new Uint8Array(Buffer.from(base64, 'base64'));
    if (headers.get('proc-type') === '4,ENCRYPTED') return traditional(label, headers, base64, passwords);
    if (label === 'ENCRYPTED PRIVATE KEY') return encryptedPkcs8(der, passwords);
    return plain(label, der);
  };
  return { label, encrypted, oldEncryption: oldEncryption(label, headers, base64), ...answer() };
}

const known = new Set(['PRIVATE KEY', 'ENCRYPTED PRIVATE KEY', 'RSA PRIVATE KEY', 'EC PRIVATE KEY', 'DSA PRIVATE KEY']);

function malformed(because: PemKeyFault): KeyAnswer {
  return { key: null, fault: 'malformed', because };
}

function refused(label: string): KeyAnswer {
  const because: PemKeyFault = label === 'OPENSSH PRIVATE KEY' ? { code: 'key-of-openssh' } : { code: 'key-kind-not-supported', label };
  return { key: null, fault: 'unsupported', because };
}

/** RFC 1421 headers, as OpenSSL's traditional encryption has them. */
function headersOf(body: string): ReadonlyMap<string, string> {
  const headers = new Map<string, string>();
  for (const line of body.split(/\r\n|\r|\n/).slice(0, 20)) {
    const parts = /^([A-Za-z-]+):\s*(.*?)\s*$/.exec(line);
    if (parts !== null) headers.set((parts[1] ?? '').toLowerCase(), parts[2] ?? '');
  }
  return headers;
}

function plain(label: string, der: Uint8Array): KeyAnswer {
  const key = keyOfLabel(label, der);
  return key === null ? malformed({ code: 'key-not-as-labelled' }) : { key, fault: null, because: null };
}

function keyOfLabel(label: string, der: Uint8Array): KeyObject | null {
  if (label === 'RSA PRIVATE KEY') return keyFrom(der, 'pkcs1');
  if (label === 'EC PRIVATE KEY') return keyFrom(der, 'sec1');
  if (label === 'DSA PRIVATE KEY') return pemKey(label, '', Buffer.from(der).toString('base64'), null);
  return keyFromPkcs8(der);
}

function pemKey(label: string, headers: string, base64: string, passphrase: string | null): KeyObject | null {
  const lines = base64.match(/.{1,64}/g)?.join('\n') ?? '';
  const key = `-----BEGIN ${label}-----\n${headers}${lines}\n-----END ${label}-----\n`;
  return keyFromPem(key, passphrase);
}

const traditionalCiphers = new Set(['AES-128-CBC', 'AES-192-CBC', 'AES-256-CBC', 'DES-EDE3-CBC']);

function traditional(label: string, headers: ReadonlyMap<string, string>, base64: string, passwords: readonly Secret[]): KeyAnswer {
  const dek = headers.get('dek-info') ?? '';
  const cipher = dek.split(',')[0] ?? '';
  if (!/^[A-Z0-9-]+,[0-9A-Fa-f]+$/.test(dek)) return malformed({ code: 'key-header-broken' });
  if (!traditionalCiphers.has(cipher)) return { key: null, fault: 'unsupported', because: { code: 'key-cipher-not-supported', cipher } };
  return withPasswords(passwords, (password) => pemKey(label, `Proc-Type: 4,ENCRYPTED\nDEK-Info: ${dek}\n\n`, base64, password.reveal()));
}

/** OpenSSL's traditional encryption has one round of MD5, whatever its cipher. */
function oldEncryption(label: string, headers: ReadonlyMap<string, string>, base64: string): string | null {
  if (headers.get('proc-type') === '4,ENCRYPTED') return `${(headers.get('dek-info') ?? '').split(',')[0]} with MD5`;
  if (label !== 'ENCRYPTED PRIVATE KEY') return null;
  try {
    const [algorithm] = berSequence(berElement(Buffer.from(base64, 'base64'), 'encrypted private key'), 'encrypted private key');
    return oldEncryptionName(algorithmOf(algorithm, 'encryption algorithm').id);
  } catch (error) {
    if (error instanceof Asn1Error) return null;
    throw error;
  }
}

function encryptedPkcs8(der: Uint8Array, passwords: readonly Secret[]): KeyAnswer {
  try {
    // Tried even without a password, so that an algorithm that nobody could undo is told first.
    decryptPrivateKeyInfo(der, { text: '', emptyAsNothing: false }, new Rounds());
    return withPasswords(passwords, (password) => {
      const pkcs8 = decryptPrivateKeyInfo(der, { text: password.reveal(), emptyAsNothing: false }, new Rounds());
      return pkcs8 === null ? null : keyFromPkcs8(pkcs8);
    });
  } catch (error) {
    if (error instanceof UnsupportedAlgorithm) {
      return { key: null, fault: 'unsupported', because: { code: 'key-algorithm-not-supported', fault: error.fault } };
    }
    if (error instanceof Asn1Error) return malformed({ code: 'key-malformed', fault: error.fault });
    throw error;
  }
}

function withPasswords(passwords: readonly Secret[], open: (password: Secret) => KeyObject | null): KeyAnswer {
  const given = passwords.filter(({ isEmpty }) => !isEmpty);
  if (given.length === 0) return { key: null, fault: 'password-needed', because: { code: 'key-password-not-given' } };
  for (const password of given) {
    const key = open(password);
    if (key !== null) return { key, fault: null, because: null };
  }
  return { key: null, fault: 'wrong-password', because: { code: 'key-password-wrong' } };
}
