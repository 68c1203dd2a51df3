import assert from 'node:assert/strict';
import { type MatrixOptions, matrix } from '../../../src/jobs/matrix/matrix.ts';
import { withMismatchedKey } from '../../../src/lab/mismatched-key.ts';
import { type Authority, daysFromNow, issue, makeCa, makeSelfSigned, withChain } from '../../../src/lab/pki.ts';
import type { PairReport, Report } from '../../../src/model/report.ts';
import { assertCountsAgree } from '../../support/counts-agree.ts';
import { clusterCa, type NodeWish, startNodes } from '../../support/loopback-cluster.ts';
import { assertIsReport } from '../../support/report-schema.ts';

const lookalike = makeCa({ subject: clusterCa.subject });
const other = makeCa({ subject: 'Somebody else CA' });

async function matrixOf(wishes: readonly NodeWish[], options: MatrixOptions = {}): Promise<Report> {
  const cluster = await startNodes(wishes);
  try {
    const report = await matrix(cluster.targets, options);
    assertIsReport(JSON.parse(JSON.stringify(report)));
    assertCountsAgree(report);
    return report;
  } finally {
    await cluster.close();
  }
}

/** `es01>es02 refused trust-lookalike-ca`, a line each. */
function lines(report: Report, which: (pair: PairReport) => boolean = () => true): readonly string[] {
  return (report.pairs ?? [])
    .filter(which)
    .map(({ from, to, verdict, rule }) => `${from}>${to} ${verdict}${rule === null ? '' : ` ${rule}`}`);
}

const subjectsOf = (report: Report, rule: string) => report.findings?.find((finding) => finding.rule === rule)?.subjects;
const differs = (report: Report) => report.matrix?.differs.map(({ node, rule }) => `${node} ${rule}`);

describe('the matrix of who would accept whom', () => {
  it('lets healthy nodes accept each other', async () => {
    const report = await matrixOf([{}, {}, {}]);
    assert.equal(report.pairs?.length, 6);
    assert.deepEqual(
      lines(report, ({ verdict }) => verdict !== 'accepted'),
      [],
    );
    assert.deepEqual(report.matrix?.differs, []);
    assert.equal(report.matrix?.rotation, null);
    assert.deepEqual(
      report.findings?.filter(({ severity }) => severity !== 'low').map(({ rule }) => rule),
      [],
    );
  });

  it('names the node whose CA has the same name and is another', async () => {
    const report = await matrixOf([{}, {}, { authority: lookalike }]);
    assert.deepEqual(lines(report), [
      'es01>es02 accepted',
      'es01>es03 refused trust-lookalike-ca',
      'es02>es01 accepted',
      'es02>es03 refused trust-lookalike-ca',
      'es03>es01 refused trust-lookalike-ca',
      'es03>es02 refused trust-lookalike-ca',
    ]);
    assert.deepEqual(differs(report), ['es03 trust-lookalike-ca']);
    assert.match(report.matrix?.differs[0]?.because ?? '', /from another CA of the same name/);
    assert.deepEqual(subjectsOf(report, 'trust-lookalike-ca'), ['es03']);
    assert.ok(report.summary.critical > 0);
  });

  it('finds it also where that node trusts the right CA', async () => {
    const report = await matrixOf([{}, {}, { authority: lookalike, trusts: [clusterCa] }]);
    assert.deepEqual(
      new Set(lines(report, ({ from, to }) => from === 'es03' || to === 'es03').map((line) => line.slice(10))),
      new Set(['refused trust-lookalike-ca']),
    );
  });

  it('names nodes that configured themselves each on its own', async () => {
    const autoconfigured = () => makeCa({ subject: 'Elasticsearch security auto-configuration transport CA' });
    const [mine, theirs] = [autoconfigured(), autoconfigured()];
    const report = await matrixOf([{ authority: mine }, { authority: mine }, { authority: theirs }]);
    assert.deepEqual(differs(report), ['es03 autoconfig-separate-clusters']);
    assert.deepEqual(subjectsOf(report, 'autoconfig-separate-clusters'), ['es03']);
    assert.equal(subjectsOf(report, 'trust-lookalike-ca'), undefined);
  });

  it('names the node of another CA; as client it would keep its certificate back', async () => {
    const report = await matrixOf([{}, {}, { authority: other, trusts: [clusterCa] }]);
    assert.deepEqual(
      lines(report, ({ from, to }) => from === 'es03' || to === 'es03'),
      [
        'es01>es03 refused trust-unknown-issuer',
        'es02>es03 refused trust-unknown-issuer',
        'es03>es01 refused client-cert-not-sent',
        'es03>es02 refused client-cert-not-sent',
      ],
    );
    assert.deepEqual(differs(report), ['es03 trust-unknown-issuer']);
    assert.deepEqual(subjectsOf(report, 'trust-one-way'), ['es03']);
  });

  it('blames the trust, not the certificate, where the issuer is the same', async () => {
    const report = await matrixOf([{}, {}, { trusts: [other] }]);
    assert.deepEqual(differs(report), ['es03 trust-unknown-issuer']);
    assert.match(report.matrix?.differs[0]?.because ?? '', /^it does not trust the CA of the others, .*; it trusts CN=Somebody else CA$/);
    const found = report.findings?.filter(({ rule }) => rule === 'trust-unknown-issuer' || rule === 'client-cert-not-sent') ?? [];
    assert.ok(found.length > 0);
    for (const { subjects, detail, fix } of found) {
      assert.deepEqual(subjects, ['es03']);
      assert.match(detail, /es03/);
      assert.match(fix.steps[0]?.text ?? '', /^Make the node trust the CA that issued the certificates of the others/);
      assert.ok(fix.steps.every(({ text }) => !/Issue a certificate/.test(text)));
    }
  });

  it('blames each for its own, certificate and trust, and says of each what it names', async () => {
    const report = await matrixOf([
      {},
      {},
      {},
      { authority: other },
      { trusts: [lookalike, other] },
      { trusts: [makeCa({ subject: 'Third CA' })] },
    ]);
    const [foreign, , nobody] = ['es04', 'es05', 'es06'];
    const because = (node: string) => report.matrix?.differs.find((one) => one.node === node)?.because ?? '';
    assert.match(because(foreign ?? ''), /^its certificate is from another CA: CN=Somebody else CA$/);
    assert.match(because(nobody ?? ''), /^it does not trust the CA of the others/);
    assert.ok(!report.matrix?.differs.some(({ node }) => ['es01', 'es02', 'es03'].includes(node)));
    for (const { detail, subjects, rule } of report.findings?.filter(({ rule }) => rule === 'trust-unknown-issuer') ?? [])
      assert.ok(
        subjects.some((subject) => detail.includes(subject)),
        `${rule}: "${detail}" is of none of ${subjects.join()}`,
      );
  });

  it('blames neither of two that have a CA each', async () => {
    const report = await matrixOf([{}, { authority: other }]);
    assert.deepEqual(differs(report), ['es01 trust-unknown-issuer', 'es02 trust-unknown-issuer']);
  });

  it('blames one certificate for its own faults, whoever connects', async () => {
    const wishes: readonly (readonly [string, NodeWish])[] = [
      ['leaf-expired', { certificate: { notBefore: daysFromNow(-40), notAfter: daysFromNow(-3) } }],
      ['leaf-not-yet-valid', { certificate: { notBefore: daysFromNow(3), notAfter: daysFromNow(30) } }],
      ['key-certificate-mismatch', { present: withMismatchedKey }],
      ['ku-without-digitalsignature', { certificate: { keyUsage: ['keyEncipherment'] } }],
    ];
    for (const [rule, wish] of wishes) {
      const report = await matrixOf([{}, {}, wish], { depth: 'quick' });
      assert.deepEqual(differs(report), [`es03 ${rule}`]);
      assert.deepEqual(
        new Set(lines(report, ({ verdict }) => verdict !== 'accepted').map((line) => line.slice(10))),
        new Set([`refused ${rule}`]),
        rule,
      );
      assert.equal(lines(report, ({ verdict }) => verdict === 'accepted').length, 2, rule);
    }
  });

  it('tells a certificate for servers alone by the direction: it is refused as a client', async () => {
    const report = await matrixOf([{}, { certificate: { extendedKeyUsage: ['serverAuth'] } }]);
    assert.deepEqual(lines(report), ['es01>es02 accepted', 'es02>es01 refused eku-transport-missing-clientauth']);
    const client = await matrixOf([{}, { certificate: { extendedKeyUsage: ['clientAuth'] } }]);
    assert.deepEqual(lines(client), ['es01>es02 refused eku-missing-serverauth', 'es02>es01 accepted']);
  });

  it('knows the intermediate that one node leaves out from another that sends it', async () => {
    const intermediate = makeCa({ subject: 'acme issuing CA', parent: clusterCa });
    const node = { authority: intermediate, trusts: [clusterCa] };
    const report = await matrixOf([node, node, { ...node, present: (identity) => withChain(identity, []) }]);
    assert.deepEqual(differs(report), ['es03 trust-missing-intermediate']);
    assert.equal(lines(report, ({ verdict }) => verdict === 'accepted').length, 2);
  });

  it('tells names under both verification modes, since the mode does not show', async () => {
    const report = await matrixOf([{}, { certificate: { altNames: ['DNS:elsewhere'] } }, { certificate: { altNames: null } }]);
    const [pair] = report.pairs?.filter(({ from, to }) => from === 'es01' && to === 'es02') ?? [];
    assert.deepEqual(
      { verdict: pair?.verdict, rule: pair?.rule, byVerification: pair?.byVerification },
      { verdict: 'unknown', rule: 'san-ip-missing', byVerification: { full: 'refused', certificate: 'accepted' } },
    );
    assert.match(pair?.detail ?? '', /verification_mode of es01 does not show/);
    assert.deepEqual(differs(report), ['es03 san-missing', 'es02 san-ip-missing']);
  });

  it('finds a node in the clear among those with TLS', async () => {
    const report = await matrixOf([{}, {}, { tls: null }]);
    assert.deepEqual(differs(report), ['es03 transport-mixed-tls']);
    assert.deepEqual(subjectsOf(report, 'transport-mixed-tls'), ['es03']);
    assert.equal(lines(report, ({ rule }) => rule === 'transport-mixed-tls').length, 4);
  });

  it('finds nodes without a version, or without a cipher suite, in common', async () => {
    const versions = await matrixOf([{ tls: { maxVersion: 'TLSv1.2' } }, { tls: { minVersion: 'TLSv1.3' } }]);
    assert.deepEqual(lines(versions), ['es01>es02 refused no-common-protocol', 'es02>es01 refused no-common-protocol']);
    const only = (ciphers: string) => ({ tls: { maxVersion: 'TLSv1.2', ciphers } }) as const;
    const suites = await matrixOf([only('ECDHE-ECDSA-AES128-GCM-SHA256'), only('ECDHE-ECDSA-AES256-GCM-SHA384')]);
    assert.deepEqual(lines(suites), ['es01>es02 refused no-common-cipher', 'es02>es01 refused no-common-cipher']);
  });

  it('counts suites for RSA and for ECDSA keys alike', async () => {
    const report = await matrixOf([
      { tls: { maxVersion: 'TLSv1.2' } },
      { tls: { maxVersion: 'TLSv1.2' }, certificate: { key: 'RSA-2048' } },
    ]);
    assert.deepEqual(lines(report), ['es01>es02 accepted', 'es02>es01 accepted']);
  });

  it('follows a change of the CA, and says the next step', async () => {
    const [old, recent] = [clusterCa, makeCa({ subject: 'acme transport CA 2', notBefore: daysFromNow(-0.5) })];
    const stage = (report: Report) => report.matrix?.nodes.map((node) => node.stage);
    const issued = (days: number) => ({ notBefore: daysFromNow(-days) });

    const begun = await matrixOf([
      { trusts: [old, recent], certificate: issued(300) },
      { trusts: [old, recent], certificate: issued(300) },
      { trusts: [old], certificate: issued(300) },
    ]);
    assert.deepEqual(stage(begun), ['both-trusted', 'both-trusted', 'old-ca-only']);
    assert.match(
      begun.matrix?.rotation?.nextStep ?? '',
      /^Add the new CA \(CN=acme transport CA 2\) to the trust of es03.* if it is the old one, take it away/,
    );
    assert.deepEqual(
      lines(begun, ({ verdict }) => verdict !== 'accepted'),
      [],
    );

    const midway = await matrixOf([
      { trusts: [old, recent], certificate: issued(300) },
      { trusts: [old, recent], certificate: issued(2), authority: recent },
      { trusts: [old], certificate: issued(300) },
    ]);
    assert.deepEqual(stage(midway), ['both-trusted', 'new-leaf', 'old-ca-only']);
    assert.deepEqual(
      lines(midway, ({ verdict }) => verdict !== 'accepted'),
      ['es02>es03 refused client-cert-not-sent', 'es03>es02 refused trust-unknown-issuer'],
    );
    assert.deepEqual(subjectsOf(midway, 'ca-rotation-half-done'), ['es03']);

    const late = await matrixOf(
      [
        { trusts: [old, recent], certificate: issued(2), authority: recent },
        { trusts: [recent], certificate: issued(2), authority: recent },
      ],
      { anchors: [old.certificate, recent.certificate] },
    );
    assert.deepEqual(stage(late), ['new-leaf', 'old-ca-removed']);
    assert.match(late.matrix?.rotation?.nextStep ?? '', /take the old one \(CN=acme transport CA, O=acme\) out of the trust of es01/);

    const all = await matrixOf([
      { trusts: [old, recent], certificate: issued(2), authority: recent },
      { trusts: [old, recent], certificate: issued(300) },
    ]);
    assert.equal(all.findings?.find(({ rule }) => rule === 'ca-rotation-half-done')?.severity, 'info');
    assert.match(all.matrix?.rotation?.nextStep ?? '', /issue the certificate of es02 from the new one/);
  });

  it('does not take one name for one key: trust in two CAs of the name is unknown until something shows the key', async () => {
    const report = await matrixOf([
      { trusts: [clusterCa, other] },
      { authority: lookalike, trusts: [lookalike, other] },
      { authority: other, trusts: [clusterCa, other] },
    ]);
    // es03 names the CA of es01 and es02; neither its own certificate nor anything else tells which of the two.
    assert.deepEqual(
      lines(report, ({ from }) => from === 'es03'),
      ['es03>es01 unknown trust-unknown-issuer', 'es03>es02 unknown trust-unknown-issuer'],
    );
    assert.match(report.pairs?.find(({ from }) => from === 'es03')?.detail ?? '', /several with different key ids/);
  });

  it('has the key proven by what a node does with a certificate of the user', async () => {
    const mine = issue(clusterCa, { subject: 'prober' });
    const identity = { chain: mine.chain, key: mine.privateKey };
    const nodes: readonly NodeWish[] = [
      { trusts: [clusterCa, other] },
      { authority: lookalike, trusts: [lookalike, other] },
      { authority: other, trusts: [clusterCa, other] },
    ];
    const report = await matrixOf(nodes, { identity });
    assert.deepEqual(
      lines(report, ({ from }) => from === 'es03'),
      ['es03>es01 accepted', 'es03>es02 refused trust-lookalike-ca'],
    );
  });

  it('does not take another key id for another key, where the CA is at hand', async () => {
    const reissued = makeCa({ subject: clusterCa.subject, key: clusterCa, subjectKeyId: new Uint8Array(20).fill(7) });
    const sendsCa: NodeWish = { present: (identity) => withChain(identity, [clusterCa.certificate]) };
    const report = await matrixOf([sendsCa, { authority: reissued, trusts: [clusterCa] }]);
    // Java refuses it all the same, for the key id that it bears: then it is the certificate that is at fault, not whose CA it is.
    assert.deepEqual(differs(report), ['es02 aki-ski-mismatch']);
    assert.match(
      report.matrix?.differs[0]?.because ?? '',
      /the key of .* signed it, but it names the key id (?:07){20}, where that CA has /,
    );
    assert.equal(subjectsOf(report, 'trust-lookalike-ca'), undefined);
  });

  it('finds nodes apart between which the CA was issued again with its key: each sends its own certificate of the CA', async () => {
    const subjectKeyId = new Uint8Array(20).fill(7);
    const reissued = makeCa({ subject: clusterCa.subject, key: clusterCa, subjectKeyId, notBefore: new Date(Date.now() - 1000) });
    const sends = (authority: Authority): NodeWish => ({
      authority,
      present: (identity) => withChain(identity, [authority.certificate]),
    });
    const report = await matrixOf([sends(clusterCa), sends(reissued)]);
    assert.deepEqual(lines(report), ['es01>es02 refused ca-reissued-same-key', 'es02>es01 refused ca-reissued-same-key']);
    // Whoever has the older certificate of the CA is behind, whichever of the two refuses the other.
    assert.deepEqual(differs(report), ['es01 ca-reissued-same-key']);
    assert.match(
      report.matrix?.differs[0]?.because ?? '',
      /^its certificate comes from the older of two certificates of the CA with the same key, /,
    );
    assert.match(report.pairs?.[0]?.detail ?? '', /key ID 0707070707070707\.\.\. .*The trusted one is the older: es01 needs the newer\.$/);
    assert.match(report.pairs?.[1]?.detail ?? '', /The trusted one is the newer: es01 still shows a certificate from the older\./);
    assert.equal(subjectsOf(report, 'trust-lookalike-ca'), undefined);
    assert.doesNotMatch(JSON.stringify(report.pairs), /another key\b(?! id)/);
  });

  it('says "another key" where the CAs are sent, and their keys were tried', async () => {
    const sends = (authority: Authority): NodeWish => ({
      authority,
      present: (identity) => withChain(identity, [authority.certificate]),
    });
    const report = await matrixOf([sends(clusterCa), sends(clusterCa), sends(lookalike)]);
    assert.match(report.findings?.find(({ rule }) => rule === 'trust-lookalike-ca')?.detail ?? '', /but another key\.$/);
    assert.match(
      report.pairs?.find(({ verdict }) => verdict === 'refused')?.detail ?? '',
      /, which is another key\. The trusted CA certificate has the key ID /,
    );
  });

  it('passes nobody of whom it saw nothing', async () => {
    const cluster = await startNodes([{}, {}]);
    const [first, second] = cluster.targets;
    await cluster.close();
    const again = await startNodes([{}]);
    try {
      assert.ok(first && second && again.targets[0]);
      const report = await matrix([again.targets[0], second]);
      assert.deepEqual(lines(report), ['es01>es02 unknown transport-mixed-tls', 'es02>es01 unknown transport-mixed-tls']);
      assert.match(report.pairs?.[0]?.detail ?? '', /refused the connection/);
    } finally {
      await again.close();
    }
  });

  it('says of a node that asks for no certificate that its own trust does not show', async () => {
    const report = await matrixOf([{}, { tls: { clientAuthentication: 'none' } }]);
    assert.deepEqual(lines(report), ['es01>es02 accepted', 'es02>es01 unknown trust-unknown-issuer']);
    assert.match(report.pairs?.[1]?.detail ?? '', /asks for no certificate, so nothing shows whom it trusts/);
  });

  it('says that self-signed nodes need each other in every truststore', async () => {
    const selfSigned = (name: string): NodeWish => ({
      present: () => makeSelfSigned({ subject: name, altNames: ['IP:127.0.0.1'] }),
    });
    const report = await matrixOf([selfSigned('one'), selfSigned('two')]);
    assert.deepEqual(subjectsOf(report, 'self-signed-per-node'), ['es01', 'es02']);
    assert.deepEqual(
      lines(report).map((line) => line.slice(10)),
      ['refused trust-unknown-issuer', 'refused trust-unknown-issuer'],
    );
  });
});
