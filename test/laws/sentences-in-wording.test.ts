import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { englishSentences } from './english-sentences.ts';

const root = fileURLToPath(new URL(import.meta.url.includes('/dist/') ? '../../../' : '../../', import.meta.url));

/** Rooms that are there to make sentences. */
const homes = ['src/wording/', 'src/output/', 'src/cli/'];

/** Files and folders outside of them whose sentences stay, and why. */
const allowed: readonly { readonly under: string; readonly reason: string }[] = [
  { under: 'src/rules/', reason: 'a rule has its own words: requirement, impact, message and steps stand together, with the facts beside' },
  { under: 'src/policy/published/', reason: 'the requirements of policies, as those who publish them word them' },
  { under: 'src/policy/emit/', reason: 'comments in settings that are printed' },
  { under: 'src/policy/upgrade-alone.ts', reason: 'the description of a policy' },
  { under: 'src/policy/policy-schema.ts', reason: 'descriptions and faults of a schema stand at its fields' },
  { under: 'src/config/', reason: 'descriptions and faults of a schema stand at its fields' },
  { under: 'src/history/history-schema.ts', reason: 'descriptions of a schema stand at its fields' },
  {
    under: 'src/history/open-history.ts',
    reason: 'what is wrong with the file of the history, with what to do: usage errors, made where they are thrown',
  },
  { under: 'src/history/sqlite.ts', reason: 'messages of SQLite, by which its faults are told apart' },
  { under: 'src/metrics/', reason: 'the HELP texts of metrics, and answers of the port that serves them' },
  { under: 'src/logs/catalogue/', reason: 'lines of logs, and whose connections they are about' },
  { under: 'src/logs/client-lines/', reason: 'lines that clients and services write' },
  { under: 'src/logs/find-log-line.ts', reason: 'who leaves a line, beside the line' },
  { under: 'src/logs/read-log.ts', reason: 'a line of Kibana' },
  { under: 'src/settings/elasticsearch/', reason: 'what Elasticsearch logs' },
  { under: 'src/settings/kibana/', reason: 'what Kibana logs' },
  { under: 'src/settings/read-yml.ts', reason: 'what stands in place of a value that is not shown' },
  { under: 'src/stores/java/', reason: 'what Java logs' },
  { under: 'src/stores/store-type.ts', reason: 'what Java logs' },
  { under: 'src/elastic/identify-http.ts', reason: 'an answer of Kibana' },
  { under: 'src/elastic/bundled-runtimes.ts', reason: 'where each row is from' },
  { under: 'src/elastic/transport-frame.ts', reason: 'why a frame is none, kept in observations as text' },
  { under: 'src/probe/ask-application.ts', reason: 'an answer of Elasticsearch' },
  { under: 'src/probe/client-auth.ts', reason: 'what showed it, kept in observations as text' },
  { under: 'src/probe/connector.ts', reason: 'what the system says, in plain words: the detail of a reachability' },
  { under: 'src/probe/resolve-host.ts', reason: 'what the resolver says, in plain words: the detail of a reachability' },
  { under: 'src/probe/questions/resumption.ts', reason: 'what a connection is for, told with --verbose' },
  { under: 'src/tls/', reason: 'messages of errors, which code sees by their class' },
  { under: 'src/delivery/send-batch.ts', reason: 'the detail of a document that was refused, beside those of the receiver' },
  { under: 'src/archive/', reason: 'what is wrong with an archive: usage errors, made where they are thrown' },
  { under: 'src/queue/', reason: 'lines on standard error while a queue is away or loses what it is given, as they are printed' },
  { under: 'src/model/queue-url.ts', reason: 'the hint of a usage error' },
  { under: 'src/replay/saved-run.ts', reason: 'what is wrong with a saved run: a usage error' },
  { under: 'src/model/parse-targets.ts', reason: 'the hint of a usage error' },
  { under: 'src/model/local-limit.ts', reason: 'one table of the limits of a machine, which the library hands out' },
  { under: 'src/model/placeholders.ts', reason: 'one table of what stands for what in commands, which the library hands out' },
  { under: 'src/model/fix-text.ts', reason: 'a fix as text, for rules and for formats' },
  { under: 'src/lab/', reason: 'what the servers of the lab show, and how to find it' },
  { under: 'src/jobs/explain/', reason: 'the glossary that explain searches' },
  { under: 'src/jobs/join/fix-of-sides.ts', reason: 'a step of a fix' },
  { under: 'src/jobs/join/join-of-eck.ts', reason: 'the hint of a usage error' },
];

describe('sentences are made in wording and output', () => {
  const files = readdirSync(`${root}src`, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => `src/${path.replaceAll('\\', '/')}`)
    .filter((path) => !homes.some((home) => path.startsWith(home)));
  const found = files.flatMap((file) => englishSentences(file, readFileSync(root + file, 'utf8')).map((one) => ({ file, ...one })));

  it('and nowhere else, but where the list says why', () => {
    assert.ok(files.length > 400, `only ${files.length} files were found`);
    assert.deepEqual(
      found
        .filter(({ file }) => !allowed.some(({ under }) => file.startsWith(under)))
        .map(({ file, line, text }) => `${file}:${line}: ${text}`),
      [],
    );
  });

  it('have no exception that is not needed', () => {
    assert.deepEqual(
      allowed.filter(({ under }) => !found.some(({ file }) => file.startsWith(under))).map(({ under }) => under),
      [],
    );
  });

  const sentences: readonly string[] = [
    "const detail = 'it is issued by another CA';",
    // biome-ignore lint/suspicious/noTemplateCurlyInString: code, as it stands in a file
    '({ because: `its keyUsage (${usages}) does not have digitalSignature` })',
    "return isOpen ? 'nothing was seen of it' : 'x';",
    "throwLater('the server cannot be reached');",
  ];
  for (const code of sentences) it(`sees ${code}`, () => assert.equal(englishSentences('planted.ts', code).length, 1));

  const others: readonly string[] = [
    "elements(field, 'parameters of the algorithm')",
    "type Kind = 'it is what it is';",
    "throw new RangeError('there is no such rule');",
    "new UsageError('this is not a file', { hint: 'name one that is' })",
    "const sql = 'SELECT facts FROM state WHERE run = ?';",
    "const code = 'trust-unknown-issuer';",
    '// it is a comment that has no code in it',
  ];
  for (const code of others) it(`lets through ${code}`, () => assert.deepEqual(englishSentences('fair.ts', code), []));
});
