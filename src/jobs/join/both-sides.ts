import { peerOfEvidence } from '../../evidence/peers/peer-of-evidence.ts';
import type { Certificate } from '../../model/certificate.ts';
import type { Acceptance, Peer } from '../../model/peer-handshake.ts';
import type { Setup } from '../../model/setup.ts';
import type { Target } from '../../model/target.ts';
import { joinRules } from '../../rules/join-rules.ts';
import { parseCertificate } from '../../x509/parse-certificate.ts';
import { compareNodes } from '../matrix/compare-nodes.ts';
import { endpointLabels } from '../matrix/endpoint-labels.ts';
import { evaluatePair, type PairJudgement, predictHandshake } from '../matrix/evaluate-pair.ts';
import { dialAsContext } from '../scan/dial-as-context.ts';
import type { ScanOptions } from '../scan/scan.ts';
import type { ScannedEndpoint } from '../scan/scanner.ts';
import { type ScanRun, survey } from '../scan/survey.ts';
import type { JoinMember } from './join-view.ts';
import { anchorsOf, joinerOfSetup, transportOf } from './joiner-of-setup.ts';

/** Who is looked at, and as what. */
export type SidesNamed = {
  readonly setup: Setup | null;
  readonly nodes: readonly Target[];
  readonly others: readonly Target[];
  /** It is known who is to join whom. */
  readonly split: boolean;
};

type Looking = ScanOptions & { readonly at: Date };

/** Asks the node and those that it is to join, each as the other would, and judges each way. */
export async function lookAtBothSides(
  named: SidesNamed,
  options: Looking,
): Promise<{ readonly surveyed: ScanRun; readonly view: BothSides }> {
  const { setup, nodes, others } = named;
  const surveyed = await survey([...nodes, ...others], { ...options, names: true, ...asTheNode(setup) });
  const seen = (targets: readonly Target[]) => targets.flatMap((target) => surveyed.done.get(target) ?? []);
  const own = seen(nodes);
  const rest = seen(surveyed.targets.filter((target) => !nodes.includes(target)));
  // A node that lets its own certificate in says who it is.
  const isItself = ({ evidence }: ScannedEndpoint) => {
    const { nodeName } = evidence.observation.service;
    return nodeName !== null && nodeName === setup?.facts.nodeName;
  };
  const view = await viewOf(
    named,
    [...own, ...rest.filter(isItself)],
    rest.filter((one) => !isItself(one)),
    options,
  );
  return { surveyed, view };
}

/** What two hellos show of versions and suites mostly settles whether there are some in common; where not, all are asked for, at the price of some lines in the logs of the nodes. */
export function isUnsettled({ towards, back }: BothSides): boolean {
  const judgements = [...towards, ...back];
  const isOfHello = (id: string) => id === 'no-common-cipher' || id === 'no-common-protocol';
  if (judgements.some(({ findings }) => findings.some(({ rule }) => isOfHello(rule.id)))) return false;
  return judgements.some(({ outcomes }) => outcomes.some(({ rule, outcome }) => outcome.kind === 'unknown' && isOfHello(rule.id)));
}

function asTheNode(setup: Setup | null): Partial<ScanOptions> {
  const context = setup?.facts.securityEnabled.value === true ? transportOf(setup) : undefined;
  return context?.enabled.value ? { ...dialAsContext(context), asNode: setup?.facts.nodeName ?? 'node' } : {};
}

/** What both sides show, and what becomes of each way between them. */
export type BothSides = {
  readonly joiner: Peer | null;
  readonly own: readonly ScannedEndpoint[];
  readonly members: readonly JoinMember[];
  readonly towards: readonly PairJudgement[];
  readonly back: readonly PairJudgement[];
  /** As `towards` and `back`, with the certificate that its port really shows, where that is another than that of its files. */
  readonly served: readonly PairJudgement[];
};

async function viewOf(
  { setup, split }: SidesNamed,
  own: readonly ScannedEndpoint[],
  others: readonly ScannedEndpoint[],
  options: Looking,
): Promise<BothSides> {
  const { at, signal } = options;
  const context = transportOf(setup);
  const given = context?.identities[0]?.chain[0] ?? leafOf(options);
  const all = labelled([...own, ...others]);
  const known = unique([
    ...all.flatMap(({ evidence }) => [...evidence.chain, ...evidence.anchors]),
    ...anchorsOf(setup),
    // An intermediate may be at hand in a file of another layer.
    ...(setup?.contexts ?? []).flatMap(({ identities, trust }) => [
      ...identities.flatMap(({ chain }) => chain),
      ...trust.anchors.map(({ certificate }) => certificate),
    ]),
  ]);
  const peerOf = ({ evidence, label }: Labelled) => peerOfEvidence(evidence, label, given);
  const isOwn = ({ endpoint }: Labelled) => own.some((one) => one.endpoint === endpoint);
  const newcomer = split ? all.find(isOwn) : await standingOut(all, { ...options, known });
  const joiner = (setup === null ? null : joinerOfSetup(setup)) ?? (newcomer === undefined ? null : peerOf(newcomer));
  const members = all
    .filter((one) => one !== newcomer && !(split && isOwn(one)))
    .map((one): JoinMember => ({ ...one, peer: asConnectedTo(peerOf(one), setup, one) }));
  if (joiner === null) return { joiner, own, members, towards: [], back: [], served: [] };
  const memo = new Map<string, Promise<Acceptance>>();
  const judge = async (from: Peer, to: Peer) =>
    evaluatePair(joinRules, await predictHandshake(from, to, { at, known, memo, ...(signal === undefined ? {} : { signal }) }));
  const open = members.filter(({ evidence }) => evidence.observation.reachability.kind === 'open');
  // Trust and modes are those of its files, read at the same time; only the certificate is another.
  const old = all
    .filter(isOwn)
    .flatMap(({ evidence: { chain } }) =>
      setup !== null && chain.length > 0 && chain[0]?.sha256 !== joiner.chain[0]?.sha256 ? [{ ...joiner, chain }] : [],
    );
  const nodes = open.filter(({ peer }) => peer.speaks !== 'http');
  return {
    joiner,
    own,
    members,
    towards: await Promise.all(open.map(({ peer }) => judge(joiner, peer))),
    back: await Promise.all(nodes.map(({ peer }) => judge(peer, joiner))),
    served: await Promise.all(old.flatMap((shown) => nodes.flatMap(({ peer }) => [judge(shown, peer), judge(peer, shown)]))),
  };
}

/** The user's own certificate, where it is not the node's. */
function leafOf({ identity }: Looking): Certificate | null {
  const [der] = identity?.chain ?? [];
  const leaf = der === undefined ? null : parseCertificate(der);
  return leaf?.kind === 'certificate' ? leaf.certificate : null;
}

/** A node with files connects to its seeds as they are written, so that this name has to fit; then what they publish. */
function asConnectedTo(peer: Peer, setup: Setup | null, { evidence }: Labelled): Peer {
  if (setup === null) return peer;
  const { host } = evidence.observation.target;
  const surely = [...new Set([host, ...peer.namesSurelyConnectedTo])];
  return { ...peer, namesConnectedTo: surely, namesSurelyConnectedTo: surely };
}

/** Of nodes that are compared with one another, the one that differs. */
async function standingOut(
  all: readonly Labelled[],
  { at, known, deployment = 'self', signal }: Looking & { readonly known: readonly Certificate[] },
): Promise<Labelled | undefined> {
  if (all.length < 2) return undefined;
  const { matrix } = await compareNodes(
    all.map(({ evidence }) => evidence),
    { at, known, deployment, ...(signal === undefined ? {} : { signal }) },
  );
  const [first] = matrix.differs;
  return all.find(({ label }) => label === first?.node);
}

type Labelled = ScannedEndpoint & { readonly label: string };

function labelled(examined: readonly ScannedEndpoint[]): readonly Labelled[] {
  const labelOf = endpointLabels(examined.map(({ evidence }) => evidence));
  return examined.map((one) => ({ ...one, label: labelOf(one.evidence) }));
}

function unique(certificates: readonly Certificate[]): readonly Certificate[] {
  return [...new Map(certificates.map((one) => [one.sha256, one])).values()];
}
