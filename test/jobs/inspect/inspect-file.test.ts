import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { ruleCatalogue } from '../../../src/jobs/explain/rule-catalogue.ts';
import { inspectFile } from '../../../src/jobs/inspect/inspect-file.ts';
import { daysFromNow, issue, makeCa, makeSelfSigned } from '../../../src/lab/pki.ts';
import type { InspectedEntry, InspectedFile } from '../../../src/model/inspection.ts';
import { Secret } from '../../../src/model/secret.ts';
import { displayWidth } from '../../../src/output/display-width.ts';
import { renderInspection } from '../../../src/output/text/inspect/render-inspection.ts';
import type { PasswordSource } from '../../../src/stores/password-source.ts';
import { fixture, noPasswords, storePassword } from '../../settings/setup-files.ts';

const at = daysFromNow(0);
const given: PasswordSource = () => [new Secret('guess'), storePassword, new Secret('ca-password')];
const store = (name: string, passwords = given) => inspectFile(name, fixture(name), at, passwords);
const text = (content: string, passwords = noPasswords) => inspectFile('f.pem', Buffer.from(content), at, passwords);

/** Entries in a word each, with the places of their certificates. */
function entries(file: InspectedFile): readonly string[] {
  return (file.store?.entries ?? []).map(entryText);
}

function entryText(entry: InspectedEntry): string {
  switch (entry.kind) {
    case 'key':
      return `key ${entry.alias} ${entry.key?.algorithm} ${entry.key?.bits} ${entry.matches} ${entry.chain.join('>')}`;
    case 'trusted':
    case 'unmarked':
      return `${entry.kind} ${entry.alias} ${entry.certificate}`;
    case 'other':
    case 'unreadable':
      return entry.kind;
  }
}

const problems = (file: InspectedFile) => (file.store?.problems ?? []).map(({ rule, severity }) => `${rule} ${severity}`);

describe('inspection of stores', () => {
  it('tells format, entries, integrity and password of each make', async () => {
    const files = await Promise.all(['certutil-node.p12', 'keytool.jks', 'keytool.jceks', 'openssl.p12'].map((name) => store(name)));
    assert.deepEqual(
      files.map(({ format, store: inside }) => [format, inside?.integrity, inside?.password, inside?.legacy]),
      [
        ['pkcs12', 'verified', 'given', []],
        ['jks', 'verified', 'given', ['a stream of SHA-1']],
        ['jceks', 'verified', 'given', ['3DES with MD5']],
        ['pkcs12', 'verified', 'given', []],
      ],
    );
    assert.deepEqual(
      files.map((file) => [...entries(file)].sort()),
      [
        ['key es01 RSA 2048 true 1>2', 'trusted ca 2'],
        ['key es01 RSA 2048 true 1>2', 'trusted ca 2'],
        ['key es01 RSA 2048 true 1>2', 'trusted ca 2'],
        ['key es01 RSA 2048 true 1>2'],
      ],
    );
    for (const { certificates } of files)
      assert.deepEqual(
        certificates.map(({ isCa, signedByNext }) => [isCa, signedByNext]),
        [
          [false, true],
          [true, null],
        ],
      );
  });

  it('finds what is wrong with a store as a store', async () => {
    assert.deepEqual(problems(await store('certutil-node.p12')), []);
    assert.deepEqual(problems(await store('keytool-trust.p12')), []);
    assert.deepEqual(problems(await store('openssl-nokeys.p12')), ['truststore-no-anchors critical']);
    assert.deepEqual(problems(await store('certutil-ca.p12')), ['ca-private-key-on-nodes high', 'truststore-no-anchors info']);
    assert.deepEqual(problems(await store('openssl-rc4.p12')), ['truststore-no-anchors info', 'kibana-legacy-pkcs12 medium']);
  });

  it('names the ways of encryption that were given up', async () => {
    assert.deepEqual((await store('openssl-rc2.p12')).store?.legacy, ['RC2 of 40 bits', '3DES']);
    assert.deepEqual((await store('openssl-rc4.p12')).store?.legacy, ['RC4 of 128 bits']);
  });

  it('says in one line why a store cannot be read', async () => {
    const none = await store('keytool.jks', noPasswords);
    assert.deepEqual(
      [none.store, none.certificates, none.problem],
      [null, [], 'it is a Java key store (JKS) with a password, and none was given'],
    );
    const wrong = await store('openssl.p12', () => [new Secret('guess')]);
    assert.equal(wrong.problem, 'it is a PKCS#12 store, and the password is wrong');
    const cut = await inspectFile('cut', fixture('openssl.p12').subarray(0, 600), at, given);
    assert.match(cut.problem ?? '', /begins like a PKCS#12 store and is broken/);
  });

  it('asks for passwords only where the empty one does not open a file', async () => {
    const asked: string[] = [];
    const source: PasswordSource = ({ kind, file }) => {
      asked.push(`${kind} ${file}`);
      return [storePassword];
    };
    await text(issue(makeCa({ subject: 'CA' }), { subject: 'es01' }).privateKeyPem, source);
    assert.deepEqual(asked, []);
    await store('openssl.p12', source);
    assert.deepEqual(asked, ['store openssl.p12']);
  });
});

describe('inspection of PEM with keys', () => {
  const ca = makeCa({ subject: 'Test CA' });
  const leaf = issue(ca, { subject: 'es01', altNames: ['DNS:es01'] });

  const caKeyPem = String(ca.privateKey.export({ type: 'pkcs8', format: 'pem' }));

  it('tells whose key it is, and keeps the order of the file', async () => {
    const file = await text(ca.certificatePem + leaf.certificatePem + leaf.privateKeyPem);
    assert.deepEqual(entries(file), ['key null EC 256 true 2>1']);
    assert.deepEqual(
      file.certificates.map(({ subject }) => subject),
      ['CN=Test CA', 'CN=es01'],
    );
    assert.deepEqual(problems(file), []);
  });

  it('finds the key of another certificate, of a CA, and several', async () => {
    const other = makeSelfSigned({ subject: 'other' }).privateKeyPem;
    assert.deepEqual(problems(await text(leaf.certificatePem + other)), ['key-certificate-mismatch critical']);
    assert.deepEqual(problems(await text(ca.certificatePem + caKeyPem)), ['ca-private-key-on-nodes high']);
    assert.deepEqual(problems(await text(leaf.certificatePem + leaf.privateKeyPem + other)), [
      'key-certificate-mismatch critical',
      'keystore-several-keys medium',
    ]);
  });

  it('reads a key alone, and tells why an encrypted one stays shut', async () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const encrypted = { type: 'pkcs1', format: 'pem', cipher: 'aes-128-cbc', passphrase: storePassword.reveal() } as const;
    const pem = String(privateKey.export(encrypted));
    const shut = await text(pem);
    assert.deepEqual([shut.problem, shut.store?.legacy], [null, ['AES-128-CBC with MD5']]);
    const [entry] = shut.store?.entries ?? [];
    assert.deepEqual(entry?.kind === 'key' && [entry.code, entry.because], [
      'key-password-not-given',
      'the key is encrypted, and no password was given',
    ]);
    assert.deepEqual(entries(await text(pem, given)), ['key null RSA 2048 null ']);
  });

  it('leaves files without a key as they were', async () => {
    const file = await text(leaf.certificatePem + ca.certificatePem);
    assert.deepEqual([file.format, file.store, file.certificates.length], ['pem', null, 2]);
  });

  it('speaks of rules that can be explained, within 80 columns, and shows no key', async () => {
    const files = [
      await text(leaf.certificatePem + leaf.privateKeyPem + ca.certificatePem + caKeyPem + makeSelfSigned({ subject: 'o' }).privateKeyPem),
      ...(await Promise.all(['certutil-ca.p12', 'openssl-nokeys.p12', 'openssl-rc4.p12', 'keytool.jks'].map((name) => store(name)))),
      await store('keytool.jks', noPasswords),
    ];
    const known = new Set(ruleCatalogue.map(({ id }) => id));
    for (const { rule } of files.flatMap((file) => file.store?.problems ?? [])) assert.ok(known.has(rule), rule);
    const table = renderInspection({ schema: 'handclasp.inspection/1', at: at.toISOString(), files }, { width: 80, colour: false });
    for (const line of table.split('\n')) assert.ok(displayWidth(line) <= 80, line);
    const { d = '' } = leaf.privateKey.export({ format: 'jwk' });
    for (const output of [table, JSON.stringify(files)]) {
      assert.ok(!output.includes(d) && !output.includes(storePassword.reveal()) && !output.includes('PRIVATE KEY-----'));
    }
  });
});
