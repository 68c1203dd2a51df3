import type { Policy } from '../../model/policy.ts';

/** Of TLS 1.2, those that are sufficient. */
const sufficientSuites = [
  'TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256',
  'TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384',
  'TLS_ECDHE_ECDSA_WITH_AES_256_CCM',
  'TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256',
  'TLS_ECDHE_ECDSA_WITH_AES_128_CCM',
  'TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256',
  'TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384',
  'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256',
];

/** Those that are to be phased out. */
const phaseOutSuites = [
  'TLS_ECDHE_ECDSA_WITH_CAMELLIA_256_GCM_SHA384',
  'TLS_ECDHE_ECDSA_WITH_CAMELLIA_256_CBC_SHA384',
  'TLS_ECDHE_ECDSA_WITH_CAMELLIA_128_GCM_SHA256',
  'TLS_ECDHE_ECDSA_WITH_CAMELLIA_128_CBC_SHA256',
  'TLS_ECDHE_ECDSA_WITH_ARIA_256_GCM_SHA384',
  'TLS_ECDHE_ECDSA_WITH_ARIA_256_CBC_SHA384',
  'TLS_ECDHE_ECDSA_WITH_ARIA_128_GCM_SHA256',
  'TLS_ECDHE_ECDSA_WITH_ARIA_128_CBC_SHA256',
  'TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA384',
  'TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256',
  'TLS_ECDHE_RSA_WITH_CAMELLIA_256_GCM_SHA384',
  'TLS_ECDHE_RSA_WITH_CAMELLIA_256_CBC_SHA384',
  'TLS_ECDHE_RSA_WITH_CAMELLIA_128_GCM_SHA256',
  'TLS_ECDHE_RSA_WITH_CAMELLIA_128_CBC_SHA256',
  'TLS_ECDHE_RSA_WITH_ARIA_256_GCM_SHA384',
  'TLS_ECDHE_RSA_WITH_ARIA_256_CBC_SHA384',
  'TLS_ECDHE_RSA_WITH_ARIA_128_GCM_SHA256',
  'TLS_ECDHE_RSA_WITH_ARIA_128_CBC_SHA256',
  'TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384',
  'TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256',
  'TLS_DHE_RSA_WITH_CHACHA20_POLY1305_SHA256',
  'TLS_DHE_RSA_WITH_CAMELLIA_256_GCM_SHA384',
  'TLS_DHE_RSA_WITH_CAMELLIA_256_CBC_SHA256',
  'TLS_DHE_RSA_WITH_CAMELLIA_128_GCM_SHA256',
  'TLS_DHE_RSA_WITH_CAMELLIA_128_CBC_SHA256',
  'TLS_DHE_RSA_WITH_ARIA_256_GCM_SHA384',
  'TLS_DHE_RSA_WITH_ARIA_256_CBC_SHA384',
  'TLS_DHE_RSA_WITH_ARIA_128_GCM_SHA256',
  'TLS_DHE_RSA_WITH_ARIA_128_CBC_SHA256',
  'TLS_DHE_RSA_WITH_AES_256_GCM_SHA384',
  'TLS_DHE_RSA_WITH_AES_256_CCM',
  'TLS_DHE_RSA_WITH_AES_256_CBC_SHA256',
  'TLS_DHE_RSA_WITH_AES_128_GCM_SHA256',
  'TLS_DHE_RSA_WITH_AES_128_CCM',
  'TLS_DHE_RSA_WITH_AES_128_CBC_SHA256',
];

const goodGroups = [
  'secp521r1',
  'secp384r1',
  'secp256r1',
  'brainpoolP512r1',
  'brainpoolP384r1',
  'brainpoolP256r1',
  'x25519',
  'x448',
  'brainpoolP512r1tls13',
  'brainpoolP384r1tls13',
  'brainpoolP256r1tls13',
  'X25519MLKEM768',
  'SecP256r1MLKEM768',
  'SecP384r1MLKEM1024',
];

const goodHashes = ['SHA256', 'SHA384', 'SHA512', 'none'];

/** NCSC-NL TLS guidelines, 2025. */
export const ncscNl: Policy = {
  schema: 'handclasp.policy/1',
  name: 'ncsc-nl',
  title: 'NCSC-NL TLS guidelines',
  edition: '2025',
  source: 'https://github.com/internetstandards/Internet.nl/blob/main/checks/tasks/tls/tls_constants.py',
  provenance: 'secondary',
  note: 'Taken from the tests of Internet.nl (2026-07-14). They do not judge post-quantum groups yet; those count as good here.',
  requirements: [
    {
      id: 'protocol-versions',
      level: 'must',
      title: 'No version older than TLS 1.2 is accepted',
      check: {
        kind: 'protocol-versions',
        allow: ['TLSv1.3', 'TLSv1.2'],
      },
    },
    {
      id: 'tls13',
      level: 'should',
      title: 'TLS 1.3 is accepted (good)',
      check: {
        kind: 'protocol-versions',
        allow: ['TLSv1.3', 'TLSv1.2'],
        require: ['TLSv1.3'],
      },
    },
    {
      id: 'tls13-cipher-suites',
      level: 'must',
      title: 'No insufficient cipher suite of TLS 1.3 is accepted',
      check: {
        kind: 'cipher-suites',
        version: 'TLSv1.3',
        allow: ['TLS_AES_256_GCM_SHA384', 'TLS_CHACHA20_POLY1305_SHA256', 'TLS_AES_128_GCM_SHA256', 'TLS_AES_128_CCM_SHA256'],
      },
    },
    {
      id: 'tls12-cipher-suites',
      level: 'must',
      title: 'No insufficient cipher suite of TLS 1.2 is accepted',
      check: {
        kind: 'cipher-suites',
        version: 'TLSv1.2',
        allow: [...sufficientSuites, ...phaseOutSuites],
      },
    },
    {
      id: 'phase-out-cipher-suites',
      level: 'should',
      title: 'No cipher suite that is to be phased out is accepted',
      check: {
        kind: 'cipher-suites',
        version: 'TLSv1.2',
        allow: sufficientSuites,
      },
    },
    {
      id: 'groups',
      level: 'must',
      title: 'No insufficient group is accepted for the key exchange',
      check: {
        kind: 'groups',
        allow: [...goodGroups, 'secp224r1'],
      },
    },
    {
      id: 'phase-out-groups',
      level: 'should',
      title: 'No group that is to be phased out is accepted',
      check: {
        kind: 'groups',
        allow: goodGroups,
      },
    },
    {
      id: 'public-key',
      level: 'must',
      title: 'RSA keys have at least 2,048 bits',
      check: {
        kind: 'public-key',
        of: 'chain',
        rsaBits: 2048,
        ecBits: 224,
      },
    },
    {
      id: 'phase-out-keys',
      level: 'should',
      title: 'RSA keys have at least 3,072 bits',
      check: {
        kind: 'public-key',
        of: 'chain',
        rsaBits: 3072,
        ecBits: 256,
      },
    },
    {
      id: 'certificate-hash',
      level: 'must',
      title: 'Certificates are signed with SHA-224 or better',
      check: {
        kind: 'certificate-hash',
        allow: ['SHA224', ...goodHashes],
      },
    },
    {
      id: 'phase-out-hash',
      level: 'should',
      title: 'Certificates are signed with SHA-256 or better',
      check: {
        kind: 'certificate-hash',
        allow: goodHashes,
      },
    },
    {
      id: 'no-compression',
      level: 'must',
      title: 'TLS compression is not accepted',
      check: {
        kind: 'features',
        forbid: ['compression'],
      },
    },
  ],
};
