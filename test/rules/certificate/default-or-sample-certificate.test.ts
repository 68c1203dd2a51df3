import assert from 'node:assert/strict';
import { defaultOrSampleCertificate as rule } from '../../../src/rules/certificate/default-or-sample-certificate.ts';
import { authority, certificate, evidence } from '../../support/evidence.ts';
import { finding } from '../../support/outcomes.ts';
import { needsCertificate } from '../../support/rule-laws.ts';

describe('default-or-sample-certificate', () => {
  needsCertificate(rule);

  it('finds the demo node of OpenSearch by its key, however often it was issued', () => {
    const spkiSha256 = 'be3533010b5c97095edbb1cd8db1e07a34ed47f453a71e0115d26a17d6fc80c8';
    for (const serialNumber of ['1', '2']) {
      const { message, facts } = finding(rule.judge(evidence({ chain: [certificate({ spkiSha256, serialNumber })] })));
      assert.match(
        message,
        /The key of CN=es01, O=acme is public: it is the key of the node certificate of the OpenSearch demo configuration/,
      );
      assert.equal(facts?.spkiSha256, spkiSha256);
    }
  });

  it('finds a demo CA further up', () => {
    const demo = authority({ spkiSha256: 'ea2c0d80bb9280e74079335d5e7c84708a04bf80e966b53bbb3402c16247097a' });
    assert.match(finding(rule.judge(evidence({ chain: [certificate(), demo] }))).message, /the CA of the OpenSearch demo configuration/);
  });

  it('minds a demo CA that the settings of a file trust, and not one that was given to judge an endpoint by', () => {
    const demo = authority({ spkiSha256: 'ea2c0d80bb9280e74079335d5e7c84708a04bf80e966b53bbb3402c16247097a' });
    const authorities = [{ certificate: demo, from: 'given', child: certificate() }] as const;
    assert.equal(rule.judge(evidence({ foundAt: 'endpoint', authorities })).kind, 'pass');
    assert.match(finding(rule.judge(evidence({ foundAt: 'file', authorities }))).message, /the CA of the OpenSearch demo configuration/);
  });

  it('passes any other key', () => {
    assert.equal(rule.judge(evidence()).kind, 'pass');
  });
});
