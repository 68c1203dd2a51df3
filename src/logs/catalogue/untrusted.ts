import type { LogLine } from './log-line.ts';

const untrustedClient = { from: '--try-self-signed', by: 'a client with a certificate that the node does not trust' } as const;

/** An issuer that a Java process does not know, or knows under another key. */
export const untrusted: readonly LogLine[] = [
  {
    texts: [
      [
        'but the signatures do not match',
        'this ssl context ([xpack.security.transport.ssl]) trusts [1] certificate with subject name [CN=acme CA] and fingerprint [ba1398f4ae1d75a3dbdf8f660419fcdd28cef686] but the signatures do not match',
      ],
      [
        'but the trusted certificate has fingerprint',
        'this ssl context does trust a certificate with subject [CN=acme CA] but the trusted certificate has fingerprint [ba1398f4ae1d75a3dbdf8f660419fcdd28cef686]',
      ],
      [
        'but those certificates have fingerprint',
        'this ssl context does trust [2] certificates with subject [CN=acme CA] but those certificates have fingerprint [ba1398f4ae1d75a3dbdf8f660419fcdd28cef686], fingerprint [2b7b0416391bdf86502505c23149022d2213dadc]',
      ],
    ],
    writtenBy: ['elasticsearch'],
    refusedBy: 'this-node',
    rule: 'trust-lookalike-ca',
    related: ['autoconfig-separate-clusters'],
    reasons: ['lookalike-ca', 'signature-invalid'],
  },
  {
    texts: [
      [
        'for the same public key',
        'the [CN=acme CA] certificate is trusted in this ssl context ([xpack.security.transport.ssl]) because we trust a certificate with fingerprint [ba1398f4ae1d75a3dbdf8f660419fcdd28cef686] for the same public key',
      ],
    ],
    writtenBy: ['elasticsearch'],
    refusedBy: 'this-node',
    rule: 'ca-reissued-same-key',
    related: ['aki-ski-mismatch'],
    reasons: ['key-identifier-mismatch'],
  },
  {
    // A CA of the name is trusted: with another key, or with the same key under another key id or serial number.
    texts: [
      [
        'Path does not chain with any of the trust anchors',
        'PKIX path validation failed: java.security.cert.CertPathValidatorException: Path does not chain with any of the trust anchors',
      ],
    ],
    writtenBy: ['jsse'],
    refusedBy: 'this-node',
    rule: 'trust-lookalike-ca',
    alternatives: ['ca-reissued-same-key', 'aki-ski-mismatch'],
    related: ['autoconfig-separate-clusters'],
    reasons: ['lookalike-ca', 'key-identifier-mismatch'],
  },
  {
    texts: [
      ['signature check failed', 'java.security.cert.CertPathValidatorException: signature check failed'],
      ['Signature does not match', 'java.security.SignatureException: Signature does not match.'],
    ],
    writtenBy: ['jsse'],
    refusedBy: 'this-node',
    rule: 'trust-lookalike-ca',
    alternatives: ['weak-key', 'chain-refused'],
    reasons: ['signature-invalid', 'lookalike-ca', 'signature-unsupported', 'weak-key'],
  },
];

/** All that is told of an issuer whom nobody knows: what is more telling comes before. */
export const unknownIssuer: readonly LogLine[] = [
  {
    texts: [
      [
        'is not configured to trust that issuer or any other issuer',
        'this ssl context ([xpack.security.transport.ssl]) is not configured to trust that issuer or any other issuer',
      ],
    ],
    writtenBy: ['elasticsearch'],
    refusedBy: 'this-node',
    rule: 'trust-unknown-issuer',
    reasons: ['no-anchors', 'unknown-issuer'],
  },
  {
    texts: [
      [
        'is not configured to trust that issuer',
        'this ssl context ([xpack.security.transport.ssl]) is not configured to trust that issuer, it only trusts the issuer [CN=acme CA] with fingerprint [ba1398f4ae1d75a3dbdf8f660419fcdd28cef686]',
      ],
    ],
    writtenBy: ['elasticsearch'],
    refusedBy: 'this-node',
    rule: 'trust-unknown-issuer',
    related: ['trust-missing-intermediate', 'transport-trusts-public-cas', 'remote-trust-missing', 'trust-one-way'],
    reasons: ['unknown-issuer'],
  },
  {
    texts: [
      [
        'certificate is not trusted in this ssl context',
        'the certificate is self-issued; the [CN=es01] certificate is not trusted in this ssl context ([xpack.security.transport.ssl])',
      ],
    ],
    writtenBy: ['elasticsearch'],
    refusedBy: 'this-node',
    rule: 'trust-unknown-issuer',
    related: ['self-signed-per-node', 'remote-trust-missing', 'trust-one-way'],
    reasons: ['self-signed-leaf', 'untrusted-root'],
  },
  {
    texts: [
      [
        'but that issuer certificate was not provided in the chain',
        'the certificate is signed by (subject [CN=acme issuing CA] fingerprint [2b7b0416391bdf86502505c23149022d2213dadc]) which is issued by [CN=acme CA] (but that issuer certificate was not provided in the chain)',
      ],
      [
        'did not provide a copy of the issuing certificate in the certificate chain',
        'the certificate is issued by [CN=acme issuing CA] but the server did not provide a copy of the issuing certificate in the certificate chain',
      ],
    ],
    writtenBy: ['elasticsearch'],
    refusedBy: 'this-node',
    rule: 'trust-missing-intermediate',
    alternatives: ['trust-unknown-issuer'],
    reasons: ['unknown-issuer'],
  },
  {
    texts: [
      ['PKIX path building failed', 'sun.security.validator.ValidatorException: PKIX path building failed'],
      [
        'unable to find valid certification path',
        'sun.security.provider.certpath.SunCertPathBuilderException: unable to find valid certification path to requested target',
      ],
    ],
    writtenBy: ['jsse'],
    refusedBy: 'this-node',
    rule: 'trust-unknown-issuer',
    related: ['trust-missing-intermediate', 'self-signed-per-node', 'remote-trust-missing'],
    reasons: ['unknown-issuer', 'self-signed-leaf', 'untrusted-root', 'key-identifier-mismatch', 'lookalike-ca'],
    leftBy: untrustedClient,
  },
  {
    texts: [['PKIX path validation failed', 'sun.security.validator.ValidatorException: PKIX path validation failed']],
    writtenBy: ['jsse'],
    refusedBy: 'this-node',
    rule: 'chain-refused',
    alternatives: ['trust-lookalike-ca', 'ca-reissued-same-key', 'aki-ski-mismatch', 'leaf-expired', 'leaf-not-yet-valid', 'ca-not-a-ca'],
    reasons: ['lookalike-ca', 'expired', 'not-yet-valid', 'not-a-ca'],
    leftBy: untrustedClient,
  },
];
