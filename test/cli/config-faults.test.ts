import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCli } from './run-cli.ts';

describe('a file with options and many faults', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'handclasp-test-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
  /** What is said of the file, with its lines, and the exit status. */
  const told = async (command: string, lines: readonly string[], env: Record<string, string> = {}, setting = {}) => {
    write('handclasp.yml', `${lines.join('\n')}\n`);
    const { status, err, out } = await runCli([...command.split(' '), '--config-file', join(folder, 'handclasp.yml')], { env, ...setting });
    assert.equal(out, '');
    return {
      status,
      lines: err
        .replaceAll(`${folder}/`, '')
        .trimEnd()
        .split('\n')
        .map((line) => line.trim().replace(/^handclasp: /, '')),
    };
  };
  /** Nothing listens there. */
  const targets = 'targets: "127.0.0.1:1"';

  const many = [
    targets, // 1
    'ca: [none.crt, garbage.crt]',
    'crl: none.crl',
    'cert: none.pem',
    'key: none.key',
    'password-file: none.passwords', // 6
    'user: monitor',
    'user-password-file: none.password',
    'output: [nowhere/a.json, "elasticsearch=https://127.0.0.1:1"]',
    'es-ca: es.crt', // 10
    'es-api-key-file: none.api-key',
    'es-cert: es.pem',
    'es-key: es.key',
    'baseline: none.json', // 14
  ];

  it('is told all its files that cannot be read, with their lines, by scan', async () => {
    write('garbage.crt', 'nothing');
    const { status, lines } = await told('scan', many);
    assert.equal(status, 2);
    assert.deepEqual(lines.slice(0, -1).sort(byLine), [
      'handclasp.yml:2: ca[0]: cannot read the CA file none.crt: there is no such file',
      'handclasp.yml:2: ca[1]: garbage.crt: it is neither PEM nor DER',
      'handclasp.yml:3: crl: cannot read the revocation list none.crl: there is no such file',
      'handclasp.yml:4: cert: cannot read the client certificate none.pem: there is no such file',
      'handclasp.yml:5: key: cannot read the private key none.key: there is no such file',
      'handclasp.yml:6: password-file: cannot read the file of --password-file: there is no such file',
      'handclasp.yml:8: user-password-file: cannot read the file of --user-password-file: there is no such file',
      'handclasp.yml:9: output[0]: cannot write nowhere/a.json: there is no directory nowhere',
      'handclasp.yml:10: es-ca: cannot read the CA file es.crt: there is no such file',
      'handclasp.yml:11: es-api-key-file: cannot read the file of --es-api-key-file: there is no such file',
      'handclasp.yml:12: es-cert: cannot read the client certificate es.pem: there is no such file',
      'handclasp.yml:13: es-key: cannot read the private key es.key: there is no such file',
      'handclasp.yml:14: baseline: cannot read the baseline none.json: there is no such file',
    ]);
  });

  it('is told them beside what its keys have of faults', async () => {
    const { status, lines } = await told('scan', [targets, 'timeout: soon', 'detial: true', 'ca: none.crt', 'crl: none.crl']);
    assert.equal(status, 2);
    assert.deepEqual(lines.map((line) => line.split(': ').slice(0, 2).join(': ')).slice(0, -1), [
      'handclasp.yml:2: timeout',
      'handclasp.yml:3: detial',
      'handclasp.yml:4: ca',
      'handclasp.yml:5: crl',
    ]);
  });

  it('is told them by watch, with lists of targets, history, port and receivers of alerts', async () => {
    const faulty = [
      'targets: ["@none.txt", "@hosts.txt", "@nowhere.txt"]', // 1
      'schedule: often',
      'history: nowhere/tls.db',
      'metrics-port: 0',
      'metrics-cert: none.crt', // 5
      'metrics-key: none.key',
      'metrics-user: prometheus',
      'metrics-password-file: none.password',
      'metrics-file: nowhere/tls.prom',
      'alerts:', // 10
      '  receivers:',
      '    - kind: webhook',
      '      url-file: none.url',
      '    - kind: slack',
      '      url-env: SLACK_URL',
    ];
    write('hosts.txt', '127.0.0.1:1\n');
    const { status, lines } = await told('watch', faulty);
    assert.equal(status, 2);
    assert.deepEqual(
      lines
        .slice(0, -1)
        .sort(byLine)
        .map((line) => line.split(': ').slice(0, 2).join(': ')),
      [
        'handclasp.yml:1: targets[0]',
        'handclasp.yml:1: targets[2]',
        'handclasp.yml:2: schedule',
        'handclasp.yml:3: history',
        'handclasp.yml:5: metrics-cert',
        'handclasp.yml:6: metrics-key',
        'handclasp.yml:8: metrics-password-file',
        'handclasp.yml:9: metrics-file',
        'handclasp.yml:12: alerts.receivers[0]',
        'handclasp.yml:14: alerts.receivers[1]',
      ],
    );
  });

  it('is told them by matrix and ready, with the policy and waivers of a file of their own', async () => {
    const { status, lines } = await told('matrix', [targets, 'ca: none.crt', 'key: none.key', 'cert: none.pem']);
    assert.equal(status, 2);
    assert.equal(lines.length, 4, lines.join('\n'));
    const refused = await told('matrix', [targets, 'ca: none.crt', 'timeout: soon']);
    assert.deepEqual(refused.lines.map((line) => line.split(': ')[0]).slice(0, -1), ['handclasp.yml:3', 'handclasp.yml:2']);
    const ready = await told('ready', [targets, 'policy: ./none.yml', 'ca: none.crt']);
    assert.equal(ready.status, 2);
    const faulty = await told('ready', [targets, 'policy: ./none.yml', 'timeout: soon']);
    assert.deepEqual(faulty.lines.map((line) => line.split(': ')[0]).slice(0, -1), ['handclasp.yml:3', 'handclasp.yml:2']);
    assert.deepEqual(ready.lines.slice(0, -1), [
      'handclasp.yml:2: policy: cannot read the policy none.yml: there is no such file',
      'handclasp.yml:3: ca: cannot read the CA file none.crt: there is no such file',
    ]);
  });

  it('is not blamed for what the command line names', async () => {
    const { lines } = await told(`scan --ca ${join(folder, 'mine.crt')}`, [targets, 'ca: none.crt', 'crl: none.crl']);
    assert.deepEqual(lines.slice(0, -1), [
      'cannot read the CA file mine.crt: there is no such file',
      'handclasp.yml:3: crl: cannot read the revocation list none.crl: there is no such file',
    ]);
  });

  it('is not told what only follows from a fault: credentials without the CA that was refused', async () => {
    const { lines } = await told('scan', [targets, 'ca: 3', 'user: monitor', 'timeout: 10s'], { HANDCLASP_USER_PASSWORD: 'marked-secret' });
    assert.deepEqual(lines, ['handclasp.yml:2: ca: expected a text, found 3', lines[1]]);
  });
});

function byLine(a: string, b: string): number {
  const line = (text: string) => Number(/^handclasp\.yml:(\d+)/.exec(text)?.[1] ?? 0);
  return line(a) - line(b);
}
