import { createDecipheriv, createHash } from 'node:crypto';
import type { JavaReadKeyFault } from '../../model/reasons/java-key-fault.ts';
import { Secret } from '../../model/secret.ts';
import { Asn1Error } from '../../x509/asn1/element.ts';
import { berElement, berSequence } from '../../x509/asn1/read-ber.ts';
import { algorithmOf, UnsupportedAlgorithm } from '../algorithm-identifier.ts';
import { Rounds } from '../key-stretching.ts';
import { decryptPrivateKeyInfo } from '../password-encryption.ts';
import type { JavaReader } from './java-reader.ts';

/** A key that Elasticsearch does not read. */
export class KeyRefused extends Error {
  readonly fault: JavaReadKeyFault;

  constructor(fault: JavaReadKeyFault) {
    super(fault.code);
    this.fault = fault;
  }
}

/** One release of Elasticsearch on one JDK. */
export type KeyReader = { readonly jdk: JavaReader; readonly readsPbes2: boolean };

const pbkdf2 = '1.2.840.113549.1.5.12';
const pbes2 = '1.2.840.113549.1.5.13';
/** AES of 128 and of 256 bits in CBC. */
const pbes2Ciphers = new Set(['2.16.840.1.101.3.4.1.2', '2.16.840.1.101.3.4.1.42']);
/** HMAC with SHA-1, SHA-224, SHA-256, SHA-384 and SHA-512; from JDK 21 on also with SHA-512/224 and SHA-512/256. */
const hmacs: Readonly<Record<string, JavaReader>> = {
  '1.2.840.113549.2.7': 17,
  '1.2.840.113549.2.8': 17,
  '1.2.840.113549.2.9': 17,
  '1.2.840.113549.2.10': 17,
  '1.2.840.113549.2.11': 17,
  '1.2.840.113549.2.12': 21,
  '1.2.840.113549.2.13': 21,
};
/** DES with MD5 of PKCS#5, and of PKCS#12 RC4, 3DES and RC2. */
const pbes1 = /^1\.2\.840\.113549\.1\.(?:5\.3|12\.1\.[12356])$/;

/** PKCS#8, decrypted as the JDK does. Throws KeyRefused. */
export function decryptPkcs8(encrypted: Uint8Array, passwords: readonly Secret[], reader: KeyReader): Uint8Array {
  try {
    const algorithm = supported(encrypted, reader);
    const asciiAlone = reader.jdk < 25 || algorithm.startsWith('1.2.840.113549.1.12.');
    const plain = withPasswords(passwords, (password) => {
      const text = password.reveal();
      if (asciiAlone && !/^[ -~]*$/.test(text)) {
        // JDK 25 takes UTF-8 where PKCS#12 has UTF-16, and so never the password of another program.
        throw new KeyRefused(reader.jdk < 25 ? { code: 'java-key-password-not-ascii' } : { code: 'java-key-password-wrong' });
      }
      return decryptPrivateKeyInfo(encrypted, { text, emptyAsNothing: false }, new Rounds());
    });
    return plain;
  } catch (error) {
    if (error instanceof UnsupportedAlgorithm) throw new KeyRefused({ code: 'java-key-encryption', id: 'unknown' });
    if (error instanceof Asn1Error) throw new KeyRefused({ code: 'java-key-broken' });
    throw error;
  }
}

/** The algorithm, where the JDK has it. Throws Asn1Error and KeyRefused. */
function supported(encrypted: Uint8Array, { jdk, readsPbes2 }: KeyReader): string {
  const whole = berElement(encrypted, 'encrypted private key');
  const [algorithm, , more] = berSequence(whole, 'encrypted private key');
  if (more !== undefined || whole.bytes.length !== encrypted.length) throw new KeyRefused({ code: 'java-key-broken' });
  const { id, parameters } = algorithmOf(algorithm, 'encryption algorithm');
  if (id !== pbes2) {
    if (!pbes1.test(id)) throw new KeyRefused({ code: 'java-key-encryption', id });
    return id;
  }
  if (!readsPbes2) throw new KeyRefused({ code: 'java-key-pbes2-too-new' });
  const [derivation, encryption] = berSequence(parameters, 'PBES2 parameters');
  const kdf = algorithmOf(derivation, 'key derivation');
  const cipher = algorithmOf(encryption, 'encryption scheme').id;
  if (kdf.id !== pbkdf2) throw new KeyRefused({ code: 'java-key-derivation', id: kdf.id });
  const prf = berSequence(kdf.parameters, 'key derivation parameters').find(({ tag }) => tag === 0x30);
  const hmac = prf === undefined ? '1.2.840.113549.2.7' : algorithmOf(prf, 'pseudo-random function').id;
  const since = hmacs[hmac];
  if (since === undefined || since > jdk) throw new KeyRefused({ code: 'java-key-hmac', id: hmac });
  if (!pbes2Ciphers.has(cipher)) throw new KeyRefused({ code: 'java-key-pbes2-cipher', id: cipher });
  return id;
}

function withPasswords(passwords: readonly Secret[], open: (password: Secret) => Uint8Array | null): Uint8Array {
  let refusal: JavaReadKeyFault = {
    code: passwords.every(({ isEmpty }) => isEmpty) ? 'java-key-password-missing' : 'java-key-password-wrong',
  };
  for (const password of passwords.length === 0 ? [new Secret('')] : passwords) {
    try {
      const plain = open(password);
      if (plain !== null) return plain;
    } catch (error) {
      if (!(error instanceof KeyRefused)) throw error;
      refusal = error.fault;
    }
  }
  throw new KeyRefused(refusal);
}

/** Key octets and cipher by the name in DEK-Info. Single DES is three times DES with one key, as OpenSSL 3 has it in its legacy provider alone. */
const dekCiphers: Readonly<Record<string, { readonly octets: number; readonly cipher: string }>> = {
  'DES-CBC': { octets: 8, cipher: 'des-ede3-cbc' },
  'DES-EDE3-CBC': { octets: 24, cipher: 'des-ede3-cbc' },
  'AES-128-CBC': { octets: 16, cipher: 'aes-128-cbc' },
  'AES-192-CBC': { octets: 24, cipher: 'aes-192-cbc' },
  'AES-256-CBC': { octets: 32, cipher: 'aes-256-cbc' },
};

/** OpenSSL's traditional encryption, by the header DEK-Info. Throws KeyRefused. */
export function decryptTraditional(body: Uint8Array, dekInfo: string | undefined, passwords: readonly Secret[]): Uint8Array {
  const [name = '', vector = '', more] = (dekInfo ?? '').split(',');
  if (more !== undefined || !/^(?:[0-9A-Fa-f]{2})+$/.test(vector)) throw new KeyRefused({ code: 'java-key-header-broken' });
  const known = dekCiphers[name];
  if (known === undefined) throw new KeyRefused({ code: 'java-key-header-cipher', cipher: name });
  const iv = Buffer.from(vector, 'hex');
  return withPasswords(passwords, (password) => {
    const key = stretched(password.reveal(), iv.subarray(0, 8), known.octets);
    try {
      const cipher = createDecipheriv(known.cipher, name === 'DES-CBC' ? Buffer.concat([key, key, key]) : key, iv);
      const plain = new Uint8Array(Buffer.concat([cipher.update(body), cipher.final()]));
      // A wrong password leaves proper padding once in 256 times, and then no structure.
      return plain[0] === 0x30 ? plain : null;
    } catch {
      return null;
    }
  });
}

/** One round of MD5 for each 16 octets, as OpenSSL's EVP_BytesToKey does. */
function stretched(password: string, salt: Uint8Array, octets: number): Buffer {
  let key = Buffer.alloc(0);
  for (let last = Buffer.alloc(0); key.length < octets; key = Buffer.concat([key, last])) {
    last = createHash('md5').update(last).update(password, 'utf8').update(salt).digest();
  }
  return key.subarray(0, octets);
}
