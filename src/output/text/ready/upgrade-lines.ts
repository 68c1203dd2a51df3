import { groupBy } from '../../../model/group-by.ts';
import { someNamed } from '../../../model/name-list.ts';
import type { UpgradePairReport, UpgradeReport } from '../../../model/upgrade-report.ts';
import type { Paint } from '../../paint.ts';
import { counted } from '../counted.ts';
import { someHosts } from '../host-list.ts';
import { hanging, indented, labelled } from '../paragraph.ts';
import type { Verdict } from '../scan-verdict.ts';

type Look = { readonly width: number; readonly paint: Paint };

/** Whether an upgrade breaks something, in one sentence. */
export function upgradeVerdict({ verdict, pairs, target }: UpgradeReport): Verdict {
  const of = `the upgrade to ${targetText(target)}`;
  const bad = pairs.filter((pair) => isTold(pair)).length;
  const open = pairs.filter((pair) => pair.verdict === 'unknown').length;
  switch (verdict) {
    case 'not-ready':
      return {
        word: 'FAIL',
        tone: 'critical',
        text: `Not ready for ${of}: ${bad} of ${counted(pairs.length, 'handshake')} ${bad === 1 ? 'breaks' : 'break'}${open > 0 ? `; ${open} not known` : ''}`,
      };
    case 'undetermined':
      return {
        word: 'PART',
        tone: 'medium',
        text:
          pairs.length === 0
            ? `Nothing here is affected by ${of}`
            : `Not known whether it is ready for ${of}: ${open} of ${counted(pairs.length, 'handshake')} could not be predicted`,
      };
    case 'ready':
      return { word: 'OK', tone: 'good', text: `Ready for ${of}: all ${counted(pairs.length, 'handshake')} complete` };
  }
}

/** Each handshake that breaks, or is not known, those alike together; then what to do in which order, and what was compared. */
export function upgradeLines(
  upgrade: UpgradeReport,
  { details }: { readonly details: boolean },
  look: Look,
): readonly (readonly string[])[] {
  const { pairs, steps } = upgrade;
  const { width, paint } = look;
  const told = pairs.filter((pair) => isTold(pair) || (details && pair.verdict === 'broken-already'));
  return [
    ...[...groupBy(told, brokenKey).values()].map((group) => brokenLines(group, upgrade.target.release, look)),
    ...notKnown(pairs, look),
    steps.length === 0
      ? []
      : [
          paint('strong', 'Fix, in this order'),
          ...steps.flatMap(({ text, lines }, index) => [
            ...hanging(`${index + 1}. ${text}`, { first: 2, rest: 5 }, width),
            ...lines.map((line) => `       ${line}`),
          ]),
        ],
    indented(comparedText(upgrade), 0, width),
  ];
}

function isTold({ kind, verdict }: UpgradePairReport): boolean {
  const exists = kind === 'node-to-node' || kind === 'kibana-to-node';
  return verdict === 'breaks' || verdict === 'breaks-on-the-way' || (verdict === 'broken-already' && exists);
}

/** The stage that is told of: after the upgrade, or the first on the way that breaks. */
function toldStage({ after, toFirst, fromFirst, verdict }: UpgradePairReport) {
  if (verdict === 'breaks-on-the-way') return [toFirst, fromFirst].find((stage) => stage?.kind === 'breaks') ?? after;
  if (verdict === 'unknown' && after.kind !== 'unknown') return [toFirst, fromFirst].find((stage) => stage?.kind === 'unknown') ?? after;
  return after;
}

function brokenKey(pair: UpgradePairReport): string {
  return [pair.kind, pair.verdict, whenText(pair), toldStage(pair).text].join('\n');
}

function brokenLines(group: readonly UpgradePairReport[], release: string | null, { width, paint }: Look): readonly string[] {
  const [first] = group;
  if (first === undefined) return [];
  const from = unique(group.map((pair) => onWhat(pair, release)));
  const to = unique(group.map((pair) => pair.to));
  const head = `${namesText(from, first.kind === 'node-to-node')} cannot complete a handshake with ${someHosts(to, Math.max(20, width - 30))}${whenText(first)}`;
  const today =
    first.before.kind === 'completes'
      ? `Today it completes: ${first.before.text}.`
      : first.before.kind === 'breaks'
        ? 'It breaks today as well.'
        : `Today: ${first.before.text}.`;
  const [line = '', ...rest] = labelled('BREAKS', `${head}:`, 8, width);
  return [
    paint('critical', line.slice(0, 6)) + paint('strong', line.slice(6)),
    ...rest.map((one) => paint('strong', one)),
    ...indented(`${capitalised(toldStage(first).text)}. ${today}`, 8, width),
    ...(restsOnSource(first) ? unique(group.flatMap(({ bySource }) => bySource)) : []).flatMap((source) =>
      indented(`Not tried on a real one: ${source}.`, 8, width),
    ),
  ];
}

/** What breaks by what a runtime does that was not to be had: else its models were held to real ones. */
function restsOnSource({ code }: UpgradePairReport): boolean {
  return code === 'own-chain-held-back' || code === 'no-common-group';
}

function whenText({ verdict, toFirst }: UpgradePairReport): string {
  if (verdict !== 'breaks-on-the-way') return '';
  return toFirst?.kind === 'breaks' ? ', while it is upgraded and they are not' : ', while they are upgraded and it is not';
}

function notKnown(pairs: readonly UpgradePairReport[], { width, paint }: Look): readonly (readonly string[])[] {
  const open = pairs.filter(({ verdict }) => verdict === 'unknown');
  if (open.length === 0) return [];
  return [
    [
      paint('strong', 'Not known'),
      ...[...groupBy(open, (pair) => toldStage(pair).text)].flatMap(([text, group]) =>
        hanging(
          `${namesText(
            unique(group.map(({ from }) => from)),
            group.every(({ kind }) => kind === 'node-to-node'),
          )} to ${someHosts(unique(group.map(({ to }) => to)), Math.max(20, width - 30))}: ${text}`,
          { first: 2, rest: 4 },
          width,
        ),
      ),
    ],
  ];
}

function comparedText({ pairs }: UpgradeReport): string {
  const words: readonly (readonly [UpgradePairReport['kind'], string])[] = [
    ['node-to-node', 'node to node'],
    ['kibana-to-node', 'Kibana to node'],
    ['client-to-node', 'client to node'],
    ['client-to-kibana', 'client to Kibana'],
  ];
  const parts = words.flatMap(([kind, noun]) => {
    const count = pairs.filter((pair) => pair.kind === kind).length;
    return count === 0 ? [] : [`${count} ${noun}`];
  });
  return `Compared before, during and after: ${parts.length === 0 ? 'nothing' : parts.join(', ')}: versions, cipher suites, groups, signatures, keys and chains. Trust, names and settings are taken as they are today.`;
}

/** Runtimes of clients are no hosts, and have blanks in them. */
function namesText(names: readonly string[], areHosts: boolean): string {
  return areHosts ? someHosts(names, 60) : someNamed(names, 5);
}

function onWhat({ kind, from, runtimes }: UpgradePairReport, release: string | null): string {
  if (kind.startsWith('client')) return from;
  // The release of a Kibana that was not named is the one that comes with it.
  const name = from === 'Kibana' && release !== null ? `Kibana ${release}` : from;
  return `${name} (${runtimes.from.after.join(' or ')})`;
}

function targetText({ release, runtimes }: UpgradeReport['target']): string {
  const on = runtimes.join(', ');
  return release === null ? on : `${release} (${on})`;
}

function capitalised(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

function unique(list: readonly string[]): readonly string[] {
  return [...new Set(list)];
}
