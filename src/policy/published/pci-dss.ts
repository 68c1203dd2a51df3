import type { Policy } from '../../model/policy.ts';

/** PCI DSS, 4.0.1. */
export const pciDss: Policy = {
  schema: 'handclasp.policy/1',
  name: 'pci-dss',
  title: 'PCI DSS',
  edition: '4.0.1',
  source: 'https://www.pcisecuritystandards.org/document_library/',
  provenance: 'secondary',
  note: 'Its clauses were read in secondary sources. It lists no cipher suites: choose mozilla-intermediate or nist-sp-800-52r2 beside it.',
  requirements: [
    {
      id: 'encrypted',
      level: 'must',
      title: 'HTTP and Kibana are reached only over TLS',
      clause: '2.2.7, 4.2.1',
      check: {
        kind: 'rules',
        rules: ['http-plaintext', 'kibana-plaintext', 'security-disabled'],
      },
    },
    {
      id: 'protocol-versions',
      level: 'must',
      title: 'No version older than TLS 1.2 is accepted',
      clause: '4.2.1',
      check: {
        kind: 'protocol-versions',
        allow: ['TLSv1.3', 'TLSv1.2'],
      },
    },
    {
      id: 'valid-certificates',
      level: 'must',
      title: 'Certificates are valid, and neither expired nor revoked',
      clause: '4.2.1',
      check: {
        kind: 'rules',
        rules: ['leaf-expired', 'leaf-not-yet-valid', 'ca-expired', 'expired-masked-by-pinning', 'crl-ocsp-unreachable-or-revoked'],
      },
    },
    {
      id: 'trusted-certificates',
      level: 'must',
      title: 'Certificates are trusted by those that connect',
      clause: '4.2.1',
      check: {
        kind: 'rules',
        rules: [
          'chain-refused',
          'trust-unknown-issuer',
          'trust-missing-intermediate',
          'default-or-sample-certificate',
          'san-name-mismatch',
          'san-ip-missing',
          'san-cn-only-name',
        ],
      },
    },
    {
      id: 'public-key',
      level: 'must',
      title: 'Keys have a strength of at least 112 bits',
      clause: '4.2.1',
      check: {
        kind: 'public-key',
        of: 'chain',
        rsaBits: 2048,
        ecBits: 224,
      },
    },
    {
      id: 'strong-suites',
      level: 'must',
      title: 'No cipher suite without encryption or authentication, with 3DES, RC4 or DES is accepted',
      clause: '4.2.1',
      check: {
        kind: 'rules',
        rules: ['weak-cipher-accepted'],
        atLeast: 'high',
      },
    },
    {
      id: 'certificate-inventory',
      level: 'must',
      title: 'There is an inventory of trusted keys and certificates, and it is kept up to date',
      clause: '4.2.1.1',
      check: {
        kind: 'by-hand',
      },
    },
    {
      id: 'suite-inventory',
      level: 'must',
      title: 'Cipher suites and protocols in use are documented, and reviewed every 12 months',
      clause: '12.3.3',
      check: {
        kind: 'by-hand',
      },
    },
  ],
};
