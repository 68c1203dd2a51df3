import assert from 'node:assert/strict';
import type { EndpointEvidence } from '../../../src/model/evidence.ts';
import { remedyText } from '../../../src/model/fix-text.ts';
import { caExpiring } from '../../../src/rules/certificate/ca-expiring.ts';
import { leafExpiring } from '../../../src/rules/certificate/leaf-expiring.ts';
import { eceCertificatesDue as rule } from '../../../src/rules/endpoint/ece-certificates-due.ts';
import { fixContext } from '../../../src/rules/remedies/fix-context.ts';
import { authority, certificate, daysFromNoon, healthy } from '../../support/evidence.ts';
import { finding } from '../../support/outcomes.ts';

const onEce = (given: Partial<EndpointEvidence> = {}) => healthy('http', { deployment: { type: 'ece', guessed: false }, ...given });
const endsIn = (days: number) => [certificate({ notAfter: daysFromNoon(days) })];

describe(rule.id, () => {
  it('finds the certificate of the proxy and of the Cloud UI, in place of leaf-expiring', () => {
    for (const [eceService, whose] of [
      ['proxy', 'the proxy'],
      ['console', 'the Cloud UI'],
    ] as const) {
      const seen = onEce({ eceService, chain: endsIn(20) });
      const { message, facts } = finding(rule.judge(seen));
      assert.ok(message.startsWith(`The certificate CN=es01, O=acme of ${whose} expires on 2026-06-21, in 20 days.`), message);
      assert.equal(facts?.daysLeft, 20);
      assert.equal(leafExpiring.judge(seen).kind, 'pass');
    }
    finding(rule.judge(onEce({ chain: endsIn(20) })));
  });

  it('finds a CA above it, in place of ca-expiring', () => {
    const seen = onEce({ anchors: [authority({ notAfter: daysFromNoon(60) })] });
    assert.match(finding(rule.judge(seen)).message, /^The CA certificate CN=acme transport CA, O=acme above that of the proxy expires on/);
    assert.equal(caExpiring.judge(seen).kind, 'pass');
  });

  it('passes one that has time, or is over, which leaf-expired tells', () => {
    for (const days of [-1, 31, 300]) assert.equal(rule.judge(onEce({ chain: endsIn(days) })).kind, 'pass', `${days}`);
    finding(rule.judge(onEce({ chain: endsIn(100), expiresInMs: 120 * 86_400_000 })));
  });

  it('leaves what the platform renews, and what is not ECE, to leaf-expiring', () => {
    for (const seen of [
      onEce({ eceService: 'internal', chain: endsIn(20) }),
      onEce({ eceService: 'remote-clusters', chain: endsIn(20) }),
      healthy('http', { chain: endsIn(20) }),
    ]) {
      assert.equal(rule.judge(seen).kind, 'not-applicable');
      finding(leafExpiring.judge(seen));
    }
  });

  it('names the upload of the one at hand, and the route server where it is the proxy', () => {
    const text = (eceService: 'proxy' | 'console') =>
      remedyText({ steps: rule.fix(fixContext({ channel: 'http', product: 'elasticsearch', deployment: 'ece', eceService })) });
    assert.match(text('proxy'), /TLS settings > proxy[\s\S]*security\/tls\/proxy[\s\S]*route-server\/managed\/cert\.pem/);
    assert.match(text('console'), /TLS settings > Cloud UI[\s\S]*security\/tls\/ui/);
    assert.doesNotMatch(text('console'), /route.server/);
  });
});
