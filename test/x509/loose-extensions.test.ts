import assert from 'node:assert/strict';
import type { Model } from '../../src/x509/path/model-choices.ts';
import { models } from '../../src/x509/path/model-choices.ts';
import { verifyCertificate } from '../../src/x509/path/verify-certificate.ts';
import { der, extension, extensions, keysOf, makeCa, makeCertificate, makeLeaf, name } from '../support/certificate-maker.ts';
import { leafKeys, leafParts, middle, root, rootDer, type Verdict } from './choice-makers.ts';

const bool = (value: boolean): Uint8Array => der.boolean(value);
const usage = extensions.keyUsage('keyCertSign');
const behind = (value: Uint8Array): Uint8Array => Buffer.concat([value, Uint8Array.of(5, 0)]);
const ca = (...list: readonly Uint8Array[]): Uint8Array => makeCa(middle.name, middle.keys, root, { extensions: list });
const basic = (value: Uint8Array, critical = true): Uint8Array => extension('2.5.29.19', critical, value);
const constraints = (...lists: readonly Uint8Array[]): Uint8Array => extension('2.5.29.30', true, der.sequence(...lists));
const base = der.sequence(der.text(0x82, 'es01'));
const leaf = makeLeaf(['DNS:es01'], middle);
const below = (authority: Uint8Array): readonly Uint8Array[] => [leaf, authority];
const alone = (...list: readonly Uint8Array[]): readonly Uint8Array[] => [makeLeaf(['DNS:es01'], root, { extensions: list })];
const changed = (change: NonNullable<Parameters<typeof makeCertificate>[0]['change']>): readonly Uint8Array[] => [
  makeCertificate({ subject: name('es01'), issuer: root.name, keys: leafKeys, signedBy: root.keys, extensions: leafParts, change }),
];
const pointed = keysOf('P-256', 'leaf').publicKey.export({ type: 'spki', format: 'der' });
const compressed = der.sequence(
  pointed.subarray(2, 23),
  der.bits(Buffer.concat([Uint8Array.of(2 + ((pointed.at(-1) ?? 0) & 1)), pointed.subarray(-64, -32)])),
);

/** By rfc5280, jsse17, jsse25, node; who trusts and who does not is what JDK 17 and 25 and OpenSSL 3.0 said. */
const cases: readonly (readonly [string, readonly Uint8Array[], readonly [Verdict, Verdict, Verdict, Verdict]])[] = [
  [
    'constraints of nothing',
    below(ca(basic(der.sequence(bool(true))), usage, constraints())),
    ['malformed-certificate', 'trusted', 'trusted', 'trusted'],
  ],
  [
    'an empty list of constraints',
    below(ca(basic(der.sequence(bool(true))), usage, constraints(der.raw(0xa0)))),
    ['malformed-certificate', 'trusted', 'trusted', 'trusted'],
  ],
  [
    'constraints in the other order',
    below(
      ca(basic(der.sequence(bool(true))), usage, constraints(der.raw(0xa1, der.sequence(der.text(0x82, 'es02'))), der.raw(0xa0, base))),
    ),
    ['malformed-certificate', 'trusted', 'trusted', 'malformed-certificate'],
  ],
  [
    'basicConstraints with bytes behind',
    below(ca(basic(behind(der.sequence(bool(true)))), usage)),
    ['malformed-certificate', 'unreadable-certificate', 'unreadable-certificate', 'trusted'],
  ],
  [
    'basicConstraints with bytes behind, not critical',
    below(ca(basic(behind(der.sequence(bool(true))), false), usage)),
    ['malformed-certificate', 'not-a-ca', 'not-a-ca', 'trusted'],
  ],
  [
    'a path length with zeros in front',
    below(ca(basic(der.sequence(bool(true), der.integer(Uint8Array.of(0, 3)))), usage)),
    ['malformed-certificate', 'trusted', 'trusted', 'malformed-certificate'],
  ],
  [
    'a path length of nine octets',
    below(ca(basic(der.sequence(bool(true), der.integer(new Uint8Array(9).fill(0x11)))), usage)),
    ['trusted', 'unreadable-certificate', 'unreadable-certificate', 'trusted'],
  ],
  [
    'a path length of a certificate that is no CA',
    alone(...leafParts, basic(der.sequence(der.integer(new Uint8Array())))),
    ['malformed-certificate', 'trusted', 'trusted', 'malformed-certificate'],
  ],
  [
    'purposes of nothing',
    alone(extension('2.5.29.37', false, der.sequence())),
    ['malformed-certificate', 'extended-key-usage', 'extended-key-usage', 'extended-key-usage'],
  ],
  [
    'distribution points that are no list',
    alone(...leafParts, extension('2.5.29.31', false, der.null())),
    ['trusted', 'trusted', 'trusted', 'malformed-certificate'],
  ],
  [
    'distribution points that are no list, critical',
    alone(...leafParts, extension('2.5.29.31', true, der.null())),
    ['critical-extension', 'unreadable-certificate', 'unreadable-certificate', 'malformed-certificate'],
  ],
  [
    'the extension of a proxy certificate',
    alone(...leafParts, extension('1.3.6.1.5.5.7.1.14', false, der.sequence(der.sequence(der.oid('1.3.6.1.5.5.7.21.1'))))),
    ['trusted', 'trusted', 'trusted', 'malformed-certificate'],
  ],
  [
    'an algorithm that differs in NULL',
    changed(({ algorithm }) => ({ outerAlgorithm: der.sequence(algorithm.subarray(2), der.null()) })),
    ['malformed-certificate', 'trusted', 'trusted', 'malformed-certificate'],
  ],
  [
    'another algorithm beside the signature',
    changed(() => ({ outerAlgorithm: der.sequence(der.oid('1.2.840.10045.4.3.3')) })),
    ['malformed-certificate', 'unreadable-certificate', 'unreadable-certificate', 'malformed-certificate'],
  ],
  ['a compressed point', changed(() => ({ spki: compressed })), ['trusted', 'unreadable-certificate', 'unreadable-certificate', 'trusted']],
  [
    'a date with an offset and without seconds',
    changed(() => ({ validity: der.sequence(der.text(0x17, '200101000000Z'), der.text(0x17, '4912312359+0100')) })),
    ['malformed-certificate', 'unreadable-certificate', 'unreadable-certificate', 'malformed-certificate'],
  ],
];

async function verdict(chain: readonly Uint8Array[], model: Model): Promise<Verdict> {
  const result = await verifyCertificate({ chain, anchors: [rootDer], at: new Date(), purpose: 'server', model });
  return result.trusted ? 'trusted' : result.reason;
}

describe('A certificate that not all peers read alike', () => {
  for (const [what, chain, verdicts] of cases) {
    it(`has ${what}`, async () => {
      assert.deepEqual(await Promise.all(models.map((model) => verdict(chain, model))), verdicts);
    });
  }

  it('is told as the record that was parsed, not as one reader has it', async () => {
    const chain = below(ca(basic(behind(der.sequence(bool(true))), false), usage));
    const result = await verifyCertificate({ chain, anchors: [rootDer], at: new Date(), purpose: 'server', model: 'jsse25' });
    assert.ok(!result.trusted && result.at?.isCa === true);
  });
});
