import { eceServiceAt } from '../../elastic/ece-services.ts';
import { evidenceAlike, gatherEvidence, type JudgingOptions, withApi } from '../../evidence/gather-evidence.ts';
import type { ApiFacts } from '../../model/api-facts.ts';
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
import { isPublicRootName } from '../../x509/public-roots.ts';
import { isComparable, kindOf, sameObservation } from './same-observation.ts';

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

/** A fleet has few kinds of endpoints, unless each has a certificate of its own. One takes some 20 KiB. */
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
  const inFull = async (observation: Observation, judging: JudgingOptions, api?: ApiFacts): Promise<Known> => {
    const gathered = await gatherEvidence(observation, judging);
    const evidence = api === undefined ? gathered : withApi(gathered, api);
    const common = judgeEndpoint(commonRules, evidence, fixes);
    const judged = judgedTogether(common, judgeEndpoint(rulesOnEndpointIdentity, evidence, fixes));
    const endpoint = endpointReport(evidence, judged, { ...asked, name: typeof judging.serverName === 'string' });
    return { evidence, endpoint, common };
  };
  return async (observation, given, api): Promise<Meaning> => {
    const judging = { ...options, ...given };
    if (api !== undefined || options.anchors.length > 0 || given.besideOpenSearch === true || !isComparable(observation))
      return inFull(observation, judging, api);
    // Whether a name is asked for decides what is incomplete.
    const service = judging.deployment === 'ece' ? eceServiceAt(observation.target.port) : null;
    const kind = `${judging.serverName === undefined ? 'host' : typeof judging.serverName} ${service} ${kindOf(observation)}`;
    const known = kinds.find(kind);
    if (known === undefined || !sameObservation(known.evidence.observation, observation) || !sameDaysLeft(known.evidence, judging.at)) {
      const first = await inFull(observation, judging);
      // Trust in a public root is judged by the time.
      if (!first.evidence.chain.some(({ issuerDer }) => isPublicRootName(issuerDer))) kinds.keep(kind, first);
      return first;
    }
    const evidence = evidenceAlike(known.evidence, observation, judging);
    const judged = judgedTogether(known.common, judgeEndpoint(particularRulesOf.get(observation.channel) ?? [], evidence, fixes));
    return { evidence, endpoint: reportAlike(known.endpoint, evidence, judged), like: known.endpoint };
  };
}

/** Whether the report of its certificates still says how many days are left. */
function sameDaysLeft({ chain, behindUnreadable, at }: EndpointEvidence, now: Date): boolean {
  return (behindUnreadable ?? chain).every(({ notAfter }) => daysLeft(notAfter, at) === daysLeft(notAfter, now));
}
