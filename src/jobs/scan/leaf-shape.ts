import type { Certificate } from '../../model/certificate.ts';
import type { EndpointEvidence } from '../../model/evidence.ts';
import type { FixContext } from '../../model/fix.ts';
import { askRule } from '../../rules/framework/ask-rule.ts';
import type { EndpointRule } from '../../rules/framework/rule.ts';
import { contextOfEvidence } from '../../rules/remedies/context-of-evidence.ts';
import { fixFor } from '../../rules/remedies/fix-for.ts';

// In a fleet each node has a certificate of its own, and they are all of one shape: the same issuer, kind of key and usages. What rules say of the shape is judged once.

/** What is a certificate's own, among those of one shape. */
const ownOfLeaf = [
  ...['der', 'sha256', 'sha1', 'spkiSha256', 'serialNumber', 'notBefore', 'notAfter'],
  ...['subject', 'subjectDer', 'commonName', 'subjectAltNames', 'subjectKeyId'],
] as readonly (keyof Certificate)[];

/** What is an endpoint's own, among those that showed the same but for the certificate. */
const ownOfEvidence: readonly (keyof EndpointEvidence)[] = ['at', 'sent', 'names', 'name', 'mismatch'];
const ownOfObservation = ['target', 'address', 'localAddress', 'startedAt', 'finishedAt', 'clock', 'cost'] as const;
const ownOfConversation = ['chain', 'serverName', 'startedAt', 'helloTime'] as const;
const ownOfContext: readonly (keyof FixContext)[] = ['node', 'resource'];

/** What certificates of one shape share, as a text; null where one is to be judged by itself: a self-issued one is its own CA. */
export function leafShape(leaf: Certificate): string | null {
  if (leaf.selfIssued || leaf.flaws !== undefined) return null;
  const { issuerDer, signatureAlgorithm, publicKey, isCa, pathLength, keyUsage, extendedKeyUsage } = leaf;
  const issuer = Buffer.from(issuerDer.buffer, issuerDer.byteOffset, issuerDer.length).toString('latin1');
  const { authorityKeyId, authorityCertIssuer, authorityCertSerialNumber } = leaf;
  return [
    ...[issuer, authorityKeyId, authorityCertIssuer, authorityCertSerialNumber, signatureAlgorithm],
    ...[publicKey.algorithm, publicKey.bits, publicKey.curve, isCa, pathLength, keyUsage, extendedKeyUsage],
  ].join(' ');
}

/**
 * Of the rules, those whose outcome at this endpoint, fix included, rests on nothing that is its own or its certificate's: wherever all else is the same they say the
 * same. Each is asked over evidence that tells what was looked at.
 */
export function rulesOnShape(rules: readonly EndpointRule[], evidence: EndpointEvidence): readonly EndpointRule[] {
  return rules.filter((rule) => {
    let looked = false;
    const look = () => {
      looked = true;
    };
    const outcome = askRule(rule, watched(evidence, look));
    if (outcome.kind === 'finding') {
      if (rule.aboutName === true) return false;
      fixFor(rule.fix, watchedIn(contextOfEvidence(evidence), ownOfContext, look));
    }
    return !looked;
  });
}

function watched(evidence: EndpointEvidence, look: () => void): EndpointEvidence {
  const [leaf, ...above] = evidence.chain;
  if (leaf === undefined) return evidence;
  const own = watchedIn(leaf, ownOfLeaf, look);
  const authorities = evidence.authorities.map((one) => (one.child === leaf ? { ...one, child: own } : one));
  const conversations = evidence.observation.conversations.map((each) => watchedIn(each, ownOfConversation, look));
  const observation = watchedIn({ ...evidence.observation, conversations }, ownOfObservation, look);
  return watchedIn({ ...evidence, chain: [own, ...above], authorities, observation }, ownOfEvidence, look);
}

/** Whoever takes all fields together looked at those. */
function watchedIn<T extends object>(object: T, own: readonly (keyof T)[], look: () => void): T {
  const owned = new Set<string | symbol | number>(own);
  return new Proxy(object, {
    get: (from, key, receiver) => {
      if (owned.has(key)) look();
      return Reflect.get(from, key, receiver);
    },
    has: (from, key) => {
      if (owned.has(key)) look();
      return Reflect.has(from, key);
    },
    ownKeys: (from) => {
      look();
      return Reflect.ownKeys(from);
    },
  });
}
