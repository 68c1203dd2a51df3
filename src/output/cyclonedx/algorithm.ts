/** An algorithm as CycloneDX 1.7 has it (algorithmProperties), by what its name says. */
export type Algorithm = {
  readonly name: string;
  readonly properties: {
    readonly primitive:
      | 'mac'
      | 'block-cipher'
      | 'stream-cipher'
      | 'signature'
      | 'hash'
      | 'pke'
      | 'kdf'
      | 'key-agree'
      | 'kem'
      | 'ae'
      | 'combiner'
      | 'unknown';
    readonly algorithmFamily?: string;
    readonly parameterSetIdentifier?: string;
    readonly ellipticCurve?: string;
    readonly mode?: 'cbc' | 'ccm' | 'gcm' | 'ctr';
    readonly padding?: 'pkcs1v15' | 'other';
    readonly classicalSecurityLevel?: number;
    readonly nistQuantumSecurityLevel?: number;
  };
};

/** What a name says nothing about keeps its name. */
function unknown(name: string): Algorithm {
  return { name, properties: { primitive: 'unknown' } };
}

/** Curves by the names of certificates and of TLS. A quantum computer breaks each. */
const curves: Readonly<Partial<Record<string, { readonly curve: string; readonly bits: number }>>> = {
  'P-256': { curve: 'nist/P-256', bits: 128 },
  'P-384': { curve: 'nist/P-384', bits: 192 },
  'P-521': { curve: 'nist/P-521', bits: 256 },
  secp256r1: { curve: 'secg/secp256r1', bits: 128 },
  secp384r1: { curve: 'secg/secp384r1', bits: 192 },
  secp521r1: { curve: 'secg/secp521r1', bits: 256 },
  brainpoolP256r1: { curve: 'brainpool/brainpoolP256r1', bits: 128 },
  brainpoolP384r1: { curve: 'brainpool/brainpoolP384r1', bits: 192 },
  brainpoolP512r1: { curve: 'brainpool/brainpoolP512r1', bits: 256 },
  x25519: { curve: 'other/Curve25519', bits: 128 },
  x448: { curve: 'other/Curve448', bits: 224 },
};

/** Strength of moduli (NIST SP 800-57 part 1, table 2). */
function modulusBits(bits: number): number {
  return bits >= 15_360 ? 256 : bits >= 7680 ? 192 : bits >= 3072 ? 128 : bits >= 2048 ? 112 : bits >= 1024 ? 80 : 0;
}

/** Security categories of NIST: of ML-KEM by its parameter set, of AES by its key. */
const kemLevels: Readonly<Record<string, number>> = { 512: 1, 768: 3, 1024: 5 };
const aesLevels: Readonly<Record<string, number>> = { 128: 1, 192: 3, 256: 5 };

/** A group of TLS: a curve, a finite field, ML-KEM, or a hybrid of two. */
export function groupAlgorithm(name: string): Algorithm {
  const curve = curves[name.replace(/tls13$/, '')];
  if (curve !== undefined && Object.hasOwn(curves, name.replace(/tls13$/, ''))) {
    const { bits } = curve;
    return {
      name,
      properties: {
        primitive: 'key-agree',
        algorithmFamily: 'ECDH',
        ellipticCurve: curve.curve,
        classicalSecurityLevel: bits,
        nistQuantumSecurityLevel: 0,
      },
    };
  }
  const field = /^ffdhe(\d{4})$/.exec(name)?.[1];
  if (field !== undefined) {
    return {
      name,
      properties: {
        primitive: 'key-agree',
        algorithmFamily: 'FFDH',
        parameterSetIdentifier: field,
        classicalSecurityLevel: modulusBits(Number(field)),
        nistQuantumSecurityLevel: 0,
      },
    };
  }
  const [, hybrid = '', set = ''] = /^(\w*?)MLKEM(512|768|1024)$/.exec(name) ?? [];
  if (set === '') return unknown(name);
  return {
    name,
    properties: {
      primitive: hybrid === '' ? 'kem' : 'combiner',
      algorithmFamily: 'ML-KEM',
      parameterSetIdentifier: set,
      nistQuantumSecurityLevel: kemLevels[set] ?? 0,
    },
  };
}

/** What a certificate is signed with, by OpenSSL's names, and what a server signs its handshake with, by those of TLS. */
export function signatureAlgorithm(name: string): Algorithm {
  const hash = /sha3?-?_?(\d{3})|sha(1)\b|md(5)/i.exec(name);
  const set = hash === null ? {} : { parameterSetIdentifier: (hash[1] ?? hash[2] ?? hash[3] ?? '').toUpperCase() };
  const signature = { primitive: 'signature', ...set, nistQuantumSecurityLevel: 0 } as const;
  if (/^ed(25519|448)$/i.test(name))
    return { name, properties: { primitive: 'signature', algorithmFamily: 'EdDSA', nistQuantumSecurityLevel: 0 } };
  if (/ecdsa/i.test(name)) return { name, properties: { ...signature, algorithmFamily: 'ECDSA' } };
  if (/pss/i.test(name)) return { name, properties: { ...signature, algorithmFamily: 'RSASSA-PSS' } };
  if (/rsa/i.test(name)) return { name, properties: { ...signature, algorithmFamily: 'RSASSA-PKCS1', padding: 'pkcs1v15' } };
  if (/^dsa/i.test(name)) return { name, properties: { ...signature, algorithmFamily: 'DSA' } };
  if (/^ml_?-?dsa/i.test(name)) return { name, properties: { primitive: 'signature', algorithmFamily: 'ML-DSA' } };
  return unknown(name);
}

/** A public key: `EC P-256`, `RSA 2048`. */
export function keyAlgorithm({
  algorithm,
  bits,
  curve,
}: {
  readonly algorithm: string;
  readonly bits: number | null;
  readonly curve: string | null;
}): Algorithm {
  const name = [algorithm, curve ?? bits].filter((part) => part !== null).join('-');
  if (algorithm === 'RSA' || algorithm === 'RSA-PSS') {
    const level = bits === null ? {} : { parameterSetIdentifier: String(bits), classicalSecurityLevel: modulusBits(bits) };
    return {
      name,
      properties: {
        primitive: 'pke',
        algorithmFamily: algorithm === 'RSA' ? 'RSASSA-PKCS1' : 'RSASSA-PSS',
        ...level,
        nistQuantumSecurityLevel: 0,
      },
    };
  }
  if (algorithm === 'EC') {
    const known = curve !== null && Object.hasOwn(curves, curve) ? curves[curve] : undefined;
    const level = known === undefined ? {} : { ellipticCurve: known.curve, classicalSecurityLevel: known.bits };
    return { name, properties: { primitive: 'signature', algorithmFamily: 'ECDSA', ...level, nistQuantumSecurityLevel: 0 } };
  }
  if (/^ed(25519|448)$/i.test(algorithm))
    return { name, properties: { primitive: 'signature', algorithmFamily: 'EdDSA', nistQuantumSecurityLevel: 0 } };
  return unknown(name);
}

/** What a cipher suite is made of, by its name: key exchange, authentication, encryption and hash. */
export function suiteAlgorithms(suite: string): readonly Algorithm[] {
  const [, exchange = '', cipher = '', hash = ''] = /^TLS_(?:([A-Za-z0-9_]+?)_WITH_)?([A-Z0-9_]+?)(?:_(SHA\d*|MD5))?$/.exec(suite) ?? [];
  if (cipher === '') return [];
  return [...exchangeAlgorithms(exchange), ...cipherAlgorithms(cipher), ...hashAlgorithms(hash)];
}

function exchangeAlgorithms(exchange: string): readonly Algorithm[] {
  const parts = exchange.split('_');
  return [
    ...(/^ECDHE?$/.test(parts[0] ?? '')
      ? [agreement(parts[0] ?? '', 'ECDH')]
      : /^DHE?$/.test(parts[0] ?? '')
        ? [agreement(parts[0] ?? '', 'FFDH')]
        : []),
    ...(parts.includes('ECDSA')
      ? [signed('ECDSA', 'ECDSA')]
      : parts.includes('RSA')
        ? [parts[0] === 'RSA' ? transported : signed('RSA', 'RSASSA-PKCS1')]
        : []),
  ];
}

const transported: Algorithm = {
  name: 'RSA key transport',
  properties: { primitive: 'pke', algorithmFamily: 'RSAES-PKCS1', nistQuantumSecurityLevel: 0 },
};

function agreement(name: string, algorithmFamily: string): Algorithm {
  return { name, properties: { primitive: 'key-agree', algorithmFamily, nistQuantumSecurityLevel: 0 } };
}

function signed(name: string, algorithmFamily: string): Algorithm {
  return { name, properties: { primitive: 'signature', algorithmFamily, nistQuantumSecurityLevel: 0 } };
}

function cipherAlgorithms(cipher: string): readonly Algorithm[] {
  const name = cipher.replaceAll('_', '-');
  const [, family = '', bits = '', mode = ''] = /^(AES|CAMELLIA|ARIA)_(\d{3})_(CBC|GCM|CCM)/.exec(cipher) ?? [];
  if (family !== '') {
    const isCbc = mode === 'CBC';
    const level = aesLevels[bits];
    return [
      {
        name,
        properties: {
          primitive: isCbc ? 'block-cipher' : 'ae',
          algorithmFamily: family,
          parameterSetIdentifier: bits,
          mode: mode.toLowerCase() as 'cbc' | 'gcm' | 'ccm',
          classicalSecurityLevel: Number(bits),
          ...(level === undefined ? {} : { nistQuantumSecurityLevel: level }),
        },
      },
    ];
  }
  if (cipher.startsWith('CHACHA20'))
    return [
      {
        name,
        properties: {
          primitive: 'ae',
          algorithmFamily: 'ChaCha20',
          parameterSetIdentifier: '256',
          classicalSecurityLevel: 256,
          nistQuantumSecurityLevel: 5,
        },
      },
    ];
  if (cipher.startsWith('3DES'))
    return [
      {
        name,
        properties: {
          primitive: 'block-cipher',
          algorithmFamily: '3DES',
          mode: 'cbc',
          classicalSecurityLevel: 112,
          nistQuantumSecurityLevel: 0,
        },
      },
    ];
  if (cipher.startsWith('RC4'))
    return [{ name, properties: { primitive: 'stream-cipher', algorithmFamily: 'RC4', nistQuantumSecurityLevel: 0 } }];
  return cipher === 'NULL' ? [] : [unknown(name)];
}

function hashAlgorithms(hash: string): readonly Algorithm[] {
  if (hash === '') return [];
  if (hash === 'MD5') return [{ name: 'MD5', properties: { primitive: 'hash', algorithmFamily: 'MD5' } }];
  if (hash === 'SHA') return [{ name: 'SHA-1', properties: { primitive: 'hash', algorithmFamily: 'SHA-1' } }];
  const bits = hash.slice(3);
  return [{ name: `SHA-${bits}`, properties: { primitive: 'hash', algorithmFamily: 'SHA-2', parameterSetIdentifier: bits } }];
}
