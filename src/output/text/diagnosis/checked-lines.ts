import type { RuledOut, RuledOutCode } from '../../../model/ruled-out.ts';
import { labelled } from '../paragraph.ts';

/** Cells before what was checked, as before what was not. */
export const checkedMargin = 15;

/** What was looked at and is well, in a line or two. */
export function checkedLines(ruledOut: readonly RuledOut[], names: { readonly self: string; readonly width: number }): readonly string[] {
  const text = checkedText(ruledOut, names.self);
  return text === '' ? [] : labelled('Checked, fine:', text, checkedMargin, names.width);
}

/** What is the same in both directions, or has none, is said once. */
function checkedText(ruledOut: readonly RuledOut[], self: string): string {
  const isOf = (direction: RuledOut['direction']) => (one: RuledOut) => (directed.has(one.code) ? one.direction : undefined) === direction;
  const wordsOf = (direction: RuledOut['direction']) =>
    [...new Set(ruledOut.filter(isOf(direction)).map(({ code }) => words[code]))].join(' · ');
  const [all, out, back] = [wordsOf(undefined), wordsOf('out'), wordsOf('in')];
  return [all, out === '' ? '' : `as ${self} connects: ${out}`, back === '' ? '' : `as others connect to ${self}: ${back}`]
    .filter((part) => part !== '')
    .join('; ');
}

/** One certificate is judged by one side. */
const directed: ReadonlySet<RuledOutCode> = new Set<RuledOutCode>(['trust', 'dates', 'usages-and-keys', 'names']);

const words: Readonly<Record<RuledOutCode, string>> = {
  'own-files': 'files load',
  'no-connection': 'reachable',
  'seed-host-is-http-port': 'transport port',
  'tls-on-one-side': 'TLS',
  'versions-and-suites': 'protocols',
  'key-of-another-certificate': 'keys',
  trust: 'trust',
  dates: 'dates',
  'usages-and-keys': 'usage',
  names: 'names',
  release: 'release',
  'cluster-name': 'cluster name',
  'elasticsearch-unreachable': 'reachable',
  'http-for-https': 'scheme',
  'no-handshake': 'TLS handshake',
  'elasticsearch-not-trusted': 'trust',
  'elasticsearch-of-another-name': 'names',
  'kibana-not-let-in': 'client certificate',
  'serves-other-files': 'own port',
};
