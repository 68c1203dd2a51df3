import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Lab, startLab } from '../../src/lab/lab.ts';
import { daysFromNow, issue, makeCa, makeSelfSigned, toPem } from '../../src/lab/pki.ts';
import { fixture } from '../settings/setup-files.ts';
import { runCli } from './run-cli.ts';

/*
 * A transcript is a file: a comment on what it shows, `$ handclasp` and the arguments (`<` begins standard input), what goes to standard output, what goes to standard
 * error, and the exit status. `{name}` in arguments is an endpoint of the lab, `{dir}` a folder with files. What differs from run to run is spelled alike.
 * UPDATE_TRANSCRIPTS=1 writes them anew; look at the difference before you keep it.
 */
const folder = new URL(import.meta.url.includes('/dist/') ? '../../../test/cli/transcripts/' : './transcripts/', import.meta.url);
const update = process.env.UPDATE_TRANSCRIPTS === '1';

describe('command line, by transcript', () => {
  let stack: Lab;
  let files: string;

  before(async () => {
    stack = await startLab();
    files = mkdtempSync(join(tmpdir(), 'handclasp-test-'));
    writeFiles(files, stack);
  });
  after(async () => {
    await stack.close();
    rmSync(files, { recursive: true });
  });

  for (const name of readdirSync(folder).filter((each) => each.endsWith('.txt'))) {
    it(name.replace('.txt', '').replaceAll('-', ' '), async () => {
      const file = new URL(name, folder);
      const expected = readFileSync(file, 'utf8');
      const comment = expected.slice(0, expected.indexOf('$ handclasp'));
      const commandLine = /^\$ handclasp ?(.*)$/m.exec(expected)?.[1] ?? '';
      const [args = '', stdin = ''] = commandLine.split(' < ');
      const { status, out, err } = await runCli(words(filled(args, stack, files)), {
        stdin: filled(stdin, stack, files).replaceAll('\\n', '\n'),
      });
      const got = `${comment}$ handclasp${commandLine === '' ? '' : ` ${commandLine}`}\n${out}--- standard error\n${err}--- exit status\n${status}\n`;
      const alike = spelledAlike(got, stack, files);
      if (update) writeFileSync(file, alike);
      else assert.equal(alike, expected);
    });
  }
});

/** Directories of a Kibana, which does not run; relative paths begin in the folder above. */
const kibanas = {
  kibana: 'elasticsearch.hosts: ["https://es01:9200"]\n',
  'kibana-trusting': 'elasticsearch.hosts: ["https://es01:9200"]\nelasticsearch.ssl.certificateAuthorities: lab-ca.pem\n',
  'kibana-broken': 'server.ssl.enabled: true\nserver.ssl.certificate: gone.crt\nserver.ssl.key: other.key\n',
};

/** Directories of a node. */
const nodes = {
  'node-unswitched': 'xpack.security.transport.ssl.keystore.path: certs/node.p12\n',
  'node-foreign': `network.host: 127.0.0.1
cluster.name: lab
xpack.security.enabled: true
xpack.security.transport.ssl.enabled: true
xpack.security.transport.ssl.verification_mode: certificate
xpack.security.transport.ssl.certificate: certs/node.crt
xpack.security.transport.ssl.key: certs/node.key
xpack.security.transport.ssl.certificate_authorities: ["certs/ca.crt"]
`,
  'node-alone': 'discovery.type: single-node\ndiscovery.seed_hosts: ["127.0.0.1:1"]\n',
};

function writeFiles(into: string, { trust }: Lab): void {
  for (const name of ['certutil-node.p12', 'openssl-nokeys.p12', 'openssl-rc2.p12']) writeFileSync(join(into, name), fixture(name));
  const put = (name: string, text: string) => writeFileSync(join(into, name), text, { mode: 0o640 });
  put('lab-ca.pem', trust.pem);
  put('passwords', 'store-password\n');
  put('empty.txt', '# nobody\n\n');
  put('broken.txt', 'es01:9300\nes02:port\n');
  put('notes.txt', 'not a certificate\n');
  put(
    'handclasp.yml',
    'ca: lab-ca.pem\nwaivers:\n  - rule: transport-client-auth-not-enforced\n    subject: "127.0.0.1:*"\n    reason: the port is closed to all but the nodes\n    owner: platform team\n    until: ' +
      daysFromNow(30).toISOString().slice(0, 10) +
      '\n  - rule: weak-key\n    subject: es09:9300\n    reason: replaced in May\n    owner: platform team\n    until: 2026-05-31\n',
  );
  put('typo.yml', 'ca: lab-ca.pem\ndetial: true\n');
  put('notes.yml', 'schema: handclasp.policy/1\nname: ours\nrequirements: none\n');
  const ca = makeCa({ subject: 'Test CA' });
  const node = issue(ca, {
    subject: 'es01',
    altNames: ['DNS:es01', 'DNS:10.0.0.11'],
    notBefore: daysFromNow(-400),
    notAfter: daysFromNow(-35),
  });
  put('node.pem', node.certificatePem + ca.certificatePem);
  put('healthy.pem', issue(ca, { subject: 'es02', altNames: ['DNS:es02', 'IP:10.0.0.12'] }).certificatePem);
  put('other.key', makeSelfSigned({ subject: 'other' }).privateKeyPem);
  for (const [name, settings] of Object.entries(kibanas)) {
    mkdirSync(join(into, name));
    put(join(name, 'kibana.yml'), `server.port: 1\n${settings}`);
  }
  for (const [name, settings] of Object.entries(nodes)) {
    mkdirSync(join(into, name));
    put(join(name, 'elasticsearch.yml'), `node.name: es03\n${settings}`);
  }
  const foreign = makeCa({ subject: 'Elastic Certificate Tool Autogenerated CA' });
  const stranger = issue(foreign, { subject: 'es03', altNames: ['DNS:es03', 'IP:127.0.0.1'] });
  mkdirSync(join(into, 'node-foreign', 'certs'));
  put('node-foreign/certs/node.crt', stranger.chainPem);
  put('node-foreign/certs/node.key', stranger.privateKeyPem);
  put('node-foreign/certs/ca.crt', foreign.certificatePem);
  put('node.log', nodeLog);
  put('joined.log', joinedLog);
  put('scan.json', JSON.stringify(scanOfJoined));
  put('half.pem', `${node.certificatePem}${toPem('CERTIFICATE', new Uint8Array([0x30, 0x03, 0x02, 0x01, 0x01]))}`);
}

/** As Elasticsearch 8.19.21 wrote it on a node with a certificate of another CA, and on its peer. */
const nodeLog = `[2026-11-23T22:21:21,848][WARN ][o.e.c.c.ClusterFormationFailureHelper] [es03] master not discovered yet, this node has not previously joined a bootstrapped cluster
[2026-11-23T22:21:22,848][WARN ][o.e.t.TcpTransport       ] [es01] exception caught on transport layer [Netty4TcpChannel{localAddress=/10.0.0.11:9300, remoteAddress=/10.0.0.13:43210, profile=default}], closing connection
io.netty.handler.codec.DecoderException: javax.net.ssl.SSLHandshakeException: Empty client certificate chain
`;

/** The log of a node that joined once its certificate had been renewed, and was scanned afterwards. */
const joinedLog = `[2026-11-23T22:20:01,848][WARN ][o.e.t.TcpTransport       ] [es02] exception caught on transport layer [Netty4TcpChannel{localAddress=/10.0.0.12:43210, remoteAddress=/10.0.0.11:9300, profile=default}], closing connection
Caused by: javax.net.ssl.SSLHandshakeException: Received fatal alert: bad_certificate
[2026-11-23T22:20:20,100][INFO ][o.e.c.s.ClusterApplierService] [es02] master node changed {previous [], current [{es01}{EMoNIC7xQX225VOlFF95cQ}{nvlH6MhuQw-RWmh0sJtd7w}{es01}{10.0.0.11}{10.0.0.11:9300}{cdfhilmrstw}{8.19.21}{7000099-8537000}]}, term: 1, version: 8, reason: ApplyCommitRequest{term=1, version=8}
[2026-11-23T22:31:00,310][WARN ][o.e.t.TcpTransport       ] [es02] exception caught on transport layer [Netty4TcpChannel{localAddress=/10.0.0.12:9300, remoteAddress=/10.0.0.9:44068, profile=default}], closing connection
Caused by: javax.net.ssl.SSLHandshakeException: Empty client certificate chain
[2026-11-23T22:31:00,352][WARN ][o.e.t.TcpTransport       ] [es02] exception caught on transport layer [Netty4TcpChannel{localAddress=/10.0.0.12:9300, remoteAddress=/10.0.0.9:44070, profile=default}], closing connection
Caused by: javax.net.ssl.SSLHandshakeException: Empty client certificate chain
`;

/** What is needed of the report of that scan. */
const scanOfJoined = {
  schema: 'handclasp.report/1',
  endpoints: [
    {
      target: 'es02:9300',
      address: '10.0.0.12',
      reachability: 'open',
      localAddress: '10.0.0.9',
      startedAt: '2026-11-23T22:31:00.200Z',
      cost: { connections: 2, bytesSent: 800, bytesReceived: 5120, durationMs: 250 },
    },
  ],
};

function filled(text: string, stack: Lab, files: string): string {
  const target = (name: string) => stack.endpoints.find((endpoint) => endpoint.name === name)?.target;
  return text.replace(/\{([a-z-]+)(:port)?\}/g, (placeholder, name: string, port?: string) => {
    const value = name === 'dir' ? files : target(name);
    if (value === undefined) throw new Error(`no lab endpoint is called ${placeholder}`);
    return port === undefined ? value : value.replace(/^[a-z]+:\/\//, '');
  });
}

/** As a shell would: blanks part words, double quotes keep them together. */
function words(line: string): readonly string[] {
  return [...line.matchAll(/"([^"]*)"|\S+/g)].map(([word, quoted]) => quoted ?? word);
}

/** Ports keep their width, so that tables keep theirs. */
function spelledAlike(text: string, stack: Lab, files: string): string {
  const ports = stack.endpoints.map(({ target }) => target.split(':').at(-1) ?? '');
  const withPorts = ports.reduce(
    (all, port, index) => all.replaceAll(`127.0.0.1:${port}`, `127.0.0.1:1${String(index).padStart(port.length - 1, '0')}`),
    text,
  );
  return withPorts
    .replaceAll(files, '{dir}')
    .replace(
      /\b\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(\.\d{3})?Z)?/g,
      (instant) =>
        'YYYY-MM-DDThh:mm:ss.mssZ'.slice(0, instant.length - (instant.endsWith('Z') ? 1 : 0)) + (instant.endsWith('Z') ? 'Z' : ''),
    )
    .replace(/\b([0-9a-f]{64}|[0-9a-f]{40})\b/g, (hex) => 'f'.repeat(hex.length))
    .replace(/\b[0-9a-f]{24,32}\b/g, 'f'.repeat(32))
    .replace(/\b([0-9a-f]{3,16})(\.\.\.|…)/g, (_, hex: string, dots: string) => `${'f'.repeat(hex.length)}${dots}`)
    .replace(/"port": \d+/g, '"port": 0')
    .replace(/\b(\d{1,3},\d{3}|\d{3,})(\s+)days left/g, (_, days: string, gap: string) => `${days.replace(/\d/g, '9')}${gap}days left`)
    .replace(/(?<=in |· )\d+\.\d s\b/g, '0.0 s')
    .replace(/"durationMs": [\d.]+/g, '"durationMs": 0')
    .replace(/"daysLeft": -?\d+/g, '"daysLeft": 0')
    .replace(/"bytes(Sent|Received)": \d+/g, '"bytes$1": 0');
}
