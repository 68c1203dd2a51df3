import type { RuleText } from '../../model/rule-text.ts';
import { selfSignedPerNode } from '../../rules/certificate/self-signed-per-node.ts';
import { clientCertNotSent } from '../../rules/pair/client-cert-not-sent.ts';
import { caReissuedSameKeyBetween } from '../../rules/pair/presented-certificate-rules.ts';
import { transportMixedTls } from '../../rules/pair/transport-mixed-tls.ts';
import { trustLookalikeCaBetween } from '../../rules/pair/trust-lookalike-ca.ts';
import { trustUnknownIssuerBetween } from '../../rules/pair/trust-unknown-issuer.ts';
import { certificateOfTheirAuthority, trustOneAuthority, trustTheirAuthority } from '../../rules/remedies/authorities.ts';
import { trustBothAuthorities } from '../../rules/remedies/both-authorities.ts';
import { enableTransportTls, enableTransportTlsAsOthers } from '../../rules/remedies/enable-tls.ts';
import { advice, atFault } from '../../rules/remedies/steps.ts';
import type { CandidateCause } from './candidate-cause.ts';
import { clientToBlame } from './context-of-suspect.ts';
import type { JoinView } from './join-view.ts';

type Fix = RuleText['fix'];

/**
 * What ends a cause where it is known which side lacks what: the rule's own fix is for whoever knows one of them. Null where it is not known, and where Elastic or an operator sees to
 * certificates: there is no file to change.
 */
export function fixOfSides(candidate: CandidateCause, view: JoinView): Fix | null {
  if (candidate.refusedClient?.mayPass === true && clientToBlame(candidate) !== null)
    return fixOfPasserby(candidate.rule.id === clientCertNotSent.id ? certificateOfTheirAuthority : candidate.rule.fix);
  // In a log nothing but the rule shows that somebody refuses it.
  if (candidate.rule.id === caReissuedSameKeyBetween.id) return trustBothAuthorities;
  if (view.deployment !== 'self' || view.product === 'opensearch') return null;
  if (candidate.rule.id === selfSignedPerNode.id) return fixOfSelfSigned(candidate, view);
  return candidate.rule.id === transportMixedTls.id ? fixOfMixedTls(view) : fixOfTrust(candidate, view);
}

/** Nothing shows that who was refused is a node: that comes first. */
function fixOfPasserby(fixOfNode: Fix): Fix {
  return (context) => [
    advice(
      atFault(context),
      'Find out what connects from there. A scanner or a health check needs no certificate. If it is a node, go on.',
    ),
    // Nobody gave --ca with a log.
    ...fixOfNode(context).filter(({ where }) => where.machine !== 'workstation'),
  ];
}

/** One of two CAs of the same name is in use: nobody has to compare them to find which. */
function fixOfTrust({ rule, trust }: CandidateCause, { joiner }: JoinView): Fix | null {
  if (trust === undefined || joiner === null || (rule.id !== trustUnknownIssuerBetween.id && rule.id !== trustLookalikeCaBetween.id))
    return null;
  const isLookalike = rule.id === trustLookalikeCaBetween.id;
  // The others accept its certificate: a new one would change nothing.
  if (trust.rejectedBy === joiner.label) return trust.otherWay === 'works' ? trustTheirAuthority : isLookalike ? trustOneAuthority : null;
  return isLookalike && trust.rejected === joiner.label && trust.otherWay === 'works' ? certificateOfTheirAuthority : null;
}

/** One node among others that have a CA. */
function fixOfSelfSigned({ trust }: CandidateCause, { joiner, members }: JoinView): Fix | null {
  const theirs = members.some(({ peer }) => peer.chain[0]?.selfSigned === false);
  if (trust === undefined || !theirs || trust.rejected !== joiner?.label) return null;
  return trust.otherWay === 'works' ? certificateOfTheirAuthority : trustOneAuthority;
}

function fixOfMixedTls({ joiner, members, setup }: JoinView): Fix | null {
  const theirs = new Set(members.map(({ peer }) => peer.security));
  const [only, ...others] = theirs;
  if (joiner === null || others.length > 0) return null;
  if (only === 'plaintext') return joiner.security === 'tls' ? (context) => enableTransportTls(context) : null;
  if (only !== 'tls' || joiner.security !== 'plaintext') return null;
  const isOff = setup?.facts.securityEnabled.value === false;
  return (context) => enableTransportTlsAsOthers(context, isOff ? { 'xpack.security.enabled': true } : {});
}
