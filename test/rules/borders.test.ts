import assert from 'node:assert/strict';
import type { Certificate, PublicKey } from '../../src/model/certificate.ts';
import type { EndpointEvidence } from '../../src/model/evidence.ts';
import { autoconfigHttpCertificate2y } from '../../src/rules/certificate/autoconfig-http-certificate-2y.ts';
import { caExpired } from '../../src/rules/certificate/ca-expired.ts';
import { caExpiring } from '../../src/rules/certificate/ca-expiring.ts';
import { eckOperatorNotRotating } from '../../src/rules/certificate/eck-operator-not-rotating.ts';
import { leafExpired } from '../../src/rules/certificate/leaf-expired.ts';
import { leafExpiring } from '../../src/rules/certificate/leaf-expiring.ts';
import { leafNotYetValid } from '../../src/rules/certificate/leaf-not-yet-valid.ts';
import { transportSharedCa } from '../../src/rules/certificate/transport-shared-ca.ts';
import { validityOutsideParents } from '../../src/rules/certificate/validity-outside-parents.ts';
import { validityTooLongForBrowsers } from '../../src/rules/certificate/validity-too-long-for-browsers.ts';
import { weakKey } from '../../src/rules/certificate/weak-key.ts';
import { clockSkew } from '../../src/rules/endpoint/clock-skew.ts';
import type { EndpointRule } from '../../src/rules/framework/rule.ts';
import { span } from '../../src/wording/spans.ts';
import { authority, certificate, conversation12, daysFromNoon, evidence, healthy, noon, observation } from '../support/evidence.ts';

/** The outcome in a word: the severity of a finding, the rule's own where it names none. */
function said(rule: EndpointRule, seen: EndpointEvidence): string {
  const outcome = rule.judge(seen);
  return outcome.kind === 'finding' ? (outcome.severity ?? rule.severity) : outcome.kind;
}

const dayMs = 86_400_000;
const later = (days: number, ms: number): Date => new Date(daysFromNoon(days).getTime() + ms);
const leaf = (given: Partial<Certificate>) => evidence({ chain: [certificate(given)] });
const ending = (days: number, ms = 0, lived = 1000) => leaf({ notBefore: daysFromNoon(-lived), notAfter: later(days, ms) });
const operated = (days: number, ms = 0) =>
  leaf({ commonName: 'quickstart-es-http.default.es.local', notBefore: daysFromNoon(-364), notAfter: later(days, ms) });
const outliving = (ms: number) =>
  evidence({ chain: [certificate({ notAfter: later(500, ms) })], anchors: [authority({ notAfter: daysFromNoon(500) })] });
const caEnding = (days: number, ms = 0, lived = 3000, type: 'self' | 'eck' = 'self') =>
  evidence({ anchors: [authority({ notBefore: daysFromNoon(-lived), notAfter: later(days, ms) })], deployment: { type, guessed: false } });
const keyed = (algorithm: string, bits: number, curve: string | null = null) =>
  leaf({ publicKey: { algorithm, bits, curve } satisfies PublicKey });
const autoconfigured = (days: number, ms = 0) =>
  healthy('http', {
    chain: [
      certificate({
        issuer: 'CN=Elasticsearch security auto-configuration HTTP CA',
        notBefore: daysFromNoon(days - 730),
        notAfter: later(days, ms),
      }),
    ],
    anchors: [],
  });
/** As `--expires-in` asks. */
const within = (days: number, seen: EndpointEvidence): EndpointEvidence => ({ ...seen, expiresInMs: days * 86_400_000 });
const clock = (aheadMs: number, boundMs: number) =>
  evidence({ observation: observation({ channel: 'http', clock: { aheadMs, boundMs } }) });
const hello = (...offsetSeconds: readonly number[]) =>
  evidence({
    observation: observation({
      conversations: offsetSeconds.map((offset) => conversation12({ helloTime: noon.getTime() / 1000 + offset })),
    }),
  });
const accepting = (count: number) =>
  evidence({
    acceptableIssuers: [
      { name: authority().subject, der: authority().subjectDer, publicRoot: false },
      ...Array.from({ length: count - 1 }, (_, i) => ({ name: `CN=other ${i}`, der: Uint8Array.of(i), publicRoot: false })),
    ],
  });
const living = (ms: number, from = '2019-07-01T00:00:00Z') =>
  healthy('kibana', {
    chain: [certificate({ notBefore: new Date(from), notAfter: new Date(new Date(from).getTime() + ms) })],
    publicTrust: { kind: 'untrusted', reason: 'unknown-issuer', because: { code: 'path-leads-nowhere' }, at: null },
  });

/** Both sides of each number in a rule, as close as it goes. */
const borders: readonly (readonly [what: string, rule: EndpointRule, seen: EndpointEvidence, expected: string])[] = [
  ['a leaf with 30 days', leafExpiring, ending(30), 'medium'],
  ['a leaf with a millisecond more', leafExpiring, ending(30, 1), 'pass'],
  ['a leaf with 7 days', leafExpiring, ending(7), 'high'],
  ['a leaf with a millisecond more than 7 days', leafExpiring, ending(7, 1), 'medium'],
  ['a leaf in its last instant', leafExpiring, ending(0), 'high'],
  ['a leaf after it', leafExpiring, ending(0, -1), 'pass'],
  ['a leaf of 90 days with 30 left', leafExpiring, ending(30, 0, 60), 'medium'],
  ['a leaf of 89 days with 30 left', leafExpiring, ending(30, 0, 59), 'pass'],
  ['a leaf of 60 days with a third left', leafExpiring, ending(20, 0, 40), 'medium'],
  ['a leaf of 60 days with a millisecond more', leafExpiring, ending(20, 1, 40), 'pass'],
  // 7 of 90 parts of its life.
  ['a leaf of 43 days with its last notice', leafExpiring, ending(0, 291_469_879, 40), 'high'],
  ['a leaf of 43 days with a millisecond more', leafExpiring, ending(0, 291_469_880, 40), 'medium'],
  ['a leaf of the ECK operator in its last day', eckOperatorNotRotating, operated(1), 'high'],
  ['a leaf of the ECK operator before its last day', eckOperatorNotRotating, operated(1, 1), 'pass'],
  ['a leaf of the ECK operator in its last day, of which another rule speaks', leafExpiring, operated(1), 'pass'],
  ['a leaf of the ECK operator that has ended', eckOperatorNotRotating, operated(0, -1), 'pass'],
  ['a leaf of the ECK operator before it', leafExpiring, operated(1, 1), 'pass'],
  ['a leaf that ends a day after its CA', validityOutsideParents, outliving(dayMs), 'pass'],
  ['a leaf that ends later', validityOutsideParents, outliving(dayMs + 1), 'low'],
  ['a leaf in its last instant', leafExpired, ending(0), 'pass'],
  ['a leaf after it', leafExpired, ending(0, -1), 'critical'],
  ['a leaf in its first instant', leafNotYetValid, leaf({ notBefore: noon }), 'pass'],
  ['a leaf before it', leafNotYetValid, leaf({ notBefore: later(0, 1) }), 'high'],

  ['a CA with 90 days', caExpiring, caEnding(90), 'medium'],
  ['a CA with a millisecond more', caExpiring, caEnding(90, 1), 'pass'],
  ['a CA of 270 days with 90 left', caExpiring, caEnding(90, 0, 180), 'medium'],
  ['a CA of 269 days with 90 left', caExpiring, caEnding(90, 0, 179), 'pass'],
  ['a CA in its last instant', caExpiring, caEnding(0), 'medium'],
  ['a CA after it', caExpiring, caEnding(0, -1), 'pass'],
  ['a CA in its last instant', caExpired, caEnding(0), 'pass'],
  ['a CA of 364 days under the ECK operator', caExpiring, caEnding(10, 0, 354, 'eck'), 'pass'],
  ['a CA of less under the ECK operator', caExpiring, caEnding(10, -1, 354, 'eck'), 'medium'],
  ['a CA of 366 days under the ECK operator', caExpiring, caEnding(10, 0, 356, 'eck'), 'pass'],
  ['a CA of more under the ECK operator', caExpiring, caEnding(10, 1, 356, 'eck'), 'medium'],
  ['a CA of the ECK operator in its last day', caExpiring, caEnding(1, 0, 364, 'eck'), 'medium'],
  ['a leaf with 60 days, of which word was asked', leafExpiring, within(60, ending(60)), 'medium'],
  ['a leaf with more than was asked for', leafExpiring, within(60, ending(60, 1)), 'pass'],
  ['a leaf with 30 days, and less was asked for', leafExpiring, within(1, ending(30)), 'medium'],
  ['a leaf with 7 days, and more was asked for', leafExpiring, within(60, ending(7)), 'high'],
  ['a leaf after its end, and more was asked for', leafExpiring, within(60, ending(0, -1)), 'pass'],
  ['a CA with 120 days, of which word was asked', caExpiring, within(120, caEnding(120)), 'medium'],
  ['a CA with more than was asked for', caExpiring, within(120, caEnding(120, 1)), 'pass'],
  ['a CA with 90 days, and less was asked for', caExpiring, within(1, caEnding(90)), 'medium'],
  ['a CA after its end, and more was asked for', caExpiring, within(120, caEnding(0, -1)), 'pass'],
  ['a CA of the ECK operator before it', caExpiring, caEnding(1, 1, 364, 'eck'), 'pass'],

  ['an auto-configured certificate with 90 days', autoconfigHttpCertificate2y, autoconfigured(90), 'medium'],
  ['an auto-configured certificate with more', autoconfigHttpCertificate2y, autoconfigured(90, 1), 'info'],
  ['an auto-configured certificate with more than 30 days', autoconfigHttpCertificate2y, autoconfigured(30, 1), 'medium'],
  ['an auto-configured certificate with 30 days', autoconfigHttpCertificate2y, autoconfigured(30), 'info'],
  ['an auto-configured certificate in its last instant', autoconfigHttpCertificate2y, autoconfigured(0), 'info'],
  ['an auto-configured certificate after it', autoconfigHttpCertificate2y, autoconfigured(0, -1), 'pass'],

  ['an RSA key of 1023 bits', weakKey, keyed('RSA', 1023), 'critical'],
  ['an RSA key of 1024 bits', weakKey, keyed('RSA', 1024), 'high'],
  ['an RSA key of 2047 bits', weakKey, keyed('RSA', 2047), 'high'],
  ['an RSA key of 2048 bits', weakKey, keyed('RSA', 2048), 'pass'],
  ['an EC key of 223 bits', weakKey, keyed('EC', 223, 'strange'), 'critical'],
  ['an EC key of 224 bits', weakKey, keyed('EC', 224, 'P-224'), 'pass'],
  ['a DSA key of 1023 bits', weakKey, keyed('DSA', 1023), 'critical'],
  ['a DSA key of 1024 bits', weakKey, keyed('DSA', 1024), 'high'],

  ['a clock a minute ahead, and what the network took', clockSkew, clock(60_500, 500), 'pass'],
  ['a clock a millisecond further ahead', clockSkew, clock(60_501, 500), 'medium'],
  ['a clock a minute behind, and what the network took', clockSkew, clock(-60_500, 500), 'pass'],
  ['a clock a millisecond further behind', clockSkew, clock(-60_501, 500), 'medium'],
  ['a hello 62 seconds off, of which two are rounding', clockSkew, hello(62), 'pass'],
  ['a hello 63 seconds off', clockSkew, hello(63), 'medium'],
  ['a hello a second short of an hour off', clockSkew, hello(3599), 'medium'],
  ['a hello an hour off, and none that agrees', clockSkew, hello(3600), 'not-applicable'],
  ['two hellos that differ by ten seconds', clockSkew, hello(7200, 7210), 'medium'],
  ['two hellos that differ by more', clockSkew, hello(7200, 7211), 'not-applicable'],
  ['two hellos a second short of a day off', clockSkew, hello(86_399, 86_399), 'medium'],
  ['two hellos a day off', clockSkew, hello(86_400, 86_400), 'not-applicable'],

  ['trust in three CAs', transportSharedCa, accepting(3), 'pass'],
  ['trust in four CAs', transportSharedCa, accepting(4), transportSharedCa.severity],
  ['trust in nineteen CAs', transportSharedCa, accepting(19), transportSharedCa.severity],
  ['trust in twenty CAs, of which another rule speaks', transportSharedCa, accepting(20), 'pass'],

  ['825 days from the day on that Apple counts', validityTooLongForBrowsers, living(825 * dayMs), 'pass'],
  ['826 days from that day on', validityTooLongForBrowsers, living(826 * dayMs), 'info'],
  ['826 days from the second before', validityTooLongForBrowsers, living(826 * dayMs, '2019-06-30T23:59:59Z'), 'pass'],
];

describe('the numbers in rules', () => {
  for (const [what, rule, seen, expected] of borders) {
    it(`${rule.id}: ${what}: ${expected}`, () => {
      assert.equal(said(rule, seen), expected);
    });
  }

  it('turn spans into the units that an operator would use', () => {
    const spans: readonly (readonly [number, string])[] = [
      [999, '999 milliseconds'],
      [1000, '1 second'],
      [119_999, '119 seconds'],
      [120_000, '2 minutes'],
      [3_599_999, '59 minutes'],
      [3_600_000, '1 hour'],
      [2 * dayMs - 1, '47 hours'],
      [2 * dayMs, '2 days'],
      [3 * 365 * dayMs - 1, '1094 days'],
      [3 * 365 * dayMs, '3 years'],
      [-2 * dayMs, '2 days'],
    ];
    for (const [ms, text] of spans) assert.equal(span(ms), text);
  });
});
