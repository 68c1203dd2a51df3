import assert from 'node:assert/strict';
import { stages } from '../../../src/jobs/join/stages.ts';
import type { RuledOutCode } from '../../../src/model/ruled-out.ts';

/** The way to decide why a node does not join: what needs no file first, and what is wrong sooner before what is wrong later. */
const way: readonly (readonly [step: string, codes: readonly RuledOutCode[], rules: readonly string[]])[] = [
  [
    'it is a transport port, with TLS or without',
    ['seed-host-is-http-port', 'tls-on-one-side'],
    ['seed-host-is-http-port', 'transport-mixed-tls'],
  ],
  ['version and suite', ['versions-and-suites'], ['no-common-protocol', 'no-common-cipher']],
  ['the key of the certificate', ['key-of-another-certificate'], ['key-certificate-mismatch']],
  [
    'each issuer is among those that the other side accepts, down to the key',
    ['trust'],
    [
      'client-cert-not-sent',
      'trust-unknown-issuer',
      'trust-lookalike-ca',
      'aki-ski-mismatch',
      'trust-missing-intermediate',
      'autoconfig-separate-clusters',
    ],
  ],
  ['dates', ['dates'], ['leaf-expired', 'leaf-not-yet-valid', 'ca-expired']],
  ['usages', ['usages-and-keys'], ['eku-transport-missing-clientauth', 'ku-without-digitalsignature']],
  ['names', ['names'], ['san-name-mismatch', 'san-publish-address-missing', 'hostname-underscore']],
  ['what is not TLS', ['release', 'cluster-name'], ['node-version-incompatible', 'cluster-name-mismatch']],
];

describe('the order in which causes of a failing join are ruled out', () => {
  it('is that of the way to decide', () => {
    assert.deepEqual(
      stages.map(({ code }) => code),
      way.flatMap(([, codes]) => codes),
    );
  });

  for (const [step, codes, rules] of way) {
    it(`has the rules on "${step}" there, and nowhere else`, () => {
      for (const rule of rules) {
        const at = stages.filter((stage) => stage.rules.includes(rule)).map(({ code }) => code);
        assert.ok(at.length === 1 && at[0] !== undefined && codes.includes(at[0]), `${rule}: ${at.join(' ')}`);
      }
    });
  }
});
