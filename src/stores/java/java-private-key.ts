import type { KeyObject } from 'node:crypto';
import type { ContentFault } from '../../model/reasons/content-fault.ts';
import type { JavaReadKeyFault } from '../../model/reasons/java-key-fault.ts';
import type { Secret } from '../../model/secret.ts';
import { keyFrom, keyFromPem, keyFromPkcs8 } from '../private-key.ts';
import { javaBase64 } from './java-blocks.ts';
import { decryptPkcs8, decryptTraditional, type KeyReader, KeyRefused } from './java-key-decryption.ts';
import { dsaFault, ecFault, pkcs8Fault, rsaFault } from './java-key-structure.ts';
import { byReaders, type JavaReader, type JavaReading } from './java-reader.ts';
import { javaText } from './java-text.ts';

/** A private key as Elasticsearch takes it from a PEM file. */
export type JavaPrivateKey = {
  /** Null where it is not read; or where Elasticsearch reads it and OpenSSL, which this program has, does not. */
  readonly key: KeyObject | null;
  /** Null where every one of the JDKs reads it. */
  readonly problem: ContentFault | null;
  readonly rule: 'pem-empty' | 'pem-key-unsupported' | 'pem-key-encrypted' | null;
  /** Some of the JDKs that were asked for read it. */
  readonly depends: boolean;
  readonly log: string | null;
};

/**
 * Elasticsearch reads text, looks for the first line that begins with `-----BEGIN`, and takes what follows for the key: a byte order mark
 * before it hides the line, and a certificate before the key ends the search. Never throws.
 *
 * @param passwords tried in order; none means the empty one, as Elasticsearch has it where none is set
 */
export function javaPrivateKey(
  bytes: Uint8Array,
  passwords: readonly Secret[],
  path: string,
  { jdks, readsPbes2 }: JavaReading,
): JavaPrivateKey {
  const isRead = ({ problem }: JavaPrivateKey) => problem === null;
  const read = (reader: JavaReader) => readBy(bytes, passwords, path, { jdk: reader, readsPbes2 });
  const { answer, refusedBy } = byReaders(jdks, read, isRead);
  const newest = refusedBy[refusedBy.length - 1];
  if (!isRead(answer) || newest === undefined) return answer;
  const refusal = read(newest);
  if (refusal.problem === null) return answer;
  return {
    ...refusal,
    key: answer.key,
    problem: { code: 'pem-by-jdk', jdks: newest < 21 ? 'before-21' : 'before-25', fault: refusal.problem },
    depends: true,
  };
}

function readBy(bytes: Uint8Array, passwords: readonly Secret[], path: string, reader: KeyReader): JavaPrivateKey {
  const fail = (rule: Exclude<JavaPrivateKey['rule'], null>, problem: ContentFault, log: string | null): JavaPrivateKey => ({
    key: null,
    problem,
    rule,
    depends: false,
    log,
  });
  const empty = `Error parsing Private Key [${path}], file is empty`;
  if (bytes.length === 0) return fail('pem-empty', instead({ code: 'content-empty' }), empty);
  const text = javaText(bytes);
  const unsupported = `cannot read PEM private key [${path}] because the file does not contain a supported key format`;
  if (text === null) {
    return fail(
      'pem-key-unsupported',
      instead({ code: 'content-no-text' }),
      `cannot read configured PEM private key [${path}] - Input length = 1`,
    );
  }
  const lines = text.split(/\r\n|\r|\n/);
  const at = lines.findIndex((line) => line.startsWith('-----BEGIN'));
  if (at < 0) {
    const marked = text.startsWith('\ufeff') && text.includes('-----BEGIN');
    const hidden = text.includes('-----BEGIN ');
    const problem: ContentFault = marked
      ? { code: 'pem-byte-order-mark' }
      : hidden
        ? { code: 'pem-java-block', fault: { code: 'java-begin-hidden' }, place: 1 }
        : instead({ code: 'content-without-block' });
    return fail('pem-empty', problem, empty);
  }
  const cause = `cannot load PEM private key from [${path}] due to`;
  const malformed = `cannot read configured PEM private key [${path}] - Malformed PEM file,`;
  const key = new KeyLines(lines.slice(at));
  try {
    return { key: openKey(key, passwords, reader), problem: null, rule: null, depends: false, log: null };
  } catch (error) {
    if (!(error instanceof KeyRefused)) throw error;
    const { fault } = error;
    switch (fault.code) {
      case 'java-label-unknown': {
        const first = { code: 'content-block-of', label: fault.label } as const;
        if (fault.label === '') return fail('pem-key-unsupported', { code: 'pem-first-block-no-key' }, unsupported);
        const found: ContentFault = fault.label.endsWith('PRIVATE KEY')
          ? {
              code: 'pem-key-unusable',
              fault:
                fault.label === 'OPENSSH PRIVATE KEY' ? { code: 'key-of-openssh' } : { code: 'key-kind-not-supported', label: fault.label },
            }
          : { code: 'content-instead', found: first, expected: 'key' };
        return fail('pem-key-unsupported', found, unsupported);
      }
      case 'java-parameters-alone':
        return fail(
          'pem-key-unsupported',
          { code: 'pem-parameters-without-key', label: fault.label },
          `${malformed} ${fault.label.slice(0, 3).trim()} Key header is missing`,
        );
      case 'java-key-without-end':
        return fail(
          'pem-key-unsupported',
          { code: 'pem-key-unusable', fault: { code: 'key-end-missing' } },
          `${malformed} PEM footer is invalid or missing`,
        );
      case 'java-key-password-missing':
      case 'java-key-password-wrong': {
        const because = fault.code === 'java-key-password-missing' ? 'key-password-not-given' : 'key-password-wrong';
        const log = `${cause} ${key.label === 'ENCRYPTED PRIVATE KEY' ? 'InvalidKeySpecException' : 'BadPaddingException'}`;
        return fail('pem-key-encrypted', { code: 'pem-key-unusable', fault: { code: because } }, log);
      }
      default:
        return fail('pem-key-unsupported', { code: 'pem-key-not-read', fault }, logOf(fault, cause));
    }
  }
}

/** The exception that Elasticsearch names, where it names one. */
function logOf(fault: JavaReadKeyFault, cause: string): string {
  switch (fault.code) {
    case 'java-key-algorithm':
      return `${cause} GeneralSecurityException (Error parsing key algorithm identifier. Algorithm with OID [${fault.id}] is not supported)`;
    case 'java-key-pbes2-cipher':
      return `${cause} GeneralSecurityException (PKCS#8 Private Key is encrypted with unsupported PBES2 algorithm [${fault.id}])`;
    case 'java-key-header-cipher':
      return `${cause} GeneralSecurityException (Private Key encrypted with unsupported algorithm [${fault.cipher}])`;
    case 'java-key-curve-of-label':
      return `${cause} GeneralSecurityException (Error parsing EC named curve identifier. Named curve with OID: ${fault.curve} is not supported)`;
    case 'java-key-password-not-ascii':
      return `${cause} InvalidKeySpecException (Password is not ASCII)`;
    default:
      return cause;
  }
}

function instead(found: Extract<ContentFault, { readonly code: 'content-instead' }>['found']): ContentFault {
  return { code: 'content-instead', found, expected: 'pem-key' };
}

/** The lines of a file from the one that begins its first block. */
class KeyLines {
  #lines: readonly string[];
  label = '';

  constructor(lines: readonly string[]) {
    this.#lines = lines;
    this.label = this.#labelOf(lines[0] ?? '');
  }

  #labelOf(line: string): string {
    return /^-----BEGIN (.+)-----$/.exec(trimmed(line))?.[1] ?? '';
  }

  /** Passes over the parameters before a key. The line that begins the key has to follow at once, without a blank. */
  passParameters(kind: 'EC' | 'DSA'): void {
    const end = this.#lines.findIndex((line) => trimmed(line) === `-----END ${kind} PARAMETERS-----`);
    this.#lines = this.#lines.slice(end + 1);
    this.label = `${kind} PRIVATE KEY`;
    if (end < 0 || this.#lines[0] !== `-----BEGIN ${this.label}-----`) {
      throw new KeyRefused({ code: 'java-parameters-alone', label: `${kind} PARAMETERS` });
    }
  }

  /** What stands up to the end of the block; headers where the form has some. */
  body(headers: Map<string, string> | null): Uint8Array {
    let base64 = '';
    for (const line of this.#lines.slice(1)) {
      if (trimmed(line) === `-----END ${this.label}-----`) {
        const decoded = javaBase64(base64);
        if (decoded === null) throw new KeyRefused({ code: 'java-key-not-base64' });
        return decoded;
      }
      if (headers === null || !line.includes(':')) base64 += trimmed(line);
      else {
        // Java's split leaves empty parts at the end out, and Elasticsearch takes the second without a look.
        const [name = '', value] = line.replace(/:+$/, '').split(':');
        if (value === undefined) throw new KeyRefused({ code: 'java-key-header-empty' });
        headers.set(trimmed(name), trimmed(value));
      }
    }
    throw new KeyRefused({ code: 'java-key-without-end' });
  }
}

/** As Java's `String.trim`. */
function trimmed(line: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: what Java takes for a blank
  return line.replace(/^[\x00-\x20]+|[\x00-\x20]+$/g, '');
}

function openKey(lines: KeyLines, passwords: readonly Secret[], reader: KeyReader): KeyObject | null {
  switch (lines.label) {
    case 'ENCRYPTED PRIVATE KEY': {
      const encrypted = lines.body(null);
      return keyOfPkcs8(decryptPkcs8(encrypted, passwords, reader));
    }
    case 'PRIVATE KEY':
      return keyOfPkcs8(lines.body(null));
    case 'EC PARAMETERS':
      lines.passParameters('EC');
      return keyOfLabel(lines, passwords);
    case 'DSA PARAMETERS':
      lines.passParameters('DSA');
      return keyOfLabel(lines, passwords);
    case 'RSA PRIVATE KEY':
    case 'EC PRIVATE KEY':
    case 'DSA PRIVATE KEY':
      return keyOfLabel(lines, passwords);
    default:
      throw new KeyRefused({ code: 'java-label-unknown', label: lines.label });
  }
}

function keyOfPkcs8(der: Uint8Array): KeyObject | null {
  check(pkcs8Fault(der));
  return keyFromPkcs8(der);
}

function keyOfLabel(lines: KeyLines, passwords: readonly Secret[]): KeyObject | null {
  const headers = new Map<string, string>();
  const body = lines.body(headers);
  const der = headers.get('Proc-Type') === '4,ENCRYPTED' ? decryptTraditional(body, headers.get('DEK-Info'), passwords) : body;
  switch (lines.label) {
    case 'RSA PRIVATE KEY':
      check(rsaFault(der));
      return keyFrom(der, 'pkcs1');
    case 'EC PRIVATE KEY':
      check(ecFault(der));
      return keyFrom(der, 'sec1');
    default:
      check(dsaFault(der));
      return keyFromPem(`-----BEGIN ${lines.label}-----\n${Buffer.from(der).toString('base64')}\n-----END ${lines.label}-----\n`, null);
  }
}

function check(fault: JavaReadKeyFault | null): void {
  if (fault !== null) throw new KeyRefused(fault);
}
