import assert from 'node:assert/strict';
import { pathFaultText } from '../../src/wording/path-fault-texts.ts';
import type { Model } from '../../src/x509/path/model-choices.ts';
import { verifyCertificate } from '../../src/x509/path/verify-certificate.ts';
import { type KeyIdKind, keyIdKinds } from '../support/key-id-kinds.ts';

const ours = ({ chain, anchors }: KeyIdKind, model: Model) =>
  verifyCertificate({ chain, anchors, at: new Date(), purpose: 'server', model });

describe('The verdict where key ids, serial numbers and issuers fit or do not', () => {
  it('is ours in the same way, for each kind', async () => {
    for (const kind of keyIdKinds) {
      const verdicts = await Promise.all((['jsse17', 'jsse25', 'node'] as const).map(async (model) => (await ours(kind, model)).trusted));
      assert.deepEqual(verdicts, [kind.trusting !== 'nobody', kind.trusting !== 'nobody', kind.trusting === 'all'], kind.title);
    }
  });

  it('is "another key" for none but those of which a key is another', async () => {
    for (const kind of keyIdKinds) {
      for (const model of ['rfc5280', 'jsse17', 'jsse25', 'node'] as const) {
        const verdict = await ours(kind, model);
        const lookalike = !verdict.trusted && verdict.reason === 'lookalike-ca';
        if (lookalike) assert.equal(kind.key, 'another', `${kind.title}, ${model}: ${pathFaultText(verdict.because)}`);
        if (!verdict.trusted && kind.key === 'another') assert.ok(lookalike, `${kind.title}, ${model}: ${verdict.reason}`);
      }
    }
  });

  it('says what is named and what the CA has: the key id, the serial number, the issuer', async () => {
    const detail = async (title: string, model: Model): Promise<string> => {
      const kind = keyIdKinds.find((one) => one.title === title);
      assert.ok(kind, title);
      const verdict = await ours(kind, model);
      return verdict.trusted ? 'trusted' : pathFaultText(verdict.because);
    };
    const start = 'the key of CN=acme CA, O=acme signed CN=es01, O=acme, but authorityKeyIdentifier of CN=es01, O=acme names';
    for (const model of ['node', 'jsse17', 'jsse25'] as const) {
      const reissued = await detail('the CA was issued again: same key and name, a new serial number', model);
      assert.equal(reissued, `${start} the serial number 3e9, where that CA has 7d2`);
      assert.match(await detail('the key id is another', model), /names the key id (?:09){20}, where that CA has [0-9a-f]{40}$/);
    }
    assert.equal(
      await detail('another name of the issuer', 'node'),
      `${start} the issuer CN=acme old CA, O=acme, where that CA has CN=acme CA, O=acme`,
    );
    assert.equal(await detail('another name of the issuer', 'jsse25'), 'trusted');
  });
});
