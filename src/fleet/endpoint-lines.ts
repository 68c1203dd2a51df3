import type { Finding } from '../model/finding.ts';
import type { Fix } from '../model/fix.ts';
import type { EndpointReport } from '../model/report.ts';
import { type PerEndpointField, perEndpointFields } from '../report/endpoint-report.ts';
import { ByteText } from './byte-text.ts';

/** An endpoint to write, and the first of its kind, where it has one. */
export type Written = { readonly endpoint: EndpointReport; readonly like?: EndpointReport | undefined };

/** What the lines of one kind have in common, as bytes: the fields between those that each has of its own, and what rules said. */
type KindBytes = {
  readonly fields: readonly ({ readonly bytes: Uint8Array } | { readonly own: PerEndpointField; readonly key: string })[];
  /** Findings, what could not be judged, and certificates. */
  readonly items: ReadonlyMap<object, Uint8Array>;
};

/** What findings of one rule say before and behind what was seen. */
type RuleBytes = { readonly head: string; readonly tail: Uint8Array };

/**
 * NDJSON: one line an address, with an endpoint as in `handclasp.report/1` and which of its target's addresses this is. Line and paragraph separators, which some
 * readers take for line ends, are escaped. A finding leaves its `fix` out: its `remedy` has the same as text. Of endpoints that are alike, what they have in common is turned into bytes once.
 */
export class EndpointLines {
  readonly #text = new ByteText();
  readonly #kinds = new WeakMap<EndpointReport, KindBytes>();
  /** By the fix, which findings of one rule at one kind of endpoint share. */
  readonly #rules = new WeakMap<Fix, Map<string, RuleBytes>>();

  /** All addresses of a target. */
  add(endpoints: readonly Written[]): void {
    for (const [index, { endpoint, like }] of endpoints.entries()) {
      this.#text.text(`{"schema":"handclasp.endpoint/1","part":{"nth":${index + 1},"of":${endpoints.length}}`);
      if (like === undefined) this.#fields(endpoint);
      else this.#fieldsLike(endpoint, this.#kindOf(like));
      this.#text.text('}\n');
    }
  }

  /** What was added since it was last taken, in UTF-8, with the buffer behind it. */
  take(): Uint8Array<ArrayBuffer> {
    return this.#text.take();
  }

  /** Gives back a buffer that was taken. */
  reuse(buffer: ArrayBuffer): void {
    this.#text.reuse(buffer);
  }

  #fields(endpoint: EndpointReport): void {
    for (const [key, value] of Object.entries(endpoint)) {
      if (value !== undefined) this.#text.text(`,"${key}":${json(key === 'findings' ? endpoint.findings.map(withoutFix) : value)}`);
    }
  }

  #fieldsLike(endpoint: EndpointReport, { fields, items }: KindBytes): void {
    for (const field of fields) {
      if ('bytes' in field) this.#text.bytes(field.bytes);
      else if (field.own === 'findings') this.#list(field.key, endpoint.findings, items, (finding) => this.#finding(finding));
      else if (field.own === 'unknown' || field.own === 'chain')
        this.#list<object>(field.key, endpoint[field.own], items, (item) => this.#text.text(json(item)));
      else this.#text.text(field.key + json(endpoint[field.own]));
    }
  }

  #list<T extends object>(key: string, items: readonly T[], known: ReadonlyMap<object, Uint8Array>, tell: (item: T) => void): void {
    this.#text.text(`${key}[`);
    for (const [index, item] of items.entries()) {
      if (index > 0) this.#text.text(',');
      const bytes = known.get(item);
      if (bytes === undefined) tell(item);
      else this.#text.bytes(bytes);
    }
    this.#text.text(']');
  }

  #finding(finding: Finding): void {
    const { head, tail } = this.#ruleOf(finding);
    this.#text.text(`${head},"detail":${json(finding.detail)},"evidence":${json(finding.evidence)},`);
    this.#text.bytes(tail);
  }

  #ruleOf(finding: Finding): RuleBytes {
    const key = `${finding.rule} ${finding.severity} ${finding.asShipped === true} ${finding.certainty}`;
    const ofFix = this.#rules.get(finding.fix) ?? new Map<string, RuleBytes>();
    this.#rules.set(finding.fix, ofFix);
    const known = ofFix.get(key);
    if (known !== undefined) return known;
    const rule = ruleBytes(finding);
    ofFix.set(key, rule);
    return rule;
  }

  #kindOf(first: EndpointReport): KindBytes {
    const known = this.#kinds.get(first);
    if (known !== undefined) return known;
    const kind = kindBytes(first);
    this.#kinds.set(first, kind);
    return kind;
  }
}

const isPerEndpointField: ReadonlySet<string> = new Set(perEndpointFields);

function kindBytes(first: EndpointReport): KindBytes {
  const fields: KindBytes['fields'][number][] = [];
  let common = '';
  const endCommon = () => {
    if (common !== '') fields.push({ bytes: Buffer.from(common) });
    common = '';
  };
  for (const [key, value] of Object.entries(first)) {
    if (value === undefined) continue;
    if (isPerEndpointField.has(key)) {
      endCommon();
      fields.push({ own: key as PerEndpointField, key: `,"${key}":` });
    } else common += `,"${key}":${json(value)}`;
  }
  endCommon();
  return {
    fields,
    items: new Map<object, Uint8Array>([
      ...first.findings.map((item) => [item, Buffer.from(json(withoutFix(item)))] as const),
      ...[...first.unknown, ...first.chain].map((item) => [item, Buffer.from(json(item))] as const),
    ]),
  };
}

function withoutFix({ fix: _, ...finding }: Finding): Omit<Finding, 'fix'> {
  return finding;
}

function ruleBytes({ rule, severity, title, detail: _, evidence: __, fix: ___, ...behind }: Finding): RuleBytes {
  return {
    head: json({ rule, severity, title }).slice(0, -1),
    tail: Buffer.from(json(behind).slice(1)),
  };
}

function json(value: unknown): string {
  const text = JSON.stringify(value);
  // Few texts have such a character, and looking for one copies nothing.
  if (!/[\u007f-\u009f\u2028\u2029]/.test(text)) return text;
  return text.replace(/[\u007f-\u009f\u2028\u2029]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
