import assert from 'node:assert/strict';
import { endpointChanges } from '../../src/history/endpoint-changes.ts';
import type { EndpointState, PastFinding, PastUnknown } from '../../src/model/past-run.ts';
import { changeText } from '../../src/wording/change-text.ts';
import { endpointState, pastCertificate } from '../support/past-runs.ts';

const never = () => false;

/** Kind, severity and sentence of each change from one state to the other. */
function told(before: Partial<EndpointState>, after: Partial<EndpointState>, hadBefore: (rule: string) => boolean = never) {
  return endpointChanges(endpointState(before), endpointState(after), hadBefore).map((change) => [
    change.kind,
    change.severity,
    changeText(change),
  ]);
}

const other = 'cd'.repeat(32);
const expiring: PastFinding = { rule: 'leaf-expiring', severity: 'medium', title: 'Certificate expires soon' };
const blind: PastUnknown = { rule: 'leaf-expiring', code: 'no-certificate', because: 'no certificate was seen' };

describe('what changed at an endpoint', () => {
  it('is nothing where nothing did', () => {
    assert.deepEqual(told({}, {}), []);
  });

  describe('of its certificate', () => {
    const renewed = pastCertificate({ sha256: other, notAfter: '2030-01-01T00:00:00.000Z', keySha256: '09'.repeat(32) });

    it('renewed with a new key', () => {
      assert.deepEqual(told({}, { certificate: renewed }), [
        ['certificate-renewed', 'info', 'Certificate renewed with a new key: until 2030-01-01 (before: 2028-01-01)'],
      ]);
    });

    it('renewed with the same key, which is worth knowing', () => {
      const sameKey = { ...renewed, keySha256: pastCertificate().keySha256 };
      assert.deepEqual(told({}, { certificate: sameKey }), [
        ['certificate-renewed', 'low', 'Certificate renewed with the same key: until 2030-01-01 (before: 2028-01-01)'],
      ]);
    });

    it('renewed, and whether with the same key cannot be told', () => {
      const [change] = endpointChanges(endpointState(), endpointState({ certificate: { ...renewed, keySha256: null } }), never);
      assert.ok(change?.kind === 'certificate-renewed');
      assert.equal(change.sameKey, null);
      assert.equal(changeText(change), 'Certificate renewed: until 2030-01-01 (before: 2028-01-01)');
    });

    it('swapped for one of another subject', () => {
      assert.deepEqual(told({}, { certificate: { ...renewed, subject: 'CN=es02' } }), [
        ['certificate-swapped', 'medium', 'Certificate swapped: CN=es02 until 2030-01-01 (before: CN=es01 until 2028-01-01)'],
      ]);
    });

    it('swapped for an older one: somebody put a backup in place', () => {
      const older = pastCertificate({ sha256: other, notAfter: '2027-01-01T00:00:00.000Z' });
      assert.deepEqual(
        told({}, { certificate: older }).map(([kind]) => kind),
        ['certificate-swapped'],
      );
    });

    it('renewed by another CA', () => {
      const certificate = { ...renewed, issuer: 'CN=New CA', authorityKeyId: '03'.repeat(20) };
      assert.deepEqual(told({}, { certificate }), [
        ['certificate-renewed', 'info', 'Certificate renewed with a new key: until 2030-01-01 (before: 2028-01-01)'],
        ['issuer-changed', 'medium', 'Certificate from another CA: CN=New CA (before: CN=Acme CA)'],
      ]);
    });

    it('renewed by a CA of the same name with another key', () => {
      const certificate = { ...renewed, authorityKeyId: '03'.repeat(20) };
      assert.deepEqual(told({}, { certificate })[1], [
        'issuer-changed',
        'medium',
        'Certificate from another CA of the same name: CN=Acme CA, with another key',
      ]);
    });

    it('says nothing of a CA whose key does not show', () => {
      const certificate = { ...renewed, authorityKeyId: null };
      assert.deepEqual(
        told({}, { certificate }).map(([kind]) => kind),
        ['certificate-renewed'],
      );
    });
  });

  describe('of client authentication', () => {
    it('weakened at a transport port lets strangers in', () => {
      assert.deepEqual(told({}, { clientAuth: 'optional' }), [
        ['client-auth-weakened', 'critical', 'Client authentication weakened: optional (before: required)'],
      ]);
    });

    it('weakened at an HTTP port leaves the passwords', () => {
      assert.deepEqual(told({ channel: 'http' }, { channel: 'http', clientAuth: 'none' }), [
        ['client-auth-weakened', 'medium', 'Client authentication weakened: none (before: required)'],
      ]);
    });

    it('strengthened is good', () => {
      assert.deepEqual(told({ clientAuth: 'none' }, {}), [
        ['client-auth-strengthened', 'info', 'Client authentication strengthened: required (before: none)'],
      ]);
    });

    it('is no change where one of the runs could not tell', () => {
      assert.deepEqual(told({ clientAuth: 'unknown' }, { clientAuth: 'none' }), []);
      assert.deepEqual(told({}, { clientAuth: null }), []);
    });
  });

  describe('of versions', () => {
    for (const [version, severity] of [
      ['TLSv1.1', 'high'],
      ['TLSv1', 'high'],
      ['SSLv3', 'critical'],
      ['TLSv1.3', 'info'],
    ] as const) {
      it(`${version} appeared, and is gone`, () => {
        const [without, having] = [{ versions: { [version]: 'rejected' } }, { versions: { [version]: 'accepted' } }] as const;
        assert.deepEqual(told(without, having), [['version-appeared', severity, `${version} is accepted, and was not before`]]);
        assert.deepEqual(told(having, without), [['version-gone', 'info', `${version} is no longer accepted`]]);
      });
    }

    it('nothing appeared that was not asked for before', () => {
      assert.deepEqual(told({ versions: {} }, { versions: { TLSv1: 'accepted' } }), []);
      assert.deepEqual(told({ versions: { TLSv1: 'unknown' } }, { versions: { TLSv1: 'accepted' } }), []);
      assert.deepEqual(told({ versions: { TLSv1: 'accepted' } }, { versions: { TLSv1: 'unknown' } }), []);
    });
  });

  describe('of cipher suites', () => {
    const suites = (accepted: readonly string[], whole = true) => ({ cipherSuites: { 'TLSv1.2': { accepted, whole } } });

    it('appeared, as bad as the worst of them', () => {
      assert.deepEqual(told(suites(['A']), suites(['A', 'TLS_RSA_WITH_AES_128_GCM_SHA256', 'TLS_RSA_WITH_3DES_EDE_CBC_SHA'])), [
        [
          'suites-appeared',
          'high',
          '2 cipher suites are accepted in TLSv1.2, and were not before: TLS_RSA_WITH_AES_128_GCM_SHA256, TLS_RSA_WITH_3DES_EDE_CBC_SHA',
        ],
      ]);
      assert.deepEqual(told(suites([]), suites(['TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256'])), [
        ['suites-appeared', 'info', '1 cipher suite is accepted in TLSv1.2, and was not before: TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256'],
      ]);
    });

    it('are gone', () => {
      assert.deepEqual(told(suites(['A', 'B']), suites(['A'])), [
        ['suites-gone', 'info', '1 cipher suite is no longer accepted in TLSv1.2: B'],
      ]);
    });

    it('a list that was cut says nothing of what it lacks', () => {
      assert.deepEqual(told(suites(['A'], false), suites(['A', 'B'])), []);
      assert.deepEqual(told(suites(['A', 'B']), suites(['A'], false)), []);
      assert.deepEqual(told({ cipherSuites: {} }, suites(['A'])), []);
    });
  });

  it('of TLS itself', () => {
    const clear = { service: { ...endpointState().service, security: 'plaintext' }, clientAuth: null, certificate: null } as const;
    assert.deepEqual(told({}, clear), [['tls-lost', 'critical', 'Answers in the clear (before: in TLS)']]);
    assert.deepEqual(told(clear, {}), [['tls-gained', 'info', 'Answers in TLS (before: in the clear)']]);
  });

  describe('of findings', () => {
    it('opened, as bad as it is', () => {
      assert.deepEqual(told({}, { findings: [expiring] }), [['finding-opened', 'medium', 'New problem: Certificate expires soon']]);
    });

    it('came back', () => {
      assert.deepEqual(
        told({}, { findings: [expiring] }, (rule) => rule === expiring.rule),
        [['finding-reopened', 'medium', 'Problem is back: Certificate expires soon']],
      );
    });

    it('closed', () => {
      assert.deepEqual(told({ findings: [expiring] }, {}), [
        ['finding-closed', 'info', 'Problem is gone: Certificate expires soon (before: medium)'],
      ]);
    });

    it('worse, and less severe', () => {
      const worse = { ...expiring, severity: 'high' } as const;
      assert.deepEqual(told({ findings: [expiring] }, { findings: [worse] }), [
        ['finding-worsened', 'high', 'Problem is worse: Certificate expires soon (before: medium)'],
      ]);
      assert.deepEqual(told({ findings: [worse] }, { findings: [expiring] }), [
        ['finding-eased', 'info', 'Problem is less severe: Certificate expires soon (before: high)'],
      ]);
    });

    it('is not closed by a run that could not judge it, and counts as it did', () => {
      assert.deepEqual(told({ findings: [expiring] }, { unknown: [blind] }), [
        ['no-longer-judged', 'medium', 'Not checked any more: leaf-expiring: no certificate was seen (before: medium)'],
      ]);
      assert.deepEqual(told({}, { unknown: [blind] }), [
        ['no-longer-judged', 'low', 'Not checked any more: leaf-expiring: no certificate was seen'],
      ]);
      assert.deepEqual(told({ unknown: [blind] }, { unknown: [blind] }), []);
    });

    it('the worst of a rule counts', () => {
      const two = [expiring, { ...expiring, severity: 'critical' as const }];
      assert.deepEqual(told({ findings: two }, { findings: two.toReversed() }), []);
    });
  });
});
