import type { Acceptance } from '../../model/peer-handshake.ts';
import type { RefusalReason } from '../../model/verify-reason.ts';
import { akiSkiMismatch } from '../certificate/aki-ski-mismatch.ts';
import { caReissuedSameKey } from '../certificate/ca-reissued-same-key.ts';
import { trustLookalikeCa } from '../certificate/trust-lookalike-ca.ts';
import { trustMissingIntermediate } from '../certificate/trust-missing-intermediate.ts';
import { trustUnknownIssuer } from '../certificate/trust-unknown-issuer.ts';
import { absentIssuer } from '../facts/absent-issuer.ts';
import type { ElasticsearchHost } from '../facts/elasticsearch-hosts.ts';
import { lookalikeAnchors } from '../facts/lookalike-anchors.ts';
import { mayBePublic } from '../facts/may-be-public.ts';
import { refusal } from '../facts/refusal-by-elasticsearch.ts';
import type { SetupRule } from '../framework/rule.ts';
import { pathless } from '../pair/trust-unknown-issuer.ts';
import { trustBothAuthorities } from '../remedies/both-authorities.ts';
import { onElasticsearch, reissueForKibana, trustInKibana } from '../remedies/kibana.ts';
import { kibanaEnrollmentCaStale } from '../setup/kibana-enrollment-ca-stale.ts';
import { kibanaMissingEsCa } from '../setup/kibana-missing-es-ca.ts';
import { kibanaTrustsWrongLink } from '../setup/kibana-trusts-wrong-link.ts';

/** Kibana stores the CA of its enrollment there, with the time in its name. */
const enrolled = /(?:^|\/)data\/ca_\d+\.crt$/;

/** Whether the CA that Kibana took over at enrollment is still the one in use. */
export const kibanaEnrollmentCaStaleOnWire: SetupRule = refusal(kibanaEnrollmentCaStale, {
  side: 'server',
  reasons: [...pathless, 'lookalike-ca', 'key-identifier-mismatch'],
  when: ({ context }) =>
    context.trust.anchors.length > 0 && context.trust.anchors.every(({ file }) => enrolled.test(file.replaceAll('\\', '/'))),
});

/** Whether the file of CAs has more than a link of the chain, for Kibana. */
export const kibanaTrustsWrongLinkOnWire: SetupRule = refusal(kibanaTrustsWrongLink, {
  side: 'server',
  reasons: pathless,
  when: ({ context, met }) => !context.trust.publicRoots && acceptedByJava(met),
});

function acceptedByJava({ evidence: { peers } }: ElasticsearchHost['met']): boolean {
  return peers?.verdicts.jsse17.kind === 'trusted' || peers?.verdicts.jsse25.kind === 'trusted';
}

/** Whether Kibana was told of a CA at all, where the public ones will not do. */
export const kibanaMissingEsCaOnWire: SetupRule = refusal(kibanaMissingEsCa, {
  side: 'server',
  reasons: pathless,
  when: ({ context, handshake, met }) => {
    if (!context.trust.publicRoots) return false;
    const [leaf] = handshake.to.chain;
    const reachesRoot = handshake.to.chain.some(({ selfIssued }) => selfIssued) || absentIssuer(met.evidence)?.looks === 'root';
    // It might as well be a public certificate without its intermediate.
    return reachesRoot || leaf === undefined || !mayBePublic(leaf) || 'likely';
  },
});

/** An intermediate that Elasticsearch does not send. */
export const trustMissingIntermediateForKibana: SetupRule = refusal(
  { ...trustMissingIntermediate, fix: onElasticsearch(trustMissingIntermediate.fix) },
  {
    side: 'server',
    reasons: ['missing-intermediate', 'unknown-issuer'],
    when: ({ met, context }, reason) =>
      reason === 'missing-intermediate' ||
      (!context.trust.publicRoots && absentIssuer(met.evidence)?.looks === 'intermediate' ? 'likely' : false),
  },
);

/** A CA of the right name with another key. */
export const trustLookalikeCaForKibana: SetupRule = refusal(
  {
    ...trustLookalikeCa,
    fix: (context) =>
      (context.found.namesakes?.newer === 'trusted'
        ? onElasticsearch(trustLookalikeCa.fix)
        : trustInKibana('Give Kibana the CA that is in use. Kibana has another CA of the same name.'))(context),
  },
  {
    side: 'server',
    reasons: [...pathless, 'lookalike-ca'],
    // Where the other root is sent along, Node says no more than that it is not trusted.
    when: ({ met }, reason) => reason === 'lookalike-ca' || lookalikeAnchors(met.evidence).length > 0,
    remark: ({ met, context, handshake }) => {
      const [lookalike] = lookalikeAnchors(met.evidence);
      // What tells which of the two is newer says this as well.
      if (lookalike === undefined || (handshake.server.kind === 'refused' && handshake.server.namesakes !== undefined)) return null;
      const file = context.trust.anchors.find(({ certificate }) => certificate.sha256 === lookalike.anchor.sha256)?.file;
      return `The ${lookalike.anchor.subject} in ${file ?? 'its trust'} has another key than the one that issued ${lookalike.child.subject}.`;
    },
  },
);

export const akiSkiMismatchForKibana: SetupRule = refusal(
  { ...akiSkiMismatch, fix: onElasticsearch(akiSkiMismatch.fix) },
  { side: 'server', reasons: ['key-identifier-mismatch'], when: ({ handshake }) => !isReissued(handshake.server) },
);

/** The CA was issued again with its key under another key id or serial number, and Kibana has not both of its certificates. */
export const caReissuedSameKeyForKibana: SetupRule = refusal(
  {
    ...caReissuedSameKey,
    fix: (context) =>
      (context.found.namesakes?.newer === 'trusted'
        ? onElasticsearch(trustBothAuthorities)
        : trustInKibana(
            'Give Kibana the newer certificate of the CA. Keep the older beside it while Elasticsearch still shows certificates from that.',
          ))(context),
  },
  { side: 'server', reasons: ['key-identifier-mismatch'], when: ({ handshake }) => isReissued(handshake.server) },
);

/** The same, of Kibana's own certificate. */
export const caReissuedSameKeyOfKibana: SetupRule = refusal(
  { ...caReissuedSameKey, fix: onElasticsearch(trustBothAuthorities) },
  { side: 'client', reasons: ['key-identifier-mismatch'], when: ({ handshake }) => isReissued(handshake.client) },
);

function isReissued(acceptance: Acceptance): boolean {
  return acceptance.kind === 'refused' && acceptance.namesakes?.key === 'same';
}

/** Another CA, or anything that no rule names. */
export const trustUnknownIssuerForKibana: SetupRule = refusal(
  {
    ...trustUnknownIssuer,
    fix: trustInKibana('Give Kibana the CA that issued the certificate of Elasticsearch.'),
  },
  {
    side: 'server',
    reasons: pathless,
    when: ({ met, context }) => {
      if (context.trust.publicRoots || acceptedByJava(met) || lookalikeAnchors(met.evidence).length > 0) return false;
      // Of an issuer that was not sent there is but the name: it may be an intermediate below a CA that is trusted.
      const absent = absentIssuer(met.evidence);
      return absent === null || absent.looks === 'root' ? true : absent.looks === 'intermediate' ? false : 'likely';
    },
  },
);

/** What Kibana refuses for a reason that no other rule knows. */
export const restRefusedByKibana: SetupRule = refusal(
  {
    ...trustUnknownIssuer,
    fix: trustInKibana('Give Kibana a CA that OpenSSL accepts. The finding names what is wrong with the present one.'),
  },
  { side: 'server', reasons: null, when: (_, reason) => !reportedSeparately.has(reason) },
);

/** A CA that Elasticsearch does not trust issued Kibana's certificate, or nothing in it shows why it is refused. */
export const trustUnknownIssuerOfKibana: SetupRule = refusal(
  { ...trustUnknownIssuer, fix: reissueForKibana('for Kibana') },
  {
    side: 'client',
    reasons: null,
    when: ({ handshake }, reason) =>
      !reportedSeparatelyOfClients.has(reason) && !(reason === 'key-identifier-mismatch' && isReissued(handshake.client)),
  },
);

/** The intermediate is missing between Kibana's certificate and the CA that Elasticsearch trusts. */
export const trustMissingIntermediateOfKibana: SetupRule = refusal(
  { ...trustMissingIntermediate, fix: reissueForKibana('with its intermediates after it in the same file') },
  { side: 'client', reasons: ['missing-intermediate'] },
);

/** Elasticsearch trusts a CA of the right name with another key. */
export const trustLookalikeCaOfKibana: SetupRule = refusal(
  {
    ...trustLookalikeCa,
    fix: reissueForKibana('for Kibana (the present one is from another CA of the same name)'),
  },
  { side: 'client', reasons: ['lookalike-ca'] },
);

/** Reasons with rules of their own, on either side. */
const reported: readonly RefusalReason[] = [
  'missing-intermediate',
  'lookalike-ca',
  'expired',
  'not-yet-valid',
  'ca-not-yet-valid',
  'extended-key-usage',
  'ca-extended-key-usage',
  'key-usage',
  'weak-key',
  'weak-signature',
];
const reportedSeparately: ReadonlySet<RefusalReason> = new Set([
  ...reported,
  ...pathless,
  'key-identifier-mismatch',
  'ca-expired',
  'not-a-ca',
  'path-length-exceeded',
  'ca-key-usage',
  'chain-too-long',
]);
const reportedSeparatelyOfClients: ReadonlySet<RefusalReason> = new Set([...reported, 'no-certificate']);
