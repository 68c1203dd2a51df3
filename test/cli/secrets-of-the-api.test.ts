import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { toPem } from '../../src/lab/pki.ts';
import { formatsOf } from '../../src/output/index.ts';
import { withDirectory } from '../settings/setup-files.ts';
import { type RestHandler, recordedAnswers, restCa, startRestServer } from '../support/rest-server.ts';
import { runCli } from './run-cli.ts';

const password = 'marked-password-7f3a';
const keyId = 'marked-id-91c2';
const key = 'marked-key-5be0';

/** Every form in which they stand somewhere on their way. */
const marks = [
  password,
  keyId,
  key,
  Buffer.from(`elastic:${password}`).toString('base64'),
  Buffer.from(`${keyId}:${key}`).toString('base64'),
  'marked-',
];

/** A server that throws back at us whatever it was sent. */
const echo: RestHandler = (request, response) => {
  const sent = request.headers.authorization ?? '';
  const text = `${sent} ${Buffer.from(sent.split(' ')[1] ?? '', 'base64').toString('latin1')}`;
  response.writeHead(403, { 'content-type': 'application/json', warning: text, 'www-authenticate': `Basic realm="security" ${text}` }).end(
    JSON.stringify({
      error: { type: 'security_exception', reason: text, root_cause: [{ type: 'security_exception', reason: text }] },
      status: 403,
    }),
  );
};

describe('a password and an API key for the REST API', () => {
  const servers: readonly (readonly [name: string, answers: (port: number) => Readonly<Record<string, RestHandler>>])[] = [
    ['a healthy node', (port) => recordedAnswers(port)],
    [
      'a node that refuses, and repeats what it was sent',
      (port) =>
        Object.fromEntries(
          Object.keys(recordedAnswers(port)).map((path) => [
            path,
            path === '/' ? { status: 401, body: { error: { type: 'security_exception', root_cause: [] }, status: 401 } } : echo,
          ]),
        ),
    ],
  ];
  const ways: readonly (readonly [name: string, args: (file: string) => readonly string[], content: string])[] = [
    ['the password of a user', (file) => ['--user', 'elastic', '--user-password-file', file], password],
    ['an API key', (file) => ['--api-key-file', file], `${keyId}:${key}`],
    ['an encoded API key', (file) => ['--api-key-file', file], Buffer.from(`${keyId}:${key}`).toString('base64')],
  ];
  for (const [server, answers] of servers) {
    for (const [way, args, content] of ways) {
      it(`show in no output, however talkative: ${way}, with ${server}`, async () => {
        await withDirectory({ secret: content }, async (directory) => {
          const caFile = join(directory, 'ca.pem');
          writeFileSync(caFile, toPem('CERTIFICATE', restCa.certificate));
          const running = await startRestServer(answers);
          try {
            const common = [
              `https://127.0.0.1:${running.port}`,
              '--ca',
              caFile,
              '--discover',
              '--trace',
              '--details',
              '--show',
              'all',
              '--timeout',
              '1',
              ...args(join(directory, 'secret')),
            ];
            const outputs: string[] = [];
            const run = async (command: string, format: string) => {
              const file = join(directory, `${command}.${format}`);
              const { status, out, err } = await runCli([command, ...common, '--format', format, '--output', file]);
              // A plugin has a status of its own for each state, 2 for a critical problem.
              assert.ok((format === 'nagios' ? [0, 1, 2, 3] : [0, 1, 3]).includes(status), err);
              assert.match(err, /REST API, (as the user elastic|with an API key)$/m);
              outputs.push(out, err, readFileSync(file, 'utf8'));
            };
            for (const format of ['table', 'json']) await run('scan', format);
            for (const { name } of formatsOf('matrix')) await run('matrix', name);
            const history = join(directory, 'tls.db');
            for (const command of ['scan', 'matrix']) await runCli([command, ...common, '--history', history]);
            const { out: kept } = await runCli(['history', 'export', '--history', history]);
            assert.equal(kept.trimEnd().split('\n').length, 2);
            outputs.push(kept, readFileSync(history, 'latin1'));
            assert.ok(
              running.requests.some(({ authorization }) => authorization !== undefined),
              'nothing was asked with them',
            );
            for (const output of outputs) for (const mark of marks) assert.ok(!output.includes(mark), output);
          } finally {
            await running.close();
          }
        });
      });
    }
  }
});

/** How a server may spell what it was sent. */
const spellings: readonly (readonly [name: string, spell: (text: string) => string])[] = [
  ['as it came', (text) => text],
  ['decoded', (text) => Buffer.from(text.split(' ').at(-1) ?? '', 'base64').toString('latin1')],
  ['in base64', (text) => Buffer.from(text).toString('base64')],
  ['in base64, shifted', (text) => Buffer.from(`x${text}`).toString('base64url')],
  [
    'decoded, and in base64 of the URL',
    (text) => Buffer.from(`!!${Buffer.from(text.split(' ').at(-1) ?? '', 'base64')}`).toString('base64url'),
  ],
  ['percent-encoded', encodeURIComponent],
  ['in hexadecimal', (text) => Buffer.from(text).toString('hex')],
  ['decoded, in hexadecimal', (text) => Buffer.from(text.split(' ').at(-1) ?? '', 'base64').toString('hex')],
  ['as JSON', (text) => JSON.stringify(JSON.stringify(text))],
  [
    'in small letters',
    (text) =>
      Buffer.from(text.split(' ').at(-1) ?? '', 'base64')
        .toString('latin1')
        .toLowerCase(),
  ],
];

describe('what a server was sent, and sends back', () => {
  /** With this text in every name of the answer, and in names of fields. */
  const filled = (value: unknown, text: string, key = ''): unknown => {
    if (Array.isArray(value)) return value.map((item) => filled(item, text, key));
    if (typeof value === 'object' && value !== null)
      return Object.fromEntries(
        Object.entries(value).map(([name, inner]) => [name.startsWith('id-of-') ? `${text}` : name, filled(inner, text, name)]),
      );
    const names = ['name', 'cluster_name', 'cluster_uuid', 'path', 'alias', 'subject_dn', 'issuer', 'format', 'reason', 'type', 'tagline'];
    return names.includes(key) && value !== 'You Know, for Search' ? `${'x'.repeat(key === 'name' ? 230 : 3)} ${text}` : value;
  };
  const remotes = (text: string) => ({ [text]: { connected: false, seeds: [`${text}:9300`], mode: 'sniff', cluster_credentials: text } });
  const servers: readonly (readonly [name: string, answer: (body: unknown, text: string, path: string) => RestHandler])[] = [
    ['in names', (body, text, path) => ({ body: path === '/_remote/info' ? remotes(text) : filled(body, text) })],
    [
      'in an error',
      (_, text) =>
        ({
          status: 503,
          body: filled({ error: { type: '', reason: '', root_cause: [{ type: '', reason: '' }] }, status: 503 }, text),
        }) as RestHandler,
    ],
    [
      'in headers and in what is no JSON',
      (_, text) => (_request, response) => {
        const line = text.replaceAll(/[^\x20-\x7e]/g, '');
        response
          .writeHead(500, {
            'content-type': line,
            'www-authenticate': `Basic realm="${line}"`,
            'x-elastic-product': line,
            warning: line,
            server: line,
          })
          .end(text);
      },
    ],
    [
      'in a media type',
      (_, text) => (_request, response) => {
        response.writeHead(500, { 'content-type': `text/${text.replaceAll(/[^\x21-\x7e]/g, '')}` }).end('no JSON');
      },
    ],
  ];
  const ways: readonly (readonly [args: (file: string) => readonly string[], content: string, sent: string])[] = [
    [
      (file) => ['--user', 'elastic', '--user-password-file', file],
      password,
      `Basic ${Buffer.from(`elastic:${password}`).toString('base64')}`,
    ],
    [(file) => ['--api-key-file', file], `${keyId}:${key}`, `ApiKey ${Buffer.from(`${keyId}:${key}`).toString('base64')}`],
  ];
  for (const [server, answer] of servers) {
    it(`shows in no output, however it is spelled: ${server}`, async () => {
      for (const [args, content, sent] of ways) {
        for (const [spelling, spell] of spellings) {
          const text = spell(sent);
          const running = await startRestServer((port) =>
            Object.fromEntries(
              Object.entries(recordedAnswers(port)).map(([path, handler]): [string, RestHandler] => [
                path,
                (request, response) => {
                  // Who asks without credentials is to find a node, so that it is asked with them.
                  const reported =
                    request.headers.authorization === undefined || typeof handler === 'function'
                      ? handler
                      : answer(handler.body, text, path);
                  if (typeof reported === 'function') reported(request, response);
                  else
                    response
                      .writeHead(reported.status ?? 200, { 'content-type': 'application/json', 'x-elastic-product': 'Elasticsearch' })
                      .end(JSON.stringify(reported.body));
                },
              ]),
            ),
          );
          try {
            await withDirectory({ secret: content, ca: toPem('CERTIFICATE', restCa.certificate) }, async (directory) => {
              const common = [
                `https://127.0.0.1:${running.port}`,
                '--ca',
                join(directory, 'ca'),
                '--discover',
                '--trace',
                '--details',
                '--show',
                'all',
                '--timeout',
                '0.5',
              ];
              const file = join(directory, 'report');
              for (const command of ['scan', 'matrix']) {
                const run = await runCli([
                  command,
                  ...common,
                  ...args(join(directory, 'secret')),
                  '--format',
                  'table',
                  '--format',
                  'json',
                  '--output',
                  file,
                ]);
                assert.ok([0, 1, 3].includes(run.status), run.err);
                assert.ok(running.requests.some(({ authorization }) => authorization === sent));
                for (const output of [run.out, run.err, readFileSync(file, 'utf8')]) {
                  const flat = output.replace(/\s+/g, '');
                  for (const mark of [...marks, ...marks.flatMap((each) => spellings.map(([, again]) => again(each)))].filter(
                    ({ length }) => length > 6,
                  )) {
                    const at = flat.toLowerCase().indexOf(mark.replace(/\s+/g, '').toLowerCase());
                    assert.ok(at < 0, `${spelling}: ${mark} stands in ${flat.slice(Math.max(0, at - 100), at + 100)}`);
                  }
                }
              }
            });
          } finally {
            await running.close();
          }
        }
      }
    });
  }
});
