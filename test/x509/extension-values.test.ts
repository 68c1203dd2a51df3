import assert from 'node:assert/strict';
import { structureFaultText } from '../../src/wording/structure-fault-texts.ts';
import { Asn1Error } from '../../src/x509/asn1/element.ts';
import { extensionReaders, purposeName } from '../../src/x509/extensions.ts';
import { der, generalName, keyUsageBits } from '../support/certificate-maker.ts';

type Kind = keyof typeof extensionReaders;

/** What is read, its octets in hexadecimal, or the fault. */
function read(kind: Kind, value: Uint8Array): unknown {
  try {
    return plain(extensionReaders[kind](value, 'x'));
  } catch (error) {
    assert.ok(error instanceof Asn1Error, String(error));
    return structureFaultText(error.fault);
  }
}

function plain(value: unknown): unknown {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('hex');
  if (Array.isArray(value)) return value.map(plain);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)]));
}

const octets = (...list: readonly number[]): Uint8Array => Uint8Array.of(...list);
const more = 'x has more than it may have';
const empty = 'x is empty';
const another = 'x has another type than it must have';
const policy = (...ids: readonly string[]) => der.sequence(...ids.map((id) => der.sequence(der.oid(id))));
const mapping = (...ids: readonly string[]) => der.sequence(...ids.map(der.oid));
const tree = (text: string, ...rest: readonly Uint8Array[]) => der.sequence(generalName(text), ...rest);
const short = (tag: number, value: number) => der.raw(tag, octets(value));
const dns = (value: string) => ({ kind: 'dns', value });

describe('The value of an extension (RFC 5280 §4.2.1)', () => {
  const tables: Readonly<Record<Kind, readonly (readonly [string, Uint8Array, unknown])[]>> = {
    subjectKeyIdentifier: [
      ['an octet string', der.octets(octets(1, 2)), '0102'],
      ['something else', der.integer(1), another],
      ['one with something behind it', Buffer.concat([der.octets(octets(1)), der.null()]), 'x is followed by 2 more bytes'],
    ],
    keyUsage: [
      ...keyUsageBits.map((usage, bit) => [usage, der.bits(octets(0x80 >> bit), 7 - bit), [usage]] as const),
      ['all nine', der.bits(octets(0xff, 0x80), 7), [...keyUsageBits, 'encipherOnly', 'decipherOnly']],
      ['a bit beyond', der.bits(octets(0, 0x40), 6), []],
    ],
    subjectAltName: [
      ['two names', der.sequence(generalName('DNS:a'), generalName('DNS:b')), [dns('a'), dns('b')]],
      ['no sequence', generalName('DNS:a'), another],
    ],
    basicConstraints: [
      ['nothing', der.sequence(), { isCa: false, pathLength: null }],
      ['a CA', der.sequence(der.boolean(true)), { isCa: true, pathLength: null }],
      ['no CA, spelled out', der.sequence(der.boolean(false)), { isCa: false, pathLength: null }],
      ['a CA with a length', der.sequence(der.boolean(true), der.integer(3)), { isCa: true, pathLength: 3 }],
      ['a length alone', der.sequence(der.integer(0)), { isCa: false, pathLength: 0 }],
      ['a length of four octets', der.sequence(der.raw(2, octets(0x7f, 0xff, 0xff, 0xff))), { isCa: false, pathLength: 0x7fffffff }],
      ['a length beyond any chain', der.sequence(der.raw(2, octets(1, 0, 0, 0, 0))), { isCa: false, pathLength: 0x7fffffff }],
      ['a negative length', der.sequence(der.raw(2, octets(0xff))), 'x: pathLenConstraint is negative'],
      ['a negative length of five octets', der.sequence(der.raw(2, octets(0x80, 0, 0, 0, 0))), 'x: pathLenConstraint is negative'],
      ['something behind the length', der.sequence(der.boolean(true), der.integer(1), der.null()), more],
      ['a length that is none', der.sequence(der.null()), 'x: pathLenConstraint has another type than it must have'],
      ['a flag that is none', der.sequence(der.raw(1, octets(1))), 'x: cA is neither true nor false'],
    ],
    nameConstraints: [
      ['nothing', der.sequence(), empty],
      ['permitted ones', der.sequence(der.raw(0xa0, tree('DNS:a'), tree('DNS:b'))), { permitted: [dns('a'), dns('b')], excluded: [] }],
      ['excluded ones', der.sequence(der.raw(0xa1, tree('DNS:a'))), { permitted: [], excluded: [dns('a')] }],
      ['both', der.sequence(der.raw(0xa0, tree('DNS:a')), der.raw(0xa1, tree('DNS:b'))), { permitted: [dns('a')], excluded: [dns('b')] }],
      ['both, in the other order', der.sequence(der.raw(0xa1, tree('DNS:a')), der.raw(0xa0, tree('DNS:b'))), more],
      ['an empty list', der.sequence(der.raw(0xa0)), 'x has an empty list'],
      ['something behind them', der.sequence(der.raw(0xa0, tree('DNS:a')), der.null()), more],
      ['no base', der.sequence(der.raw(0xa0, der.sequence())), 'x has a subtree without a base'],
      ['a minimum', der.sequence(der.raw(0xa0, tree('DNS:a', short(0x80, 1)))), 'x has a subtree with a minimum or maximum'],
    ],
    certificatePolicies: [
      ['two', policy('1.2.3', '1.2.4'), ['1.2.3', '1.2.4']],
      ['none', der.sequence(), empty],
      ['one twice', policy('1.2.3', '1.2.4', '1.2.3'), 'x names a policy twice'],
    ],
    policyMappings: [
      ['one', der.sequence(mapping('1.2.3', '1.2.4')), [{ issuerDomain: '1.2.3', subjectDomain: '1.2.4' }]],
      ['none', der.sequence(), empty],
      ['half of one', der.sequence(mapping('1.2.3')), 'x is missing'],
    ],
    authorityKeyIdentifier: [
      ['nothing', der.sequence(), { keyId: null, issuer: null, serialNumber: null }],
      ['a key id', der.sequence(short(0x80, 7)), { keyId: '07', issuer: null, serialNumber: null }],
      ['a serial number', der.sequence(short(0x82, 7)), { keyId: null, issuer: null, serialNumber: '07' }],
      [
        'all three',
        der.sequence(short(0x80, 7), der.raw(0xa1, generalName('DNS:a')), short(0x82, 8)),
        { keyId: '07', issuer: [dns('a')], serialNumber: '08' },
      ],
      ['an issuer that is nobody', der.sequence(der.raw(0xa1)), empty],
      ['another order', der.sequence(short(0x82, 8), short(0x80, 7)), more],
      ['something behind them', der.sequence(short(0x80, 7), der.null()), more],
    ],
    policyConstraints: [
      ['nothing', der.sequence(), empty],
      ['a policy needed', der.sequence(short(0x80, 1)), { requireExplicit: 1, inhibitMapping: null }],
      ['no mapping', der.sequence(short(0x81, 0)), { requireExplicit: null, inhibitMapping: 0 }],
      ['both', der.sequence(short(0x80, 1), short(0x81, 2)), { requireExplicit: 1, inhibitMapping: 2 }],
      ['both, in the other order', der.sequence(short(0x81, 2), short(0x80, 1)), more],
      ['something else', der.sequence(der.null()), more],
      ['a negative number', der.sequence(short(0x80, 0xff)), 'x is negative'],
    ],
    extendedKeyUsage: [
      ['two', der.sequence(der.oid('1.3.6.1.5.5.7.3.1'), der.oid('1.2.3')), ['1.3.6.1.5.5.7.3.1', '1.2.3']],
      ['none', der.sequence(), empty],
    ],
    inhibitAnyPolicy: [
      ['a number', der.integer(2), 2],
      ['a negative number', der.raw(2, octets(0xff)), 'x is negative'],
    ],
    netscapeCertType: [
      ['a server', der.bits(octets(0x40), 6), [1]],
      ['a client and a CA', der.bits(octets(0x84), 2), [0, 5]],
    ],
  };
  for (const [kind, cases] of Object.entries(tables)) {
    for (const [what, value, expected] of cases) {
      it(`${kind}: ${what}: ${JSON.stringify(expected)}`, () => assert.deepEqual(read(kind as Kind, value), expected));
    }
  }
});

describe('A purpose of extendedKeyUsage', () => {
  it('has the name that RFC 5280 §4.2.1.12 gives it, and its identifier where that gives none', () => {
    const names = [1, 2, 3, 4, 5, 8, 9].map((last) => purposeName(`1.3.6.1.5.5.7.3.${last}`));
    assert.deepEqual(names, [
      'serverAuth',
      'clientAuth',
      'codeSigning',
      'emailProtection',
      '1.3.6.1.5.5.7.3.5',
      'timeStamping',
      'OCSPSigning',
    ]);
    assert.equal(purposeName('2.5.29.37.0'), 'anyExtendedKeyUsage');
  });
});
