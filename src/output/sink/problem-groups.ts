import { type Severity, severities } from '../../model/severity.ts';
import type { ListedAt } from '../../model/target.ts';
import type { Waiver } from '../../model/waiver.ts';
import { cutTo } from '../escape/cut-to.ts';
import { keepPlace, mostPlaces } from './first-places.ts';
import type { SinkClusterFinding, SinkEndpoint, SinkFinding } from './sink.ts';

/** What several findings of a rule have in common, from the narrowest: they are about one certificate, about those of one issuer, or of one rule. */
export type Scope =
  | { readonly kind: 'certificate'; readonly sha256: string }
  | { readonly kind: 'issuer'; readonly name: string }
  /** Endpoints or files that only together show it. */
  | { readonly kind: 'subjects'; readonly names: string }
  | { readonly kind: 'rule' };

/** Findings of one rule that are told as one. */
export type ProblemGroup = {
  readonly rule: string;
  readonly severity: Severity;
  /** Null where a rule's id is all that is known. */
  readonly title: string | null;
  /** What was seen at the first of the places. */
  readonly detail: string;
  /** Null where the finding has none. */
  readonly remedy: string | null;
  readonly source: string | null;
  readonly waived: Waiver | null;
  readonly scope: Scope;
  /** In order, the first of them where there are many. */
  readonly places: readonly string[];
  /** The line of the list that names each of the places; null where no file does. */
  readonly listedAt: readonly (ListedAt | null)[];
  /** How often it was found. */
  readonly count: number;
};

/** A finding, whatever it is of. */
export type Noted = {
  readonly rule: string;
  readonly severity: Severity;
  readonly title: string | null;
  readonly detail: string;
  readonly remedy: string | null;
  readonly source: string | null;
  readonly waived?: Waiver;
  readonly scope: Scope;
  /** Who issued the certificate of the scope; null where that is not known. */
  readonly issuer: string | null;
};

/** Of one rule: where there are more, they are told by issuer, or together. */
const mostPerRule = 1000;
const mostDetail = 2000;

/**
 * Findings of any number of endpoints, as few groups: by rule and certificate, or by rule where it is about the endpoint. Where these are too many they are told by issuer, then by
 * rule. Which groups there are and which places they name does not depend on the order in which findings come, so that they are the same from run to run.
 */
export class ProblemGroups {
  readonly #rules = new Map<string, OfRule>();
  #last: object | null = null;

  /** Whether it has not just been told of by another document that shares the groups. */
  isNew(told: object): boolean {
    const isNew = told !== this.#last;
    this.#last = told;
    return isNew;
  }

  endpoint(endpoint: SinkEndpoint): void {
    if (!this.isNew(endpoint)) return;
    const { target, listedAt, findings, chain } = endpoint;
    const place = withListing(target, listedAt);
    for (const finding of findings) {
      const scope = scopeOf(finding);
      const issuer = scope.kind === 'certificate' ? (chain.find(({ sha256 }) => sha256 === scope.sha256)?.issuer ?? null) : null;
      this.add(notedOf(finding, scope, issuer), [place]);
    }
  }

  finding(finding: SinkClusterFinding): void {
    if (!this.isNew(finding)) return;
    const { subjects, listings } = finding;
    const names = [...new Set(subjects)].sort().slice(0, mostPlaces).join(' ');
    this.add(
      notedOf(finding, { kind: 'subjects', names }, null),
      subjects.length === 0 ? ['handclasp'] : subjects.map((subject) => withListing(subject, listings?.get(subject) ?? null)),
    );
  }

  /** @param places of one and the same finding */
  add(noted: Noted, places: readonly string[]): void {
    const key = JSON.stringify([severities.indexOf(noted.severity), noted.rule, noted.waived ?? null]);
    let ofRule = this.#rules.get(key);
    if (ofRule === undefined) {
      ofRule = new OfRule(noted);
      this.#rules.set(key, ofRule);
    }
    ofRule.add(noted, places);
  }

  /** The worst first, then by rule. @param most at most so many, unless there are more rules than that */
  groups(most: number): readonly ProblemGroup[] {
    const rules = [...this.#rules].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, ofRule]) => ({ ofRule, level: ofRule.finest }));
    const sizeOf = ({ ofRule, level }: (typeof rules)[number]) => ofRule.sizeAt(level);
    for (let all = rules.reduce((sum, each) => sum + sizeOf(each), 0); all > most; ) {
      const widest = rules.reduce((a, b) => (sizeOf(b) > sizeOf(a) ? b : a));
      const before = sizeOf(widest);
      if (before <= 1) break;
      widest.level += 1;
      all += sizeOf(widest) - before;
    }
    return rules.flatMap(({ ofRule, level }) => ofRule.groupsAt(level));
  }
}

/** Field by field: of a million findings each has the same shape. */
function notedOf(finding: SinkFinding, scope: Scope, issuer: string | null): Noted {
  const { rule, severity, title, remedy, source, waived } = finding;
  const detail = sureDetail(finding);
  return waived === undefined
    ? { rule, severity, title, detail, remedy, source, scope, issuer }
    : { rule, severity, title, detail, remedy, source, waived, scope, issuer };
}

/** What was taken for granted is said. */
function sureDetail({ certainty, detail }: SinkFinding): string {
  return certainty === 'likely' ? `Likely: ${detail}` : detail;
}

/** What a finding of an endpoint is about. */
function scopeOf({ evidence }: SinkFinding): Scope {
  const { sha256, authority, issuer } = evidence;
  if (typeof sha256 === 'string') return { kind: 'certificate', sha256 };
  const name = authority ?? issuer;
  return typeof name === 'string' ? { kind: 'issuer', name } : { kind: 'rule' };
}

type Growing = { readonly scope: Scope; first: string; detail: string; readonly places: string[]; count: number };

/** Findings of one rule that are equally bad, at each level of detail that is not too wide. */
class OfRule {
  readonly #noted: Noted;
  #first: string | null = null;
  #remedy: string | null = null;
  /** From the finest: by what it is about, by issuer, all together. Null where there are too many. */
  readonly #levels: [Map<string, Growing> | null, Map<string, Growing> | null, Map<string, Growing>] = [new Map(), new Map(), new Map()];

  constructor(noted: Noted) {
    this.#noted = noted;
  }

  add({ scope, issuer, detail, remedy }: Noted, places: readonly string[]): void {
    const [first = ''] = places;
    if (this.#first === null || first < this.#first) {
      this.#first = first;
      this.#remedy = remedy;
    }
    const whole: Scope = { kind: 'rule' };
    const broader: Scope =
      scope.kind === 'certificate' && issuer !== null ? { kind: 'issuer', name: issuer } : scope.kind === 'issuer' ? scope : whole;
    for (const [level, of] of [scope, broader, whole].entries()) {
      const groups = this.#levels[level];
      if (groups == null) continue;
      const key = JSON.stringify(of);
      let group = groups.get(key);
      if (group === undefined) {
        group = { scope: of, first, detail: cutTo(detail, mostDetail), places: [], count: 0 };
        groups.set(key, group);
      }
      grow(group, first, detail, places);
      if (groups.size > mostPerRule && level < 2) this.#levels[level] = null;
    }
  }

  get finest(): number {
    return this.#levels.findIndex((groups) => groups !== null);
  }

  sizeAt(level: number): number {
    return this.#levels.slice(level).find((groups) => groups != null)?.size ?? 0;
  }

  groupsAt(level: number): readonly ProblemGroup[] {
    const { rule, severity, title, source, waived } = this.#noted;
    const groups = this.#levels.slice(level).find((each) => each != null) ?? new Map<string, Growing>();
    return [...groups]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, { scope, detail, places, count }]) => ({
        rule,
        severity,
        title,
        detail,
        remedy: this.#remedy,
        source,
        waived: waived ?? null,
        scope,
        ...placesOf(places),
        count,
      }));
  }
}

/** One text for both, so that places are kept in their order with what belongs to them. */
function withListing(place: string, listedAt: ListedAt | null): string {
  return listedAt === null ? place : `${place}${separator}${listedAt.line}${separator}${listedAt.file}`;
}

const separator = '\u0000';

function placesOf(kept: readonly string[]): Pick<ProblemGroup, 'places' | 'listedAt'> {
  const parted = kept.map((text) => {
    const [, place = text, line, file] = /^([^\0]*)\0(\d+)\0(.*)$/s.exec(text) ?? [];
    return { place, listedAt: line === undefined || file === undefined ? null : { file, line: Number(line) } };
  });
  return { places: parted.map(({ place }) => place), listedAt: parted.map(({ listedAt }) => listedAt) };
}

function grow(group: Growing, first: string, detail: string, places: readonly string[]): void {
  group.count += 1;
  if (first < group.first || (first === group.first && detail < group.detail)) {
    group.first = first;
    group.detail = cutTo(detail, mostDetail);
  }
  for (const place of places) keepPlace(group.places, place);
}
