import type { Certificate } from '../../model/certificate.ts';
import type { CertificateEvidence, Refusal } from '../../model/evidence.ts';
import type { FixContext } from '../../model/fix.ts';
import type { TrustReason } from '../../model/reasons/verdict-reason.ts';
import { sameName } from '../../model/same-name.ts';
import type { VerifyReason } from '../../model/verify-reason.ts';
import { pathFaultText } from '../../wording/path-fault-texts.ts';
import { absentIssuer } from '../facts/absent-issuer.ts';
import { lookalikeAnchors } from '../facts/lookalike-anchors.ts';
import { topOfSentPath } from '../facts/sent-path.ts';
import { judgeChain } from '../framework/judge-chain.ts';
import type { CertificateRule, Outcome } from '../framework/rule.ts';
import { trustOneAuthority } from '../remedies/authorities.ts';
import { byDeployment } from '../remedies/by-deployment.ts';
import { fetchAuthority } from '../remedies/kubernetes.ts';
import { layerOf } from '../remedies/layer.ts';
import { issueAndPlace } from '../remedies/place.ts';
import { managed, onPlatform } from '../remedies/platforms.ts';
import { advice, at } from '../remedies/steps.ts';

/** Whether the chain leads to the trust that was given; without trust, whether a transport node would accept its own issuer. */
export const trustUnknownIssuer: CertificateRule = {
  id: 'trust-unknown-issuer',
  title: 'Issuer is not trusted',
  severity: 'critical',
  channels: ['transport', 'http', 'kibana', 'remote-cluster', 'unknown'],
  requirement:
    'The chain leads to a CA given by --ca. Without --ca, a transport node lists the issuer of its own certificate among the CAs that it accepts. Other causes have their own rules: trust-lookalike-ca (same CA name, different key), aki-ski-mismatch (key ids), trust-missing-intermediate, the rules on dates and usages, and chain-refused for the rest.',
  impact:
    'Every peer that trusts only these CAs refuses the endpoint: nodes do not join, and Kibana and clients do not connect. A Java node sends no certificate at all to a server that does not list its issuer. The server logs that as an empty chain.',
  fix: byDeployment({
    self: trustOneAuthority,
    eck: (context) => [
      fetchAuthority(context, 'Trust the CA that the operator publishes: fetch it, and give it to everyone who connects.'),
      advice(
        at('kubernetes'),
        context.channel === 'transport' || context.channel === 'remote-cluster'
          ? 'To connect to another cluster, put the CA of that cluster into the ConfigMap that spec.transport.tls.certificateAuthorities names.'
          : 'If the certificate is your own, put its CA into ca.crt of the secret that spec.http.tls.certificate.secretName names: the operator then publishes that CA.',
      ),
    ],
    ece: onPlatform(
      'Trust the CA that Platform > Settings > TLS settings shows for the proxy, or upload a certificate from your own CA there. For another deployment: its Security page, Trusted environments.',
    ),
    ...managed('Its endpoints have certificates under public roots: trust those (--ca system).'),
    openSearch: (context) => [
      ...issueAndPlace(context, { what: 'from the one CA that all nodes trust' }),
      advice(context.channel === 'http' || context.channel === 'kibana' ? at('client') : at('every-node'), insteadOfReissue(context)),
      advice(at('workstation'), 'If the certificate is right and --ca is not, give --ca the CA that issued it.'),
    ],
  }),
  source: 'Elastic docs: troubleshoot TLS handshake failures; RFC 5280 §6',
  ofChains: true,
  judge: (evidence) =>
    judgeChain(evidence, (leaf) => {
      const { trust } = evidence;
      switch (trust.kind) {
        case 'trusted':
          return { kind: 'pass' };
        case 'not-checked':
          return withoutTrust(evidence, leaf, trust.because);
        case 'untrusted':
          return untrusted(evidence, leaf, trust);
        case 'peers-differ':
          return { kind: 'pass' };
      }
    }),
};

function insteadOfReissue(context: FixContext): string {
  switch (context.channel) {
    case 'http':
      return 'To keep the certificate instead, give the clients the CA that issued it: OpenSearch Dashboards in opensearch.ssl.certificateAuthorities.';
    case 'kibana':
      return 'To keep the certificate instead, make browsers and proxies trust the CA that issued it.';
    case 'transport':
    case 'remote-cluster':
    case 'unknown':
      return `To keep the certificate instead, append the CA that issued it to the file that ${layerOf(context).authorities} names.`;
  }
}

/** Verdicts that mean: nothing leads from here to an anchor. */
export const pathless: ReadonlySet<VerifyReason> = new Set<VerifyReason>([
  'no-anchors',
  'unknown-issuer',
  'self-signed-leaf',
  'untrusted-root',
  'incomplete-trust',
]);

function untrusted(evidence: CertificateEvidence, leaf: Certificate, { reason, because }: Refusal): Outcome {
  // Every other reason is told by a rule of its own, or by chain-refused.
  if (!pathless.has(reason) || lookalikeAnchors(evidence).length > 0) return { kind: 'pass' };
  if (absentIssuer(evidence)?.looks === 'intermediate') return { kind: 'pass' };
  return {
    kind: 'finding',
    message: messageOf(evidence, leaf),
    facts: {
      reason,
      detail: pathFaultText(because),
      topmostIssuer: topOfSentPath(evidence.chain)?.issuer ?? leaf.issuer,
      trusted: evidence.anchors.slice(0, 10).map((anchor) => anchor.subject),
    },
  };
}

function messageOf(evidence: CertificateEvidence, leaf: Certificate): string {
  if (leaf.selfSigned) return `The certificate ${leaf.subject} is self-signed and not itself among the CAs that were given.`;
  const absent = absentIssuer(evidence);
  if (absent?.looks === 'either') {
    return `The issuer of ${absent.top.subject}, ${absent.top.issuer}, was not sent and is not among the CAs that were given: it is an unknown CA, or an intermediate that should have been sent.`;
  }
  const top = topOfSentPath(evidence.chain) ?? leaf;
  return `The chain leads to ${top.issuer}, which is not among the CAs that were given.`;
}

function withoutTrust({ channel, chain, acceptableIssuers }: CertificateEvidence, leaf: Certificate, because: TrustReason): Outcome {
  const listed = acceptableIssuers ?? [];
  const own = chain.flatMap(({ issuer, subject }) => [issuer, subject]);
  const namesItself = listed.some(({ name }) => own.some((one) => sameName(one, name)));
  // A list of public roots is a fault of its own: transport-trusts-public-cas.
  if (channel !== 'transport' || listed.length === 0 || namesItself || listed.some(({ publicRoot }) => publicRoot)) {
    return { kind: 'unknown', because };
  }
  return {
    kind: 'finding',
    severity: 'high',
    message: `The node does not name ${leaf.issuer}, the issuer of its own certificate, among the CAs that it accepts: a node set up like it would be refused by it.`,
    facts: { issuer: leaf.issuer, acceptableIssuers: listed.slice(0, 10).map(({ name }) => name) },
  };
}
