import assert from 'node:assert/strict';
import { structureFaultText } from '../../../src/wording/structure-fault-texts.ts';
import { Asn1Error, type Element } from '../../../src/x509/asn1/element.ts';
import {
  bitStringFlags,
  bitStringOctets,
  boolean,
  elements,
  firstElement,
  integerBytes,
  onlyElement,
  smallInteger,
  time,
} from '../../../src/x509/asn1/read-der.ts';

const bytes = (hex: string): Uint8Array => Buffer.from(hex.replaceAll(' ', ''), 'hex');
const hex = (octets: Uint8Array): string => Buffer.from(octets).toString('hex');
const element = (text: string): Element => onlyElement(bytes(text), 'x');

/** What came of reading, or the fault. */
function read<T>(how: () => T): T | string {
  try {
    return how();
  } catch (error) {
    assert.ok(error instanceof Asn1Error, String(error));
    return structureFaultText(error.fault);
  }
}

describe('An element of DER', () => {
  /** What is read, and how many octets of content there are, or what is wrong. */
  const heads: readonly (readonly [string, string, number | string])[] = [
    ['nothing', '', 'x ends early'],
    ['a tag alone', '04', 'x ends early'],
    ['no content', '04 00', 0],
    ['one octet', '04 01 aa', 1],
    ['less than it says', '04 02 aa', 'x ends early'],
    ['127 octets', `04 7f ${'aa'.repeat(127)}`, 127],
    ['128 octets, in the long form', `04 81 80 ${'aa'.repeat(128)}`, 128],
    ['127 octets in the long form', `04 81 7f ${'aa'.repeat(127)}`, 'x has a length that is not in its shortest form'],
    ['255 octets', `04 81 ff ${'aa'.repeat(255)}`, 255],
    ['255 octets in two octets of length', `04 82 00 ff ${'aa'.repeat(255)}`, 'x has a length that is not in its shortest form'],
    ['256 octets', `04 82 01 00 ${'aa'.repeat(256)}`, 256],
    ['256 octets in three octets of length', `04 83 00 01 00 ${'aa'.repeat(256)}`, 'x has a length that is not in its shortest form'],
    ['65536 octets in four octets of length', `04 84 00 01 00 00 ${'aa'.repeat(65536)}`, 'x has a length that is not in its shortest form'],
    ['65536 octets', `04 83 01 00 00 ${'aa'.repeat(65536)}`, 65536],
    ['a length of four octets', '04 84 01 00 00 00', 'x ends early'],
    ['a length of five octets', '04 85 01 00 00 00 00', 'x has an impossible length'],
    ['a length that is cut', '04 82 01', 'x ends early'],
    ['an indefinite length', '30 80 00 00', 'x has an indefinite length, which DER forbids'],
    ['a tag of several octets', '1f 01 00', 'x has an unknown tag'],
    ['a tag of several octets, in a context', 'bf 81 00 00', 'x has an unknown tag'],
  ];
  for (const [what, text, expected] of heads) {
    it(`${what}: ${expected}`, () => {
      const got = read(() => firstElement(bytes(text), 'x'));
      assert.equal(typeof got === 'string' ? got : got.content.length, expected);
      if (typeof got === 'string') return;
      assert.deepEqual([got.tag, hex(got.bytes)], [4, hex(bytes(text))]);
      // What follows is no part of it, and refuses the whole where it is to be alone.
      const more = Buffer.concat([bytes(text), bytes('05 00')]);
      assert.equal(hex(firstElement(more, 'x').bytes), hex(bytes(text)));
      assert.equal(
        read(() => onlyElement(more, 'x')),
        'x is followed by 2 more bytes',
      );
    });
  }

  it('contains others only where it is a structure', () => {
    assert.deepEqual(
      elements(element('30 07 02 01 05 04 00 05 00'), 'x').map(({ bytes: inner }) => hex(inner)),
      ['020105', '0400', '0500'],
    );
    assert.deepEqual(elements(element('30 00'), 'x'), []);
    assert.equal(
      read(() => elements(element('04 02 05 00'), 'x')),
      'x is not a structure',
    );
    assert.equal(
      read(() => elements(element('30 03 02 02 05'), 'x')),
      'x ends early',
    );
  });
});

describe('A value in DER', () => {
  type Case = readonly [string, unknown];
  const tables: Readonly<Record<string, { readonly of: (one: Element) => unknown; readonly cases: readonly Case[] }>> = {
    'A whole number': {
      of: (one) => hex(integerBytes(one, 'x')),
      cases: [
        ['02 01 00', '00'],
        ['02 01 7f', '7f'],
        ['02 01 80', '80'],
        ['02 02 00 80', '0080'],
        ['02 02 ff 7f', 'ff7f'],
        ['02 00', 'x is an empty number'],
        ['02 02 00 7f', 'x is a number that is not in its shortest form'],
        ['02 02 ff 80', 'x is a number that is not in its shortest form'],
        ['02 02 01 80', '0180'],
        ['04 01 00', 'x has another type than it must have'],
      ],
    },
    'A small number': {
      of: (one) => smallInteger(one, 'x'),
      cases: [
        ['02 01 00', 0],
        ['02 01 7f', 127],
        ['02 02 01 02', 258],
        ['02 04 7f ff ff ff', 0x7fffffff],
        ['02 05 00 80 00 00 00', 'x is too large a number'],
        ['02 01 80', 'x is negative'],
        ['02 02 ff 7f', 'x is negative'],
      ],
    },
    'A truth value': {
      of: (one) => boolean(one, 'x'),
      cases: [
        ['01 01 00', false],
        ['01 01 ff', true],
        ['01 01 01', 'x is neither true nor false'],
        ['01 00', 'x is neither true nor false'],
        ['01 02 ff ff', 'x is neither true nor false'],
        ['02 01 00', 'x has another type than it must have'],
      ],
    },
    'A string of whole octets': {
      of: (one) => hex(bitStringOctets(one, 'x')),
      cases: [
        ['03 01 00', ''],
        ['03 03 00 aa bb', 'aabb'],
        ['03 00', 'x is an empty bit string'],
        ['03 02 01 aa', 'x is not a whole number of octets'],
        ['04 02 00 aa', 'x has another type than it must have'],
      ],
    },
    'A string of flags': {
      of: (one) => bitStringFlags(one, 'x'),
      cases: [
        ['03 01 00', []],
        ['03 02 07 80', [0]],
        ['03 02 00 ff', [0, 1, 2, 3, 4, 5, 6, 7]],
        ['03 03 07 01 80', [7, 8]],
        ['03 02 01 aa', [0, 2, 4, 6]],
        ['03 02 01 ab', 'x has padding that is not zero'],
        ['03 02 07 c0', 'x has padding that is not zero'],
        ['03 02 08 00', 'x is not a bit string'],
        ['03 01 01', 'x is not a bit string'],
        ['03 00', 'x is not a bit string'],
      ],
    },
  };
  for (const [what, { of, cases }] of Object.entries(tables)) {
    describe(what, () => {
      for (const [text, expected] of cases) {
        it(`${text}: ${JSON.stringify(expected)}`, () =>
          assert.deepEqual(
            read(() => of(element(text))),
            expected,
          ));
      }
    });
  }

  describe('A time', () => {
    const [utc, general] = [0x17, 0x18];
    const none = 'x is not a time';
    const noDate = 'x is not a date in the calendar';
    /** Its tag and text, and the instant, with an `~` where it is not written as RFC 5280 has it. */
    const cases: readonly (readonly [number, string, string])[] = [
      [utc, '261130142206Z', '2026-11-30T14:22:06.000Z'],
      [utc, '491231235959Z', '2049-12-31T23:59:59.000Z'],
      [utc, '500101000000Z', '1950-01-01T00:00:00.000Z'],
      [utc, '2611301422Z', '~2026-11-30T14:22:00.000Z'],
      [utc, '261130142206+0130', '~2026-11-30T12:52:06.000Z'],
      [utc, '261130142206-0130', '~2026-11-30T15:52:06.000Z'],
      [utc, '240229000000Z', '2024-02-29T00:00:00.000Z'],
      [utc, '250229000000Z', noDate],
      [utc, '261301000000Z', noDate],
      [utc, '260001000000Z', noDate],
      [utc, '261100000000Z', noDate],
      [utc, '261131000000Z', noDate],
      [utc, '261130240000Z', noDate],
      [utc, '261130236000Z', noDate],
      [utc, '261130235960Z', noDate],
      [utc, '261130142206', none],
      [utc, '20261130142206Z', none],
      [utc, ' 261130142206Z', none],
      [utc, '261130142206Z ', none],
      [utc, '26113014220Z', none],
      [general, '20261130142206Z', '2026-11-30T14:22:06.000Z'],
      [general, '00500101000000Z', '0050-01-01T00:00:00.000Z'],
      [general, '20261130142206.5Z', '~2026-11-30T14:22:06.000Z'],
      [general, '20261130142206,123456789Z', '~2026-11-30T14:22:06.000Z'],
      [general, '20261130142206.12345678901234567890Z', '~2026-11-30T14:22:06.000Z'],
      [general, '20261130142206.123456789012345678901Z', none],
      [general, '20261130142206.Z', none],
      [general, '261130142206Z', noDate],
      [0x16, '261130142206Z', none],
    ];
    for (const [tag, text, expected] of cases) {
      it(`${tag === utc ? 'UTCTime' : tag === general ? 'GeneralizedTime' : 'another string'} ${text}: ${expected}`, () => {
        const given = onlyElement(Buffer.concat([Uint8Array.of(tag, text.length), Buffer.from(text)]), 'x');
        const got = read(() => time(given, 'x'));
        assert.equal(typeof got === 'string' ? got : `${got.exact ? '' : '~'}${got.at.toISOString()}`, expected);
      });
    }

    it('that is missing is none', () =>
      assert.equal(
        read(() => time(undefined, 'x')),
        none,
      ));
  });
});
