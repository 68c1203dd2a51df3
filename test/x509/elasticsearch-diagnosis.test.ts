import assert from 'node:assert/strict';
import type { Certificate } from '../../src/model/certificate.ts';
import { diagnoseAsElasticsearch } from '../../src/x509/elasticsearch-diagnosis.ts';
import { parseCertificate } from '../../src/x509/parse-certificate.ts';
import { keysOf, makeCa, makeLeaf, name } from '../support/certificate-maker.ts';

function read(bytes: Uint8Array): Certificate {
  const result = parseCertificate(bytes);
  return result.kind === 'certificate' ? result.certificate : assert.fail(result.flaw.code);
}

const authority = (label: string, keys = label) => ({ name: name(label), keys: keysOf('P-256', keys) });
const one = authority('ca 1');
const middle = authority('middle');
const [ca1, ca2, ca3] = ['ca 1', 'ca 2', 'ca 3'].map((label) => read(makeCa(name(label), keysOf('P-256', label)))) as [
  Certificate,
  Certificate,
  Certificate,
];
const lookalike = read(makeCa(one.name, keysOf('P-256', 'lookalike')));
const reissued = read(makeCa(one.name, one.keys));
const leaf = read(makeLeaf(['DNS:es01'], one));
const middleCa = read(makeCa(middle.name, middle.keys, one));
const deepLeaf = read(makeLeaf(['DNS:es01'], middle));
const many = Array.from({ length: 12 }, (_, i) => read(makeCa(name(`other ${i}`), keysOf('P-256', 'other'))));

describe('Elasticsearch’s own diagnosis', () => {
  const cases: readonly (readonly [string, readonly Certificate[], readonly Certificate[] | null, string, boolean])[] = [
    ['no certificate', [], [ca1], 'no-certificate', false],
    ['a trust store that is not known', [leaf], null, 'trust-unknown', false],
    ['a full chain, its CA trusted', [leaf, ca1], [ca1, ca2, ca3], 'root-trusted', false],
    ['a full chain, its CA issued again with the same key', [leaf, ca1], [reissued], 'root-reissued', false],
    ['a full chain, a CA of the same name trusted', [leaf, ca1], [lookalike], 'root-lookalike', false],
    ['a full chain, its CA not trusted', [leaf, ca1], [ca2, ca3], 'root-untrusted', false],
    ['a leaf alone, its CA trusted', [leaf], [ca1, ca2, ca3], 'issuer-trusted', false],
    ['a leaf alone, a CA of the same name trusted', [leaf], [lookalike], 'issuer-lookalike', false],
    ['a leaf alone, nothing trusted', [leaf], [], 'nothing-trusted', false],
    ['a leaf alone, one other CA trusted', [leaf], [ca2], 'one-other-trusted', false],
    ['a leaf alone, two other CAs trusted', [leaf], [ca2, ca3], 'few-others-trusted', false],
    ['a leaf alone, a dozen other CAs trusted', [leaf], many, 'many-others-trusted', false],
    ['a partial chain, its issuer trusted', [deepLeaf, middleCa], [ca1], 'issuer-trusted', true],
    ['a partial chain, nothing trusted', [deepLeaf, middleCa], [], 'nothing-trusted', true],
    ['a self-signed certificate that is trusted', [ca1], [ca1], 'root-trusted', false],
  ];
  for (const [title, chain, anchors, kind, incomplete] of cases) {
    it(`of ${title} is ${kind}`, () => {
      const diagnosis = diagnoseAsElasticsearch(chain, anchors);
      assert.deepEqual([diagnosis.kind, diagnosis.incompleteChain], [kind, incomplete]);
    });
  }

  it('names fingerprints by SHA-1, as the log does, and what is trusted instead', () => {
    assert.deepEqual(diagnoseAsElasticsearch([leaf], [lookalike]).fingerprints, [lookalike.sha1]);
    assert.deepEqual(diagnoseAsElasticsearch([leaf], [ca3, ca2, ca2]).trustedNames, ['CN=ca 2', 'CN=ca 3']);
  });
});
