import assert from 'node:assert/strict';
import { reasonsIn } from '../../src/logs/find-log-line.ts';
import { pathFaultText } from '../../src/wording/path-fault-texts.ts';
import type { Model } from '../../src/x509/path/model-choices.ts';
import { verifyCertificate } from '../../src/x509/path/verify-certificate.ts';
import { findJdks } from '../support/jsse-server.ts';
import { skipUnless } from '../support/required.ts';
import { type Judge, startJsseJudge } from '../x509/jsse-judge.ts';
import { startNodeJudge } from '../x509/node-judge.ts';
import { oddChain } from '../x509/odd-chains.ts';
import { type ChainCase, randomChain } from '../x509/random-chains.ts';

/** How many chains a run asks about, and where it begins: HANDCLASP_CHAINS=5000 HANDCLASP_SEED=1 for more, or others. */
// Where every suite has to run, so have a thousand; a third of them will do between two changes.
const chains = Number(process.env.HANDCLASP_CHAINS ?? 300);
const firstSeed = Number(process.env.HANDCLASP_SEED ?? 1);

type Asked = { readonly seed: number; readonly question: ChainCase };

/** At most a few hundred at a time, since a run may be long. */
const batch = 500;

/** How chains are made, and how many of a thousand may be judged otherwise. */
type Generator = { readonly what: string; readonly make: (seed: number) => ChainCase; readonly mostWrong: number };

const generators: readonly Generator[] = [
  { what: 'generated chains', make: randomChain, mostWrong: 0 },
  { what: 'chains of odd certificates', make: oddChain, mostWrong: 1 },
];

function questions(from: number, make: Generator['make']): readonly Asked[] {
  const count = Math.min(batch, firstSeed + chains - from);
  return Array.from({ length: count }, (_, i) => ({ seed: from + i, question: make(from + i) }));
}

/** `atOnce`: how many questions the judge takes before it has answered. */
async function compare(judge: Judge, model: Model, atOnce: number, { make, mostWrong }: Generator): Promise<void> {
  const wrong: string[] = [];
  const unexplained: string[] = [];
  let trusted = 0;
  let refused = 0;

  const one = async ({ seed, question }: Asked): Promise<void> => {
    const { chain, anchors, name, purpose, story } = question;
    const [theirs, ours] = await Promise.all([
      judge.ask(question),
      verifyCertificate({ chain, anchors, ...(name === null ? {} : { name }), at: new Date(), purpose, model }),
    ]);
    // A runtime that cannot read its own certificate presents none, so that nobody judges it.
    if (theirs.words.startsWith('cannot be presented')) return;
    const words = theirs.words.slice(0, 300);
    const what = `seed ${seed}, ${purpose} ${name}, ${story.join(' + ') || 'plain'}`;
    if (theirs.trusted) trusted++;
    if (theirs.trusted !== ours.trusted) {
      wrong.push(`${what}: it says ${words}; we say ${ours.trusted ? 'trusted' : `${ours.reason} (${pathFaultText(ours.because)})`}`);
    } else if (!ours.trusted) {
      refused++;
      if (!reasonsIn(theirs.words).includes(ours.reason)) unexplained.push(`${what}: ${ours.reason} for ${words}`);
    }
  };

  for (let from = firstSeed; from < firstSeed + chains; from += batch) {
    const left = [...questions(from, make)];
    const worker = async (): Promise<void> => {
      for (let next = left.shift(); next !== undefined; next = left.shift()) await one(next);
    };
    await Promise.all(Array.from({ length: atOnce }, worker));
  }
  console.log(`      ${model}: ${chains - wrong.length} of ${chains} agree, ${trusted} of them trusted`);
  console.log(`      our reason is one that its own words stand for in ${refused - unexplained.length} of ${refused} refusals`);
  if (process.env.HANDCLASP_UNEXPLAINED !== undefined) console.log(unexplained.join('\n'));
  if (wrong.length > Math.ceil((chains * mostWrong) / 1000)) assert.deepEqual(wrong.slice(0, 25), []);
  if (wrong.length > 0) console.log(wrong.map((one) => `      ${one}`).join('\n'));
  if (chains >= 500) assert.ok(trusted > chains / 20 && trusted < chains * 0.95, `a run with ${trusted} trusted chains shows little`);
}

for (const generator of generators) {
  describe(`The verdict on ${generator.what}`, () => {
    for (const [model, major] of [
      ['jsse17', 17],
      ['jsse25', 25],
    ] as const) {
      it(`is that of JSSE on JDK ${major} in the model ${model}`, async function () {
        const jdk = findJdks().find((found) => found.major === major);
        skipUnless(this, jdk !== undefined, `JDK ${major}`);
        if (jdk === undefined) return;
        this.timeout(60_000 + chains * 100);
        const judge = await startJsseJudge(jdk);
        try {
          await compare(judge, model, 8, generator);
        } finally {
          await judge.close();
        }
      });
    }

    it('is that of node:tls in the model node', async function () {
      this.timeout(60_000 + chains * 100);
      const judge = await startNodeJudge();
      try {
        await compare(judge, 'node', 1, generator);
      } finally {
        await judge.close();
      }
    });
  });
}
