import type { Certificate } from '../model/certificate.ts';
import type { StoreNote } from '../model/reasons/content-fault.ts';
import type { Secret } from '../model/secret.ts';
import type { StoreFormat } from '../model/store-format.ts';
import { anyLengthOctets, readHead } from '../x509/asn1/element.ts';
import { parseCertificate } from '../x509/parse-certificate.ts';
import { readCertificates } from '../x509/read-pem.ts';
import { chainByNames } from './chain-by-names.ts';
import { isKeyLabel, openPemKey, pemBlocks, pemText } from './pem-keys.ts';
import { belongsTo, keyFrom, keyFromPkcs8 } from './private-key.ts';
import { readJks } from './read-jks.ts';
import { readPkcs12 } from './read-pkcs12.ts';
import { largestStore, type Store, type StoreEntry } from './store.ts';

export type StoreOptions = {
  /** The file's name, for messages. What it is, is read from its content. */
  readonly name: string;
  /** Tried in order; where none is given, the empty one is. */
  readonly passwords?: readonly Secret[];
  /** For keys that have a password of their own; none means that of the store. */
  readonly keyPasswords?: readonly Secret[];
};

/**
 * Reads a file with keys and certificates: PEM, DER, PKCS#12, JKS or JCEKS, told by its content and not by its name. Never throws, whatever the
 * bytes are; a file that is too large is not looked at.
 */
export function readStore(bytes: Uint8Array, { passwords = [], keyPasswords = [] }: StoreOptions): Store {
  if (bytes.length === 0) return { kind: 'unreadable', format: 'unknown', fault: 'empty', because: { code: 'content-empty' } };
  if (bytes.length > largestStore) {
    const because = { code: 'content-too-large', octets: bytes.length, most: largestStore } as const;
    return { kind: 'unreadable', format: 'unknown', fault: 'too-large', because };
  }
  const format = formatOf(bytes);
  switch (format) {
    case 'jks':
    case 'jceks':
      return readJks(bytes, passwords, keyPasswords);
    case 'pkcs12':
      return readPkcs12(bytes, passwords, keyPasswords);
    case 'pem':
      return readPem(bytes, [...keyPasswords, ...passwords]);
    default:
      return readDer(bytes);
  }
}

/** What a file is by its first octets; nothing is verified. */
export function formatOf(bytes: Uint8Array): StoreFormat {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 4)).toString('hex');
  if (head === 'feedfeed') return 'jks';
  if (head === 'cececece') return 'jceks';
  if (bytes[0] === 0x30) {
    // PFX: a SEQUENCE that begins with the INTEGER 3 and goes on with a SEQUENCE. Lengths may be of any form.
    const head = readHead(bytes, 0, anyLengthOctets);
    const at = typeof head === 'string' ? bytes.length : head.size;
    if (bytes[at] === 0x02 && bytes[at + 1] === 0x01 && bytes[at + 2] === 0x03 && bytes[at + 3] === 0x30) return 'pkcs12';
    return 'der';
  }
  if (/-----BEGIN [^-\r\n]*-----/.test(pemText(bytes))) return 'pem';
  return 'unknown';
}

function readPem(bytes: Uint8Array, passwords: readonly Secret[]): Store {
  const { certificates, problem } = readCertificates(bytes);
  const entries: StoreEntry[] = [];
  const parsed: Certificate[] = [];
  for (const [index, der] of certificates.entries()) {
    const read = parseCertificate(der);
    if (read.kind === 'certificate') parsed.push(read.certificate);
    else entries.push({ kind: 'unreadable', alias: null, what: `certificate ${index + 1}`, flaw: read.flaw });
  }
  const notes: StoreNote[] = [];
  const old: string[] = [];
  for (const block of pemBlocks(pemText(bytes)).slice(0, mostBlocks)) {
    if (!isKeyLabel(block.label)) continue;
    const { key, because, fault, oldEncryption } = openPemKey(block, passwords);
    if (oldEncryption !== null) old.push(oldEncryption);
    const leaf = parsed.find((certificate) => belongsTo(key, certificate) === true);
    const chain = chainByNames(leaf, parsed);
    const kind = fault === 'password-needed' ? 'wrong-password' : fault;
    entries.push({
      kind: 'key',
      alias: null,
      key,
      because,
      fault: kind,
      chain,
      matches: belongsTo(key, leaf),
    });
  }
  entries.push(...parsed.map((certificate) => ({ kind: 'trusted' as const, alias: null, certificate })));
  if (problem !== null && problem.kind === 'broken-pem') notes.push({ code: 'note-block-passed-over', fault: problem.because });
  if (entries.length === 0) {
    const because = problem?.because ?? ({ code: 'content-pem-of-neither' } as const);
    return { kind: 'unreadable', format: 'pem', fault: problem?.kind === 'broken-pem' ? 'malformed' : 'not-a-store', because };
  }
  return plainStore('pem', entries, { oldEncryption: [...new Set(old)], notes });
}

/** Keys are opened one by one, and opening takes time. */
const mostBlocks = 50;

function readDer(bytes: Uint8Array): Store {
  const { certificates, problem } = readCertificates(bytes);
  const entries = certificates.map((der, index): StoreEntry => {
    const read = parseCertificate(der);
    return read.kind === 'certificate'
      ? { kind: 'trusted', alias: null, certificate: read.certificate }
      : { kind: 'unreadable', alias: null, what: `certificate ${index + 1}`, flaw: read.flaw };
  });
  if (entries.length > 0) return plainStore('der', entries);
  const key = keyFromPkcs8(bytes) ?? keyFrom(bytes, 'pkcs1') ?? keyFrom(bytes, 'sec1');
  if (key !== null) return plainStore('der', [{ kind: 'key', alias: null, key, because: null, fault: null, chain: [], matches: null }]);
  const format = problem?.kind === 'pkcs7' ? 'pkcs7' : bytes[0] === 0x30 ? 'der' : 'unknown';
  return {
    kind: 'unreadable',
    format,
    fault: 'not-a-store',
    because: problem?.because ?? { code: 'content-of-no-store' },
  };
}

/** A file that as a whole has neither password nor MAC. */
function plainStore(
  format: 'pem' | 'der',
  entries: readonly StoreEntry[],
  more: { readonly oldEncryption?: readonly string[]; readonly notes?: readonly StoreNote[] } = {},
): Store {
  return {
    kind: 'store',
    format,
    entries,
    password: 'none-needed',
    weakPassword: null,
    integrity: 'absent',
    unknownToForge: false,
    oldEncryption: more.oldEncryption ?? [],
    notes: more.notes ?? [],
  };
}
