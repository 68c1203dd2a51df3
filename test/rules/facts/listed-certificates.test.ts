import assert from 'node:assert/strict';
import type { ListedCertificate } from '../../../src/model/api-facts.ts';
import { caExpired } from '../../../src/rules/certificate/ca-expired.ts';
import { caExpiring } from '../../../src/rules/certificate/ca-expiring.ts';
import { leafExpired } from '../../../src/rules/certificate/leaf-expired.ts';
import { leafExpiring } from '../../../src/rules/certificate/leaf-expiring.ts';
import { apiFacts, listed, nodeAnswers, reported } from '../../support/api-facts.ts';
import { authority, certificate, daysFromNoon, evidence, healthy } from '../../support/evidence.ts';
import { finding } from '../../support/outcomes.ts';

const other = certificate({ subject: 'CN=transport' });
const listing = (days: number, given: Partial<ListedCertificate> = {}) =>
  apiFacts({
    own: nodeAnswers({ certificates: reported([listed(other, { path: 'certs/transport.crt', expiry: daysFromNoon(days), ...given })]) }),
  });
const trusted = { hasPrivateKey: false, path: 'certs/ca.crt' };

describe('dates of certificates that lie in files', () => {
  it('are told of a certificate that ends soon, or has ended, and is not shown', () => {
    const soon = finding(leafExpiring.judge(healthy('http', { api: listing(10) })));
    assert.equal(soon.severity, 'medium');
    assert.equal(
      soon.message,
      'CN=transport in certs/transport.crt of this node, which this port does not show, ends on 2026-06-11, in 10 days.',
    );
    const ended = finding(leafExpired.judge(healthy('http', { api: listing(-3) })));
    assert.equal(ended.severity, 'medium');
    assert.match(ended.message, /ended on 2026-05-29, 3 days ago\.$/);
  });

  it('are told of a CA as well', () => {
    assert.equal(finding(caExpiring.judge(healthy('http', { api: listing(80, trusted) }))).severity, 'low');
    assert.equal(finding(caExpired.judge(healthy('http', { api: listing(-1, trusted) }))).severity, 'medium');
  });

  it('are told once, and each by its own rule', () => {
    assert.equal(leafExpiring.judge(healthy('http', { api: listing(-3) })).kind, 'pass');
    assert.equal(leafExpired.judge(healthy('http', { api: listing(3) })).kind, 'pass');
    assert.equal(leafExpiring.judge(healthy('http', { api: listing(3, trusted) })).kind, 'pass');
    assert.equal(leafExpiring.judge(healthy('http', { api: listing(31) })).kind, 'pass');
    assert.equal(leafExpiring.judge(evidence({ api: listing(3) })).kind, 'pass', 'the transport port of the node');
  });

  it('are told of what ends within the time that was asked for, and not of what has ended', () => {
    const asked = (days: number, expiresInDays: number, given: Partial<ListedCertificate> = {}) =>
      healthy('http', { api: listing(days, given), expiresInMs: expiresInDays * 86_400_000 });
    const marked = (outcome: ReturnType<typeof leafExpiring.judge>) => finding(outcome).facts?.withinExpiresIn;
    assert.equal(marked(leafExpiring.judge(asked(45, 45))), true);
    assert.equal(leafExpiring.judge(asked(45.01, 45)).kind, 'pass');
    assert.equal(marked(leafExpiring.judge(asked(20, 10))), undefined);
    assert.equal(marked(leafExpiring.judge(asked(10, 10))), true);
    assert.equal(marked(caExpiring.judge(asked(120, 120, trusted))), true);
    assert.equal(caExpiring.judge(asked(120.01, 120, trusted)).kind, 'pass');
    assert.equal(leafExpiring.judge(asked(-3, 45)).kind, 'pass');
    assert.equal(finding(leafExpired.judge(asked(-3, 45))).severity, 'medium');
    assert.equal(leafExpired.judge(asked(3, 45)).kind, 'pass');
  });

  it('are told to the instant', () => {
    const ends = (days: number, ms: number) =>
      healthy('http', { api: listing(0, { expiry: new Date(daysFromNoon(days).getTime() + ms) }) });
    assert.deepEqual([leafExpiring.judge(ends(30, 0)).kind, leafExpiring.judge(ends(30, 1)).kind], ['finding', 'pass']);
    assert.deepEqual([leafExpiring.judge(ends(0, 0)).kind, leafExpiring.judge(ends(0, -1)).kind], ['finding', 'pass']);
    assert.deepEqual([leafExpired.judge(ends(0, 0)).kind, leafExpired.judge(ends(0, -1)).kind], ['pass', 'finding']);
  });

  it('give way to what the port shows', () => {
    const shown = certificate({ notAfter: daysFromNoon(5) });
    const both = apiFacts({ own: nodeAnswers({ certificates: reported([listed(shown), listed(other, { expiry: daysFromNoon(2) })]) }) });
    assert.match(finding(leafExpiring.judge(healthy('http', { chain: [shown], api: both }))).message, /^The certificate CN=es01/);
  });

  it('are not told again of a CA that was given', () => {
    const old = authority({ notAfter: daysFromNoon(-1), subject: 'CN=unrelated' });
    const api = apiFacts({ own: nodeAnswers({ certificates: reported([listed(old, trusted)]) }) });
    assert.equal(caExpired.judge(healthy('http', { anchors: [authority(), old], api })).kind, 'pass');
  });

  it('leave to the ECK operator what it replaces by itself', () => {
    const eck = { deployment: { type: 'eck', guessed: false } } as const;
    assert.equal(leafExpiring.judge(healthy('http', { ...eck, api: listing(5) })).kind, 'pass');
    finding(leafExpiring.judge(healthy('http', { ...eck, api: listing(0.5) })));
  });
});
