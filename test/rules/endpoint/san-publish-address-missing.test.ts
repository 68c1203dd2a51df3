import assert from 'node:assert/strict';
import { sanPublishAddressMissing as rule } from '../../../src/rules/endpoint/san-publish-address-missing.ts';
import { apiFacts, forbidden, reported } from '../../support/api-facts.ts';
import { evidence, withoutChain } from '../../support/evidence.ts';
import { finding, unknownBecause } from '../../support/outcomes.ts';

const published = { kind: 'mismatch', name: '10.9.0.11', because: { code: 'name-without-dns-entry' } } as const;

describe('san-publish-address-missing', () => {
  it('finds an address that is published and not in the certificate', () => {
    const { message, severity } = finding(rule.judge(evidence({ published, api: apiFacts({ member: reported(null) }) })));
    assert.equal(severity, undefined);
    assert.match(
      message,
      /^The node publishes 10\.9\.0\.11, but its certificate CN=es01, O=acme does not cover it: .* peers that have found it do not reach it\.$/,
    );
    finding(rule.judge(evidence({ published, api: apiFacts({ member: forbidden }) })));
  });

  it('is low where peers reach it all the same', () => {
    const { message, severity } = finding(rule.judge(evidence({ published, api: apiFacts() })));
    assert.equal(severity, 'low');
    assert.match(message, /they do not check names/);
    // Alone in its cluster it shows nothing of its peers.
    const alone = finding(rule.judge(evidence({ published, api: apiFacts({ member: reported({ name: 'es01', others: 0 }) }) })));
    assert.deepEqual([alone.severity, /peers that have found it do not reach it/.test(alone.message)], [undefined, true]);
  });

  it('passes where the certificate bears what is published', () => {
    assert.equal(rule.judge(evidence({ published: { kind: 'match', name: '10.0.0.11', by: 'IP:10.0.0.11' } })).kind, 'pass');
  });

  it('cannot tell where no certificate was seen', () => {
    unknownBecause(rule.judge({ ...withoutChain(), published }));
  });

  it('has nothing to say where it is not known what the node publishes', () => {
    assert.equal(rule.judge(evidence()).kind, 'not-applicable');
  });
});
