import assert from 'node:assert/strict';
import { gatherEvidence } from '../../src/evidence/gather-evidence.ts';
import { flawText } from '../../src/wording/certificate-fault-texts.ts';
import { berToDer } from '../../src/x509/asn1/ber-to-der.ts';
import { parse, parseCertificate } from '../../src/x509/parse-certificate.ts';
import { modelChoices } from '../../src/x509/path/models.ts';
import { PathChecks } from '../../src/x509/path/path-checks.ts';
import { verifyCertificate } from '../../src/x509/path/verify-certificate.ts';
import { signatureCost } from '../../src/x509/signature.ts';
import { der, keysOf, makeCa, makeCertificate, makeLeaf, name } from '../support/certificate-maker.ts';
import { conversation, observation } from '../support/evidence.ts';

const ca = { name: name('root'), keys: keysOf('P-256', 'bounded') };
const root = makeCa(ca.name, ca.keys);
const leaves = (count: number) => Array.from({ length: count }, (_, nth) => makeLeaf([], ca, { serialNumber: nth + 1 }));
const at = new Date();

function parsed(bytes: Uint8Array) {
  const result = parse(bytes);
  return result.kind === 'parsed' ? result.parsed : assert.fail(flawText(result.flaw));
}

describe('What a peer can make us do with its chain', () => {
  it('reads twenty certificates of a chain, and says that it read no more', async () => {
    const chain = leaves(25);
    const evidence = await gatherEvidence(observation({ conversations: [conversation({ chain })] }), { anchors: [], at });
    assert.equal(evidence.chain.length, 20);
    assert.equal(evidence.sent.certificates, 25);
    assert.deepEqual(
      evidence.unreadable.map(({ place, flaw }) => [place, flawText(flaw)]),
      [[20, 'was not read, nor was any behind it: of the 25 certificates that were sent, the first 20 are']],
    );
    const whole = await gatherEvidence(observation({ conversations: [conversation({ chain: chain.slice(0, 20) })] }), { anchors: [], at });
    assert.deepEqual(whole.unreadable, []);
  });

  it('looks for no path in a chain of more than 101, and reads none that is longer than a JVM takes', async () => {
    const junk = Array.from({ length: 101 }, () => Uint8Array.of(0x30, 0));
    const input = { anchors: [root], at, purpose: 'server' } as const;
    const [leaf = root] = leaves(1);
    const reasonIn = async (model: 'rfc5280' | 'jsse25', chain: readonly Uint8Array[]) => {
      const result = await verifyCertificate({ ...input, model, chain });
      return result.trusted ? 'trusted' : result.reason;
    };
    assert.equal(await reasonIn('rfc5280', [leaf, ...junk.slice(1)]), 'trusted');
    assert.equal(await reasonIn('rfc5280', [leaf, ...junk]), 'budget-exhausted');
    assert.equal(await reasonIn('jsse25', [leaf, ...junk.slice(0, 10)]), 'chain-too-long');
  });

  it('checks 200 signatures of P-256 in a search, and fewer of a kind that takes longer', () => {
    const question = { others: [], anchors: [], at, purpose: 'server', maxPathLength: 10, lists: [] } as const;
    const checked = (kind: 'P-256' | 'P-384' | 'P-521' | 'brainpoolP256r1') => {
      const issuer = { name: name('x'), keys: keysOf(kind, 'bounded') };
      const leaf = parsed(makeCertificate({ subject: name('y'), issuer: issuer.name, keys: ca.keys, signedBy: issuer.keys }));
      const authority = parsed(makeCa(issuer.name, issuer.keys));
      const checks = new PathChecks({ ...question, leaf }, modelChoices.rfc5280);
      let count = 0;
      while (checks.signatureFailure(leaf, authority, true) === null) count++;
      assert.equal(checks.exhausted, true);
      return count;
    };
    assert.equal(checked('P-256'), 200);
    assert.equal(checked('P-384'), 34);
    assert.equal(checked('P-521'), 20);
    assert.equal(checked('brainpoolP256r1'), 10);
  });

  it('weighs a key of RSA by its length', () => {
    const costs = [1024, 4096, 8192, 16_384].map((bits) => signatureCost({ algorithm: 'RSA', bits, curve: null }));
    assert.deepEqual(costs, [1, 1, 4, 16]);
  });

  it('reads names of up to 250 attributes', () => {
    const long = (attributes: number) => name(...Array.from({ length: attributes }, () => 'CN=a'));
    const make = (attributes: number) => makeLeaf([], ca, { subject: long(attributes) });
    assert.equal(parseCertificate(make(250)).kind, 'certificate');
    const result = parseCertificate(make(251));
    assert.equal(result.kind === 'unreadable' && flawText(result.flaw), 'is malformed (name has more parts than are read)');
  });

  it('makes DER of up to 2,000 elements', () => {
    const list = (elements: number) => der.sequence(...Array.from({ length: elements - 1 }, () => der.null()));
    assert.notEqual(berToDer(list(2000)), null);
    assert.equal(berToDer(list(2001)), null);
  });
});
