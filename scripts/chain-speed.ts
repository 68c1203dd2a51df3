/**
 * How many validations a CPU second has room for: a chain of three P-256 certificates (leaf, intermediate, root), everything warm, by each model.
 * Prints JSON. Run it with `npm run bench:chains`.
 */
import { type Model, models } from '../src/x509/path/model-choices.ts';
import { verifyCertificate } from '../src/x509/path/verify-certificate.ts';
import { keysOf, makeCa, makeLeaf, name } from '../test/support/certificate-maker.ts';

const root = { name: name('root'), keys: keysOf('P-256', 'root') };
const middle = { name: name('middle'), keys: keysOf('P-256', 'middle') };
const input = {
  chain: [makeLeaf(['DNS:es01.acme.org', 'IP:10.0.0.1'], middle), makeCa(middle.name, middle.keys, root)],
  anchors: [makeCa(root.name, root.keys)],
  name: 'es01.acme.org',
  at: new Date(),
  purpose: 'server',
} as const;

async function measure(model: Model, count: number): Promise<number> {
  const from = process.cpuUsage();
  for (let i = 0; i < count; i++) {
    const result = await verifyCertificate({ ...input, model });
    if (!result.trusted) throw new Error(`${model}: ${result.reason}`);
  }
  const { user, system } = process.cpuUsage(from);
  return count / ((user + system) / 1e6);
}

/** A thousand leaves under one CA, each seen for the first time. */
async function fleet(): Promise<number> {
  const leaves = Array.from({ length: 1000 }, (_, i) => makeLeaf([`DNS:es${i}.acme.org`], middle));
  const from = process.cpuUsage();
  for (const leaf of leaves)
    await verifyCertificate({
      chain: [leaf, ...input.chain.slice(1)],
      anchors: input.anchors,
      at: input.at,
      purpose: input.purpose,
      model: 'rfc5280',
    });
  const { user, system } = process.cpuUsage(from);
  return leaves.length / ((user + system) / 1e6);
}

const perCpuSecond: Record<string, number> = {};
for (const model of models) {
  await measure(model, 500);
  perCpuSecond[model] = Math.round(await measure(model, 5000));
}
console.log(
  JSON.stringify({
    measured: 'validations a CPU second',
    chain: 'three certificates, P-256, warm',
    node: process.version,
    perCpuSecond,
    newLeavesPerCpuSecond: Math.round(await fleet()),
  }),
);
