import assert from 'node:assert/strict';
import { isIP } from 'node:net';
import fc from 'fast-check';
import type { Certificate } from '../../../src/model/certificate.ts';
import type { EndpointEvidence } from '../../../src/model/evidence.ts';
import type { Finding } from '../../../src/model/finding.ts';
import { sanIpAsDns } from '../../../src/rules/certificate/san-ip-as-dns.ts';
import { sanWildcardScope } from '../../../src/rules/certificate/san-wildcard-scope.ts';
import { sanCnOnlyName } from '../../../src/rules/endpoint/san-cn-only-name.ts';
import { sanIpMissing } from '../../../src/rules/endpoint/san-ip-missing.ts';
import { sanLocalhostOnly } from '../../../src/rules/endpoint/san-localhost-only.ts';
import { sanNameMismatch } from '../../../src/rules/endpoint/san-name-mismatch.ts';
import { sanNatOrPublicAddress } from '../../../src/rules/endpoint/san-nat-or-public-address.ts';
import { sanStaleAfterMove } from '../../../src/rules/endpoint/san-stale-after-move.ts';
import { judgeEndpoint } from '../../../src/rules/framework/judge-endpoint.ts';
import { certificate, healthy } from '../../support/evidence.ts';

const rules = [
  sanCnOnlyName,
  sanIpAsDns,
  sanIpMissing,
  sanLocalhostOnly,
  sanNameMismatch,
  sanNatOrPublicAddress,
  sanStaleAfterMove,
  sanWildcardScope,
];
const channels = ['transport', 'http', 'kibana', 'remote-cluster'] as const;
type Case = {
  readonly channel: (typeof channels)[number];
  readonly vantage: EndpointEvidence['observation']['vantage'];
  readonly connected: string;
};

/** An endpoint that was connected to by a name which its certificate is not for. */
function connected(
  { channel, vantage, connected: name }: Case,
  names: Pick<Certificate, 'subjectAltNames' | 'commonName'>,
): EndpointEvidence {
  return healthy(channel, {
    observation: { ...healthy(channel).observation, vantage },
    chain: [certificate(names)],
    name: { kind: 'mismatch', name, because: { code: 'name-without-dns-entry' } },
  });
}

/** The findings that are about the name that was connected: a certificate may have other names that are wrong in themselves. */
function reported(evidence: EndpointEvidence, name: string): readonly Finding[] {
  return judgeEndpoint(rules, evidence).findings.filter(({ rule, evidence: facts }) => {
    if (rule === sanIpAsDns.id) return Array.isArray(facts.asDns) && facts.asDns.includes(name);
    return rule !== sanWildcardScope.id || facts.name === name;
  });
}

const entries = (...of: readonly string[]) =>
  of.map((value) => ({ kind: value.startsWith('dns:') || isIP(value) === 0 ? 'dns' : 'ip', value: value.replace('dns:', '') }) as const);

describe('a name that the certificate is not for', () => {
  it('is told by one rule and no more, whatever the certificate has instead', () => {
    const name = fc.constantFrom('es01', 'es01.acme.org', 'acme.org', 'a.b.acme.org', 'ES01.Acme.Org.', 'localhost', '10.0.0.9', 'fd00::9');
    const entry = fc.constantFrom(
      ...['es02', 'es02.acme.org', '*.acme.org', '*.*.acme.org', 'es*.acme.org', '*', '*.org', 'localhost', '127.0.0.1', '::1', '10.0.0.8'],
      ...['dns:10.0.0.9', 'dns:fd00::9', 'dns:10.0.0.7'],
    );
    fc.assert(
      fc.property(
        fc.record({ channel: fc.constantFrom(...channels), vantage: fc.constantFrom('inside', 'outside', null), connected: name }),
        fc.array(entry, { maxLength: 4 }),
        fc.option(fc.constantFrom('es01', 'es01.acme.org', 'es02', '10.0.0.9')),
        (given, names, commonName) => {
          const findings = reported(connected(given, { subjectAltNames: entries(...names), commonName }), given.connected);
          assert.equal(findings.length, 1, findings.map(({ rule }) => rule).join(' and '));
          assert.equal(findings[0]?.severity, 'high');
        },
      ),
      { numRuns: 2000 },
    );
  });

  const cases: ReadonlyArray<readonly [rule: string, given: Partial<Case>, names: readonly string[], commonName?: string]> = [
    ['san-name-mismatch', {}, ['es02']],
    ['san-name-mismatch', { channel: 'kibana', connected: '10.0.0.9' }, ['es02']],
    ['san-name-mismatch', { vantage: 'inside' }, ['*.other.org', 'es02.acme.org']],
    ['san-ip-missing', { connected: '10.0.0.9' }, ['es02', '10.0.0.8'], '10.0.0.9'],
    ['san-ip-as-dns', { connected: '10.0.0.9', vantage: 'outside' }, ['dns:10.0.0.9', '127.0.0.1', 'localhost', '10.0.0.8']],
    ['san-cn-only-name', { vantage: 'outside' }, ['*.acme.org.acme.org', 'localhost'], 'es01.acme.org'],
    ['san-wildcard-scope', { connected: 'a.b.acme.org', vantage: 'outside' }, ['*.acme.org']],
    ['san-wildcard-scope', { channel: 'transport' }, ['es*.acme.org']],
    ['san-localhost-only', { vantage: 'outside' }, ['localhost', '127.0.0.1', '::1']],
    ['san-localhost-only', { channel: 'kibana', connected: '10.0.0.9' }, ['localhost']],
    ['san-stale-after-move', { connected: '10.0.0.9', vantage: 'outside' }, ['es02', 'localhost', '127.0.0.1', '10.0.0.8']],
    ['san-nat-or-public-address', { vantage: 'outside' }, ['es02']],
    ['san-nat-or-public-address', { vantage: 'outside', connected: '10.0.0.9' }, ['es02']],
  ];
  for (const [rule, given, names, commonName = 'es02'] of cases) {
    const { channel, vantage, connected: name } = { channel: 'http', vantage: null, connected: 'es01.acme.org', ...given } as const;
    it(`is reported as ${rule} where the name connected to is ${name} on ${channel}${vantage === null ? '' : ` from ${vantage}`}, and the certificate is for ${names.join(', ')}`, () => {
      const seen = connected({ channel, vantage, connected: name }, { subjectAltNames: entries(...names), commonName });
      assert.deepEqual(
        reported(seen, name).map((finding) => finding.rule),
        [rule],
      );
    });
  }

  it('leaves what is wrong with other names of the certificate to be told as well', () => {
    const names = { subjectAltNames: entries('dns:10.0.0.7', 'es*.other.org'), commonName: 'es02' };
    const { findings } = judgeEndpoint(rules, connected({ channel: 'http', vantage: null, connected: 'es01.acme.org' }, names));
    assert.deepEqual(findings.map(({ rule }) => rule).sort(), ['san-ip-as-dns', 'san-name-mismatch', 'san-wildcard-scope']);
  });
});
