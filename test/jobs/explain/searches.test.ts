import assert from 'node:assert/strict';
import { findRules } from '../../../src/jobs/explain/find-rules.ts';
import { ruleCatalogue } from '../../../src/jobs/explain/rule-catalogue.ts';
import { topics } from '../../../src/jobs/explain/topics.ts';

/** What users type, and rules that must be among the first six of the answer, the first of them at its head where it has a mark. */
const searches: readonly (readonly [question: string, ...rules: readonly string[]])[] = [
  ['client authentication', 'transport-client-auth-not-enforced', 'transport-client-auth-optional'],
  ['mTLS', 'transport-client-auth-not-enforced', 'http-client-cert-required-by-surprise'],
  ['mutual TLS', 'transport-client-auth-not-enforced'],
  ['client certificate', 'client-cert-not-sent', 'http-client-cert-required-by-surprise'],
  ['kibana client certificate', 'http-client-cert-required-by-surprise', 'kibana-es-mtls-half-configured'],
  ['expiry', 'leaf-expired', 'leaf-expiring', 'ca-expired', 'ca-expiring'],
  ['expired', 'leaf-expired', 'ca-expired'],
  ['expired certificate', 'leaf-expired'],
  ['certificate expires', 'leaf-expired', 'leaf-expiring'],
  ['CA expired', 'ca-expired'],
  ['renew certificate', 'leaf-expiring', 'stale-certificate-in-memory'],
  ['rotate CA', 'ca-rotation-half-done'],
  ['hostname', 'san-name-mismatch', 'san-ip-missing'],
  ['hostname verification', 'san-name-mismatch'],
  ['hostname mismatch', 'san-name-mismatch'],
  ['SAN', 'san-missing', 'san-name-mismatch'],
  ['subject alternative name', 'san-missing'],
  ['IP address', 'san-ip-missing'],
  ['wildcard certificate', 'san-wildcard-scope'],
  ['self-signed', 'self-signed-per-node', 'trust-unknown-issuer'],
  ['self signed certificate', 'self-signed-per-node', 'trust-unknown-issuer'],
  ['self signed certificate in certificate chain', 'kibana-missing-es-ca'],
  ['self-signed certificate in certificate chain', 'kibana-missing-es-ca'],
  ['CA', 'trust-unknown-issuer', 'trust-lookalike-ca'],
  ['unknown CA', 'trust-unknown-issuer'],
  ['not trusted', 'trust-unknown-issuer'],
  ['truststore', 'truststore-no-anchors'],
  ['truststore password', 'keystore-password-wrong'],
  ['keystore password', 'keystore-password-wrong', 'keystore-password-not-stored'],
  ['password', 'keystore-password-wrong', 'password-in-yaml'],
  ['cipher', 'no-common-cipher', 'weak-cipher-accepted'],
  ['cipher suites', 'no-common-cipher', 'ciphers-unsupported-by-jvm'],
  ['protocol', 'no-common-protocol', 'legacy-protocol-enabled'],
  ['TLS 1.0', 'legacy-protocol-enabled'],
  ['TLS 1.3', 'tls13-missing'],
  ['private key', 'key-certificate-mismatch', 'private-key-world-readable'],
  ['permissions', 'file-not-readable', 'private-key-world-readable'],
  ['missing intermediate', 'trust-missing-intermediate'],
  ['certificate chain', 'trust-missing-intermediate', 'chain-order-invalid'],
  ['extended key usage', 'eku-transport-missing-clientauth', 'eku-missing-serverauth'],
  ['plaintext', 'transport-plaintext', 'http-plaintext'],
  ['clock skew', 'clock-skew'],
  ['revoked', 'crl-ocsp-unreachable-or-revoked'],
  ['enrollment token', 'enrollment-impossible'],
  ['remote cluster', 'remote-trust-missing'],
  ['seed hosts', 'seed-host-unreachable', 'seed-hosts-missing'],
  ['wrong port', 'seed-host-is-http-port', 'kibana-es-scheme-mismatch'],
  ['handshake timeout', 'tls-handshake-timeout'],
];

describe('what users search rules by', () => {
  for (const [question, ...wanted] of searches) {
    it(`finds ${wanted.join(' and ')} by "${question}"`, () => {
      const answer = findRules(ruleCatalogue, question);
      const ids = answer.kind === 'rule' ? [answer.rule.id] : answer.kind === 'rules' ? answer.rules.map(({ id }) => id) : [];
      for (const rule of wanted) assert.ok(ids.slice(0, 6).includes(rule), `${rule} is not among ${ids.join(', ')}`);
    });
  }

  it('is held in forty searches at least', () => {
    assert.ok(searches.length >= 40);
  });

  it('names rules that there are, each word under one topic', () => {
    for (const { rules } of topics)
      for (const id of rules)
        assert.ok(
          ruleCatalogue.some((rule) => rule.id === id),
          id,
        );
    const words = topics.flatMap((topic) => topic.words);
    assert.deepEqual(words, [...new Set(words)]);
  });
});
