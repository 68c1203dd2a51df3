import { eceServiceAt } from '../../elastic/ece-services.ts';
import { guessOf } from '../../evidence/certificate-evidence.ts';
import { evidenceAlike, evidenceOfShape, gatherEvidence, type JudgingOptions, withApi } from '../../evidence/gather-evidence.ts';
import type { ApiFacts } from '../../model/api-facts.ts';
import type { Certificate } from '../../model/certificate.ts';
import { type Channel, channels } from '../../model/channel.ts';
import { daysLeft } from '../../model/days-left.ts';
import type { EndpointEvidence } from '../../model/evidence.ts';
import type { Observation } from '../../model/observation.ts';
import type { EndpointReport } from '../../model/report.ts';
import { endpointReport, reportAlike } from '../../report/endpoint-report.ts';
import type { Asked } from '../../report/not-checked.ts';
import { endpointRules } from '../../rules/endpoint-rules.ts';
import { type FixWish, type Judged, judgedTogether, judgeEndpoint } from '../../rules/framework/judge-endpoint.ts';
import type { EndpointRule } from '../../rules/framework/rule.ts';
import { KnownFixes } from '../../rules/remedies/known-fixes.ts';
import { BoundedCache } from '../../x509/bounded-cache.ts';
import { parseCertificate } from '../../x509/parse-certificate.ts';
import { isPublicRootName } from '../../x509/public-roots.ts';
import { leafShape, rulesOnShape } from './leaf-shape.ts';
import { isComparable, kindOf, sameButForLeaf, sameObservation } from './same-observation.ts';

type Meaning = {
  readonly evidence: EndpointEvidence;
  readonly endpoint: EndpointReport;
  /** The report of the first of its kind, from which this one differs in what is told anew. Findings that both have are the same objects. */
  readonly like?: EndpointReport;
};

/** Says what an observation means, with what the REST API told where it was asked. */
export type Judge = (
  observation: Observation,
  options: Pick<JudgingOptions, 'at' | 'serverName' | 'besideOpenSearch'>,
  api: ApiFacts | undefined,
) => Promise<Meaning>;

/** The first of its kind, and what the rules said that say the same of all of them. */
type Known = Meaning & { readonly common: Judged };

/** The first of its shape; as soon as there is a second one, what the rules say of the shape, and those that are asked of each. */
type KnownShape = Meaning & { split?: { readonly common: Judged; readonly ofEach: readonly EndpointRule[] } };

/** A fleet has few kinds of endpoints, and fewer shapes of certificates. One takes some 20 KiB. */
const kindsKept = 256;

const commonRules = endpointRules.filter(({ readsEndpointIdentity }) => readsEndpointIdentity === undefined);
const rulesOnEndpointIdentity = endpointRules.filter(({ readsEndpointIdentity }) => readsEndpointIdentity !== undefined);
/** Those that have a say, found once. */
const particularRulesOf = new Map(
  [...channels, 'unknown' as const].map((channel): [Channel, readonly EndpointRule[]] => [
    channel,
    rulesOnEndpointIdentity.filter((rule) => rule.channels.includes(channel)),
  ]),
);

/**
 * Judges thousands of endpoints that show little variety: of those that showed the same, the first is judged in full, and of the others what is particular to
 * them. Trust depends on the time as well, so where it is judged, each is judged in full.
 */
export function createJudge(
  options: Omit<JudgingOptions, 'at' | 'serverName' | 'besideOpenSearch'>,
  asked: Omit<Asked, 'name'>,
  wish: Omit<FixWish, 'known'> = {},
): Judge {
  const fixes: FixWish = { ...wish, known: new KnownFixes() };
  const kinds = new BoundedCache<Known>(kindsKept);
  const shapes = new BoundedCache<KnownShape>(kindsKept);
  const inFull = async (observation: Observation, judging: JudgingOptions, api?: ApiFacts): Promise<Known> => {
    const gathered = await gatherEvidence(observation, judging);
    const evidence = api === undefined ? gathered : withApi(gathered, api);
    const common = judgeEndpoint(commonRules, evidence, fixes);
    const judged = judgedTogether(common, judgeEndpoint(rulesOnEndpointIdentity, evidence, fixes));
    const endpoint = endpointReport(evidence, judged, { ...asked, name: typeof judging.serverName === 'string' });
    return { evidence, endpoint, common };
  };
  const ofShape = (first: KnownShape, leaf: Certificate, observation: Observation, judging: JudgingOptions): Meaning | null => {
    if (!sameButForLeaf(first.evidence.observation, observation) || !sameDaysLeft(first.evidence, judging.at, 1)) return null;
    const evidence = evidenceOfShape(first.evidence, leaf, observation, judging);
    if (evidence === null) return null;
    first.split ??= splitByShape(first.evidence, fixes);
    const judged = judgedTogether(first.split.common, judgeEndpoint(first.split.ofEach, evidence, fixes));
    return { evidence, endpoint: reportAlike(first.endpoint, evidence, judged), like: first.endpoint };
  };
  return async (observation, given, api): Promise<Meaning> => {
    const judging = { ...options, ...given };
    if (api !== undefined || options.anchors.length > 0 || given.besideOpenSearch === true || !isComparable(observation))
      return inFull(observation, judging, api);
    // Whether a name is asked for decides what is incomplete.
    const service = judging.deployment === 'ece' ? eceServiceAt(observation.target.port) : null;
    const about = `${judging.serverName === undefined ? 'host' : typeof judging.serverName} ${service}`;
    const kind = `${about} ${kindOf(observation)}`;
    const known = kinds.find(kind);
    if (known !== undefined && sameObservation(known.evidence.observation, observation) && sameDaysLeft(known.evidence, judging.at)) {
      const evidence = evidenceAlike(known.evidence, observation, judging);
      const judged = judgedTogether(known.common, judgeEndpoint(particularRulesOf.get(observation.channel) ?? [], evidence, fixes));
      return { evidence, endpoint: reportAlike(known.endpoint, evidence, judged), like: known.endpoint };
    }
    const leaf = ownLeaf(observation);
    const ofLeaf = leaf === null ? null : leafShape(leaf);
    const deployment = leaf === null || judging.deployment !== undefined ? null : guessOf([leaf], observation.target.host).type;
    const shape = `${about} ${deployment} ${kindOf(observation, 'left-out')} ${ofLeaf}`;
    const first = ofLeaf === null ? undefined : shapes.find(shape);
    const alike = first === undefined || leaf === null ? null : ofShape(first, leaf, observation, judging);
    if (alike !== null) return alike;
    const judged = await inFull(observation, judging);
    // Trust in a public root is judged by the time.
    if (judged.evidence.chain.some(({ issuerDer }) => isPublicRootName(issuerDer))) return judged;
    kinds.keep(kind, judged);
    if (ofLeaf !== null && judged.evidence.unreadable.length === 0)
      shapes.keep(shape, { evidence: judged.evidence, endpoint: judged.endpoint });
    return judged;
  };
}

function splitByShape(evidence: EndpointEvidence, fixes: FixWish): NonNullable<KnownShape['split']> {
  const common = new Set(rulesOnShape(endpointRules, evidence));
  return {
    common: judgeEndpoint([...common], evidence, fixes),
    ofEach: endpointRules.filter((rule) => !common.has(rule) && rule.channels.includes(evidence.observation.channel)),
  };
}

/** The own certificate, where every connection showed the same one. */
function ownLeaf({ conversations }: Observation): Certificate | null {
  const [der, ...others] = conversations.flatMap(({ chain }) => chain.slice(0, 1));
  if (der === undefined || others.some((other) => Buffer.compare(other, der) !== 0)) return null;
  const result = parseCertificate(der);
  return result.kind === 'certificate' ? result.certificate : null;
}

/** Whether the report of its certificates still says how many days are left. @param from the first that counts */
function sameDaysLeft({ chain, behindUnreadable, at }: EndpointEvidence, now: Date, from = 0): boolean {
  return (behindUnreadable ?? chain).slice(from).every(({ notAfter }) => daysLeft(notAfter, at) === daysLeft(notAfter, now));
}
