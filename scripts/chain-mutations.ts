/**
 * Judges chains with octets changed, cut out or put in, by all models: none may take long, throw, or be trusted where the change was in what is signed.
 * `npm run test:mutations -- 100000 1` is the number of chains and the seed. Prints JSON; the exit status is 1 where one of that happened.
 */

import { parse } from '../src/x509/parse-certificate.ts';
import { models } from '../src/x509/path/model-choices.ts';
import { verifyCertificate } from '../src/x509/path/verify-certificate.ts';
import { randomChain, seeded } from '../test/x509/random-chains.ts';

const [count = 100_000, seed = 1] = process.argv.slice(2).map(Number);
/** Longer than this is a time-out. */
const limitMs = 1000;

const random = seeded(seed);
const upTo = (limit: number): number => Math.floor(random() * limit);
const pool = Array.from({ length: 400 }, (_, i) => randomChain(seed * 1000 + i));
const odd = [0x00, 0x01, 0x30, 0x31, 0x7f, 0x80, 0x81, 0x82, 0x84, 0xa0, 0xa3, 0xff];

function mutated(bytes: Uint8Array): Uint8Array {
  let result = Buffer.from(bytes);
  for (let times = 1 + upTo(3); times > 0; times--) {
    const at = upTo(result.length);
    switch (upTo(6)) {
      case 0:
        result[at] = upTo(256);
        break;
      case 1:
        result[at] = odd[upTo(odd.length)] ?? 0;
        break;
      case 2:
        result[at] = (result[at] ?? 0) ^ (1 << upTo(8));
        break;
      case 3:
        result = Buffer.concat([result.subarray(0, at), result.subarray(at + 1 + upTo(8))]);
        break;
      case 4:
        result = Buffer.concat([result.subarray(0, at), result.subarray(at, at + upTo(64)), result.subarray(at)]);
        break;
      default:
        result = Buffer.concat([result.subarray(0, at), Buffer.from([odd[upTo(odd.length)] ?? 0]), result.subarray(at)]);
    }
  }
  return new Uint8Array(result);
}

const tally = { chains: 0, verdicts: 0, trusted: 0, thrown: 0, timeouts: 0, unhandled: 0, forged: 0, slowestMs: 0 };
const reasons: Record<string, number> = {};
process.on('unhandledRejection', () => {
  tally.unhandled++;
});
const started = performance.now();
for (; tally.chains < count; tally.chains++) {
  const source = pool[upTo(pool.length)];
  if (source === undefined) continue;
  const victim = upTo(source.chain.length + source.anchors.length);
  const chain = source.chain.map((der, i) => (i === victim ? mutated(der) : der));
  const anchors = source.anchors.map((der, i) => (i + source.chain.length === victim ? mutated(der) : der));
  const model = models[upTo(models.length)] ?? 'rfc5280';
  const from = performance.now();
  try {
    const result = await verifyCertificate({
      chain,
      anchors,
      ...(source.name === null ? {} : { name: source.name }),
      at: new Date(),
      purpose: source.purpose,
      model,
    });
    tally.verdicts++;
    if (result.trusted) tally.trusted++;
    else reasons[result.reason] = (reasons[result.reason] ?? 0) + 1;
    if (result.trusted && victim === 0 && result.path.length > 1) {
      // The leaf was changed, and is trusted by a signature: then what is signed must be what it was.
      const [before, after] = [parse(source.chain[0] ?? new Uint8Array()), parse(chain[0] ?? new Uint8Array())];
      const same = before.kind === 'parsed' && after.kind === 'parsed' && Buffer.compare(before.parsed.tbs, after.parsed.tbs) === 0;
      if (!same) tally.forged++;
    }
  } catch (error) {
    tally.thrown++;
    console.error(error);
  }
  const took = performance.now() - from;
  tally.slowestMs = Math.max(tally.slowestMs, Math.round(took));
  if (took > limitMs) tally.timeouts++;
}
console.log(JSON.stringify({ ...tally, seconds: Math.round((performance.now() - started) / 1000), reasons }));
process.exitCode = tally.thrown + tally.timeouts + tally.unhandled + tally.forged > 0 ? 1 : 0;
