import assert from 'node:assert/strict';
import { createPrivateKey } from 'node:crypto';
import { type GivenFile, inspectFiles } from '../../../src/jobs/inspect/inspect-files.ts';
import { issue, makeCa } from '../../../src/lab/pki.ts';
import { Secret } from '../../../src/model/secret.ts';
import { renderInspection } from '../../../src/output/text/inspect/render-inspection.ts';

const ca = makeCa({ subject: 'pair CA' });
const [one, other] = ['es01', 'es02'].map((subject) => issue(ca, { subject, altNames: [`DNS:${subject}`] })) as [
  ReturnType<typeof issue>,
  ReturnType<typeof issue>,
];
const noon = Date.UTC(2026, 10, 30, 12);
const file = (name: string, content: string, secondsLater: number | null = 0): GivenFile => ({
  name,
  content: Buffer.from(content),
  modifiedAt: secondsLater === null ? null : new Date(noon + secondsLater * 1000),
});
const crt = (name = 'certs/es01.crt', of = one, later: number | null = 0) => file(name, of.chainPem, later);
const key = (name = 'certs/es01.key', of = one, later: number | null = 0) => file(name, of.privateKeyPem, later);

const mismatch = 'key-certificate-mismatch critical';
const outOfStep = 'pem-pair-out-of-step high';

/** Of each file with a key, `rule severity` of what is wrong with its store. */
async function found(files: readonly GivenFile[], password = ''): Promise<readonly (readonly string[])[]> {
  const inspected = await inspectFiles(files, new Date(noon), () => [new Secret(password)]);
  assert.deepEqual(
    inspected.map((each) => each.file),
    files.map(({ name }) => name),
  );
  return inspected.flatMap(({ store }) => (store === null ? [] : [store.problems.map(({ rule, severity }) => `${rule} ${severity}`)]));
}

describe('a key and a certificate in two files', () => {
  it('are well as a pair, whatever their age', async () => {
    assert.deepEqual(await found([crt(), key()]), [[]]);
    assert.deepEqual(await found([key('a.key', one, 9000), crt('b.crt')]), [[]]);
  });

  it('are told as one: the key names each certificate that it belongs to, in stores as well', async () => {
    const found = await inspectFiles([crt('a.crt', other), crt('b.crt'), key('n.key'), crt('c.crt')], new Date(noon), () => []);
    const [entry] = found.flatMap(({ store }) => store?.entries.filter(({ kind }) => kind === 'key') ?? []);
    assert.ok(entry?.kind === 'key');
    assert.deepEqual(entry.elsewhere, [
      { file: 'b.crt', certificate: 1 },
      { file: 'c.crt', certificate: 1 },
    ]);
    const text = renderInspection(
      { schema: 'handclasp.inspection/1', at: new Date(noon).toISOString(), files: found },
      { width: 120, colour: false },
    );
    assert.match(text, /private key .*; belongs to certificate 1 of b\.crt, certificate 1 of c\.crt$/m);
  });

  const apart: readonly (readonly [seconds: number | null, expected: readonly string[]])[] = [
    [0, [mismatch]],
    [60, [mismatch]],
    [61, [mismatch, outOfStep]],
    [-60, [mismatch]],
    [-61, [mismatch, outOfStep]],
    [null, [mismatch]],
  ];
  for (const [seconds, expected] of apart) {
    it(`are no pair, written ${seconds === null ? 'nobody knows when' : `${seconds} seconds apart`}: ${expected.join(', ')}`, async () => {
      assert.deepEqual(await found([crt(), key(undefined, other, seconds)]), [expected]);
      // Where one of each is given, their names do not matter.
      assert.deepEqual(await found([key('node.key', other, seconds), crt('http.pem')]), [expected]);
    });
  }

  it('say which file is the newer', async () => {
    const [, inspected] = await inspectFiles([crt(), key(undefined, other, -7200)], new Date(noon), () => []);
    assert.match(
      inspected?.store?.problems.at(-1)?.detail ?? '',
      /^certs\/es01\.crt was written 2 hours after certs\/es01\.key, and the two are no pair\.$/,
    );
  });

  it('are compared by their names where there are several', async () => {
    const files = [crt('es01.crt'), crt('es02.crt', other), key('es01.key'), key('es02.key', one)];
    assert.deepEqual(await found(files), [[], [mismatch]]);
    assert.deepEqual(await found([crt('a.crt'), crt('b.crt', other), key('c.key', other)]), [[]], 'it is not clear which');
    assert.deepEqual(await found([crt('a.crt'), key('b.key', other), key('c.key', other)]), [[], []], 'it is not clear which');
    assert.deepEqual(await found([crt('x/es01.crt'), crt('y/es01.crt', other), key('y/es01.key')]), [[mismatch]]);
  });

  it('are none with the certificate of a CA, or where the key cannot be opened', async () => {
    assert.deepEqual(await found([file('ca.crt', ca.certificatePem), key()]), [[]]);
    const encrypted = String(
      createPrivateKey(other.privateKeyPem).export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'right-one' }),
    );
    const locked = file('certs/es01.key', encrypted, 120);
    assert.deepEqual(await found([crt(), locked], 'wrong-one'), [[]]);
    assert.deepEqual(await found([crt(), locked], 'right-one'), [[mismatch, outOfStep]]);
  });
});
