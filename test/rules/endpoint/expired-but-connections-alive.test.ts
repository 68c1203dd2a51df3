import assert from 'node:assert/strict';
import type { Certificate } from '../../../src/model/certificate.ts';
import { expiredButConnectionsAlive as rule } from '../../../src/rules/endpoint/expired-but-connections-alive.ts';
import { apiFacts, forbidden, reported } from '../../support/api-facts.ts';
import { certificate, daysFromNoon, evidence } from '../../support/evidence.ts';
import { finding, unknownBecause } from '../../support/outcomes.ts';

const expired = certificate({ notAfter: daysFromNoon(-3) });
const judged = (leaf: Certificate, api = apiFacts()) => rule.judge(evidence({ chain: [leaf], api }));

describe('expired-but-connections-alive', () => {
  it('finds a member whose certificate has ended, or has not begun', () => {
    const { message } = finding(judged(expired));
    assert.equal(
      message,
      'The certificate CN=es01, O=acme ended on 2026-05-29, and the cluster counts es01 among its members, with 2 others: it lives on connections from before.',
    );
    assert.match(finding(judged(certificate({ notBefore: daysFromNoon(2) }))).message, /begins on 2026-06-03/);
  });

  it('passes a member whose certificate is within its dates', () => {
    assert.equal(judged(certificate()).kind, 'pass');
  });

  it('passes where the node is no member, or the only one', () => {
    assert.equal(judged(expired, apiFacts({ member: reported(null) })).kind, 'pass');
    assert.equal(judged(expired, apiFacts({ member: reported({ name: 'es01', others: 0 }) })).kind, 'pass');
  });

  it('passes where peers trust the certificate itself, and so skip its dates', () => {
    const pinned = [{ name: expired.subject, der: expired.subjectDer, publicRoot: false }];
    assert.equal(rule.judge(evidence({ chain: [expired], acceptableIssuers: pinned, api: apiFacts() })).kind, 'pass');
  });

  it('cannot tell where the members were not told', () => {
    assert.match(
      unknownBecause(judged(expired, apiFacts({ member: forbidden }))),
      /whether the cluster counts the node could not be seen: 403/,
    );
  });

  it('has nothing to say without the API', () => {
    assert.equal(rule.judge(evidence({ chain: [expired] })).kind, 'not-applicable');
  });
});
