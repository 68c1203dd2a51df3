import type { Certificate } from '../../model/certificate.ts';
import type { Peer } from '../../model/peer-handshake.ts';
import { sameName } from '../../model/same-name.ts';
import { listed } from '../../wording/listed.ts';

/** A CA in use: its name and key id, which is null where no certificate tells it. */
export type IssuerInUse = { readonly name: string; readonly keyId: string | null };

/** How far a node has come on the way from one CA to another. */
export type RotationStage =
  | 'old-ca-only'
  | 'both-trusted'
  | 'new-leaf'
  | 'old-ca-removed'
  /** It has its new certificate before it trusts the new CA, which its peers then mostly do not either. */
  | 'new-leaf-too-early'
  /** It has given up the old CA while its own certificate is still from it. */
  | 'old-ca-removed-too-early'
  | 'unknown';

export type Rotation = {
  readonly old: IssuerInUse;
  readonly new: IssuerInUse;
  readonly stages: readonly { readonly label: string; readonly stage: RotationStage }[];
  /** The next change that lets nobody out. */
  readonly nextStep: string;
};

/**
 * Where nodes stand between two CAs; null where no node trusts two, or where all certificates are from one and all nodes trust the same. The new CA is the one whose
 * certificates were issued last. Where only one issues, a change begins or has nearly ended: which of the two, the CAs' own certificates tell by their dates if they are at
 * hand; else it is taken to begin, and the next step is told for both.
 *
 * @param known CA certificates at hand
 */
export function rotationOf(peers: readonly Peer[], known: readonly Certificate[] = []): Rotation | null {
  const nodes = peers.filter(({ chain }) => chain.length > 0);
  const issuers = issuersInUse(nodes);
  const [first, second] = issuers;
  if (first === undefined) return null;
  const change = second === undefined ? comingOrGoing(nodes, first, known) : { old: first, new: issuers.at(-1) ?? second, sure: true };
  if (change === null) return null;
  const { sure, ...pair } = change;
  // Where nobody trusts both, no change is under way: they are just apart.
  if (!nodes.some((node) => [pair.old, pair.new].every((issuer) => trustsIssuer(node, issuer, issuers) === true))) return null;
  const stages = nodes.map((node) => ({ label: node.label, stage: stageOf(node, pair, issuers) }));
  const nextStep = nextStepOf(pair, stages);
  return {
    ...pair,
    stages,
    nextStep: sure
      ? nextStep
      : `${nextStep} That is, if ${pair.new.name} is the new CA; if it is the old one, take it away where it is still trusted.`,
  };
}

/** Oldest first, by the latest certificate that each issued. */
export function issuersInUse(nodes: readonly Peer[]): readonly IssuerInUse[] {
  const found: { readonly issuer: IssuerInUse; since: number }[] = [];
  for (const { chain } of nodes) {
    const [leaf] = chain;
    if (leaf === undefined || leaf.selfSigned) continue;
    const issuer = topIssuer(chain, leaf);
    const known = found.find((one) => sameIssuer(one.issuer, issuer));
    if (known === undefined) found.push({ issuer, since: leaf.notBefore.getTime() });
    else known.since = Math.max(known.since, leaf.notBefore.getTime());
  }
  return found.sort((a, b) => a.since - b.since).map(({ issuer }) => issuer);
}

/** The CA that a truststore would hold: above what was sent. */
export function topIssuer(chain: readonly Certificate[], leaf: Certificate): IssuerInUse {
  let top = leaf;
  for (const above of chain.slice(1)) {
    if (above.selfIssued) break;
    if (sameName(above.subject, top.issuer)) top = above;
  }
  return { name: top.issuer, keyId: top.authorityKeyId };
}

/** The same CA, as far as its name and key id tell. */
export function sameIssuer(a: IssuerInUse, b: IssuerInUse): boolean {
  return sameName(a.name, b.name) && (a.keyId === b.keyId || a.keyId === null || b.keyId === null);
}

/** Whether a node trusts a CA; null where that does not show. */
export function trustsIssuer(node: Peer, issuer: IssuerInUse, inUse: readonly IssuerInUse[]): boolean | null {
  const { trust } = node;
  switch (trust.kind) {
    case 'everything':
      return true;
    case 'unknown':
      return null;
    case 'anchors':
      return trust.anchors.some(
        ({ subject, subjectKeyId }) =>
          sameName(subject, issuer.name) && (subjectKeyId === issuer.keyId || subjectKeyId === null || issuer.keyId === null),
      );
    case 'names':
      break;
  }
  const tried = trust.tried.find((one) => sameName(one.issuer, issuer.name) && one.authorityKeyId === issuer.keyId);
  if (tried !== undefined) return tried.answer === 'accepted';
  const entries = trust.names.filter(({ name }) => sameName(name, issuer.name)).length;
  if (entries === 0) return false;
  const namesakes = inUse.filter(({ name }) => sameName(name, issuer.name));
  if (namesakes.length <= 1) return true;
  // As many entries as there are keys of the name: then it is each of them.
  if (entries >= namesakes.length) return true;
  const [leaf] = node.chain;
  const own = leaf === undefined ? null : topIssuer(node.chain, leaf);
  if (own === null || !sameName(own.name, issuer.name)) return null;
  return sameIssuer(own, issuer);
}

/** One CA issues, and some nodes, not all, trust another one beside it. */
function comingOrGoing(
  nodes: readonly Peer[],
  issuer: IssuerInUse,
  known: readonly Certificate[],
): { readonly old: IssuerInUse; readonly new: IssuerInUse; readonly sure: boolean } | null {
  const lists = nodes.flatMap(({ trust }) => (trust.kind === 'names' ? [trust.names.map(({ name }) => name)] : []));
  if (lists.length < 2 || lists.some((names) => names.length > 3)) return null;
  const extra = lists
    .flat()
    .find((name) => !sameName(name, issuer.name) && !lists.every((names) => names.some((one) => sameName(one, name))));
  if (extra === undefined) return null;
  const other: IssuerInUse = { name: extra, keyId: null };
  const [mine, theirs] = [issuer.name, extra].map((name) => known.find(({ subject, isCa }) => isCa && sameName(subject, name))?.notBefore);
  if (mine === undefined || theirs === undefined) return { old: issuer, new: other, sure: false };
  return mine < theirs ? { old: issuer, new: other, sure: true } : { old: other, new: issuer, sure: true };
}

function stageOf(node: Peer, { old, new: recent }: Pick<Rotation, 'old' | 'new'>, inUse: readonly IssuerInUse[]): RotationStage {
  const [leaf] = node.chain;
  const [trustsOld, trustsNew] = [trustsIssuer(node, old, inUse), trustsIssuer(node, recent, inUse)];
  if (leaf === undefined || trustsOld === null || trustsNew === null) return 'unknown';
  const own = topIssuer(node.chain, leaf);
  if (sameIssuer(own, recent)) {
    if (trustsOld && trustsNew) return 'new-leaf';
    return trustsNew ? 'old-ca-removed' : trustsOld ? 'new-leaf-too-early' : 'unknown';
  }
  if (!sameIssuer(own, old)) return 'unknown';
  if (trustsOld && trustsNew) return 'both-trusted';
  return trustsOld ? 'old-ca-only' : trustsNew ? 'old-ca-removed-too-early' : 'unknown';
}

function nextStepOf({ old, new: recent }: Pick<Rotation, 'old' | 'new'>, stages: Rotation['stages']): string {
  const at = (...wanted: readonly RotationStage[]) => stages.filter(({ stage }) => wanted.includes(stage)).map(({ label }) => label);
  const [oldName, newName] = namesOf(old, recent);
  const cutOff = at('old-ca-removed-too-early');
  if (cutOff.length > 0)
    return `Add the old CA (${oldName}) again to the trust of ${listed(cutOff)}: certificates from it are still in use.`;
  const [lacking, early] = [at('old-ca-only', 'new-leaf-too-early'), at('new-leaf-too-early')];
  const gone = at('old-ca-removed');
  const stillOld = at('old-ca-only', 'both-trusted');
  if (gone.length > 0 && stillOld.length > 0)
    return `Add the old CA (${oldName}) again to the trust of ${listed(gone)}, until ${listed(stillOld)} ${stillOld.length === 1 ? 'has' : 'have'} a certificate of the new one; and see that all trust the new CA (${newName}).`;
  if (lacking.length > 0)
    return `Add the new CA (${newName}) to the trust of ${listed(lacking)}${early.length > 0 ? ', whose peers with new certificates are refused until then' : ''}; issue no further certificate from it before.`;
  const both = at('both-trusted');
  if (both.length > 0)
    return `All that showed trust both CAs: issue the certificate of ${listed(both)} from the new one (${newName}), a node at a time.`;
  const leaving = at('new-leaf');
  if (leaving.length > 0)
    return `All certificates are from the new CA: see that Kibana and the other clients trust it, then take the old one (${oldName}) out of the trust of ${listed(leaving)}.`;
  return 'What the nodes trust did not show: read it from their files before anything is changed.';
}

/** Two CAs of one name are told by their key ids. */
function namesOf(old: IssuerInUse, recent: IssuerInUse): readonly [string, string] {
  if (!sameName(old.name, recent.name)) return [old.name, recent.name];
  const reported = ({ name, keyId }: IssuerInUse) => `${name} with the key id ${keyId === null ? 'unknown' : keyId.slice(0, 16)}`;
  return [reported(old), reported(recent)];
}
