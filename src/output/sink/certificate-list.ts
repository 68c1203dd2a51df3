import type { InspectedFile } from '../../model/inspection.ts';
import type { CertificateReport, EndpointReport } from '../../model/report.ts';
import { keepPlace } from './first-places.ts';
import { NumberedTexts } from './numbered-texts.ts';
import { PackedTexts } from './packed-texts.ts';
import type { SinkEndpoint } from './sink.ts';

/** What a certificate was shown as. */
export type CertificateRole = 'own' | 'chain' | 'file';

/** A certificate, whoever has it. Lists are one text each: a fleet has a hundred thousand of them. */
export type ListedCertificate = {
  readonly sha256: string;
  readonly subject: string;
  readonly issuer: string;
  readonly serialNumber: string;
  /** ISO 8601. */
  readonly notBefore: string;
  readonly notAfter: string;
  /** `DNS:es01; IP:10.0.0.11`. */
  readonly names: string;
  readonly key: CertificateReport['publicKey'];
  readonly signatureAlgorithm: string;
  readonly isCa: boolean;
  /** Null where the certificate has none. */
  readonly keyUsage: string | null;
  readonly extendedKeyUsage: string | null;
  readonly role: CertificateRole;
  /** Of an endpoint's own: the worst verdict of those that connect there. */
  readonly trust: EndpointReport['trust'];
  /** Ids of rules that found something wrong with it, with blanks between. */
  readonly problems: string;
  /** The first of those that have it, in order. */
  readonly places: readonly string[];
  /** How many have it. */
  readonly count: number;
};

/** What a certificate is by itself, as it is packed; numbers stand for texts that thousands share. */
type Packed = readonly [
  sha256: string,
  subject: string,
  issuer: number,
  serialNumber: string,
  notBefore: number,
  notAfter: string,
  names: string,
  key: number,
  signatureAlgorithm: number,
  isCa: 0 | 1,
  keyUsage: number | null,
  extendedKeyUsage: number | null,
];

/** What comes to be known of it, by its place in the list. */
type Known = {
  role: CertificateRole;
  trust: EndpointReport['trust'];
  /** The number of a text. */
  problems: number;
  /** A place alone, or several in order. */
  places: string | string[];
  count: number;
  /** By what it is found, and told from those that end at the same moment. */
  readonly key: string;
  readonly endsAt: number;
  readonly packed: number;
};

const worstTrust: readonly EndpointReport['trust'][] = ['untrusted', 'peers-differ', 'not-checked', 'trusted'];

/** Each certificate once, however many endpoints show it, with no more of it than documents tell. */
export class CertificateList {
  /** By fingerprint. */
  #all = new Map<string, Known>();
  #packed = new PackedTexts();
  #order: readonly Known[] | null = null;
  readonly #most: number;
  /** The last end of those that are kept; what ends later is not among the first. Null as long as there is room. */
  #latest: number | null = null;
  /** Texts that thousands share are kept once. */
  readonly #texts = new NumberedTexts();
  readonly #keyNumbers = new Map<string, number>();
  readonly #keys: CertificateReport['publicKey'][] = [];

  #last: object | null = null;

  /** @param most only so many are kept, those that end first */
  constructor(most = Number.POSITIVE_INFINITY) {
    this.#most = most;
  }

  /** Whoever shares the list may hand it the same endpoint. */
  endpoint(endpoint: SinkEndpoint): void {
    if (endpoint === this.#last) return;
    this.#last = endpoint;
    const { target, chain, findings, trust } = endpoint;
    for (const [index, certificate] of chain.entries()) {
      if (chain.findIndex(({ sha256 }) => sha256 === certificate.sha256) < index) continue;
      const known = this.#listed(certificate, index === 0 ? 'own' : 'chain');
      if (known === null) continue;
      add(known, target);
      if (index === 0 && worstTrust.indexOf(trust) < worstTrust.indexOf(known.trust)) known.trust = trust;
    }
    for (const { rule, evidence } of findings) {
      const known = typeof evidence.sha256 === 'string' ? this.#all.get(keyOf(evidence.sha256)) : undefined;
      if (known !== undefined) this.#problem(known, rule);
    }
  }

  file(inspected: InspectedFile): void {
    if (inspected === this.#last) return;
    this.#last = inspected;
    const { file, certificates } = inspected;
    for (const certificate of certificates) {
      const known = this.#listed(certificate, 'file');
      if (known === null) continue;
      add(known, file);
      for (const { rule } of certificate.problems) this.#problem(known, rule);
    }
  }

  get size(): number {
    return this.#all.size;
  }

  /** By end, then by fingerprint: what ends first is first. Each is made when it is asked for. */
  *all(): Generator<ListedCertificate> {
    const sorted = this.#sorted();
    for (let index = 0; index < Math.min(sorted.length, this.#most); index++) yield this.#whole(sorted[index] as Known);
  }

  /** Kept, since several documents ask for it at the end of a run. */
  #sorted(): readonly Known[] {
    if (this.#order === null || this.#order.length !== this.#all.size)
      this.#order = [...this.#all.values()].sort((a, b) => a.endsAt - b.endsAt || (a.key < b.key ? -1 : 1));
    return this.#order;
  }

  /** Lets go of those that are not among the first. None of them comes to be one of these again. */
  #prune(): void {
    const first = this.#sorted().slice(0, this.#most);
    const before = this.#packed;
    this.#packed = new PackedTexts();
    this.#all = new Map(first.map((known) => [known.key, { ...known, packed: this.#packed.add(before.text(known.packed)) }]));
    this.#order = null;
    this.#latest = first.at(-1)?.endsAt ?? null;
  }

  #listed(certificate: CertificateReport, role: CertificateRole): Known | null {
    const key = keyOf(certificate.sha256);
    const known = this.#all.get(key);
    if (known !== undefined) {
      if (role === 'own') known.role = role;
      return known;
    }
    const endsAt = Date.parse(certificate.notAfter);
    if (this.#latest !== null && endsAt > this.#latest) return null;
    if (this.#all.size >= this.#most * 2) this.#prune();
    const { sha256, subject, issuer, serialNumber, notBefore, notAfter, subjectAltNames, publicKey, isCa } = certificate;
    const { keyUsage, extendedKeyUsage, signatureAlgorithm } = certificate;
    const packed: Packed = [
      sha256,
      subject,
      this.#texts.numberOf(issuer),
      serialNumber,
      this.#texts.numberOf(notBefore),
      notAfter,
      subjectAltNames.join('; '),
      this.#keyNumberOf(publicKey),
      this.#texts.numberOf(signatureAlgorithm),
      isCa ? 1 : 0,
      keyUsage === null ? null : this.#texts.numberOf(keyUsage.join(', ')),
      extendedKeyUsage === null ? null : this.#texts.numberOf(extendedKeyUsage.join(', ')),
    ];
    const made: Known = {
      role,
      trust: role === 'own' ? 'trusted' : 'not-checked',
      problems: 0,
      places: [],
      count: 0,
      key,
      endsAt,
      packed: this.#packed.add(JSON.stringify(packed)),
    };
    this.#all.set(key, made);
    return made;
  }

  #whole(known: Known): ListedCertificate {
    const packed = JSON.parse(this.#packed.text(known.packed)) as Packed;
    return {
      sha256: packed[0],
      subject: packed[1],
      issuer: this.#texts.text(packed[2]),
      serialNumber: packed[3],
      notBefore: this.#texts.text(packed[4]),
      notAfter: packed[5],
      names: packed[6],
      key: this.#keys[packed[7]] as CertificateReport['publicKey'],
      signatureAlgorithm: this.#texts.text(packed[8]),
      isCa: packed[9] === 1,
      keyUsage: packed[10] === null ? null : this.#texts.text(packed[10]),
      extendedKeyUsage: packed[11] === null ? null : this.#texts.text(packed[11]),
      role: known.role,
      trust: known.trust,
      problems: this.#texts.text(known.problems),
      places: typeof known.places === 'string' ? [known.places] : known.places,
      count: known.count,
    };
  }

  #problem(known: Known, rule: string): void {
    const before = this.#texts.text(known.problems);
    const rules = before.split(' ');
    if (!rules.includes(rule)) known.problems = this.#texts.numberOf(before === '' ? rule : [...rules, rule].sort().join(' '));
  }

  #keyNumberOf(key: CertificateReport['publicKey']): number {
    const name = `${key.algorithm} ${key.bits} ${key.curve}`;
    const known = this.#keyNumbers.get(name);
    if (known !== undefined) return known;
    this.#keyNumbers.set(name, this.#keys.length);
    return this.#keys.push(key) - 1;
  }
}

/** A fingerprint in half the room: an octet a character, in the order of its hexadecimal digits. */
function keyOf(sha256: string): string {
  return /^[0-9a-f]{64}$/.test(sha256) ? Buffer.from(sha256, 'hex').toString('latin1') : sha256;
}

function add(known: Known, place: string): void {
  known.count += 1;
  if (known.count === 1) {
    known.places = place;
    return;
  }
  if (typeof known.places === 'string') known.places = [known.places];
  keepPlace(known.places, place);
}
