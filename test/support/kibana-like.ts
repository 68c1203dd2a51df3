import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parse } from 'yaml';
import type { EmittedSettings } from '../../src/policy/emit/emit-settings.ts';

/** What a Kibana of these settings would serve, on the Node.js that it would run on. */
export type KibanaLike = {
  readonly port: number;
  /** Connects as Kibana does to `elasticsearch.hosts`, with `verificationMode: full`: what came of each, in words; `connected` where all is well. */
  readonly connect: (urls: readonly string[]) => Promise<readonly string[]>;
  readonly close: () => Promise<void>;
};

/** The lines of a file that is emitted; none where the policy needs none. */
export const emittedLines = ({ files }: EmittedSettings, file: string): readonly string[] =>
  files.find((one) => one.file === file)?.lines ?? [];

/**
 * Starts a server that is set up as Kibana's by `kibana.yml`, `node.options` and `openssl-tls.cnf` as they are emitted. What is no setting of TLS is left out.
 *
 * @param folder where its files are written; it is made
 */
export async function startKibanaLike(
  node: string,
  settings: EmittedSettings,
  given: { readonly folder: string; readonly certificate: string; readonly key: string; readonly elasticsearchCa: string },
): Promise<KibanaLike> {
  const { folder, certificate, key, elasticsearchCa } = given;
  mkdirSync(folder, { recursive: true });
  const configured: unknown = parse(emittedLines(settings, 'kibana.yml').join('\n'));
  const config = configured as Readonly<Record<string, readonly string[] | undefined>>;
  writeFileSync(join(folder, 'openssl-tls.cnf'), `${emittedLines(settings, 'openssl-tls.cnf').join('\n')}\n`);
  const options = emittedLines(settings, 'node.options').map((line) => line.replace(/=.*$/, `=${join(folder, 'openssl-tls.cnf')}`));
  const versions = [...(config['server.ssl.supportedProtocols'] ?? ['TLSv1.2', 'TLSv1.3'])].sort();
  const ciphers = config['server.ssl.cipherSuites'];
  writeFileSync(
    join(folder, 'server.json'),
    JSON.stringify({
      cert: certificate,
      key,
      // As Kibana's own HTTP server has them.
      honorCipherOrder: true,
      minVersion: versions[0],
      maxVersion: versions.at(-1),
      ...(ciphers === undefined ? {} : { ciphers: ciphers.join(':') }),
    }),
    { mode: 0o600 },
  );
  writeFileSync(join(folder, 'elasticsearch-ca.crt'), elasticsearchCa);
  const child = spawn(
    node,
    [...options, '--input-type=module', '--eval', program, join(folder, 'server.json'), join(folder, 'elasticsearch-ca.crt')],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  );
  const answers = createInterface(child.stdout)[Symbol.asyncIterator]();
  const port = Number((await answers.next()).value);
  if (!Number.isInteger(port)) throw new Error('the server did not start');
  return {
    port,
    connect: async (urls) => {
      child.stdin.write(`${JSON.stringify(urls)}\n`);
      return JSON.parse(String((await answers.next()).value)) as readonly string[];
    },
    close: () => ended(child),
  };
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill();
  await exit;
}

const program = `
import { createServer, request } from 'node:https';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
const server = createServer(JSON.parse(readFileSync(process.argv[1], 'utf8')), (_request, response) => response.setHeader('kbn-name', 'kibana').end());
server.listen(0, '127.0.0.1', () => console.log(server.address().port));
const ca = readFileSync(process.argv[2], 'utf8');
const connect = (url) => new Promise((resolve) => {
  request(url, { ca, agent: false }, (response) => { response.resume(); resolve(response.statusCode === undefined ? 'no answer' : 'connected'); })
    .on('error', (error) => resolve(error.code + ' ' + error.message)).end();
});
createInterface(process.stdin).on('line', async (line) => console.log(JSON.stringify(await Promise.all(JSON.parse(line).map(connect)))));
`;
