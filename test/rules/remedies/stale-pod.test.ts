import assert from 'node:assert/strict';
import { staleCertificateInMemory } from '../../../src/rules/endpoint/stale-certificate-in-memory.ts';
import { fixContext } from '../../../src/rules/remedies/fix-context.ts';

describe('the fix of a pod that still has its former certificate', () => {
  it('ends with a check that no address of a pod can fail, on transport alone', () => {
    const texts = (channel: 'transport' | 'http') =>
      staleCertificateInMemory
        .fix(fixContext({ channel, product: 'elasticsearch', deployment: 'eck' }))
        .map(({ text, lines = [] }) => [text, ...lines].join('\n'));
    assert.match(texts('transport').join('\n'), /kubectl delete pod POD[\s\S]*verification_mode to certificate/);
    assert.doesNotMatch(texts('http').join('\n'), /verification_mode/);
  });
});
