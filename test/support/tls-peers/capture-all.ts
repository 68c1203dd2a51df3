import { shippedDefaults } from '../../../src/elastic/shipped-defaults.ts';
import type { HelloContent, HelloId } from '../../../src/hellos/recorded-hello.ts';
import { makeCa } from '../../../src/lab/pki.ts';
import { captureHello } from './capture-hello.ts';
import { findRuntimes, type PeerTask, startPeer } from './tls-peers.ts';

/** What a runtime that is here says, under the names that the table has. */
export async function captureAll(runtime: string): Promise<readonly (readonly [HelloId, HelloContent])[]> {
  const trust = Buffer.from(makeCa({ subject: 'nobody' }).certificate).toString('base64');
  const peer = startPeer(runtime);
  try {
    const captured: (readonly [HelloId, HelloContent])[] = [];
    for (const [id, task] of idsOf(runtime)) captured.push([id, await captureHello(peer, { trust, name: 'localhost', ...task })]);
    return captured;
  } finally {
    await peer.close();
  }
}

/** The runtimes that the table has captures of, as they are here. */
export function capturedRuntimes(): readonly string[] {
  return findRuntimes().filter((runtime) => idsOf(runtime).length > 0);
}

function idsOf(runtime: string): readonly (readonly [HelloId, Omit<PeerTask, 'role'>])[] {
  const jdk = /^jdk(17|21|25)$/.exec(runtime)?.[1] as '17' | '21' | '25' | undefined;
  if (jdk !== undefined)
    return [
      [`jdk${jdk}` as HelloId, {}],
      [`elasticsearch-jdk${jdk}` as HelloId, { suites: suitesOfNode(Number(jdk)) }],
    ];
  const [, major, minor] = /^node(\d+)\.(\d+)\./.exec(runtime) ?? [];
  if (major === '20' || major === '24' || major === '26') return [[`node${Number(major) as 20 | 24 | 26}`, {}]];
  // OpenSSL 3.5 came with 22.20.
  if (major === '22') return [[Number(minor) < 20 ? 'node22-openssl3.0' : 'node22', {}]];
  if (runtime === 'go') return [['go', {}]];
  return runtime === 'python' ? [['python-openssl3.0', {}]] : [];
}

function suitesOfNode(jdk: number): string {
  const shipped = shippedDefaults.find(
    ({ product, lines, runtime }) =>
      product === 'elasticsearch' && lines.includes('8') && runtime.includes(jdk < 24 ? '12 to 23' : '24 and later'),
  );
  return Object.values(shipped?.cipherSuites ?? {})
    .flat()
    .join(',');
}
