import type { Certificate } from '../../model/certificate.ts';
import type { CertificateEvidence } from '../../model/evidence.ts';
import { namesakesFacts } from '../../model/namesakes.ts';
import { sameName } from '../../model/same-name.ts';
import { namesakesText } from '../../wording/namesakes-text.ts';
import { day } from '../../wording/spans.ts';
import { type ChildOfNamesakes, namesakesBehind } from '../facts/namesakes-behind.ts';
import { refusalsOf, refusedBy } from '../facts/refusals.ts';
import { judgeChain } from '../framework/judge-chain.ts';
import type { CertificateRule, Outcome } from '../framework/rule.ts';
import { trustBothAuthorities } from '../remedies/both-authorities.ts';
import { byDeployment } from '../remedies/by-deployment.ts';
import { customSecret, fetchAuthority } from '../remedies/kubernetes.ts';
import { managed, uploadToProxy } from '../remedies/platforms.ts';
import { newerAuthority } from '../remedies/renew-authority.ts';
import { advice, at } from '../remedies/steps.ts';

const whereRefused = advice(
  at('every-node'),
  'If a node or a client refuses certificates that name the other one, trust both certificates of the CA until none names the older.',
);

const beforeItExpires = byDeployment({
  self: (context) => [...newerAuthority(context), whereRefused],
  eck: (context) => [
    fetchAuthority(context, 'Fetch the CA again wherever a copy is kept. Nothing fails until then.'),
    advice(
      at('kubernetes'),
      `Put the newer certificate of a CA of your own into ca.crt of the secret that ${customSecret(context)} names.`,
    ),
  ],
  ece: uploadToProxy('Nothing fails yet. The clients need the newer certificate of the CA, and the proxy a chain that has it.'),
  ...managed('Nothing fails: public CAs publish several certificates of one key.'),
});

/** Whether a CA has two certificates with one key, and whether somebody refuses what comes from the other of them. */
export const caReissuedSameKey: CertificateRule = {
  id: 'ca-reissued-same-key',
  title: 'CA was issued again with the same key',
  severity: 'info',
  channels: ['transport', 'http', 'kibana', 'remote-cluster', 'unknown'],
  requirement:
    'Among the certificates that were sent and given, there is one for each CA name and key. The severity is high if a peer that connects to the port refuses the chain because it names the key id or serial number of the other certificate, low if it names them and nobody refuses it, info if it does not.',
  impact:
    'Both certificates verify what the key signed. Java and OpenSSL, and so nodes and Kibana, refuse a certificate that names the key id or serial number of the one that they do not trust; Go accepts it. Where key id and serial number are the same, or are not named, nothing fails until the older certificate expires.',
  fix: (context) => (context.found.namesakes?.key === 'same' ? trustBothAuthorities : beforeItExpires)(context),
  source: 'RFC 5280 §4.2.1.1; Elasticsearch: SslDiagnostics; elastic/cloud-on-k8s#9269',
  ofServers: true,
  ofChains: true,
  judge: (evidence) =>
    judgeChain(evidence, (leaf) => {
      if (leaf.selfIssued) return { kind: 'not-applicable' };
      const behind = namesakesBehind(evidence);
      if (behind?.namesakes.key === 'same') return named(behind, evidence);
      const authorities = evidence.authorities.map(({ certificate }) => certificate);
      if (authorities.length < 2) return { kind: 'not-applicable' };
      for (const [index, one] of authorities.entries()) {
        const other = authorities
          .slice(index + 1)
          .find(({ subject, spkiSha256 }) => sameName(subject, one.subject) && spkiSha256 === one.spkiSha256);
        if (other) return alike(one, other, evidence);
      }
      return { kind: 'pass' };
    }),
};

/** The certificate names the one of the two that is not trusted. */
function named({ child, namesakes }: ChildOfNamesakes, evidence: CertificateEvidence): Outcome {
  const refusal = refusalsOf(evidence).find(({ reason }) => reason === 'key-identifier-mismatch');
  const who = refusal === undefined ? '' : ` ${refusedBy(refusal.by)}`;
  return {
    kind: 'finding',
    severity: refusal !== undefined ? 'high' : evidence.trust.kind === 'trusted' ? 'low' : 'medium',
    message: `${child.subject} is not from the trusted certificate of its CA, ${child.issuer}. ${namesakesText(namesakes)}${who}`,
    facts: {
      subject: child.subject,
      issuer: child.issuer,
      authorityKeyId: child.authorityKeyId,
      namesakes: namesakesFacts(namesakes),
      ...(refusal === undefined ? {} : { refusedBy: refusal.by }),
    },
  };
}

/** Either of the two verifies what is sent. */
function alike(one: Certificate, other: Certificate, { authorities }: CertificateEvidence): Outcome {
  const [older, newer] = one.notBefore <= other.notBefore ? [one, other] : [other, one];
  const sent = authorities.filter(({ from }) => from === 'sent').map(({ certificate }) => certificate.sha256);
  const behind =
    older.notBefore.getTime() === newer.notBefore.getTime() || sent.includes(older.sha256) === sent.includes(newer.sha256)
      ? ''
      : sent.includes(older.sha256)
        ? ' The older one is sent: the server has to be restarted if its files are newer.'
        : ' The older one was given: that copy has to be fetched again.';
  return {
    kind: 'finding',
    message: `There are two certificates of ${one.subject} with the same key: one ends on ${day(one.notAfter)}, the other on ${day(other.notAfter)}.${behind}`,
    facts: {
      subject: one.subject,
      certificates: [one, other].map(({ sha256, subjectKeyId, serialNumber, notBefore, notAfter }) => ({
        ...{ sha256, subjectKeyId, serialNumber },
        notBefore: notBefore.toISOString(),
        notAfter: notAfter.toISOString(),
      })),
    },
  };
}
