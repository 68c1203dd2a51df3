import type { Finding } from '../model/finding.ts';
import type { WaiverReport } from '../model/policy-report.ts';
import type { WaivedMatter, Waiver } from '../model/waiver.ts';

/** Waivers on the day of a run. They remember what they were asked about, for `reports`. */
export class Waivers {
  readonly #waivers: readonly WaivedMatter[];
  readonly #today: string;
  readonly #matches: ReadonlyMap<WaivedMatter, Set<string>>;

  constructor(waivers: readonly WaivedMatter[], at: Date) {
    this.#waivers = waivers;
    this.#today = at.toISOString().slice(0, 10);
    this.#matches = new Map(waivers.map((waiver) => [waiver, new Set<string>()]));
  }

  /** The waiver that holds here; null where none does, or it is over. */
  find(rule: string, subject: string): Waiver | null {
    let found: Waiver | null = null;
    for (const waiver of this.#waivers) {
      if (waiver.rule !== rule || !isLike(waiver.subject, subject)) continue;
      this.#matches.get(waiver)?.add(subject);
      if (!this.#isOver(waiver)) found ??= { reason: waiver.reason, owner: waiver.owner, until: waiver.until };
    }
    return found;
  }

  /** A finding with the waiver of all that it is about; unchanged where one of its subjects has none. */
  marked<F extends Finding>(finding: F, subjects: readonly string[]): F {
    const waivers = subjects.map((subject) => this.find(finding.rule, subject));
    const [first] = waivers;
    return first != null && !waivers.includes(null) ? { ...finding, waived: first } : finding;
  }

  /** What became of each. @param subjects all that a pattern may take in */
  reports(subjects: readonly string[]): readonly WaiverReport[] {
    return this.#waivers.map((waiver) => {
      const matches = [...(this.#matches.get(waiver) ?? [])];
      const beyond = waiver.subject.includes('*') ? subjects.filter((one) => isLike(waiver.subject, one) && !matches.includes(one)) : [];
      return { ...waiver, state: this.#isOver(waiver) ? 'expired' : matches.length > 0 ? 'used' : 'unused', matches, beyond };
    });
  }

  /** Its last day belongs to it, in UTC. */
  #isOver({ until }: Waiver): boolean {
    return until < this.#today;
  }
}

/** Whether a pattern, in which `*` stands for any run of characters, is this text. */
export function isLike(pattern: string, text: string): boolean {
  const [head = '', ...tails] = pattern.split('*');
  const last = tails.pop();
  if (last === undefined) return pattern === text;
  if (!text.startsWith(head) || text.length < head.length + last.length || !text.endsWith(last)) return false;
  let at = head.length;
  for (const part of tails) {
    const found = text.indexOf(part, at);
    if (found < 0 || found + part.length > text.length - last.length) return false;
    at = found + part.length;
  }
  return true;
}
