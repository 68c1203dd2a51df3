import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { decisionsOnProse } from './decisions-on-prose.ts';

const root = fileURLToPath(new URL(import.meta.url.includes('/dist/') ? '../../../' : '../../', import.meta.url));

/** What others wrote, under a name that our own sentences have as well; and where sentences are put together. */
const allowed: readonly { readonly file: string; readonly subject: string; readonly reason: string }[] = [
  { file: 'src/logs/log-addresses.ts', subject: 'message', reason: 'the message of a log entry is the words of Elasticsearch' },
  { file: 'src/logs/log-events.ts', subject: 'message', reason: 'the message of a log entry is the words of Elasticsearch' },
  { file: 'src/logs/find-log-line.ts', subject: 'asked.text', reason: 'a line of a log, as the user gives it' },
  { file: 'src/logs/find-log-line.ts', subject: 'within.text', reason: 'a line of a log, as the catalogue has it' },
  { file: 'src/logs/read-log.ts', subject: 'entry.message', reason: 'the message of a log entry is the words of Kibana' },
  {
    file: 'src/jobs/kibana/kibana-log.ts',
    subject: `\`\${latest.message} \${latest.exception}\``,
    reason: 'the message of a log entry is the words of Kibana',
  },
  {
    file: 'src/output/text/diagnosis/evidence-lines.ts',
    subject: 'detail',
    reason: 'a place that the sentence names is not told a second time',
  },
  { file: 'src/output/text/diagnosis/evidence-lines.ts', subject: 'own.detail', reason: 'the same sentence is not told twice' },
  { file: 'src/output/text/render-matrix.ts', subject: 'pair.detail', reason: 'the same sentence is told once, with how often it is said' },
  { file: 'src/queue/open-queue.ts', subject: 'cause.message', reason: 'an error of Redis has its code as the first word of its message' },
  { file: 'src/tls/crypto/hmac.ts', subject: 'message', reason: 'octets, which are copied' },
  { file: 'src/output/text/lowered-title.ts', subject: 'title', reason: 'only its first letter: a title is put into a sentence' },
  { file: 'src/wording/full-stop.ts', subject: 'sentence', reason: 'a full stop is taken away to put the sentence into another' },
];

const isAllowed = (path: string, expression: string) => allowed.some(({ file, subject }) => file === path && subject === expression);

describe('no decision is taken on a sentence of our own', () => {
  const files = readdirSync(`${root}src`, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => `src/${path.replaceAll('\\', '/')}`);
  const found = files.flatMap((file) =>
    decisionsOnProse(file, readFileSync(root + file, 'utf8')).map((decision) => ({ file, ...decision })),
  );

  it('in all of src', () => {
    assert.ok(files.length > 500, `only ${files.length} files were found`);
    assert.deepEqual(
      found
        .filter(({ file, subject }) => !isAllowed(file, subject))
        .map(({ file, line, subject, how }) => `${file}:${line}: ${subject} (${how})`),
      [],
    );
  });

  for (const { file, subject, reason } of allowed) {
    it(`${file} still reads ${subject}: ${reason}`, () => {
      assert.ok(found.some((one) => one.file === file && one.subject === subject));
    });
  }

  const planted: readonly (readonly [code: string, subject: string, how: string])[] = [
    ["unknown.filter(({ because }) => !because.includes('--ca'))", 'because', 'method'],
    ["outcome.because.replace(/; --ca FILE gives it$/, '')", 'outcome.because', 'method'],
    ["(finding.detail ?? '').startsWith('it is')", "(finding.detail ?? '')", 'method'],
    ['const [first] = outcome.message.split(": ")', 'outcome.message', 'method'],
    ['const isCa = ({ detail }) => /\\(a CA\\)/.test(detail)', 'detail', 'pattern'],
    ["sentenceOf(evidence).replace(/\\.$/, '')", 'sentenceOf(evidence)', 'method'],
    ['reasonText(outcome.because) === known', 'reasonText(outcome.because)', 'comparison'],
    [`/--ca/.test(\`\${outcome.because}\`)`, `\`\${outcome.because}\``, 'pattern'],
    ['pattern.exec(one.problem)', 'one.problem', 'pattern'],
    ['setup.startupErrors.find((one) => one.detail === found.message)', 'one.detail', 'comparison'],
    ["if ('the run was interrupted' !== trust.because) go()", 'trust.because', 'comparison'],
    ['headline.includes(report.remedy)', 'headline', 'method'],
    ['headlines.has(report.remedy)', 'report.remedy', 'searched-for'],
    ['asked.set(outcome.because, [])', 'outcome.because', 'key'],
    ['known.get(reasonText(why)) ?? []', 'reasonText(why)', 'key'],
    ["event.summary.includes('expired')", 'event.summary', 'method'],
    ["switch (outcome.because) { case 'no certificate was seen': break; }", 'outcome.because', 'switch'],
    ["({ detail: said }) => said.endsWith('.')", 'said', 'method'],
    ["findings.filter(({ rule }) => !rule.startsWith('san-'))", 'rule', 'part-of-an-id'],
    ['/^kibana-/.test(rule.id)', 'rule.id', 'part-of-an-id'],
  ];
  for (const [code, subject, how] of planted) {
    it(`sees what is planted: ${code}`, () => {
      const [first] = decisionsOnProse('planted.ts', code);
      assert.deepEqual([first?.subject, first?.how], [subject, how]);
    });
  }

  const fair: readonly string[] = [
    "outcome.because.code === 'no-trust-given'",
    'finding.detail === null || problem !== undefined || message === ""',
    "finding.rule === 'leaf-expired'",
    'texts.push(outcome.message, sentenceOf(found))',
    'rules.has(finding.rule)',
  ];
  for (const code of fair) {
    it(`lets through: ${code}`, () => assert.deepEqual(decisionsOnProse('fair.ts', code), []));
  }
});
