import type { InspectedFile } from '../../model/inspection.ts';
import type { CertificateReport, EndpointReport } from '../../model/report.ts';
import { keepPlace } from './first-places.ts';
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

/** The certificates of a run, which its documents may share: a list of a hundred thousand is kept once. */
export type SharedCertificates = () => Promise<CertificateList>;

type Growing = { -readonly [K in keyof ListedCertificate]: ListedCertificate[K] } & { places: string[] };

const worstTrust: readonly EndpointReport['trust'][] = ['untrusted', 'peers-differ', 'not-checked', 'trusted'];

/** Each certificate once, however many endpoints show it, with no more of it than documents tell. */
export class CertificateList {
  readonly #all = new Map<string, Growing>();
  readonly #most: number;
  /** The last end of those that are kept; what ends later is not among the first. Null as long as there is room. */
  #latest: number | null = null;
  /** Texts that thousands share are kept once. */
  readonly #shared = new Map<string, string>();
  readonly #keys = new Map<string, CertificateReport['publicKey']>();

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
      const listed = this.#listed(certificate, index === 0 ? 'own' : 'chain');
      if (listed === null) continue;
      this.#add(listed, target);
      if (index === 0 && worstTrust.indexOf(trust) < worstTrust.indexOf(listed.trust)) listed.trust = trust;
    }
    for (const { rule, evidence } of findings) {
      const listed = typeof evidence.sha256 === 'string' ? this.#all.get(evidence.sha256) : undefined;
      if (listed !== undefined) this.#problem(listed, rule);
    }
  }

  file(inspected: InspectedFile): void {
    if (inspected === this.#last) return;
    this.#last = inspected;
    const { file, certificates } = inspected;
    for (const certificate of certificates) {
      const listed = this.#listed(certificate, 'file');
      if (listed === null) continue;
      this.#add(listed, file);
      for (const { rule } of certificate.problems) this.#problem(listed, rule);
    }
  }

  get size(): number {
    return this.#all.size;
  }

  /** By end, then by fingerprint: what ends first is first. */
  all(): readonly ListedCertificate[] {
    return this.#sorted().slice(0, this.#most);
  }

  #sorted(): Growing[] {
    return [...this.#all.values()].sort((a, b) => Date.parse(a.notAfter) - Date.parse(b.notAfter) || (a.sha256 < b.sha256 ? -1 : 1));
  }

  /** Lets go of those that are not among the first. None of them comes to be one of these again. */
  #prune(): void {
    const sorted = this.#sorted();
    for (const { sha256 } of sorted.slice(this.#most)) this.#all.delete(sha256);
    this.#latest = Date.parse(sorted[this.#most - 1]?.notAfter ?? '');
  }

  #listed(certificate: CertificateReport, role: CertificateRole): Growing | null {
    const known = this.#all.get(certificate.sha256);
    if (known !== undefined) {
      if (role === 'own') known.role = role;
      return known;
    }
    if (this.#latest !== null && Date.parse(certificate.notAfter) > this.#latest) return null;
    if (this.#all.size >= this.#most * 2) this.#prune();
    const { subject, issuer, serialNumber, notBefore, notAfter, sha256, subjectAltNames, publicKey, isCa } = certificate;
    const { keyUsage, extendedKeyUsage, signatureAlgorithm } = certificate;
    const made: Growing = {
      sha256,
      subject,
      issuer: this.#once(issuer),
      serialNumber,
      notBefore: this.#once(notBefore),
      notAfter,
      names: subjectAltNames.join('; '),
      key: this.#keyOnce(publicKey),
      signatureAlgorithm: this.#once(signatureAlgorithm),
      isCa,
      keyUsage: keyUsage === null ? null : this.#once(keyUsage.join(', ')),
      extendedKeyUsage: extendedKeyUsage === null ? null : this.#once(extendedKeyUsage.join(', ')),
      role,
      trust: role === 'own' ? 'trusted' : 'not-checked',
      problems: '',
      places: [],
      count: 0,
    };
    this.#all.set(sha256, made);
    return made;
  }

  #add(listed: Growing, place: string): void {
    listed.count += 1;
    keepPlace(listed.places, place);
  }

  #problem(listed: Growing, rule: string): void {
    const rules = listed.problems.split(' ');
    if (!rules.includes(rule)) listed.problems = this.#once(listed.problems === '' ? rule : [...rules, rule].sort().join(' '));
  }

  #once(text: string): string {
    const known = this.#shared.get(text);
    if (known === undefined) this.#shared.set(text, text);
    return known ?? text;
  }

  #keyOnce(key: CertificateReport['publicKey']): CertificateReport['publicKey'] {
    const name = `${key.algorithm} ${key.bits} ${key.curve}`;
    const known = this.#keys.get(name);
    if (known === undefined) this.#keys.set(name, key);
    return known ?? key;
  }
}
