import { CipherSuite } from './cipher-suites.ts';
import { byNumber } from './code-points.ts';
import type { TlsVersion } from './versions.ts';

/** Authenticated encryption (RFC 5116). Lengths in bytes; the nonce is 12 bytes, of which `fixedIvLength` come from the key schedule. */
export type AeadCipher = {
  readonly kind: 'aead';
  readonly cipher: 'aes-128-gcm' | 'aes-256-gcm' | 'chacha20-poly1305' | 'aes-128-ccm' | 'aes-256-ccm' | 'aes-128-ccm-8' | 'aes-256-ccm-8';
  readonly keyLength: 16 | 32;
  readonly fixedIvLength: 4 | 12;
  readonly tagLength: 8 | 16;
};

/** MAC, then padding, then encryption (RFC 5246 §6.2.3.2). Lengths in bytes. */
export type CbcCipher = {
  readonly kind: 'cbc';
  readonly cipher: 'aes-128-cbc' | 'aes-256-cbc';
  readonly keyLength: 16 | 32;
  readonly ivLength: 16;
  readonly mac: 'sha1' | 'sha256' | 'sha384';
  readonly macLength: 20 | 32 | 48;
};

/** What a cipher suite stands for. */
export type SuiteParameters = {
  readonly code: number;
  readonly name: keyof typeof CipherSuite;
  readonly minVersion: TlsVersion;
  readonly maxVersion: TlsVersion;
  readonly keyExchange: 'tls13' | 'ECDHE' | 'DHE' | 'RSA';
  /** Whose key signs, or decrypts: `RSA` (PSS keys included), `ECDSA` (also Ed25519 and Ed448, RFC 8422 §5.10), `any` in TLS 1.3. */
  readonly authentication: 'any' | 'RSA' | 'ECDSA';
  /** Of the PRF from TLS 1.2 on, of HKDF in TLS 1.3. Before TLS 1.2 the PRF has no choice of hash. */
  readonly hash: 'sha256' | 'sha384';
  readonly bulk: AeadCipher | CbcCipher;
};

/** The parameters of a suite that a handshake can be finished with; undefined for every other, known by name or not. */
export function suiteParameters(code: number): SuiteParameters | undefined {
  return suites.get(code);
}

const gcm128 = { kind: 'aead', cipher: 'aes-128-gcm', keyLength: 16, fixedIvLength: 4, tagLength: 16 } as const;
const gcm256 = { kind: 'aead', cipher: 'aes-256-gcm', keyLength: 32, fixedIvLength: 4, tagLength: 16 } as const;
const ccm128 = { kind: 'aead', cipher: 'aes-128-ccm', keyLength: 16, fixedIvLength: 4, tagLength: 16 } as const;
const ccm256 = { kind: 'aead', cipher: 'aes-256-ccm', keyLength: 32, fixedIvLength: 4, tagLength: 16 } as const;
const ccm128short = { kind: 'aead', cipher: 'aes-128-ccm-8', keyLength: 16, fixedIvLength: 4, tagLength: 8 } as const;
const ccm256short = { kind: 'aead', cipher: 'aes-256-ccm-8', keyLength: 32, fixedIvLength: 4, tagLength: 8 } as const;
// RFC 7905 §2: the whole nonce comes from the key schedule, in TLS 1.2 already.
const chacha20 = { kind: 'aead', cipher: 'chacha20-poly1305', keyLength: 32, fixedIvLength: 12, tagLength: 16 } as const;

const cbc128 = { kind: 'cbc', cipher: 'aes-128-cbc', keyLength: 16, ivLength: 16 } as const;
const cbc256 = { kind: 'cbc', cipher: 'aes-256-cbc', keyLength: 32, ivLength: 16 } as const;
const sha1 = { mac: 'sha1', macLength: 20 } as const;
const sha256 = { mac: 'sha256', macLength: 32 } as const;
const sha384 = { mac: 'sha384', macLength: 48 } as const;

const names = byNumber(CipherSuite);

type Hash = SuiteParameters['hash'];
type Signing = Pick<SuiteParameters, 'keyExchange' | 'authentication'>;

const rsa: Signing = { keyExchange: 'RSA', authentication: 'RSA' };
const dheRsa: Signing = { keyExchange: 'DHE', authentication: 'RSA' };
const ecdheRsa: Signing = { keyExchange: 'ECDHE', authentication: 'RSA' };
const ecdheEcdsa: Signing = { keyExchange: 'ECDHE', authentication: 'ECDSA' };

function suite(code: number, versions: readonly [TlsVersion, TlsVersion], signing: Signing, hash: Hash, bulk: AeadCipher | CbcCipher) {
  const name = names[code];
  if (name === undefined) throw new RangeError(`no cipher suite has the number ${code}`);
  return { code, name, minVersion: versions[0], maxVersion: versions[1], ...signing, hash, bulk };
}

/** RFC 8446 §5.3: the nonce is 12 bytes from the key schedule, whatever the cipher. */
function tls13(code: number, hash: Hash, bulk: AeadCipher): SuiteParameters {
  const signing = { keyExchange: 'tls13', authentication: 'any' } as const;
  return suite(code, ['TLSv1.3', 'TLSv1.3'], signing, hash, { ...bulk, fixedIvLength: 12 });
}

/** Suites that need TLS 1.2: AEAD (RFC 5246 §6.2.3.3), and those whose name ends in SHA256 or SHA384. */
function tls12(code: number, signing: Signing, hash: Hash, bulk: AeadCipher | CbcCipher): SuiteParameters {
  return suite(code, ['TLSv1.2', 'TLSv1.2'], signing, hash, bulk);
}

/** Suites of TLS 1.0 and later with HMAC-SHA-1; under TLS 1.2 their PRF uses SHA-256 (RFC 5246 §5). */
function tls10(code: number, signing: Signing, bulk: AeadCipher | CbcCipher): SuiteParameters {
  return suite(code, ['TLSv1', 'TLSv1.2'], signing, 'sha256', bulk);
}

const suites: ReadonlyMap<number, SuiteParameters> = new Map(
  [
    // RFC 8446 §B.4
    tls13(CipherSuite.TLS_AES_128_GCM_SHA256, 'sha256', gcm128),
    tls13(CipherSuite.TLS_AES_256_GCM_SHA384, 'sha384', gcm256),
    tls13(CipherSuite.TLS_CHACHA20_POLY1305_SHA256, 'sha256', chacha20),
    tls13(CipherSuite.TLS_AES_128_CCM_SHA256, 'sha256', ccm128),
    tls13(CipherSuite.TLS_AES_128_CCM_8_SHA256, 'sha256', ccm128short),

    // RFC 5288, RFC 5289
    tls12(CipherSuite.TLS_RSA_WITH_AES_128_GCM_SHA256, rsa, 'sha256', gcm128),
    tls12(CipherSuite.TLS_RSA_WITH_AES_256_GCM_SHA384, rsa, 'sha384', gcm256),
    tls12(CipherSuite.TLS_DHE_RSA_WITH_AES_128_GCM_SHA256, dheRsa, 'sha256', gcm128),
    tls12(CipherSuite.TLS_DHE_RSA_WITH_AES_256_GCM_SHA384, dheRsa, 'sha384', gcm256),
    tls12(CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256, ecdheRsa, 'sha256', gcm128),
    tls12(CipherSuite.TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384, ecdheRsa, 'sha384', gcm256),
    tls12(CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, ecdheEcdsa, 'sha256', gcm128),
    tls12(CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384, ecdheEcdsa, 'sha384', gcm256),

    // RFC 6655 §3, RFC 7251 §2: the PRF uses SHA-256 with either key length
    tls12(CipherSuite.TLS_RSA_WITH_AES_128_CCM, rsa, 'sha256', ccm128),
    tls12(CipherSuite.TLS_RSA_WITH_AES_256_CCM, rsa, 'sha256', ccm256),
    tls12(CipherSuite.TLS_RSA_WITH_AES_128_CCM_8, rsa, 'sha256', ccm128short),
    tls12(CipherSuite.TLS_RSA_WITH_AES_256_CCM_8, rsa, 'sha256', ccm256short),
    tls12(CipherSuite.TLS_DHE_RSA_WITH_AES_128_CCM, dheRsa, 'sha256', ccm128),
    tls12(CipherSuite.TLS_DHE_RSA_WITH_AES_256_CCM, dheRsa, 'sha256', ccm256),
    tls12(CipherSuite.TLS_DHE_RSA_WITH_AES_128_CCM_8, dheRsa, 'sha256', ccm128short),
    tls12(CipherSuite.TLS_DHE_RSA_WITH_AES_256_CCM_8, dheRsa, 'sha256', ccm256short),
    tls12(CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_CCM, ecdheEcdsa, 'sha256', ccm128),
    tls12(CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_CCM, ecdheEcdsa, 'sha256', ccm256),
    tls12(CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_CCM_8, ecdheEcdsa, 'sha256', ccm128short),
    tls12(CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_CCM_8, ecdheEcdsa, 'sha256', ccm256short),

    // RFC 7905
    tls12(CipherSuite.TLS_DHE_RSA_WITH_CHACHA20_POLY1305_SHA256, dheRsa, 'sha256', chacha20),
    tls12(CipherSuite.TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256, ecdheRsa, 'sha256', chacha20),
    tls12(CipherSuite.TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256, ecdheEcdsa, 'sha256', chacha20),

    // RFC 5246 §A.5, RFC 5289
    tls12(CipherSuite.TLS_RSA_WITH_AES_128_CBC_SHA256, rsa, 'sha256', { ...cbc128, ...sha256 }),
    tls12(CipherSuite.TLS_RSA_WITH_AES_256_CBC_SHA256, rsa, 'sha256', { ...cbc256, ...sha256 }),
    tls12(CipherSuite.TLS_DHE_RSA_WITH_AES_128_CBC_SHA256, dheRsa, 'sha256', { ...cbc128, ...sha256 }),
    tls12(CipherSuite.TLS_DHE_RSA_WITH_AES_256_CBC_SHA256, dheRsa, 'sha256', { ...cbc256, ...sha256 }),
    tls12(CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256, ecdheRsa, 'sha256', { ...cbc128, ...sha256 }),
    tls12(CipherSuite.TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384, ecdheRsa, 'sha384', { ...cbc256, ...sha384 }),
    tls12(CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256, ecdheEcdsa, 'sha256', { ...cbc128, ...sha256 }),
    tls12(CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA384, ecdheEcdsa, 'sha384', { ...cbc256, ...sha384 }),

    // RFC 3268, RFC 8422 §6
    tls10(CipherSuite.TLS_RSA_WITH_AES_128_CBC_SHA, rsa, { ...cbc128, ...sha1 }),
    tls10(CipherSuite.TLS_RSA_WITH_AES_256_CBC_SHA, rsa, { ...cbc256, ...sha1 }),
    tls10(CipherSuite.TLS_DHE_RSA_WITH_AES_128_CBC_SHA, dheRsa, { ...cbc128, ...sha1 }),
    tls10(CipherSuite.TLS_DHE_RSA_WITH_AES_256_CBC_SHA, dheRsa, { ...cbc256, ...sha1 }),
    tls10(CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA, ecdheRsa, { ...cbc128, ...sha1 }),
    tls10(CipherSuite.TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA, ecdheRsa, { ...cbc256, ...sha1 }),
    tls10(CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA, ecdheEcdsa, { ...cbc128, ...sha1 }),
    tls10(CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA, ecdheEcdsa, { ...cbc256, ...sha1 }),
  ].map((parameters) => [parameters.code, parameters]),
);
