import assert from 'node:assert/strict';
import { gatherEvidence } from '../../src/evidence/gather-evidence.ts';
import { gatherSetupEvidence } from '../../src/evidence/gather-setup-evidence.ts';
import { inspectCertificates } from '../../src/jobs/inspect/inspect-certificates.ts';
import { diagnoseJoin } from '../../src/jobs/join/join.ts';
import { diagnoseKibana } from '../../src/jobs/kibana/kibana.ts';
import { matrix } from '../../src/jobs/matrix/matrix.ts';
import { scan } from '../../src/jobs/scan/scan.ts';
import { toPem } from '../../src/lab/pki.ts';
import { elasticsearch8Node, transportApplication } from '../../src/lab/servers/transport-application.ts';
import type { Setup } from '../../src/model/setup.ts';
import { certificateRules } from '../../src/rules/certificate-rules.ts';
import { endpointRules } from '../../src/rules/endpoint-rules.ts';
import { publishedKeys } from '../../src/rules/facts/published-keys.ts';
import { judgeEndpoint } from '../../src/rules/framework/judge-endpoint.ts';
import { judgeSetup } from '../../src/rules/framework/judge-setup.ts';
import { setupRules } from '../../src/rules/setup-rules.ts';
import { parseCertificate } from '../../src/x509/parse-certificate.ts';
import { http, kibana, node, transport } from '../rules/setup/setups.ts';
import { keysOf } from '../support/certificate-maker.ts';
import { conversation, observation } from '../support/evidence.ts';
import { type RawChainServer, startRawChainServer } from '../support/raw-chain-server.ts';
import { type CertificateCase, certificateCases, type Elsewhere, now, sampleKeyHashes, strayNames } from './certificate-cases.ts';

type Rule = (typeof certificateRules)[number];

/** Why a certificate is not judged as at an HTTP port: each rule, where, and the reason. Nothing else may differ. */
const reasons: ReadonlyArray<{ readonly rule: Rule['id']; readonly where: readonly Elsewhere[]; readonly why: string }> = [
  { rule: 'validity-too-long-for-browsers', where: ['transport', 'transport-files'], why: 'browsers do not come to transport' },
  { rule: 'validity-too-long-for-browsers', where: ['inspect'], why: 'nothing says that browsers come to where a file is used' },
  { rule: 'autoconfig-http-certificate-2y', where: ['transport', 'transport-files', 'kibana'], why: 'it is made for HTTP alone' },
  { rule: 'ec-curve-unsupported', where: ['transport', 'transport-files'], why: 'a JVM can use Ed25519, browsers cannot' },
  { rule: 'ca-without-keyusage', where: ['transport', 'transport-files', 'kibana'], why: 'the strict clients are those of HTTP' },
  { rule: 'ca-reissued-same-key', where: ['inspect'], why: 'it needs the trust that was given' },
  { rule: 'leaf-is-ca', where: ['inspect'], why: 'a CA in a file is a CA, and nobody shows it as its own' },
  { rule: 'self-signed-per-node', where: ['kibana'], why: 'a Kibana is one of its kind' },
  { rule: 'self-signed-per-node', where: ['inspect'], why: 'without its key in the file it may be one to trust' },
  { rule: 'eku-transport-missing-clientauth', where: ['transport', 'transport-files'], why: 'nodes alone show it as a client' },
  {
    rule: 'eku-transport-missing-clientauth',
    where: ['join'],
    why: 'the member of the law asks for no certificate, so that its own may be for servers only',
  },
  { rule: 'eku-transport-missing-clientauth', where: ['inspect'], why: 'it may be for HTTP, where that is right' },
  { rule: 'eku-missing-serverauth', where: ['transport', 'transport-files'], why: 'Java takes anyExtendedKeyUsage' },
  { rule: 'eku-missing-serverauth', where: ['inspect'], why: 'it may be for clients, where that is right' },
  { rule: 'ku-without-digitalsignature', where: ['kibana'], why: 'browsers and OpenSSL do not mind' },
  { rule: 'san-missing', where: ['transport'], why: 'the common name tells that no node compares names' },
  {
    rule: 'san-missing',
    where: ['join-files'],
    why: 'members may compare names, and then it is why they do not let the node in: of that it is told as the cause',
  },
  { rule: 'san-missing', where: ['transport-files'], why: 'the settings tell that no node compares names' },
  ...(
    [
      ['validity-too-long-for-browsers', 'browsers judge servers alone'],
      ['autoconfig-http-certificate-2y', 'it is made for HTTP alone'],
      ['ca-without-keyusage', 'the strict clients are those of HTTP'],
      ['ca-reissued-same-key', 'the trust that was given is for servers'],
      ['self-signed-per-node', 'servers alone are one of many'],
      ['eku-missing-serverauth', 'a client need not be a server'],
      ['ku-without-digitalsignature', 'browsers judge servers alone'],
      ['san-missing', 'no server compares the names of its clients'],
      ['san-wildcard-scope', 'no server compares the names of its clients'],
    ] as const
  ).map(([rule, why]) => ({ rule, where: ['kibana-client'] as const, why })),
  {
    rule: 'default-or-sample-certificate',
    where: ['http-files', 'transport-files', 'kibana-files', 'kibana-client', 'inspect'],
    why: 'of an endpoint shows what it sends, of files whom they trust as well',
  },
  {
    rule: 'certificate-unreadable',
    where: ['http-files', 'transport-files', 'node-client'],
    why: 'a node does not start with it, which pem-not-a-certificate tells',
  },
];

const ids = new Set(certificateRules.map(({ id }) => id));
const usual = keysOf('P-256', 'law leaf');
const pemOf = (ders: readonly Uint8Array[]) => ders.map((der) => toPem('CERTIFICATE', der)).join('');

/** What is expected where nothing is stated: as at an HTTP port, but of join as on transport, and of a node as a client as of a Kibana. */
function usualIn(where: Elsewhere, finds: readonly string[], elsewhere: NonNullable<CertificateCase['elsewhere']>): readonly string[] {
  if (where === 'join') return elsewhere.transport ?? finds;
  if (where === 'kibana-files') return elsewhere.kibana ?? finds;
  if (where === 'node-client') return elsewhere['kibana-client'] ?? finds;
  return (where === 'join-files' ? (elsewhere['transport-files'] ?? elsewhere.transport) : undefined) ?? finds;
}

/** `rule severity`, of the rules on certificates, once each, in alphabetic order. */
function verdict(findings: readonly { readonly rule: string; readonly severity: string }[]): readonly string[] {
  return [...new Set(findings.filter(({ rule }) => ids.has(rule)).map(({ rule, severity }) => `${rule} ${severity}`))].sort();
}

/** Of what a handshake on a port of the channel shows. */
async function seenAt(channel: 'http' | 'transport' | 'kibana', { chain, trust }: CertificateCase): Promise<readonly string[]> {
  const certificateRequest = channel === 'transport' ? { authorities: [], signatureSchemes: [] } : null;
  const shown = observation({ channel, conversations: [conversation({ chain, certificateRequest })] });
  const anchor = parseCertificate(trust);
  const anchors = anchor.kind === 'certificate' ? [anchor.certificate] : [];
  return verdict(judgeEndpoint(endpointRules, await gatherEvidence(shown, { anchors, at: now, serverName: null })).findings);
}

/** Of what one TLS context of a setup would show. */
async function inFiles(setup: Setup, context: string): Promise<readonly string[]> {
  const { findings } = judgeSetup(setupRules, await gatherSetupEvidence(setup, { at: now, deployment: 'self' }));
  return verdict(findings.filter(({ evidence }) => evidence.context === context));
}

/** The certificate with the names of its files, for a node or a Kibana that serves it. */
function served({ chain, trust, keys = usual }: CertificateCase) {
  const { privateKey, publicKey } = keys;
  const [certificate = new Uint8Array()] = chain;
  const privateKeyPem = String(privateKey.export({ type: 'pkcs8', format: 'pem' }));
  const identity = { chain, certificate, chainPem: pemOf(chain), certificatePem: pemOf([certificate]), privateKey, publicKey };
  return { identity: { ...identity, privateKeyPem }, files: { 'law-ca.crt': pemOf([trust]) } };
}

/** A node shows it to remote clusters, a Kibana to Elasticsearch. */
const remoteClient = 'xpack.security.remote_cluster_client.ssl';

function ofClient(context: string): Readonly<Record<string, string>> {
  return {
    [`${context}.certificate`]: 'client.crt',
    [`${context}.key`]: 'client.key',
    [`${context}.certificate_authorities`]: 'law-ca.crt',
  };
}

function clientFiles(one: CertificateCase): Readonly<Record<string, string>> {
  const { identity } = served(one);
  return { 'client.crt': identity.chainPem, 'client.key': identity.privateKeyPem };
}

describe('one certificate has one verdict', () => {
  let server: RawChainServer;
  before(async () => {
    for (const hash of sampleKeyHashes) Object.assign(publishedKeys, { [hash]: 'the law' });
    server = await startRawChainServer({ chain: [], key: usual.privateKey });
  });
  after(async () => {
    for (const hash of sampleKeyHashes) delete (publishedKeys as Record<string, string>)[hash];
    await server.close();
  });

  for (const one of certificateCases) {
    const expected = (where: Elsewhere, usual = one.finds) => one.elsewhere?.[where] ?? usual;

    it(`${one.what}: ${one.finds.join(', ') || 'well'}`, async () => {
      const { identity, files } = served(one);
      const key = identity.privateKey;
      server.show({ chain: one.chain, key });
      const target = { label: 'es01:9200', host: '127.0.0.1', port: server.port, scheme: 'http' } as const;
      const asked = { anchors: [one.trust], depth: 'quick', serverName: null } as const;
      const ofEndpoints = ({ endpoints }: Awaited<ReturnType<typeof scan>>) => verdict(endpoints.flatMap(({ findings }) => findings));
      assert.deepEqual(ofEndpoints(await scan([target], asked)), one.finds, 'scan, on loopback');
      assert.deepEqual(ofEndpoints(await matrix([target], asked)), one.finds, 'matrix, on loopback');
      assert.deepEqual(await seenAt('http', one), one.finds, 'an HTTP port');
      assert.deepEqual(await seenAt('transport', one), expected('transport'), 'a transport port');
      assert.deepEqual(await seenAt('kibana', one), expected('kibana'), 'a Kibana');

      const authorities = { [`${http}.certificate_authorities`]: 'law-ca.crt' };
      assert.deepEqual(
        await inFiles(await node(authorities, { http: identity, files }), http),
        expected('http-files'),
        'the files of a node, for HTTP',
      );
      const inTransport = { [`${transport}.certificate_authorities`]: 'law-ca.crt', [`${transport}.verification_mode`]: 'certificate' };
      assert.deepEqual(
        await inFiles(await node(inTransport, { transport: identity, files }), transport),
        expected('transport-files', expected('transport')),
        'the files of a node, for transport',
      );
      const ofKibana = { 'server.ssl.certificateAuthorities': 'law-ca.crt' };
      assert.deepEqual(
        await inFiles(await kibana(ofKibana, { http: identity, files }), 'server.ssl'),
        expected('kibana-files', expected('kibana')),
        'the files of a Kibana',
      );

      const toShow = {
        'elasticsearch.ssl.certificateAuthorities': 'law-ca.crt',
        'elasticsearch.ssl.certificate': 'client.crt',
        'elasticsearch.ssl.key': 'client.key',
      };
      const clients = { ...files, ...clientFiles(one) };
      assert.deepEqual(
        await inFiles(await kibana(toShow, { files: clients }), 'elasticsearch.ssl'),
        expected('kibana-client'),
        'the files of a Kibana, for Elasticsearch',
      );

      const toServer = {
        'elasticsearch.hosts': `["https://127.0.0.1:${server.port}"]`,
        'elasticsearch.ssl.certificateAuthorities': 'law-ca.crt',
        'elasticsearch.ssl.verificationMode': 'certificate',
      };
      const { endpoints, findings = [] } = await diagnoseKibana({ setup: await kibana(toServer, { files }), depth: 'quick' });
      // What keeps Kibana from connecting is told once, with the files of Kibana, and is critical for that.
      const causes = new Set(findings.filter(({ evidence }) => evidence.blocks === true).map(({ rule }) => rule));
      const ofServer = verdict(endpoints.filter(({ port }) => port === server.port).flatMap((endpoint) => endpoint.findings));
      const remaining = one.finds.filter((said) => !causes.has(said.replace(/ .*/, '')));
      assert.deepEqual(ofServer, remaining, 'kibana');

      server.show({ chain: one.chain, key, application: transportApplication(elasticsearch8Node) });
      const joining = await node({ ...inTransport, ...ofClient(remoteClient) }, { transport: identity, files: clients });
      const member = { label: 'es02', host: '127.0.0.1', port: server.port, scheme: 'transport' } as const;
      const joined = await diagnoseJoin({ setup: joining, members: [member], serverName: null });
      assert.deepEqual(
        verdict(joined.endpoints.filter(({ port }) => port === server.port).flatMap((endpoint) => endpoint.findings)),
        expected('join', usualIn('join', one.finds, one.elsewhere ?? {})),
        'join, of a member',
      );
      assert.deepEqual(
        verdict((joined.findings ?? []).filter(({ evidence }) => evidence.context === transport)),
        expected('join-files', usualIn('join-files', one.finds, one.elsewhere ?? {})),
        'join, of the files of the joining node',
      );
      assert.deepEqual(
        verdict((joined.findings ?? []).filter(({ evidence }) => evidence.context === remoteClient)),
        expected('node-client', usualIn('node-client', one.finds, one.elsewhere ?? {})),
        'join, of what the joining node shows to remote clusters',
      );

      const alone = one.chain.length === 1 && one.trust !== one.chain[0];
      const { certificates } = inspectCertificates('f.pem', Buffer.from(pemOf([...one.chain, ...(alone ? [one.trust] : [])])), now);
      assert.deepEqual(verdict(certificates.flatMap(({ problems }) => problems)), expected('inspect'), 'inspect');
    });
  }

  it('but for what is stated with its reason, all of which is met', () => {
    assert.deepEqual(strayNames, []);
    const differing = certificateCases.flatMap(({ what, finds, elsewhere = {} }) =>
      (Object.keys(elsewhere) as Elsewhere[]).flatMap((where) => {
        const said = elsewhere[where] ?? [];
        const usual = usualIn(where, finds, elsewhere);
        const both = [...usual.filter((one) => !said.includes(one)), ...said.filter((one) => !usual.includes(one))];
        assert.notEqual(both.length, 0, `${what} is judged alike in ${where}`);
        return both.map((one) => ({ where, rule: one.replace(/ .*/, '') }));
      }),
    );
    for (const { where, rule } of differing)
      assert.ok(
        reasons.some((one) => one.rule === rule && one.where.includes(where)),
        `${rule} differs in ${where}, and nothing says why`,
      );
    for (const { rule, where, why } of reasons)
      assert.ok(
        differing.some((one) => one.rule === rule && where.includes(one.where)),
        `${rule} never differs: ${why}`,
      );
  });
});
