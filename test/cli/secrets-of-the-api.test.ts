import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { matrixFormats } from '../../src/cli/arguments/matrix.ts';
import { toPem } from '../../src/lab/pki.ts';
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
              '--verbose',
              '--timeout',
              '1',
              ...args(join(directory, 'secret')),
            ];
            const outputs: string[] = [];
            const run = async (command: string, format: string) => {
              const file = join(directory, `${command}.${format}`);
              const { status, out, err } = await runCli([command, ...common, '--format', format, '--output', file]);
              assert.ok([0, 1, 3].includes(status), err);
              assert.match(err, /REST API, (as the user elastic|with an API key)$/m);
              outputs.push(out, err, readFileSync(file, 'utf8'));
            };
            for (const format of ['table', 'json']) await run('scan', format);
            for (const format of matrixFormats) await run('matrix', format);
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
