import assert from 'node:assert/strict';
import { weakCipherAccepted as rule } from '../../../src/rules/endpoint/weak-cipher-accepted.ts';
import { conversation, conversation12, evidence, observation, plaintext, withoutChain } from '../../support/evidence.ts';
import { finding, unknownBecause } from '../../support/outcomes.ts';

function picking(...suites: string[]) {
  return evidence({ observation: observation({ conversations: suites.map((cipherSuite) => conversation12({ cipherSuite })) }) });
}

describe('weak-cipher-accepted', () => {
  it('is critical without authentication or encryption', () => {
    for (const suite of [
      'TLS_DH_anon_WITH_AES_128_CBC_SHA',
      'TLS_RSA_WITH_NULL_SHA256',
      'TLS_RSA_EXPORT_WITH_RC4_40_MD5',
      'TLS_ECDH_anon_WITH_NULL_SHA',
    ]) {
      assert.equal(finding(rule.judge(picking(suite))).severity, 'critical', suite);
    }
  });

  it('is high for 3DES, RC4 and DES', () => {
    for (const suite of ['TLS_ECDHE_RSA_WITH_3DES_EDE_CBC_SHA', 'TLS_RSA_WITH_RC4_128_SHA', 'TLS_RSA_WITH_DES_CBC_SHA']) {
      assert.equal(finding(rule.judge(picking(suite))).severity, 'high', suite);
    }
  });

  it('is low without forward secrecy, and for CBC', () => {
    for (const suite of ['TLS_RSA_WITH_AES_256_GCM_SHA384', 'TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA', 'TLS_DHE_RSA_WITH_AES_128_CBC_SHA']) {
      assert.equal(finding(rule.judge(picking(suite))).severity, 'low', suite);
    }
  });

  it('leaves CBC in versions that have no better to legacy-protocol-enabled, but not 3DES', () => {
    const old = (cipherSuite: string) =>
      evidence({ observation: observation({ conversations: [conversation(), conversation12({ version: 'TLSv1', cipherSuite })] }) });
    assert.notEqual(rule.judge(old('TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA')).kind, 'finding');
    assert.equal(finding(rule.judge(old('TLS_RSA_WITH_3DES_EDE_CBC_SHA'))).severity, 'high');
  });

  it('tells the worst of several, and that there may be more', () => {
    const { message, facts } = finding(rule.judge(picking('TLS_RSA_WITH_AES_128_CBC_SHA', 'TLS_RSA_WITH_RC4_128_SHA')));
    assert.equal(message, 'The server picked TLS_RSA_WITH_RC4_128_SHA: its cipher is broken. Only the negotiated suites were seen.');
    assert.deepEqual(facts?.weak, ['TLS_RSA_WITH_AES_128_CBC_SHA', 'TLS_RSA_WITH_RC4_128_SHA']);
  });

  it('cannot tell from good suites what else would be accepted', () => {
    assert.match(
      unknownBecause(rule.judge(evidence())),
      /^only the negotiated suites were seen \(TLS_AES_256_GCM_SHA384, TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384/,
    );
    assert.equal(unknownBecause(rule.judge(withoutChain())), 'no cipher suite was seen');
  });

  it('passes a server of TLS 1.3 alone, which has no weak ones', () => {
    const versions = { 'TLSv1.3': 'accepted', 'TLSv1.2': 'rejected', 'TLSv1.1': 'rejected', TLSv1: 'rejected', SSLv3: 'rejected' } as const;
    assert.equal(rule.judge(evidence({ observation: observation({ conversations: [conversation()], versions }) })).kind, 'pass');
    unknownBecause(
      rule.judge(evidence({ observation: observation({ conversations: [conversation()], versions: { ...versions, TLSv1: 'unknown' } }) })),
    );
  });

  describe('where all suites were asked for', () => {
    function accepting(...accepted: string[]) {
      const details = {
        cipherSuites: {
          'TLSv1.3': { accepted: ['TLS_AES_256_GCM_SHA384'], gap: null, serverOrder: null },
          'TLSv1.2': { accepted, gap: null, serverOrder: true },
        },
      };
      return evidence({ observation: observation({ details }) });
    }

    it('tells what is accepted, picked or not', () => {
      const seen = accepting('TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384', 'TLS_RSA_WITH_AES_128_CBC_SHA', 'TLS_RSA_WITH_3DES_EDE_CBC_SHA');
      const { message, severity } = finding(rule.judge(seen));
      assert.equal(severity, 'high');
      assert.equal(message, 'The server accepts TLS_RSA_WITH_3DES_EDE_CBC_SHA: its cipher is broken. 1 more of what it accepts is weak.');
    });

    it('says where the product comes with it', () => {
      const shipped = { with: 'Elasticsearch 8 or 9 on JDK 12 to 23', adds: [], lacks: [], order: 'same', source: '' } as const;
      const { message } = finding(rule.judge({ ...accepting('TLS_RSA_WITH_AES_128_GCM_SHA256'), shipped }));
      assert.match(message, / So does Elasticsearch 8 or 9 on JDK 12 to 23 as shipped\.$/);
    });

    it('passes a server that accepts none', () => {
      assert.equal(rule.judge(accepting('TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384')).kind, 'pass');
    });
  });

  it('has nothing to say of a port without TLS', () => {
    assert.equal(rule.judge(plaintext()).kind, 'not-applicable');
  });
});
