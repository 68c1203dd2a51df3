import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeCa as makeLabCa } from '../../src/lab/pki.ts';
import { elasticsearchApplication } from '../../src/lab/servers/elasticsearch-application.ts';
import { startListener } from '../../src/lab/servers/listener.ts';
import { elasticsearch8Node, transportApplication } from '../../src/lab/servers/transport-application.ts';
import type { EndpointReport } from '../../src/model/report.ts';
import { atLeast } from '../../src/model/severity.ts';
import { type KeyIdKind, keyIdKinds, leafKeys } from '../support/key-id-kinds.ts';
import { assertIsReport } from '../support/report-schema.ts';
import { pemOf } from '../x509/node-judge.ts';
import { runCli } from './run-cli.ts';

const pem = (certificates: readonly Uint8Array[]) => certificates.map(pemOf).join('');
const strangers = [makeLabCa({ subject: 'CA of clients' }).certificatePem];

/** A live port that shows the chain. */
function serving({ chain }: KeyIdKind, channel: 'transport' | 'http') {
  const identity = { chainPem: pem(chain), privateKeyPem: leafKeys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() };
  return startListener({
    host: '127.0.0.1',
    port: 0,
    tls: {
      identity: { ...identity, chain, certificate: chain[0] ?? new Uint8Array(), certificatePem: pem(chain.slice(0, 1)), ...leafKeys },
      clientAuthentication: channel === 'transport' ? 'required' : 'none',
      clientTrust: strangers,
    },
    application:
      channel === 'transport'
        ? transportApplication(elasticsearch8Node)
        : elasticsearchApplication({ name: 'es01', clusterName: 'acme', version: '9.1.2', security: 'on' }),
  });
}

/** The one rule that tells of it. */
function ruleOf({ key, title }: KeyIdKind): string {
  if (title === 'the same, and the CA is sent along') return 'ca-reissued-same-key';
  return key === 'another' ? 'trust-lookalike-ca' : title.startsWith('a broken') ? 'certificate-unreadable' : 'aki-ski-mismatch';
}

const headlines = { trusted: ['trusted'], untrusted: ['untrusted'], 'peers-differ': ['peers differ', 'Kibana refuses'] } as const;

const ofTrust = [
  'trust-unknown-issuer',
  'trust-lookalike-ca',
  'trust-missing-intermediate',
  'chain-refused',
  'aki-ski-mismatch',
  'ca-reissued-same-key',
  'certificate-unreadable',
];

describe('scan --ca, where key ids, serial numbers and issuers fit or do not', () => {
  for (const kind of keyIdKinds) {
    it(`agrees in headline, finding and exit status: ${kind.title}`, async () => {
      const directory = await mkdtemp(join(tmpdir(), 'handclasp-key-ids-'));
      try {
        const ca = join(directory, 'ca.pem');
        await writeFile(ca, pem(kind.anchors));
        for (const channel of ['transport', 'http'] as const) {
          const listener = await serving(kind, channel);
          try {
            const scheme = channel === 'http' ? 'https' : channel;
            const scan = ['scan', `${scheme}://127.0.0.1:${listener.port}`, '--ca', ca, '--quiet', '--format'];
            const json = await runCli([...scan, 'json']);
            const report = JSON.parse(json.out);
            assertIsReport(report);
            const endpoint: EndpointReport = report.endpoints[0];
            const expected =
              kind.trusting === 'all'
                ? 'trusted'
                : kind.trusting === 'nobody'
                  ? 'untrusted'
                  : channel === 'transport'
                    ? 'trusted'
                    : 'peers-differ';
            assert.equal(endpoint.channel, channel);
            assert.equal(endpoint.trust, expected);
            assert.equal(endpoint.trustPath.length > 0, expected !== 'untrusted');
            assert.equal(endpoint.trustDifference !== null, expected === 'peers-differ');
            assert.deepEqual(endpoint.incomplete, []);
            const severe = endpoint.findings.filter(({ severity, rule }) => atLeast(severity, 'high') && ofTrust.includes(rule));
            assert.deepEqual(
              severe.map(({ rule }) => rule),
              expected === 'trusted' ? [] : [ruleOf(kind)],
            );
            const ofOrder = kind.title.startsWith('out of order');
            assert.equal(json.status, expected === 'trusted' && !ofOrder ? 0 : 1);
            const saysAnotherKey = endpoint.findings.some(({ detail }) => /another key\b(?! id)/.test(detail));
            if (kind.key === 'same') assert.equal(saysAnotherKey, false);
            const table = await runCli([...scan, 'table']);
            const [overview = ''] = table.out.split('\n\n');
            assert.deepEqual([...overview.matchAll(/\b(?:trusted|untrusted|peers differ|Kibana refuses)\b/g)].flat(), headlines[expected]);
          } finally {
            await listener.close();
          }
        }
      } finally {
        await rm(directory, { recursive: true });
      }
    });
  }
});
