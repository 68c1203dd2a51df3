import assert from 'node:assert/strict';
import { verifyReasons } from '../../src/model/verify-reason.ts';
import { reasonsOfLogLine, reasonTexts } from '../../src/x509/verify-reason.ts';

describe('The reasons for which a chain is not trusted', () => {
  for (const reason of verifyReasons) {
    it(`${reason} has a title and prose`, () => {
      const { title, prose } = reasonTexts[reason];
      assert.match(title, /^[A-Z].*[^.]$/);
      assert.match(prose, /^[A-Za-z].{20,}\.$/s);
    });
  }

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
      assert.equal(reasonsOfLogLine(line)[0], reason);
    });
  }

  it('are not found by a line that says nothing of certificates', () => {
    assert.deepEqual(reasonsOfLogLine('started'), []);
    assert.deepEqual(reasonsOfLogLine(''), []);
  });
});
