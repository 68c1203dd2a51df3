import assert from 'node:assert/strict';
import fc from 'fast-check';
import { inspectFiles } from '../../../src/jobs/inspect/inspect-files.ts';
import { Secret } from '../../../src/model/secret.ts';
import { keysOf, makeCa, name } from '../../support/certificate-maker.ts';

const kinds = ['P-256', 'Ed25519', 'Ed448', 'RSA-1024', 'RSA-PSS-2048', 'DSA-2048', 'secp256k1'] as const;
const toPem = (der: Uint8Array, label: string) =>
  `-----BEGIN ${label}-----\n${Buffer.from(der).toString('base64')}\n-----END ${label}-----\n`;
const certificate = toPem(makeCa(name('CN=beside'), keysOf('P-256')), 'CERTIFICATE');
const at = new Date(Date.UTC(2026, 11, 1));
const pss = () => keysOf('RSA-PSS-2048', 'with parameters').privateKey.export({ type: 'pkcs8', format: 'der' });

/** Inspects damaged octets in several forms beside a certificate that is whole. */
async function inspectBeside(der: Uint8Array): Promise<void> {
  const forms = [toPem(der, 'PRIVATE KEY'), toPem(der, 'EC PRIVATE KEY'), toPem(der, 'RSA PRIVATE KEY'), toPem(der, 'CERTIFICATE')];
  const files = [...forms.map((text) => Buffer.from(text)), der, Buffer.from(certificate)].map((content, index) => ({
    name: `file-${index}`,
    content,
    modifiedAt: null,
  }));
  const inspected = await inspectFiles(files, at, () => [new Secret('changeit')]);
  assert.equal(inspected.length, files.length);
  assert.equal(inspected.at(-1)?.certificates[0]?.subject, 'CN=beside');
}

describe('a damaged key among files that are inspected', () => {
  it('loses nothing of the others, whatever is wrong with it', async () => {
    const whole = kinds.map((kind) => keysOf(kind).privateKey.export({ type: 'pkcs8', format: 'der' }));
    const changes = fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(255)), { minLength: 1, maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...whole), changes, async (key, changed) => {
        const der = Uint8Array.from(key);
        for (const [where, octet] of changed) der[Math.min(der.length - 1, Math.floor(where * der.length))] = octet;
        await inspectBeside(der);
      }),
      { numRuns: 150 },
    );
  }).timeout(60_000);

  it('is a key that OpenSSL takes and cannot write, too: RSA-PSS with a negative salt length', async () => {
    const hash = Buffer.from('300d06096086480165030402010500', 'hex');
    const mask = Buffer.concat([Buffer.from('301a06092a864886f70d010108', 'hex'), hash]);
    const explicit = (tag: number, content: Buffer) => Buffer.concat([Buffer.from([tag, content.length]), content]);
    const parameters = Buffer.concat([explicit(0xa0, hash), explicit(0xa1, mask), explicit(0xa2, Buffer.from('0201ee', 'hex'))]);
    const algorithm = Buffer.concat([Buffer.from('06092a864886f70d01010a', 'hex'), explicit(0x30, parameters)]);
    const plain = Buffer.from(pss());
    const identifier = Buffer.from('300b06092a864886f70d01010a', 'hex');
    const where = plain.indexOf(identifier);
    const inner = Buffer.concat([plain.subarray(4, where), explicit(0x30, algorithm), plain.subarray(where + identifier.length)]);
    const der = Buffer.concat([Buffer.from([0x30, 0x82, inner.length >> 8, inner.length & 0xff]), inner]);
    await inspectBeside(new Uint8Array(der));
    const [file] = await inspectFiles([{ name: 'pss', content: Buffer.from(toPem(der, 'PRIVATE KEY')), modifiedAt: null }], at, () => []);
    assert.equal(file?.store?.entries[0]?.kind === 'key' ? file.store.entries[0].code : null, 'key-not-as-labelled');
  });
});
