import assert from 'node:assert/strict';
import type { Deployment } from '../../../src/model/deployment.ts';
import type { AnsweredHello } from '../../../src/model/evidence.ts';
import { upgradeJdk26Sha1Root as rule } from '../../../src/rules/certificate/upgrade-jdk26-sha1-root.ts';
import { fixContext } from '../../../src/rules/remedies/fix-context.ts';
import { authority, certificate, evidence } from '../../support/evidence.ts';
import { finding } from '../../support/outcomes.ts';
import { needsCertificate } from '../../support/rule-laws.ts';

const root = authority({ signatureAlgorithm: 'sha1WithRSAEncryption' });
const chain = [certificate(), root];
const node24: AnsweredHello = { hello: 'node24', client: 'Node.js 24', answer: 'answered', alert: null, lacks: null };
const refused: AnsweredHello = {
  ...node24,
  answer: 'refused',
  alert: 'handshake_failure',
  lacks: { code: 'own-chain-held-back', subject: root.subject, algorithm: root.signatureAlgorithm, isRoot: true, runtime: 'JDK 26' },
};
const messageOf = (...clientHellos: readonly AnsweredHello[]) => finding(rule.judge(evidence({ chain, clientHellos }))).message;

describe('upgrade-jdk26-sha1-root', () => {
  needsCertificate(rule);

  it('finds a root with SHA-1 or MD5 in the chain, and says what JDK 26 makes of it', () => {
    const { message, facts } = finding(rule.judge(evidence({ chain })));
    assert.equal(
      message,
      `The root ${root.subject} is in the chain, and is signed with sha1WithRSAEncryption. On JDK 26, which Elasticsearch has from 9.3.4 on, Kibana and every client on OpenSSL 3 are refused.`,
    );
    assert.deepEqual(facts, {
      subject: root.subject,
      signatureAlgorithm: 'sha1WithRSAEncryption',
      sha256: root.sha256,
      client: null,
      answer: null,
    });
    for (const signatureAlgorithm of ['ecdsa-with-SHA1', 'md5WithRSAEncryption'])
      finding(rule.judge(evidence({ chain: [certificate(), authority({ signatureAlgorithm })] })));
    assert.equal(rule.severity, 'high');
  });

  it('says that it is so already where a hello without SHA-1 was refused for the chain', () => {
    assert.match(
      messageOf(refused),
      /Confirmed: a hello that takes no SHA-1, as Node\.js 24 says it, is refused \(alert handshake_failure\)/,
    );
    assert.match(messageOf({ ...refused, alert: null }), /is refused, so Kibana cannot connect/);
    assert.match(messageOf(node24, refused), /Confirmed/);
  });

  it('says that it works today where such a hello was answered, and nothing of one that was refused for something else', () => {
    assert.match(messageOf(node24), /Today Node\.js 24 is answered; on JDK 26 and later it is refused/);
    for (const other of [
      { ...refused, lacks: null },
      { ...node24, answer: 'unknown' as const },
    ])
      assert.match(messageOf(other), /On JDK 26, which Elasticsearch has from 9\.3\.4 on/);
  });

  it("leaves the root out, and on nodes of one's own tells how to gain time", () => {
    const steps = (deployment: Deployment) => rule.fix(fixContext({ channel: 'http', product: 'elasticsearch', deployment }));
    const flagged = (deployment: Deployment) =>
      steps(deployment).some(({ text }) => text.includes('-Djdk.tls.SunX509KeyManager.certChecking=false'));
    for (const deployment of ['self', 'eck'] as const) assert.match(steps(deployment)[0]?.text ?? '', /without the root/);
    assert.deepEqual([flagged('self'), flagged('eck')], [true, false]);
  });

  it('has nothing to say where a proxy of Elastic ends TLS', () => {
    for (const type of ['ece', 'ech', 'serverless'] as const)
      assert.equal(rule.judge(evidence({ chain, deployment: { type, guessed: true } })).kind, 'not-applicable');
  });

  it('passes a chain without its root, a root with SHA-256, and a leaf that is signed with SHA-1, which weak-signature tells', () => {
    for (const sent of [
      [certificate()],
      [certificate(), authority()],
      [certificate({ signatureAlgorithm: 'sha1WithRSAEncryption' }), authority()],
    ])
      assert.equal(rule.judge(evidence({ chain: sent, anchors: [root] })).kind, 'pass');
  });
});
