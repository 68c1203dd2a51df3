import assert from 'node:assert/strict';
import { type Given, givenSides } from '../../../src/jobs/ready/upgrade/given-sides.ts';
import { foretellUpgrade } from '../../../src/jobs/ready/upgrade/upgrade.ts';
import { issue, makeCa } from '../../../src/lab/pki.ts';
import type { Diagnostic, NodeSettings } from '../../../src/model/diagnostic.ts';
import type { UpgradeReport } from '../../../src/model/upgrade-report.ts';
import { kibanaSetup, nodeSetup } from '../../settings/setup-files.ts';
import { healthy } from '../../support/evidence.ts';

const root = makeCa({ subject: 'root', key: 'RSA-2048', hash: 'sha1' });
const { chainPem, privateKeyPem } = issue(root, { subject: 'es01', key: 'RSA-2048', altNames: ['DNS:es01'] });
const files = { 'node.crt': chainPem + root.certificatePem, 'node.key': privateKeyPem, 'ca.crt': root.certificatePem };

const node = (more = '', version: string | null = '8.19.0') =>
  nodeSetup({
    yml: [
      'node.name: es01',
      ...['transport', 'http'].flatMap((layer) => [
        `xpack.security.${layer}.ssl.enabled: true`,
        `xpack.security.${layer}.ssl.certificate: node.crt`,
        `xpack.security.${layer}.ssl.key: node.key`,
        `xpack.security.${layer}.ssl.certificate_authorities: ca.crt`,
      ]),
      more,
    ].join('\n'),
    files,
    version,
  });
const kibana = () => kibanaSetup({ yml: 'elasticsearch.hosts: ["https://es01:9200"]\nserver.name: kb', version: '8.19.0' });

const told = (name: string, jvm: string): NodeSettings =>
  ({
    ...{ id: name, name, version: '8.19.0', jvm },
    transport: { published: { name: null, address: '10.0.0.11', port: 9300 }, bound: [] },
    http: { published: { name: null, address: '10.0.0.11', port: 9200 }, bound: [] },
    told: { security: true, transportTls: true, httpTls: true, singleNode: false, seedHosts: [] },
  }) as unknown as NodeSettings;

const archive = (nodes: readonly NodeSettings[]): Given['bundles'] => [
  {
    diagnostics: [{ product: 'elasticsearch', nodes: { kind: 'told', value: nodes }, setup: null, kibana: null } as unknown as Diagnostic],
  } as unknown as Given['bundles'][number],
];

async function foretold(given: Partial<Given>): Promise<UpgradeReport> {
  const whole: Given = { setups: [], bundles: [], isSeen: () => false, endpoints: [], ...given };
  return await foretellUpgrade(whole.endpoints, {
    target: { release: '9.5', jdk: null, node: null },
    at: new Date(),
    labelOf: ({ observation }) => observation.target.label,
    given: givenSides(whole),
  });
}

describe('an upgrade of what files and archives tell of', () => {
  it('breaks by the files as it would on the wire: a root signed with SHA-1 that the node sends', async () => {
    const { pairs, verdict } = await foretold({ setups: [await node(), await kibana()] });
    const pair = pairs.find(({ kind }) => kind === 'kibana-to-node');
    assert.deepEqual(
      [pair?.from, pair?.to, pair?.verdict, pair?.code],
      ['Kibana kb', 'es01 (http, by its files)', 'breaks', 'own-chain-held-back'],
    );
    assert.deepEqual(pair?.runtimes.from.after, ['Node.js 24']);
    assert.equal(verdict, 'not-ready');
  });

  it('goes by cipher suites of the file', async () => {
    const suites =
      'xpack.security.http.ssl.cipher_suites: [TLS_RSA_WITH_AES_128_GCM_SHA256]\nxpack.security.http.ssl.supported_protocols: [TLSv1.2]';
    const { pairs } = await foretold({ setups: [await node(suites)] });
    assert.ok(pairs.some(({ to, code }) => /http/.test(to) && code === 'no-common-suite'));
  });

  it('leaves a node that answered to its answer', async () => {
    const { pairs } = await foretold({ setups: [await node()], isSeen: () => true });
    assert.deepEqual(pairs, []);
  });

  it('knows of nodes in an archive what they run on, and says what is missing', async () => {
    const { pairs, verdict } = await foretold({ bundles: archive([told('es01', '17.0.9'), told('es02', '25.0.1')]) });
    assert.equal(verdict, 'undetermined');
    const pair = pairs.find(({ kind, from }) => kind === 'node-to-node' && from.startsWith('es01'));
    assert.deepEqual([pair?.code, pair?.runtimes.from.before, pair?.runtimes.to.before], ['chain-not-seen', ['JDK 17'], ['JDK 25']]);
  });

  it('knows from an archive on which JDK the node behind an endpoint runs, by its address', () => {
    const like = healthy('http');
    const seen = {
      ...like,
      observation: { ...like.observation, target: { label: 'x', host: '10.0.0.11', port: 9200, scheme: null } },
    } as const;
    const given = givenSides({ setups: [], bundles: archive([told('es01', '21.0.2')]), isSeen: () => false, endpoints: [seen] });
    assert.deepEqual(given.jdkOf(seen), { kind: 'jdk', jdk: 21 });
    assert.deepEqual(given.servers, []);
    assert.equal(given.jdkOf({ ...seen, observation: { ...seen.observation, target: { ...seen.observation.target, port: 9201 } } }), null);
  });
});
