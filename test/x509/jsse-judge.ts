import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { keysOf, makeCa, name } from '../support/certificate-maker.ts';
import type { Jdk } from '../support/jsse-server.ts';
import type { ChainCase } from './random-chains.ts';

/** What a real verifier said: `trusted`, or its own words for why not. */
export type Judgement = { readonly trusted: boolean; readonly words: string };

export type Judge = { readonly ask: (question: ChainCase) => Promise<Judgement>; readonly close: () => Promise<void> };

/** As java.security calls them. */
const algorithms: Readonly<Record<string, string>> = { rsa: 'RSA', ec: 'EC', ed25519: 'EdDSA', ed448: 'EdDSA', 'rsa-pss': 'RSASSA-PSS' };

/** Starts a JVM that judges chains by its own TLS. It takes a second or two, and answers in the order of the questions. */
export async function startJsseJudge(jdk: Jdk): Promise<Judge> {
  const child = spawn(join(jdk.home, 'bin', 'java'), ['-Xmx256m', '-XX:+UseSerialGC', sourceFile()], { stdio: ['pipe', 'pipe', 'pipe'] });
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors = `${errors}${text}`.slice(-4000);
  });
  child.stdin.on('error', () => {});
  const exited = once(child, 'exit');
  const waiting: ((line: string) => void)[] = [];
  createInterface(child.stdout).on('line', (line) => waiting.shift()?.(line));
  child.on('exit', () => {
    for (const tell of waiting.splice(0)) tell(`error the JVM ended: ${errors}`);
  });
  const own = keysOf('P-256', 'own server');
  const ownChain = base64(makeCa(name('own server'), own));
  const ownKey = base64(own.privateKey.export({ type: 'pkcs8', format: 'der' }));
  return {
    ask: async ({ chain, anchors, keys, name: asked, purpose }) => {
      const algorithm = algorithms[keys.privateKey.asymmetricKeyType ?? ''] ?? 'EC';
      const key = base64(keys.privateKey.export({ type: 'pkcs8', format: 'der' }));
      const fields = [purpose, asked ?? '-', algorithm, key, chain.map(base64).join(','), anchors.map(base64).join(','), ownChain, ownKey];
      const line = await new Promise<string>((tell) => {
        if (child.exitCode !== null) return tell(`error the JVM has ended: ${errors}`);
        waiting.push(tell);
        child.stdin.write(`${fields.join(' ')}\n`);
      });
      if (line.startsWith('error')) throw new Error(`JSSE on JDK ${jdk.major}: ${line}`);
      return { trusted: line === 'trusted', words: line };
    },
    close: async () => {
      child.stdin.end();
      await exited;
    },
  };
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

/** The source beside this file, also when this file runs compiled, under dist. */
function sourceFile(): string {
  for (let directory = dirname(fileURLToPath(import.meta.url)); ; directory = dirname(directory)) {
    const candidate = join(directory, 'test', 'x509', 'JsseJudge.java');
    if (existsSync(candidate)) return candidate;
    if (dirname(directory) === directory) throw new Error('test/x509/JsseJudge.java is missing');
  }
}
