import assert from 'node:assert/strict';
import { findReasons } from '../../../src/jobs/explain/find-reasons.ts';
import { verifyReasons } from '../../../src/model/verify-reason.ts';

const codes = (question: string) => findReasons(question).map(({ code }) => code);

describe('reasons for which a chain is refused', () => {
  it('are found by their code', () => {
    for (const reason of verifyReasons) assert.deepEqual(codes(reason), [reason]);
  });

  it('are found by every line that is known of them', () => {
    for (const reason of verifyReasons) {
      for (const { lines } of findReasons(reason)) {
        for (const line of [...lines.jsse, ...lines.elasticsearch, ...lines.node])
          assert.ok(codes(`[WARN ][o.e.x] ${line}, closing`).includes(reason), `${reason}: ${line}`);
      }
    }
  });

  it('have lines of every verifier that refuses for them', () => {
    const without = verifyReasons.filter((reason) =>
      Object.values(findReasons(reason)[0]?.lines ?? {}).every((lines) => lines.length === 0),
    );
    // These nobody but handclasp says.
    assert.deepEqual(without, ['budget-exhausted', 'aborted']);
  });

  const lines: readonly (readonly [string, string])[] = [
    ['PKIX path building failed', 'unknown-issuer'],
    [
      'sun.security.validator.ValidatorException: PKIX path building failed: sun.security.provider.certpath.SunCertPathBuilderException: unable to find valid certification path to requested target',
      'unknown-issuer',
    ],
    [
      'PKIX path validation failed: java.security.cert.CertPathValidatorException: Path does not chain with any of the trust anchors',
      'lookalike-ca',
    ],
    ['java.security.cert.CertificateExpiredException: NotAfter: Sat Jan 01 00:00:00 UTC 2022', 'expired'],
    ['unable to verify the first certificate', 'unknown-issuer'],
    ['Error: self-signed certificate in certificate chain', 'untrusted-root'],
    ['CERT_HAS_EXPIRED', 'expired'],
    ['Extended key usage does not permit use for TLS client authentication', 'extended-key-usage'],
    ['No subject alternative DNS name matching es01 found.', 'name-mismatch'],
    ['Illegal given domain name: es_01', 'invalid-name'],
    ["Hostname/IP does not match certificate's altnames: Host: es01. is not in the cert's altnames: DNS:es02", 'name-mismatch'],
    [
      '[WARN ][o.e.c.s.DiagnosticTrustManager] failed to establish trust with server at [es02]; … this ssl context ([xpack.security.transport.ssl]) trusts [1] certificate with subject name [CN=ca] and fingerprint [ab] but the signatures do not match',
      'lookalike-ca',
    ],
    ['is not configured to trust that issuer or any other issuer', 'no-anchors'],
    ['Empty client certificate chain', 'empty-chain'],
    ['The certificate chain length (11) exceeds the maximum allowed length (10)', 'chain-too-long'],
  ];
  for (const [line, reason] of lines) {
    it(`are found by a log line: ${line.slice(0, 60)}`, () => {
      assert.equal(codes(line)[0], reason);
    });
  }

  it('are none for words that no verifier writes', () => {
    assert.deepEqual(codes('good morning'), []);
    assert.deepEqual(codes('started'), []);
    assert.deepEqual(codes(''), []);
  });
});
