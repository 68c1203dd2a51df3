import assert from 'node:assert/strict';
import { rootCertificates } from 'node:tls';
import { gatherEvidence, type JudgingOptions } from '../../src/evidence/gather-evidence.ts';
import { daysFromNow, type Identity, issue, makeCa, makeSelfSigned } from '../../src/lab/pki.ts';
import type { Certificate } from '../../src/model/certificate.ts';
import type { Channel } from '../../src/model/channel.ts';
import { peersDifferText, rfc5280RemarkText } from '../../src/wording/trust-texts.ts';
import { parseCertificate } from '../../src/x509/parse-certificate.ts';
import { readCertificates } from '../../src/x509/read-pem.ts';
import { conversation, observation } from '../support/evidence.ts';

const root = makeCa({ subject: 'Root' });
const issuing = makeCa({ subject: 'Issuing', parent: root });
const node = issue(issuing, { subject: 'es01', altNames: ['DNS:es01', 'IP:10.0.0.11'] });
const at = daysFromNow(0);

function certificate(der: Uint8Array): Certificate {
  const result = parseCertificate(der);
  if (result.kind === 'unreadable') throw new Error(result.flaw.code);
  return result.certificate;
}

const shown = (chain: readonly Uint8Array[], more: Partial<Parameters<typeof conversation>[0]> = {}) =>
  observation({
    conversations: [conversation({ chain: [], certificateRequest: null }), conversation({ chain, certificateRequest: null, ...more })],
  });
const judged = (chain: readonly Uint8Array[], options: Partial<JudgingOptions> = {}, channel: Channel = 'transport') =>
  gatherEvidence({ ...shown(chain), channel }, { anchors: [], at, ...options });
const presented = (identity: Identity) => judged(identity.chain, { anchors: [certificate(root.certificate)] });

describe('evidence from an observation', () => {
  it('reads the chain in the order it was sent, and says what of it cannot be read', async () => {
    const broken = new Uint8Array([0x30, 0x01, 0x00]);
    const { chain, unreadable, links } = await judged([...node.chain, broken]);
    assert.deepEqual(
      chain.map(({ commonName }) => commonName),
      ['es01', 'Issuing'],
    );
    assert.deepEqual(
      unreadable.map(({ der }) => der),
      [broken],
    );
    assert.deepEqual(links, [{ index: 0, names: true, signature: true }]);
  });

  it('does not judge trust where none was given', async () => {
    const { trust } = await judged(node.chain);
    assert.deepEqual(trust, { kind: 'not-checked', because: { code: 'no-trust-given' } });
  });

  it('judges trust by the certificates that were given', async () => {
    const good = await presented(node);
    assert.equal(good.trust.kind, 'trusted');
    assert.deepEqual(good.trust.kind === 'trusted' && good.trust.path.map(({ commonName }) => commonName), ['es01', 'Issuing', 'Root']);
    const bad = await presented(makeSelfSigned({ subject: 'es01' }));
    assert.equal(bad.trust.kind, 'untrusted');
  });

  it('asks each peer, and says who will fail where they differ', async () => {
    const old = makeCa({ subject: 'Old Root', notBefore: daysFromNow(-800), notAfter: daysFromNow(-30) });
    const leaf = issue(old, { subject: 'es01', notBefore: daysFromNow(-100), notAfter: daysFromNow(100) });
    const at9200 = await judged(leaf.chain, { anchors: [certificate(old.certificate)] }, 'http');
    const { peers, trust } = at9200;
    assert.equal(peers?.verdicts.jsse17.kind, 'trusted');
    assert.equal(peers?.verdicts.jsse25.kind, 'trusted');
    assert.equal(peers?.verdicts.node.kind, 'untrusted');
    assert.match(
      trust.kind === 'peers-differ' ? peersDifferText(trust) : trust.kind,
      /^Kibana refuses the chain \(CA expired: .*\); Elasticsearch on JDK 17 and on JDK 25 trusts it$/,
    );
    assert.equal(peers?.tree.length, 2);
    assert.match(peers?.tree[0] ?? '', /^CN=Old Root/);
  });

  it('asks those alone who connect to the port: Kibana has no say on transport', async () => {
    const old = makeCa({ subject: 'Old Root', notBefore: daysFromNow(-800), notAfter: daysFromNow(-30) });
    const leaf = issue(old, { subject: 'es01', notBefore: daysFromNow(-100), notAfter: daysFromNow(100) });
    for (const channel of ['transport', 'remote-cluster'] as const) {
      const { trust, peers } = await judged(leaf.chain, { anchors: [certificate(old.certificate)] }, channel);
      assert.equal(trust.kind, 'trusted', channel);
      assert.ok(peers !== null && peers.remark !== null);
      assert.match(rfc5280RemarkText(peers.remark), /^RFC 5280 alone would refuse the chain \(CA expired: /);
    }
    assert.equal((await presented(node)).peers?.remark, null);
  });

  it('tries the signatures of the chain with the keys of trusted CAs that bear the name of an issuer', async () => {
    const namesake = makeCa({ subject: 'Issuing' });
    const anchors = [namesake, issuing, root].map((one) => certificate(one.certificate));
    const { anchorLinks } = await judged(node.chain, { anchors });
    assert.deepEqual(
      anchorLinks.map(({ child, anchor, signature }) => [child.commonName, anchor.sha256, signature]),
      [
        ['es01', anchors[0]?.sha256, false],
        ['es01', anchors[1]?.sha256, true],
        ['Issuing', anchors[2]?.sha256, true],
      ],
    );
  });

  it('finds who issued the leaf, in the chain or among what is trusted', async () => {
    assert.equal((await judged(node.chain)).issuer?.commonName, 'Issuing');
    assert.equal((await judged([node.certificate])).issuer, null);
    assert.equal((await judged([node.certificate], { anchors: [certificate(issuing.certificate)] })).issuer?.commonName, 'Issuing');
    const own = makeSelfSigned({ subject: 'alone' });
    assert.equal((await judged(own.chain)).issuer?.commonName, 'alone');
  });

  it('takes no namesake for the issuer', async () => {
    const namesake = makeCa({ subject: 'Issuing' });
    assert.equal((await judged([node.certificate, namesake.certificate])).issuer, null);
  });

  it('compares the name that was connected to, or the one that was given', async () => {
    const by = async (serverName?: string | null) => (await judged(node.chain, serverName === undefined ? {} : { serverName })).name;
    assert.deepEqual(await by(), { kind: 'match', name: 'es01', by: 'DNS:es01' });
    assert.equal((await by('10.0.0.11')).kind, 'match');
    assert.equal((await by('es02')).kind, 'mismatch');
    assert.equal((await by(null)).kind, 'not-checked');
  });

  it('says that nothing could be checked where no certificate was seen', async () => {
    const evidence = await judged([], { anchors: [certificate(root.certificate)] });
    for (const verdict of [evidence.trust, evidence.publicTrust, evidence.name]) {
      assert.deepEqual(verdict, { kind: 'not-checked', because: { code: 'no-certificate-seen' } });
    }
    assert.equal(evidence.issuer, null);
  });

  it('tells a private CA from one that the public trusts', async () => {
    const own = await judged(node.chain);
    assert.equal(own.publicTrust.kind === 'untrusted' && own.publicTrust.reason, 'unknown-issuer');
    // A root is no server's certificate; but its issuer, itself, is known to the public.
    const [publicRoot] = readCertificates(Buffer.from(rootCertificates[0] ?? '')).certificates;
    const root = await judged([publicRoot ?? new Uint8Array()]);
    assert.ok(
      root.publicTrust.kind === 'trusted' || (root.publicTrust.kind === 'untrusted' && root.publicTrust.reason !== 'unknown-issuer'),
    );
  });

  it('tells a private CA also where the chain has ended, at a name that the public must trust', async () => {
    const over = { notBefore: daysFromNow(-20), notAfter: daysFromNow(-2) };
    const ended = issue(issuing, { subject: 'cloud', altNames: ['DNS:my.es.eu-west-1.aws.found.io'], ...over });
    const target = { label: 'my:443', host: 'my.es.eu-west-1.aws.found.io', port: 443, scheme: null };
    const reasonOf = async (chain: readonly Uint8Array[]) => {
      const { publicTrust } = await gatherEvidence({ ...shown(chain), target, channel: 'http' }, { anchors: [], at });
      return publicTrust.kind === 'untrusted' ? publicTrust.reason : publicTrust.kind;
    };
    assert.equal(await reasonOf([...ended.chain, root.certificate]), 'untrusted-root');
    // Nothing shows what stands above an intermediate whose issuer was not sent.
    assert.notEqual(await reasonOf(ended.chain), 'untrusted-root');
  });

  it('reads the CA names of the fullest request, and marks those of public roots', async () => {
    const [pem = ''] = rootCertificates;
    const publicRoot = certificate(readCertificates(Buffer.from(pem)).certificates[0] ?? new Uint8Array());
    const request = (authorities: readonly Uint8Array[]) => ({ authorities, signatureSchemes: [] });
    const seen = observation({
      conversations: [
        conversation({ chain: node.chain, certificateRequest: request([]) }),
        conversation({ chain: node.chain, certificateRequest: request([certificate(root.certificate).subjectDer, publicRoot.subjectDer]) }),
      ],
    });
    const { acceptableIssuers } = await gatherEvidence(seen, { anchors: [], at });
    assert.deepEqual(
      acceptableIssuers?.map(({ name, publicRoot: isPublic }) => [name, isPublic]),
      [
        ['CN=Root', false],
        [publicRoot.subject, true],
      ],
    );
    assert.equal((await judged(node.chain)).acceptableIssuers, null);
  });

  it('guesses the deployment from names, and does not where it was told', async () => {
    const pod = issue(issuing, { subject: 'es-0.node.prod.default.es.local' });
    assert.deepEqual((await judged(pod.chain)).deployment, { type: 'eck', guessed: true });
    assert.deepEqual((await judged(pod.chain, { deployment: 'self' })).deployment, { type: 'self', guessed: false });
  });
});
