import { Alias, isMap, isScalar, isSeq, LineCounter, type Node, type Pair, parseAllDocuments, type Scalar } from 'yaml';
import type { YmlReason } from '../model/reasons/setup-problem-reason.ts';
import type { SettingsUnread } from '../model/reasons/setup-reason.ts';
import type { Place } from '../model/setup.ts';
import { showableValue } from '../model/showable.ts';
import { fileUnread, type OpenedFile } from './open-file.ts';

/** One setting as a yml file has it, before anything is made of it. */
export type RawSetting = {
  /** In dots, whichever way it was written. */
  readonly key: string;
  /** Null where nothing stands after the colon. */
  readonly value: string | readonly string[] | null;
  readonly place: Place;
  /** The parts as the file nests them: `['xpack.security', 'enabled']`. */
  readonly path: readonly string[];
  /** Variables without a value; the setting has none either then. */
  readonly unresolved: readonly string[];
  /** Variables whose default was taken although the environment has them. */
  readonly overlooked: readonly string[];
};

/** Why the product does not take the file, or takes it in a way that will surprise. */
export type YmlFault = {
  readonly because: YmlReason;
  readonly place: Place;
  /** The key it is about; null where it is about the file. */
  readonly key: string | null;
  /** The same as it is written at its level. */
  readonly field: string | null;
};

export type Yml = { readonly settings: readonly RawSetting[]; readonly faults: readonly YmlFault[] };

/** How a product fills in variables. */
export type VariableRule =
  /** Elasticsearch from 8 on puts the environment into the text first, and by whole names only: `${NAME:default}` never sees the environment. */
  | 'elasticsearch'
  /** Elasticsearch up to 7: the environment, then the default. */
  | 'elasticsearch-7'
  /** Kibana: the environment; a default from 8.8 on. */
  | 'kibana';

export type YmlOptions = {
  readonly file: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly variables: VariableRule;
};

/** Real ones have a few kilobytes; one that was filled by a tool gone wrong is not worth the memory. */
const largestYml = 2 * 1024 * 1024;

/** Settings that one file may have. */
const mostSettings = 20_000;

/**
 * Reads elasticsearch.yml or kibana.yml and keeps what a plain parser throws away: lines, keys that stand twice, the way in which keys were
 * nested. Never throws.
 */
export function readYml(bytes: Uint8Array, options: YmlOptions): Yml {
  const fault = (because: YmlReason, line: number | null, key: string | null = null, field = key): YmlFault => ({
    because,
    place: { file: options.file, line },
    key,
    field,
  });
  if (bytes.length > largestYml) return { settings: [], faults: [fault({ code: 'yml-too-large', octets: bytes.length }, null)] };
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return { settings: [], faults: [fault({ code: 'yml-not-utf8' }, lineOfBadOctet(bytes))] };
  }
  const lineCounter = new LineCounter();
  const documents = parseAllDocuments(text, {
    schema: 'failsafe',
    version: '1.1',
    uniqueKeys: false,
    lineCounter,
    logLevel: 'silent',
    merge: false,
  });
  if (!Array.isArray(documents)) return { settings: [], faults: [] };
  const [document, second] = documents;
  if (document === undefined) return { settings: [], faults: [] };
  const lineAt = (offset: number | undefined) => (offset === undefined ? null : lineCounter.linePos(offset).line);
  const [error] = document.errors;
  if (error !== undefined) {
    return {
      settings: [],
      faults: [fault({ code: 'yml-syntax', error: error.code }, lineAt(error.pos[0]))],
    };
  }
  const faults: YmlFault[] = [];
  const settings: RawSetting[] = [];
  if (second !== undefined) {
    faults.push(fault({ code: 'yml-several-documents' }, lineAt(second.range?.[0])));
  }
  if (document.contents !== null && !isMap(document.contents)) {
    const empty = isScalar(document.contents) && document.contents.source === '';
    if (!empty) faults.push(fault({ code: 'yml-not-a-map' }, lineAt(document.contents.range?.[0])));
    return { settings, faults };
  }
  const variables = (value: string) => fillIn(value, options);
  const visit = (pairs: readonly Pair[], path: readonly string[]) => {
    const seen = new Set<string>();
    for (const pair of pairs) {
      if (settings.length >= mostSettings || path.length > 40) return;
      const name = nameOf(pair.key);
      const line = lineAt(offsetOf(pair.key));
      const here = [...path, name];
      const key = here.join('.');
      if (seen.has(name)) faults.push(fault({ code: 'yml-duplicate', setting: key }, line, key, name));
      seen.add(name);
      take(pair.value, here, key, line);
    }
  };
  const take = (value: unknown, path: readonly string[], key: string, line: number | null) => {
    if (isMap(value)) {
      visit(value.items, path);
      return;
    }
    const place = { file: options.file, line };
    if (isSeq(value)) {
      if (value.items.some((item) => isMap(item) || isSeq(item))) {
        faults.push(fault({ code: 'yml-list-of-maps', setting: key }, line, key));
        return;
      }
      const filled = value.items.map((item) => variables(scalarText(item) ?? ''));
      const unresolved = filled.flatMap((item) => item.unresolved);
      const overlooked = filled.flatMap((item) => item.overlooked);
      settings.push({ key, value: unresolved.length > 0 ? null : filled.map((item) => item.value), place, path, unresolved, overlooked });
      return;
    }
    const text = scalarText(value);
    if (text === null) {
      faults.push(fault({ code: 'yml-null-value', setting: key }, line, key));
      settings.push({ key, value: null, place, path, unresolved: [], overlooked: [] });
      return;
    }
    const { value: filled, unresolved, overlooked } = variables(text);
    settings.push({ key, value: unresolved.length > 0 ? null : filled, place, path, unresolved, overlooked });
  };
  if (isMap(document.contents)) visit(document.contents.items, []);
  for (const { key, place, unresolved } of settings) {
    for (const name of unresolved) {
      faults.push({ because: { code: 'yml-variable-unresolved', setting: key, variable: name }, place, key, field: key });
    }
  }
  return { settings, faults };
}

/** Why a file gave no settings; null where it did, or had none. */
export function whyUnread(file: string, opened: OpenedFile, faults: readonly YmlFault[]): SettingsUnread | null {
  if (opened.bytes === null) return fileUnread(file, opened);
  const fault = faults.find(({ because: { code } }) => hidesAll.has(code));
  return fault === undefined ? null : { code: 'yml-broken', file, fault: fault.because };
}

/** With these, no setting is known. */
const hidesAll: ReadonlySet<YmlReason['code']> = new Set(['yml-syntax', 'yml-not-a-map', 'yml-not-utf8', 'yml-too-large']);

function lineOfBadOctet(bytes: Uint8Array): number {
  // The longest beginning that decodes ends before the odd octet.
  let [good, bad] = [0, bytes.length];
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    try {
      new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, middle), { stream: true });
      good = middle;
    } catch {
      bad = middle;
    }
  }
  return bytes.subarray(0, good).filter((octet) => octet === 0x0a).length + 1;
}

function nameOf(key: unknown): string {
  // Lines of a key that were not indented read as names.
  return isScalar(key) ? showableValue(scalarSource(key) ?? '') : '';
}

function offsetOf(node: unknown): number | undefined {
  return isScalar(node) || isMap(node) || isSeq(node) ? ((node as Node).range?.[0] ?? undefined) : undefined;
}

function scalarSource(node: Scalar): string | null {
  return typeof node.value === 'string' ? node.value : (node.source ?? null);
}

/** The text that the product makes of a value: booleans of YAML 1.1 are spelled out. Null for null. */
function scalarText(node: unknown): string | null {
  if (node instanceof Alias) return node.source;
  if (!isScalar(node)) return null;
  const text = scalarSource(node) ?? '';
  if (node.type !== 'PLAIN') return text;
  if (/^(?:|~|null|Null|NULL)$/.test(text)) return null;
  if (/^(?:true|True|TRUE|yes|Yes|YES|on|On|ON)$/.test(text)) return 'true';
  if (/^(?:false|False|FALSE|no|No|NO|off|Off|OFF)$/.test(text)) return 'false';
  return text;
}

type Filled = { readonly value: string; readonly unresolved: readonly string[]; readonly overlooked: readonly string[] };

function fillIn(value: string, { environment, variables }: YmlOptions): Filled {
  const unresolved: string[] = [];
  const overlooked: string[] = [];
  const filled = value.replace(/\$\{([^}]*)\}/g, (whole, inside: string) => {
    const whole1 = environment[inside];
    if (whole1 !== undefined) return whole1;
    const colon = inside.indexOf(':');
    const name = colon < 0 ? inside : inside.slice(0, colon);
    const fallback = colon < 0 ? null : inside.slice(colon + 1);
    const set = environment[name];
    if (fallback !== null && variables === 'elasticsearch') {
      if (set !== undefined && set !== fallback) overlooked.push(shownName(name));
      return fallback;
    }
    if (set !== undefined) return set;
    if (fallback !== null) return fallback;
    unresolved.push(shownName(name));
    return whole;
  });
  return { value: filled, unresolved, overlooked };
}

/** A password may have `${` in it: what stands behind it is shown where it could be the name of a variable. */
function shownName(name: string): string {
  return /^[A-Za-z_][\w.-]{0,99}$/.test(name) ? showableValue(name) : '(not a name, not shown)';
}
