import { absentIssuer } from '../absent-issuer.ts';
import { akiSkiMismatch } from '../aki-ski-mismatch.ts';
import { pathless } from '../pair/trust-unknown-issuer.ts';
import type { SetupRule } from '../rule.ts';
import { trustLookalikeCa } from '../trust-lookalike-ca.ts';
import { trustMissingIntermediate } from '../trust-missing-intermediate.ts';
import { trustUnknownIssuer } from '../trust-unknown-issuer.ts';
import type { Dialled } from './dialled.ts';
import { mayBePublic } from './public-looking.ts';
import { refusal } from './refusal.ts';
import { reissueForKibana, trustInKibana } from './remedies.ts';

/** Kibana stores the CA of its enrollment there, with the time in its name. */
const enrolled = /(?:^|\/)data\/ca_\d+\.crt$/;

/** Whether the CA that Kibana took over at enrollment is still the one in use. */
export const kibanaEnrollmentCaStale: SetupRule = refusal(
  {
    id: 'kibana-enrollment-ca-stale',
    title: 'Kibana trusts the CA of its enrollment, which is no longer in use',
    severity: 'high',
    channels: ['http'],
    holds: 'The CA that Kibana stored when it was enrolled (data/ca_*.crt) is the one that issues the certificates of Elasticsearch.',
    why: 'Once the HTTP certificates come from another CA, Kibana refuses them, though nothing in its configuration was touched.',
    remedy: trustInKibana('Name the CA that is in use now in place of data/ca_*.crt.'),
    source: 'Elastic docs: update certificates with a different CA; security certificates and keys',
    logLines: ['unable to verify the first certificate', 'self-signed certificate in certificate chain'],
  },
  {
    side: 'server',
    reasons: [...pathless, 'lookalike-ca', 'key-identifier-mismatch'],
    when: ({ context }) =>
      context.trust.anchors.length > 0 && context.trust.anchors.every(({ file }) => enrolled.test(file.replaceAll('\\', '/'))),
  },
);

/** Whether the file of CAs has more than a link of the chain, for Kibana. */
export const kibanaTrustsWrongLink: SetupRule = refusal(
  {
    id: 'kibana-trusts-wrong-link',
    title: 'Kibana trusts a link of the chain, not its root',
    severity: 'high',
    channels: ['http'],
    holds: 'elasticsearch.ssl.certificateAuthorities has the root of the chain that Elasticsearch sends, whatever else it has.',
    why: 'OpenSSL, and so Kibana, wants a chain to end at a self-signed root that it trusts. An intermediate or the certificate itself is enough for a Java node, which makes the file look right.',
    remedy: trustInKibana('Add the root CA to the file; the intermediates may stay.'),
    source: 'OpenSSL: X509_V_FLAG_PARTIAL_CHAIN is off in Node',
    logLines: ['unable to get issuer certificate', 'unable to get local issuer certificate', 'unable to verify the first certificate'],
  },
  { side: 'server', reasons: pathless, when: ({ context, met }) => !context.trust.publicRoots && acceptedByJava(met) },
);

function acceptedByJava({ evidence: { peers } }: Dialled['met']): boolean {
  return peers?.verdicts.jsse17.kind === 'trusted' || peers?.verdicts.jsse25.kind === 'trusted';
}

/** Whether Kibana was told of a CA at all, where the public ones will not do. */
export const kibanaMissingEsCa: SetupRule = refusal(
  {
    id: 'kibana-missing-es-ca',
    title: 'Kibana was not told the CA of Elasticsearch',
    severity: 'critical',
    channels: ['http'],
    holds: 'Where no public CA issued the certificate of Elasticsearch, kibana.yml names the CA that did.',
    why: 'Without a CA of its own Kibana trusts the public roots of Node alone, refuses the certificate, and never gets ready.',
    remedy: trustInKibana('Give Kibana the CA of Elasticsearch.'),
    source: 'Elastic docs: encrypt HTTP client communications, Kibana; elastic/kibana#5305',
    logLines: [
      'Unable to retrieve version information from Elasticsearch nodes',
      'self-signed certificate in certificate chain',
      'unable to verify the first certificate',
      'unable to get local issuer certificate',
    ],
  },
  {
    side: 'server',
    reasons: pathless,
    when: ({ context, encounter, met }) => {
      if (!context.trust.publicRoots) return false;
      const [leaf] = encounter.to.chain;
      const reachesRoot = encounter.to.chain.some(({ selfIssued }) => selfIssued) || absentIssuer(met.evidence)?.looks === 'root';
      // It might as well be a public certificate without its intermediate.
      return reachesRoot || leaf === undefined || !mayBePublic(leaf) || 'likely';
    },
  },
);

/** An intermediate that Elasticsearch does not send. */
export const trustMissingIntermediateForKibana: SetupRule = refusal(trustMissingIntermediate, {
  side: 'server',
  reasons: ['missing-intermediate', 'unknown-issuer'],
  when: ({ met, context }, reason) =>
    reason === 'missing-intermediate' ||
    (!context.trust.publicRoots && absentIssuer(met.evidence)?.looks === 'intermediate' ? 'likely' : false),
});

/** A CA of the right name with another key. */
export const trustLookalikeCaForKibana: SetupRule = refusal(
  {
    ...trustLookalikeCa,
    remedy: trustInKibana(
      'The CA was made anew under the same name, and Kibana has the old one. Give it the one that is in use; compare openssl x509 -noout -fingerprint -sha256.',
    ),
  },
  { side: 'server', reasons: ['lookalike-ca'] },
);

export const akiSkiMismatchForKibana: SetupRule = refusal(akiSkiMismatch, { side: 'server', reasons: ['key-identifier-mismatch'] });

/** Another CA, or anything that no rule names. */
export const trustUnknownIssuerForKibana: SetupRule = refusal(
  {
    ...trustUnknownIssuer,
    remedy: trustInKibana('Add the CA that issued the certificate of Elasticsearch; several may stand in the file.'),
  },
  { side: 'server', reasons: pathless },
);

/** What Kibana refuses for a reason that no other rule knows. */
export const restRefusedByKibana: SetupRule = refusal(
  {
    ...trustUnknownIssuer,
    remedy: trustInKibana(
      'See what the detail says: the certificate is of a kind that OpenSSL does not take. Where that is the CA’s doing, issue it anew.',
    ),
  },
  { side: 'server', reasons: null, when: (_, reason) => !toldApart.has(reason) },
);

/** A CA that Elasticsearch does not trust issued Kibana's certificate, or nothing in it shows why it is refused. */
export const trustUnknownIssuerOfKibana: SetupRule = refusal(
  { ...trustUnknownIssuer, remedy: reissueForKibana('of a CA that Elasticsearch trusts for its clients') },
  { side: 'client', reasons: null, when: (_, reason) => !toldApartOfClients.has(reason) },
);

/** The intermediate is missing between Kibana's certificate and the CA that Elasticsearch trusts. */
export const trustMissingIntermediateOfKibana: SetupRule = refusal(
  { ...trustMissingIntermediate, remedy: reissueForKibana('with its intermediates behind it in the same file') },
  { side: 'client', reasons: ['missing-intermediate'] },
);

/** Elasticsearch trusts a CA of the right name with another key. */
export const trustLookalikeCaOfKibana: SetupRule = refusal(
  {
    ...trustLookalikeCa,
    remedy: reissueForKibana('of the CA that Elasticsearch trusts, which has the same name as its own and another key'),
  },
  { side: 'client', reasons: ['lookalike-ca'] },
);

/** Reasons with rules of their own, on either side. */
const told = [
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
const toldApart: ReadonlySet<string> = new Set([
  ...told,
  ...pathless,
  'key-identifier-mismatch',
  'ca-expired',
  'not-a-ca',
  'path-length-exceeded',
  'ca-key-usage',
  'chain-too-long',
]);
const toldApartOfClients: ReadonlySet<string> = new Set([...told, 'no-certificate']);
