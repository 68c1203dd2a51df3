import { remoteClusterName } from '../../logs/remote-cluster-name.ts';
import type { Certificate } from '../../model/certificate.ts';
import type { FixContext } from '../../model/fix.ts';
import { hostAndPort } from '../../model/host-port.ts';
import type { Peer } from '../../model/peer-handshake.ts';
import { clusterNameMismatch } from '../../rules/join/cluster-name-mismatch.ts';
import { seedHostUnreachable } from '../../rules/join/seed-host-unreachable.ts';
import { contextOfEvidence } from '../../rules/remedies/context-of-evidence.ts';
import { contextOfSetup } from '../../rules/remedies/context-of-setup.ts';
import { fixContext, isAddress, isPlain, issuerOfCertificate, nodeOfCertificate } from '../../rules/remedies/fix-context.ts';
import type { CandidateCause } from './candidate-cause.ts';
import { withLogLine } from './context-of-log-line.ts';
import type { JoinView } from './join-view.ts';
import { anchorsOf, transportOf } from './joiner-of-setup.ts';

/** What the fix for a cause is chosen by: the files of the node, or what the one to blame showed; and the CA that the others have. */
export function contextOfSuspect(candidate: CandidateCause, view: JoinView): FixContext {
  const context = ofFilesAndPeers(candidate, view);
  return candidate.toldIn === undefined ? context : withLogLine(context, candidate.toldIn);
}

function ofFilesAndPeers(candidate: CandidateCause, view: JoinView): FixContext {
  const { rule, evidence: facts, subjects } = candidate;
  const { joiner, members, deployment, product, setup } = view;
  const peers = [...(joiner === null ? [] : [joiner]), ...members.map(({ peer }) => peer)];
  const client = clientToBlame(candidate);
  if (client !== null) return contextOfClient(client, peers, view);
  // Those that cannot be reached are named by the settings of the one that joins.
  const blamed = rule.id === seedHostUnreachable.id ? joiner : (peers.find(({ label }) => subjects.includes(label)) ?? joiner);
  const others = peers.filter((peer) => peer !== blamed);
  const context = ofBlamed(blamed, facts, view);
  const node = namedAs(context, blamed);
  return {
    ...context,
    deployment,
    ...(product === 'opensearch' ? { product } : {}),
    node,
    found: { ...context.found, clusterName: clusterNameFor(candidate, others), seedHosts: seedHostsOf(view) },
    authority: authorityOf(others, setup === null || blamed !== joiner ? [] : anchorsOf(setup)),
  };
}

/** What the cluster of the others is called: by what they show, or by what the node itself logs. */
function clusterNameFor({ rule, evidence: { log } }: CandidateCause, others: readonly Peer[]): string | null {
  if (rule.id !== clusterNameMismatch.id) return null;
  const shown = others.find(({ clusterName }) => clusterName !== null)?.clusterName;
  const line = typeof log === 'object' && log !== null && 'log' in log ? log.log : log;
  const name = shown ?? (typeof line === 'string' ? remoteClusterName(line) : null);
  return name !== null && isPlain(name) ? name : null;
}

function seedHostsOf({ members }: JoinView): readonly string[] | null {
  const hosts = members.flatMap(({ peer, evidence: { observation } }) =>
    peer.speaks === 'transport' ? [hostAndPort(observation.target.host, observation.target.port)] : [],
  );
  return hosts.length === 0 ? null : [...new Set(hosts)];
}

/** What is wrong with a certificate is so on the machine that presents it, or presents none. Of trust, the one that refuses may be to blame as well. */
const ofPresenter: ReadonlySet<string> = new Set([
  'client-cert-not-sent',
  'leaf-expired',
  'leaf-not-yet-valid',
  'eku-transport-missing-clientauth',
  'ku-without-digitalsignature',
  'certificate-unreadable',
  'weak-key',
  'weak-signature',
]);

/** The host that connected and was refused for its certificate, by a log; null where something else is to blame. */
export function clientToBlame({ rule, refusedClient }: Pick<CandidateCause, 'rule' | 'refusedClient'>): string | null {
  return refusedClient !== undefined && ofPresenter.has(rule.id) ? refusedClient.host : null;
}

/** Nothing is known of it but its address, and the CA that the others have. */
function contextOfClient(host: string, peers: readonly Peer[], { deployment, product, setup }: JoinView): FixContext {
  return {
    ...fixContext({
      channel: 'transport',
      product: product === 'opensearch' ? 'opensearch' : 'elasticsearch',
      deployment,
      node: { name: host, subject: null, dns: [isAddress(host) ? 'HOST' : host], ips: isAddress(host) ? [host] : [] },
    }),
    authority: authorityOf(peers, setup === null ? [] : anchorsOf(setup)),
  };
}

function ofBlamed(
  blamed: Peer | null,
  facts: CandidateCause['evidence'],
  { setup, joiner, members, deployment, product }: JoinView,
): FixContext {
  if (setup !== null && blamed === joiner) {
    const context = facts.context ?? transportOf(setup)?.name ?? null;
    return contextOfSetup({ setup, deployment }, { facts, context });
  }
  const member = members.find(({ peer }) => peer === blamed);
  if (member !== undefined) return contextOfEvidence(member.evidence);
  const [leaf] = blamed?.chain ?? [];
  return fixContext({
    channel: 'transport',
    product: product === 'opensearch' ? 'opensearch' : 'elasticsearch',
    deployment,
    issuer: issuerOfCertificate(leaf),
    node: nodeOfCertificate(leaf),
  });
}

/** What the old certificate bears, the new one is not to lose; and it has to have what others connect to. */
function namedAs({ node }: FixContext, blamed: Peer | null): FixContext['node'] {
  if (blamed === null) return node;
  const { dns, ips } = nodeOfCertificate(blamed.chain[0], blamed.namesConnectedTo);
  return {
    ...node,
    // From outside, a node is called by its address.
    name: node.name ?? (/:\d+\)?$/.test(blamed.label) ? blamed.label : null),
    dns: [...new Set([...node.dns, ...dns])].filter((name) => name !== 'localhost'),
    ips: [...new Set([...node.ips, ...ips])].filter(
      (address) => !/^(?:127\.|::1$)/.test(address) || blamed.namesConnectedTo.includes(address),
    ),
  };
}

/** The CA that issued what the others show; nothing where they differ. */
function authorityOf(others: readonly Peer[], known: readonly Certificate[]): FixContext['authority'] {
  const leaves = others.flatMap(({ chain }) => chain.slice(0, 1)).filter(({ selfSigned }) => !selfSigned);
  const [first] = leaves;
  if (first === undefined || leaves.some(({ issuer }) => issuer !== first.issuer)) return { name: null, madeBy: null, sha256: null };
  const above = [...others.flatMap(({ chain }) => chain), ...known].find(
    ({ subject, subjectKeyId, isCa }) =>
      isCa && subject === first.issuer && (first.authorityKeyId === null || subjectKeyId === first.authorityKeyId),
  );
  return { ...issuerOfCertificate(first), sha256: above?.sha256 ?? null };
}
