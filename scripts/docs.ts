import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { exitStatusMeanings, pluginStatusMeanings } from '../src/cli/exit-status.ts';
import { evidenceNeeded, ruleCatalogue } from '../src/jobs/explain/rule-catalogue.ts';
import { rulesLeftOut } from '../src/jobs/explain/rules-left-out.ts';
import { stages } from '../src/jobs/join/stages.ts';
import { passersby } from '../src/logs/find-log-line.ts';
import { endpointMetrics, leafMetric } from '../src/metrics/endpoint-metrics.ts';
import { runMetrics } from '../src/metrics/run-metrics.ts';
import { watchMetrics } from '../src/metrics/watch-metrics.ts';
import type { RuleText } from '../src/model/rule-text.ts';
import { ecsFieldTypes } from '../src/output/ecs/field-types.ts';
import { indexTemplates } from '../src/output/ecs/index-templates.ts';
import type { DocumentKind } from '../src/output/format.ts';
import { formats, formatsOf } from '../src/output/index.ts';
import { ruledOutReport } from '../src/wording/ruled-out-texts.ts';
import { esqlRules } from './monitoring/esql-rules.ts';
import { grafanaDashboard } from './monitoring/grafana-dashboard.ts';
import { kibanaDashboard } from './monitoring/kibana-dashboard.ts';

/**
 * Writes the tables of docs and the screens of README, each between its two marks. Screens are transcripts of real runs. With `--check` nothing is written, and a
 * page that is out of date ends in status 1. An argument is the folder that the pages are in, the current one by default.
 */
const folder = process.argv.slice(2).find((arg) => !arg.startsWith('--')) ?? '.';
const isCheck = process.argv.includes('--check');

/** Who writes a kind of document. */
const nouns: Readonly<Record<DocumentKind, string>> = {
  scan: 'scan',
  matrix: 'matrix',
  readiness: 'ready',
  diagnosis: 'join, kibana',
  inspection: 'inspect',
  rules: 'explain',
  history: 'history',
  changes: 'diff',
};

/** The CA of the cluster, and that of a node, in the order in which they are named. */
const sampleHashes = ['95aa60b8c4d7e10f', '2fd191dc5b3a8e64', '95aa60b8c4d7e10f'] as const;

const parts: readonly (readonly [page: string, name: string, made: () => string])[] = [
  ['README.md', 'screen overview', () => screen('no-command', 'handclasp')],
  ['README.md', 'screen scan', () => screen('client-authentication-optional', 'handclasp scan transport://127.0.0.1:19303')],
  ['docs/checks.md', 'screen join', () => screen('join-foreign-ca', 'handclasp join --config /etc/elasticsearch')],
  ['docs/checks.md', 'screen kibana', () => screen('kibana-without-ca', 'handclasp kibana --config /etc/kibana')],
  ['docs/rules.md', 'rules', () => tableOfRules(ruleCatalogue)],
  ['docs/rules.md', 'rules left out', tableOfRulesLeftOut],
  ['docs/checks.md', 'order of join', orderOfJoin],
  ['docs/logs.md', 'log lines', tableOfTraces],
  ['docs/output.md', 'formats', tableOfFormats],
  ['docs/output.md', 'plugin statuses', tableOfPluginStatuses],
  ['docs/output.md', 'exit codes', tableOfExitCodes],
  ['docs/elasticsearch.md', 'requests', templateRequests],
  ['docs/elasticsearch.md', 'fields', tableOfFields],
  ['docs/elasticsearch.md', 'ES|QL rules', esqlSections],
  ['docs/metrics.md', 'metrics', tableOfMetrics],
];

/** Files that other programs take as they are. */
const files: readonly (readonly [file: string, made: () => string])[] = [
  ...indexTemplates.map(
    ({ path, body }) => [`docs/elasticsearch/${path.split('/').at(-1)}.json`, () => `${JSON.stringify(body, null, 2)}\n`] as const,
  ),
  ['docs/elasticsearch/kibana-dashboard.ndjson', kibanaDashboard],
  ['docs/prometheus/grafana-dashboard.json', grafanaDashboard],
];

for (const page of new Set(parts.map(([each]) => each))) {
  const file = join(folder, page);
  const before = readFileSync(file, 'utf8');
  const after = parts.reduce((text, [of, name, made]) => (of === page ? withPart(text, page, name, made()) : text), before);
  if (!isCheck) writeFileSync(file, after);
  else if (after !== before) {
    process.stderr.write(`${page} is out of date\n  npm run docs\n`);
    process.exitCode = 1;
  }
}

for (const [name, made] of files) {
  const file = join(folder, name);
  const text = made();
  if (!isCheck) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  } else if (!existsSync(file) || readFileSync(file, 'utf8') !== text) {
    process.stderr.write(`${name} is out of date\n  npm run docs\n`);
    process.exitCode = 1;
  }
}

function withPart(text: string, page: string, name: string, part: string): string {
  const begin = `<!-- ${name}: made by npm run docs -->`;
  const end = `<!-- end of ${name} -->`;
  const [head, rest] = text.split(begin);
  const tail = rest?.split(end)[1];
  if (head === undefined || tail === undefined) throw new Error(`${page} lacks its marks: ${begin} and ${end}`);
  return `${head}${begin}\n\n${part}\n\n${end}${tail}`;
}

/** What a command prints, from its transcript; where that has a number that differs from run to run, one that is as long. */
function screen(transcript: string, command: string): string {
  const [, printed = ''] =
    /^\$ handclasp[^\n]*\n(.*?)^--- standard error$/ms.exec(readFileSync(`test/cli/transcripts/${transcript}.txt`, 'utf8')) ?? [];
  const shown = printed
    .replaceAll('127.0.0.1:10003', '127.0.0.1:19303')
    .replaceAll('{dir}/node-foreign', '/etc/elasticsearch')
    .replaceAll('{dir}/kibana', '/etc/kibana')
    .replaceAll('127.0.0.1:10000', 'es01:9300')
    .replaceAll('https://127.0.0.1:10010', 'https://es01:9200')
    .replaceAll(', O=handclasp lab', '')
    .replaceAll('9,999 days left', '3,649 days left')
    .replaceAll(/(?<!\d,)999 days left/g, '729 days left')
    .replaceAll(' 0.0 s', ' 0.2 s');
  const hashes = shown.matchAll(/f{16}/g);
  const named = [...hashes].reduce((text, _, index) => text.replace(/f{16}/, sampleHashes[index % sampleHashes.length] ?? ''), shown);
  return `\`\`\`\n$ ${command}\n${named}\`\`\``;
}

function tableOfRules(rules: readonly RuleText[]): string {
  const rows = rules.map(
    ({ id, title, severity, channels, requirement }) =>
      `| \`${id}\`<br>${cell(title)} | ${severity} | ${evidenceNeeded(id) ?? where(channels)} | ${cell(requirement)} |`,
  );
  return `| rule | severity | where | requirement |\n|---|---|---|---|\n${rows.join('\n')}`;
}

function tableOfRulesLeftOut(): string {
  const rows = rulesLeftOut.map(
    ({ id, title, reason, see }) => `| \`${id}\`<br>${cell(title)} | ${cell(reason)} | ${see.map((rule) => `\`${rule}\``).join(', ')} |`,
  );
  return `| | why not | see |\n|---|---|---|\n${rows.join('\n')}`;
}

/** What comes before the handshake and after it is not among the rules on pairs. */
function orderOfJoin(): string {
  const steps = [
    ['the files and settings of the node itself', ''],
    ['a connection to the seed hosts', '`seed-host-unreachable`'],
    ['an answer from the port', '`tls-handshake-timeout`'],
    ...stages.map(({ code, rules }) => [ruledOutReport({ code }, null).what, rules.map((rule) => `\`${rule}\``).join(', ')]),
  ];
  return `| | what | rules |\n|---|---|---|\n${steps.map(([what = '', rules = ''], index) => `| ${index + 1} | ${cell(what)} | ${rules} |`).join('\n')}`;
}

function tableOfTraces(): string {
  const rows = passersby.flatMap(({ line, from, by }) => (from === null ? [] : [`| \`${line}\` | \`${from}\` | ${cell(by)} |`]));
  return `| line | from | left by |\n|---|---|---|\n${rows.join('\n')}`;
}

function tableOfExitCodes(): string {
  return `| code | means |\n|---|---|\n${exitStatusMeanings.map(([code, meaning]) => `| ${code} | ${cell(meaning)} |`).join('\n')}`;
}

function tableOfFormats(): string {
  const rows = formats.map((format) => {
    const kinds = (Object.keys(nouns) as DocumentKind[]).filter((kind) => formatsOf(kind).includes(format));
    const isStreamed = format.open !== undefined || format.streams.length > 0;
    const endings = format.endings.map((ending) => `\`.${ending}\``).join(', ');
    const is = format.help ?? 'text for people (default)';
    return `| \`${format.name}\` | ${cell(is)} | ${endings} | ${kinds.map((kind) => nouns[kind]).join(', ')} | ${isStreamed ? 'streams' : ''} |`;
  });
  return `| \`--format\` | is | endings | of | |\n|---|---|---|---|---|\n${rows.join('\n')}`;
}

function tableOfPluginStatuses(): string {
  const rows = pluginStatusMeanings.map(([code, state, meaning]) => `| ${code} | ${state} | ${cell(meaning)} |`);
  return `| status | state | without it |\n|---|---|---|\n${rows.join('\n')}`;
}

function templateRequests(): string {
  const lines = indexTemplates.map(
    ({ path }) =>
      `curl --cacert http_ca.crt -u elastic -X PUT https://es01:9200${path} \\\n  -H 'content-type: application/json' --data-binary @docs/elasticsearch/${path.split('/').at(-1)}.json`,
  );
  return `\`\`\`\n${lines.join('\n')}\n\`\`\``;
}

function tableOfFields(): string {
  const own = Object.entries(ecsFieldTypes).filter(([name]) => name.startsWith('handclasp.'));
  return `| field | type |\n|---|---|\n${own.map(([name, type]) => `| \`${name}\` | ${type} |`).join('\n')}`;
}

function esqlSections(): string {
  return esqlRules.map(({ title, query }) => `${title}:\n\n\`\`\`\n${query}\n\`\`\``).join('\n\n');
}

function tableOfMetrics(): string {
  const all = [...endpointMetrics, leafMetric, ...Object.values(runMetrics), ...Object.values(watchMetrics)];
  return `| name | says |\n|---|---|\n${all.map(({ name, help }) => `| \`${name}\` | ${cell(help)} |`).join('\n')}`;
}

function where(channels: RuleText['channels']): string {
  const named = channels.filter((channel) => channel !== 'unknown');
  return named.length === 4 ? 'all' : named.join(', ');
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replace(/\s+/g, ' ');
}
