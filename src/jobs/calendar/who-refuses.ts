import { predictAcceptance } from '../../evidence/peers/predict-acceptance.ts';
import type { Certificate } from '../../model/certificate.ts';
import { decidingPeers, type PeerModel } from '../../model/deciding-peers.ts';
import type { Acceptance, Peer } from '../../model/peer-handshake.ts';
import type { CalendarUnknown, Refuser } from '../../model/reasons/calendar-fact.ts';
import { sameName } from '../../model/same-name.ts';
import { modelChoices } from '../../x509/path/models.ts';
import { verifyCertificate } from '../../x509/path/verify-certificate.ts';
import type { CertificateInUse, Holder } from './certificates-in-use.ts';
import { allClients, clientsOf } from './clients-of-port.ts';

/** What is at hand to foretell who refuses a certificate that has ended. */
export type Foresight = {
  /** Now: by this instant it shows who accepts whom. */
  readonly at: Date;
  /** The transport endpoints of the run, by label. */
  readonly peers: ReadonlyMap<string, Peer>;
  /** CA certificates at hand. */
  readonly known: readonly Certificate[];
};

/** A connection that fails from then on; `refuses` is the label of the endpoint whose certificate is refused. */
export type Break = { readonly by: Refuser; readonly refuses: string; readonly certainty: 'proven' | 'likely' };

/** Who refuses from then on, and of whom that is not known. */
export type Refusals = {
  readonly breaks: readonly Break[];
  readonly unknown: readonly CalendarUnknown[];
  /** Somebody who was looked at goes on accepting it. */
  readonly isAcceptedBySome: boolean;
};

type Known = 'refused' | 'likely-refused' | 'accepted';
type Answer = { readonly by: Refuser; readonly is: Known } | { readonly is: 'unknown'; readonly why: CalendarUnknown };
/** `was-refused`: it is no news. */
type OfNode = Known | 'unknown' | 'was-refused';
/** Of connections in one direction: the answer of all who trust the same, and those to whom it is no news. */
type OfConnection = { readonly answer: OfNode; readonly refusedBack: ReadonlySet<Peer> };

const worstFirst = ['refused', 'likely-refused', 'unknown', 'accepted'] as const;
const nobody: ReadonlySet<Peer> = new Set();

/** Foretells for a run. Chains that are judged once by somebody's trust are not judged again. */
export class Foreteller {
  readonly #foresight: Foresight;
  /** Acceptances by instant. */
  readonly #memos = new Map<number, Map<string, Promise<Acceptance>>>();
  readonly #verdicts = new Map<string, Promise<boolean>>();
  readonly #refusedBack = new Map<string, Promise<ReadonlySet<Peer>>>();
  readonly #trustKeys = new Map<Peer, string>();
  /** Nodes whose settings showed. */
  readonly #judges: readonly Peer[];

  constructor(foresight: Foresight) {
    this.#foresight = foresight;
    this.#judges = [...foresight.peers.values()].filter(({ gap }) => gap === null);
  }

  async whoRefuses(one: CertificateInUse): Promise<Refusals> {
    const breaks = new Map<string, Break>();
    const unknown = new Map<string, CalendarUnknown>();
    let isAcceptedBySome = false;
    for (const holder of one.holders) {
      for (const answer of await this.#answers(one, holder)) {
        if (answer.is === 'unknown') unknown.set(JSON.stringify(answer.why), answer.why);
        else if (answer.is === 'accepted') isAcceptedBySome = true;
        else {
          const { by, is } = answer;
          const certainty = is === 'refused' ? 'proven' : 'likely';
          breaks.set(JSON.stringify([by, holder.label]), { by, refuses: holder.label, certainty });
        }
      }
    }
    return { breaks: [...breaks.values()], unknown: [...unknown.values()], isAcceptedBySome };
  }

  async #answers(one: CertificateInUse, holder: Holder): Promise<readonly Answer[]> {
    const own = this.#foresight.peers.get(holder.label);
    const others = own === undefined ? [] : this.#judges.filter((peer) => peer !== own);
    if (own === undefined || others.length === 0) return this.#answersOfClients(one, holder);
    // Whoever trusts the same answers the same: what is asked of each pair is only whether it is news there.
    const alike = new Map<string, readonly OfConnection[]>();
    const answers: Answer[] = [];
    for (const judge of others) {
      const key = this.#trustKeyOf(judge);
      const connections = alike.get(key) ?? (await this.#connections(one, own, judge));
      alike.set(key, connections);
      const each = connections.map(({ answer, refusedBack }) => (refusedBack.has(judge) ? 'was-refused' : answer));
      const is = worstFirst.find((answer) => each.includes(answer)) ?? 'was-refused';
      if (is === 'was-refused') continue;
      answers.push(
        is === 'unknown'
          ? { is, why: { code: 'acceptance-not-shown', judge: judge.label, holder: holder.label } }
          : { by: { code: 'node', label: judge.label }, is },
      );
    }
    return answers;
  }

  /** As the other connects to it, and as it connects to the other where that asks for a certificate: one connection that breaks is enough. */
  async #connections(one: CertificateInUse, holder: Peer, judge: Peer): Promise<readonly OfConnection[]> {
    const connections: OfConnection[] = [];
    for (const purpose of ['server', 'client'] as const) {
      if (purpose === 'client' && judge.clientAuthentication === 'none') continue;
      const answer = await this.#answerAs(purpose, one, holder, judge);
      const breaks = answer === 'refused' || answer === 'likely-refused';
      connections.push({ answer, refusedBack: breaks ? await this.#refusedBackBy(purpose, one, holder) : nobody });
    }
    return connections;
  }

  /** Whose certificate it refuses, so that a connection with them fails already. */
  async #refusedBackBy(purpose: 'server' | 'client', { certificate }: CertificateInUse, holder: Peer): Promise<ReadonlySet<Peer>> {
    const back = purpose === 'server' ? 'client' : 'server';
    if (back === 'client' && holder.clientAuthentication === 'none') return nobody;
    const { at } = this.#foresight;
    const moment = certificate.notAfter < at ? new Date(certificate.notAfter.getTime() - 1000) : at;
    const key = `${moment.getTime()} ${back} ${this.#trustKeyOf(holder)}`;
    const known = this.#refusedBack.get(key) ?? this.#refusedBy(holder, back, moment);
    this.#refusedBack.set(key, known);
    return known;
  }

  async #refusedBy(judge: Peer, purpose: 'server' | 'client', at: Date): Promise<ReadonlySet<Peer>> {
    const refused = new Set<Peer>();
    for (const peer of this.#judges) if ((await this.#accepts(peer, judge, purpose, at)).kind === 'refused') refused.add(peer);
    return refused;
  }

  #trustKeyOf(peer: Peer): string {
    const key = this.#trustKeys.get(peer) ?? trustKey(peer);
    this.#trustKeys.set(peer, key);
    return key;
  }

  async #answerAs(purpose: 'server' | 'client', { certificate, role }: CertificateInUse, holder: Peer, judge: Peer): Promise<OfNode> {
    const end = certificate.notAfter;
    const [leaf] = holder.chain;
    const after = new Date(end.getTime() + 1000);
    const isLeafFirst = role === 'ca' && leaf !== undefined && leaf.notAfter < after;
    const { at } = this.#foresight;
    const before = await this.#accepts(holder, judge, purpose, isLeafFirst ? at : lastMoment(certificate, holder.chain, at));
    if (before.kind === 'refused') return 'was-refused';
    const isLikely = before.kind === 'unknown';
    if (isLeafFirst) {
      // Taken that another leaf of the same CA follows it: Java looks at the dates of what is sent, and not at those of what it trusts.
      const isSent = holder.chain.some(({ sha256 }) => sha256 === certificate.sha256);
      return isSent && !certificate.selfSigned ? 'likely-refused' : 'accepted';
    }
    const then = await this.#accepts(holder, judge, purpose, after);
    switch (then.kind) {
      case 'refused':
        return isLikely ? 'likely-refused' : 'refused';
      case 'accepted':
        return 'accepted';
      case 'unknown':
        // A leaf that has ended is refused by everybody who does not trust that very certificate.
        return role === 'own' && !mayPin(judge, certificate) ? 'likely-refused' : 'unknown';
    }
  }

  #accepts(holder: Peer, judge: Peer, purpose: 'server' | 'client', at: Date): Promise<Acceptance> {
    const { known } = this.#foresight;
    const memo = this.#memos.get(at.getTime()) ?? new Map<string, Promise<Acceptance>>();
    this.#memos.set(at.getTime(), memo);
    return predictAcceptance(holder, judge, purpose, { at, known, memo });
  }

  /** Whoever connects to such a port, by the trust that was given. */
  async #answersOfClients(one: CertificateInUse, { label, evidence }: Holder): Promise<readonly Answer[]> {
    const { channel, peers, chain, pinned } = evidence;
    const { certificate, role } = one;
    if (peers === null) {
      if (role === 'ca' && (certificate.selfSigned || !chain.some(({ sha256 }) => sha256 === certificate.sha256)))
        return [{ is: 'unknown', why: { code: 'no-ca-given', holder: label } }];
      if (role === 'own' && pinned) return [{ is: 'unknown', why: { code: 'trusted-directly', holder: label } }];
      return [{ by: { code: allClients(channel) }, is: 'likely-refused' }];
    }
    const answers: { readonly model: PeerModel; readonly is: 'refused' | 'likely-refused' | 'accepted' }[] = [];
    for (const model of decidingPeers[channel]) {
      const is = await this.#answerOfModel(one, evidence, model);
      if (is !== null) answers.push({ model, is });
    }
    const refusing = answers.filter(({ is }) => is !== 'accepted');
    const is = refusing.some((answer) => answer.is === 'refused') ? 'refused' : 'likely-refused';
    const by = clientsOf(
      channel,
      refusing.map(({ model }) => model),
    );
    return [
      ...(by === null ? [] : [{ by: { code: by }, is } as const]),
      ...(answers.length > refusing.length ? [{ by: { code: allClients(channel) }, is: 'accepted' } as const] : []),
    ];
  }

  /** Null where it refuses the chain already, or trusts it by another way. */
  async #answerOfModel({ certificate, role }: CertificateInUse, evidence: Holder['evidence'], model: PeerModel) {
    const end = certificate.notAfter;
    const after = new Date(end.getTime() + 1000);
    const now = evidence.peers?.verdicts[model];
    const above = evidence.authorities.map((one) => one.certificate);
    const moment = lastMoment(certificate, [...evidence.chain, ...above], evidence.at);
    const wasTrusted =
      role === 'own' && moment < end && moment !== evidence.at ? await this.#trusts(evidence, model, moment) : now?.kind === 'trusted';
    if (!wasTrusted) return null;
    if (now?.kind === 'trusted' && !now.path.some(({ sha256 }) => sha256 === certificate.sha256)) return 'accepted';
    const [leaf] = evidence.chain;
    if (role === 'ca' && leaf !== undefined && leaf.notAfter < after) {
      const isAnchor = evidence.anchors.some(({ sha256 }) => sha256 === certificate.sha256);
      return isAnchor && !modelChoices[model].anchor.dates ? 'accepted' : 'likely-refused';
    }
    return (await this.#trusts(evidence, model, after)) ? 'accepted' : 'refused';
  }

  #trusts({ chain, anchors, use }: Holder['evidence'], model: PeerModel, at: Date): Promise<boolean> {
    const key = [model, at.getTime(), ...chain.map(({ sha256 }) => sha256)].join(' ');
    const known =
      this.#verdicts.get(key) ??
      verifyCertificate({
        chain: chain.map(({ der }) => der),
        anchors: anchors.map(({ der }) => der),
        at,
        purpose: use === 'client' ? 'client' : 'server',
        model,
      }).then(({ trusted }) => trusted);
    this.#verdicts.set(key, known);
    return known;
  }
}

/** When it is seen whether the end of a certificate makes a difference: now, or the last moment before, where something changes until then: it is past, or what stands beside it ends first. */
function lastMoment({ notAfter, sha256 }: Certificate, beside: readonly Certificate[], now: Date): Date {
  const isFirst = beside.every((one) => one.sha256 === sha256 || one.notAfter < now || one.notAfter >= notAfter);
  // OpenSSL counts the second of the end as past, Java does not.
  return notAfter >= now && isFirst ? now : new Date(notAfter.getTime() - 1000);
}

/** What a node's answer depends on. */
function trustKey({ trust, clientAuthentication }: Peer): string {
  switch (trust.kind) {
    case 'everything':
      return `everything ${clientAuthentication}`;
    case 'unknown':
      return JSON.stringify(['unknown', clientAuthentication, trust.because]);
    case 'names':
      return JSON.stringify(['names', clientAuthentication, trust.names.map(({ name }) => name), trust.tried]);
    case 'anchors':
      return JSON.stringify(['anchors', clientAuthentication, trust.publicRoots, trust.anchors.map(({ sha256 }) => sha256)]);
  }
}

/** Whether a node may trust that very certificate, so that Java looks at neither its dates nor its usages. */
function mayPin({ trust }: Peer, leaf: Certificate): boolean {
  switch (trust.kind) {
    case 'everything':
    case 'unknown':
      return true;
    case 'names':
      return trust.names.some(({ name }) => sameName(name, leaf.subject));
    case 'anchors':
      return trust.anchors.some(({ sha256 }) => sha256 === leaf.sha256);
  }
}
