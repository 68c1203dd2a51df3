/**
 * What chains cost that are made to waste time: CPU milliseconds in all, and of the longest stretch in which nothing else had its turn. Prints JSON. Run it with
 * `npm run bench:hostile`.
 */
import { generateKeyPairSync } from 'node:crypto';
import { setImmediate as turn } from 'node:timers/promises';
import { gatherEvidence } from '../src/evidence/gather-evidence.ts';
import type { Certificate } from '../src/model/certificate.ts';
import { endpointReport } from '../src/report/endpoint-report.ts';
import { endpointRules } from '../src/rules/endpoint-rules.ts';
import { judgeEndpoint } from '../src/rules/framework/judge-endpoint.ts';
import { parseCertificate } from '../src/x509/parse-certificate.ts';
import { type Keys, keysOf, makeCa, makeCertificate, makeLeaf, name } from '../test/support/certificate-maker.ts';
import { conversation, observation } from '../test/support/evidence.ts';

/** The most that OpenSSL takes of a chain, about. */
const most = 97 * 1024;

function filled(make: (nth: number) => Uint8Array): Uint8Array[] {
  const made: Uint8Array[] = [];
  for (let size = 0; ; ) {
    const next = make(made.length);
    size += next.length;
    if (size > most) return made;
    made.push(next);
  }
}

const selfIssued = (keys: Keys) => (nth: number) => {
  const own = name(`ca ${nth}`);
  return makeCertificate({ subject: own, issuer: own, keys, signedBy: keys, serialNumber: nth + 1 });
};
const longName = (nth: number) => name(...Array.from({ length: 3_600 }, (_, part) => `CN=a${(part + nth) % 10}`));
const authority = { name: name('root'), keys: keysOf('P-256', 'root') };

/** Signatures are other ones each time, so that nothing of them is known. */
const inputs: Readonly<Record<string, () => readonly Uint8Array[]>> = {
  'self-issued, P-521': () => filled(selfIssued(keysOf('P-521'))),
  'self-issued, sect571r1': () => filled(selfIssued(generateKeyPairSync('ec', { namedCurve: 'sect571r1' }))),
  'ten with names of 3,600 parts': () =>
    Array.from({ length: 10 }, (_, nth) =>
      makeCertificate({ subject: longName(nth), issuer: longName(nth + 1), keys: authority.keys, signedBy: authority.keys }),
    ),
  'one with 8,000 names': () => [
    makeLeaf(
      Array.from({ length: 8_000 }, (_, nth) => `DNS:n${nth}.x`),
      authority,
    ),
  ],
  'hundreds of leaves': () => filled((nth) => makeLeaf([], authority, { serialNumber: nth + 1 })),
};

async function measure(chain: readonly Uint8Array[], anchors: readonly Certificate[]) {
  let longestMs = 0;
  let goesOn = true;
  const watch = (async () => {
    while (goesOn) {
      const last = process.cpuUsage();
      await turn();
      longestMs = Math.max(longestMs, cpuMsSince(last));
    }
  })();
  await turn();
  const from = process.cpuUsage();
  const evidence = await gatherEvidence(observation({ channel: 'transport', conversations: [conversation({ chain })] }), {
    anchors,
    at: new Date(),
  });
  await turn();
  endpointReport(evidence, judgeEndpoint(endpointRules, evidence), { trust: true, name: false, quietWire: false });
  goesOn = false;
  await watch;
  return { cpuMs: Math.round(cpuMsSince(from)), longestTurnCpuMs: Math.round(longestMs) };
}

function cpuMsSince(from: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(from);
  return (user + system) / 1000;
}

const root = parseCertificate(makeCa(authority.name, authority.keys));
if (root.kind === 'unreadable') throw new Error(root.flaw.code);
for (let warm = 0; warm < 20; warm++) await measure([makeLeaf([`DNS:n${warm}`], authority)], [root.certificate]);
const results: Record<string, unknown> = {};
for (const [what, make] of Object.entries(inputs)) {
  results[what] = {
    certificates: make().length,
    withoutTrust: await measure(make(), []),
    withTrust: await measure(make(), [root.certificate]),
  };
}
console.log(JSON.stringify({ node: process.version, results }, null, 2));
