import { der, extension, generalName } from '../support/certificate-maker.ts';
import { type Canvas, type Chance, type Member, type OddKind, someone } from './odd-chains.ts';

const time = (tag: number, text: string): Uint8Array => der.raw(tag, Buffer.from(text));
const before = time(0x17, '200101000000Z');
const bool = (value: number): Uint8Array => der.raw(0x01, Uint8Array.of(value));

/** The same element with a length in so many octets; or, without a number, an indefinite one. */
function relength(element: Uint8Array, octets: number | null): Uint8Array {
  const head = (element[1] ?? 0) < 0x80 ? 2 : 2 + ((element[1] ?? 0) & 0x7f);
  const content = element.subarray(head);
  const tag = Uint8Array.of(element[0] ?? 0);
  if (octets === null) return Buffer.concat([tag, Uint8Array.of(0x80), content, Uint8Array.of(0, 0)]);
  const length = Buffer.alloc(octets);
  length.writeUIntBE(content.length, Math.max(0, octets - 4), Math.min(4, octets));
  return Buffer.concat([tag, Uint8Array.of(0x80 | octets), length, content]);
}

/** An extension with `critical` as that octet, or that element. */
function flagged(id: string, flag: Uint8Array, value: Uint8Array): Uint8Array {
  return der.sequence(der.oid(id), flag, der.octets(value));
}

function roleOf({ root, ca }: Canvas, whom: Member): string {
  return whom === root ? 'root' : whom === ca ? 'CA' : 'leaf';
}

function broken(
  canvas: Canvas,
  { pick, chance }: Chance,
  id: string,
  slot: string,
  values: Readonly<Record<string, Uint8Array>>,
  whom: Member,
): string {
  const form = pick(Object.keys(values));
  const critical = chance(0.4);
  whom.extensions.set(slot, extension(id, critical, values[form] ?? new Uint8Array()));
  return `${form}${critical ? ', critical' : ''}, of the ${roleOf(canvas, whom)}`;
}

const serverAuth = der.oid('1.3.6.1.5.5.7.3.1');
const clientAuth = der.oid('1.3.6.1.5.5.7.3.2');
const host = generalName('DNS:es01');

/** How certificates and their extensions are written. */
export const oddEncodings: Readonly<Record<string, OddKind>> = {
  'a subjectAltName that is broken': (canvas, chance) =>
    broken(
      canvas,
      chance,
      '2.5.29.17',
      'names',
      {
        'empty list': der.sequence(),
        'no list': der.null(),
        'a set': der.set(host),
        'cut off': Uint8Array.of(0x30, 0x05, 0x82, 0x09, 0x61, 0x62, 0x63),
        'an address of three octets': der.sequence(host, der.raw(0x87, Uint8Array.of(10, 0, 0))),
        'an address of five octets first': der.sequence(der.raw(0x87, Uint8Array.of(10, 0, 0, 1, 1)), host),
        'a form that is none': der.sequence(host, der.raw(0x89, Uint8Array.of(1))),
        'a form that is none, constructed': der.sequence(host, der.raw(0xa9, der.null())),
        'bytes behind': Buffer.concat([der.sequence(host), Uint8Array.of(5, 0)]),
        'an empty mailbox': der.sequence(host, der.raw(0x81)),
        'an empty URI': der.sequence(host, der.raw(0x86)),
        'a URI without a scheme': der.sequence(host, der.text(0x86, 'acme')),
        'an otherName without a value': der.sequence(host, der.raw(0xa0, der.oid('1.2.3'))),
        'an identifier': der.sequence(host, der.raw(0x88, Uint8Array.of(0x2a, 3))),
        'an identifier that is broken': der.sequence(host, der.raw(0x88, Uint8Array.of(0x80))),
        x400Address: der.sequence(host, der.raw(0xa3, der.sequence())),
        'a DNS name with a blank': der.sequence(host, der.text(0x82, ' es01')),
        'a DNS name that is empty': der.sequence(der.text(0x82, ''), host),
        'a DNS name of a blank': der.sequence(der.text(0x82, ' '), host),
        'a DNS name with NUL': der.sequence(der.text(0x82, 'es01\0.evil.org'), host),
        'a length that is not shortest': relength(der.sequence(host), 1),
        'an indefinite length': relength(der.sequence(host), null),
      },
      chance.pick([canvas.leaf, canvas.leaf, canvas.leaf, canvas.ca]),
    ),
  'purposes that are empty or broken': (canvas, chance) =>
    broken(
      canvas,
      chance,
      '2.5.29.37',
      'purposes',
      {
        'empty list': der.sequence(),
        'no list': der.null(),
        'a set': der.set(serverAuth, clientAuth),
        'one that is broken': der.sequence(serverAuth, clientAuth, der.raw(0x06, Uint8Array.of(0x80))),
        'one that is empty': der.sequence(serverAuth, clientAuth, der.raw(0x06)),
        'one that is another type': der.sequence(serverAuth, clientAuth, der.null()),
        'bytes behind': Buffer.concat([der.sequence(serverAuth, clientAuth), Uint8Array.of(0)]),
        'an indefinite length': relength(der.sequence(serverAuth, clientAuth), null),
      },
      someone(canvas, chance),
    ),
  'usages written otherwise': (canvas, chance) => {
    const whom = someone(canvas, chance);
    const octet = whom === canvas.leaf ? 0x80 : 0x04;
    return broken(
      canvas,
      chance,
      '2.5.29.15',
      'usage',
      {
        'no bits': der.bits(new Uint8Array()),
        'no octets at all': der.raw(0x03),
        'zero bits': der.bits(Uint8Array.of(0), 0),
        'zero bits at the end': der.bits(Uint8Array.of(octet), 0),
        'two octets': der.bits(Uint8Array.of(octet, 0), 0),
        'padding that is not zero': der.bits(Uint8Array.of(octet | 1), 1),
        'eight unused bits': der.bits(Uint8Array.of(octet), 8),
        'octet string': der.octets(Uint8Array.of(octet)),
        'bytes behind': Buffer.concat([der.bits(Uint8Array.of(octet), 0), Uint8Array.of(0)]),
        'nine bits': der.bits(Uint8Array.of(octet, 0x80), 7),
        'more bits': der.bits(Uint8Array.of(octet, 0x80, 0x80), 7),
      },
      whom,
    );
  },
  'basicConstraints written otherwise': (canvas, chance) => {
    const whom = someone(canvas, chance);
    const ca = whom === canvas.leaf ? [] : [bool(0xff)];
    return broken(
      canvas,
      chance,
      '2.5.29.19',
      'basic',
      {
        'true as 1': der.sequence(bool(1)),
        'false spelled out': der.sequence(bool(0)),
        'a boolean of two octets': der.sequence(der.raw(0x01, Uint8Array.of(0xff, 0xff))),
        'no list': der.null(),
        'a path length alone': der.sequence(der.integer(0)),
        'a path length that is negative': der.sequence(...ca, der.integer(Uint8Array.of(0xff))),
        'a path length that is huge': der.sequence(...ca, der.integer(Uint8Array.of(0x7f, 0xff, 0xff, 0xff, 0xff))),
        'a path length of 2^31': der.sequence(...ca, der.integer(Uint8Array.of(0, 0x80, 0, 0, 0))),
        'a path length of 2^31 - 1': der.sequence(...ca, der.integer(Uint8Array.of(0x7f, 0xff, 0xff, 0xff))),
        'a path length of nine octets': der.sequence(...ca, der.integer(new Uint8Array(9).fill(0x11))),
        'a path length that is padded': der.sequence(...ca, der.integer(Uint8Array.of(0, 3))),
        'a path length that is empty': der.sequence(...ca, der.raw(0x02)),
        'something behind': der.sequence(...ca, der.integer(3), der.null()),
        'bytes behind': Buffer.concat([der.sequence(...ca), Uint8Array.of(0)]),
        'an indefinite length': relength(der.sequence(...ca), null),
        'another type': der.sequence(...ca, der.octets(Uint8Array.of(1))),
      },
      whom,
    );
  },
  'key identifiers that are broken': (canvas, chance) => {
    const whom = someone(canvas, chance);
    const { pick } = chance;
    if (pick([true, false]))
      return broken(
        canvas,
        chance,
        '2.5.29.14',
        'ski',
        {
          'no octets': der.null(),
          empty: der.octets(new Uint8Array()),
          'bytes behind': Buffer.concat([der.octets(Uint8Array.of(1)), Uint8Array.of(0)]),
        },
        whom,
      );
    return broken(
      canvas,
      chance,
      '2.5.29.35',
      'aki',
      {
        empty: der.sequence(),
        'no list': der.null(),
        'an empty identifier': der.sequence(der.raw(0x80)),
        'a serial number alone': der.sequence(der.raw(0x82, Uint8Array.of(1))),
        'an issuer alone': der.sequence(der.raw(0xa1, der.raw(0xa4, der.sequence()))),
        'an empty issuer': der.sequence(der.raw(0xa1), der.raw(0x82, Uint8Array.of(1))),
        'an unknown field': der.sequence(der.raw(0x83, Uint8Array.of(1))),
        'something behind': der.sequence(der.raw(0x80, Uint8Array.of(1)), der.null()),
      },
      whom,
    );
  },
  'an extension written otherwise': (canvas, chance) => {
    const whom = someone(canvas, chance);
    const id = chance.pick(['1.2.3.4.5', '2.5.29.32', '1.2.3.4.5']);
    const value = id === '2.5.29.32' ? der.sequence(der.sequence(der.oid('1.2.3'))) : der.null();
    const form = chance.pick([
      'critical 1',
      'critical false',
      'critical of two octets',
      'empty',
      'something behind',
      'no octets',
      'an indefinite length',
      'bits',
    ]);
    const made: Readonly<Record<string, Uint8Array>> = {
      'critical 1': flagged(id, bool(1), value),
      'critical false': flagged(id, bool(0), value),
      'critical of two octets': flagged(id, der.raw(0x01, Uint8Array.of(0, 0)), value),
      empty: extension(id, false, new Uint8Array()),
      'something behind': der.sequence(der.oid(id), der.octets(value), der.null()),
      'no octets': der.sequence(der.oid(id)),
      'an indefinite length': der.sequence(der.oid(id), relength(der.octets(value), 3)),
      bits: der.sequence(der.oid(id), der.bits(value)),
    };
    whom.extensions.set('odd', made[form] ?? new Uint8Array());
    return `${form} of ${id}, of the ${roleOf(canvas, whom)}`;
  },
  'an extension that few know': (canvas, chance) => {
    const { pick } = chance;
    const whom = someone(canvas, chance);
    const made: Readonly<Record<string, () => Uint8Array>> = {
      'a proxy certificate': () =>
        extension('1.3.6.1.5.5.7.1.14', chance.chance(0.7), der.sequence(der.sequence(der.oid('1.3.6.1.5.5.7.21.1')))),
      'a proxy certificate that is broken': () => extension('1.3.6.1.5.5.7.1.14', chance.chance(0.5), der.null()),
      'TLS features': () => extension('1.3.6.1.5.5.7.1.24', chance.chance(0.5), der.sequence(der.integer(5))),
      'a certificate type of Netscape': () =>
        extension(
          '2.16.840.1.113730.1.1',
          chance.chance(0.4),
          pick([
            der.bits(Uint8Array.of(0x40), 6),
            der.bits(Uint8Array.of(0x80), 7),
            der.bits(Uint8Array.of(0x04), 2),
            der.bits(Uint8Array.of(0x01), 0),
            der.bits(Uint8Array.of(0x07), 0),
            der.bits(Uint8Array.of(0xc7), 0),
            der.null(),
            der.bits(new Uint8Array()),
          ]),
        ),
      'a comment of Netscape': () => extension('2.16.840.1.113730.1.13', chance.chance(0.5), der.text(0x16, 'made by')),
      'OCSP no-check': () => extension('1.3.6.1.5.5.7.48.1.5', chance.chance(0.5), der.null()),
      'a poison': () => extension('1.3.6.1.4.1.11129.2.4.3', chance.chance(0.7), der.null()),
      'a distribution point': () =>
        extension(
          '2.5.29.31',
          chance.chance(0.5),
          pick([
            der.sequence(),
            der.null(),
            der.sequence(der.sequence(der.raw(0xa0, der.raw(0xa0, der.text(0x86, 'http://acme.org/crl'))))),
          ]),
        ),
      'a private key period': () =>
        extension(
          '2.5.29.16',
          chance.chance(0.5),
          pick([der.sequence(der.text(0x80, '20200101000000Z')), der.sequence(der.text(0x81, '20210101000000Z')), der.null()]),
        ),
      'names of the issuer': () =>
        extension('2.5.29.18', chance.chance(0.5), pick([der.sequence(der.text(0x82, 'acme.org')), der.sequence(), der.null()])),
      'policy mappings': () =>
        extension(
          '2.5.29.33',
          chance.chance(0.5),
          pick([der.sequence(der.sequence(der.oid('1.2.3'), der.oid('1.2.4'))), der.sequence(), der.null()]),
        ),
      'inhibited policies': () =>
        extension('2.5.29.54', chance.chance(0.5), pick([der.integer(0), der.integer(Uint8Array.of(0xff)), der.null()])),
      'constraints on policies': () =>
        extension(
          '2.5.29.36',
          chance.chance(0.5),
          pick([der.sequence(), der.sequence(der.raw(0x81, Uint8Array.of(0))), der.sequence(der.raw(0x80, Uint8Array.of(3))), der.null()]),
        ),
      authorityInfoAccess: () =>
        extension(
          '1.3.6.1.5.5.7.1.1',
          chance.chance(0.3),
          pick([der.sequence(), der.null(), der.sequence(der.sequence(der.oid('1.3.6.1.5.5.7.48.1'), der.text(0x86, 'http://acme.org')))]),
        ),
    };
    const form = pick(Object.keys(made));
    whom.extensions.set('odd', made[form]?.() ?? new Uint8Array());
    if (form.startsWith('a certificate type') && chance.chance(0.4)) whom.extensions.delete('basic');
    return `${form}, of the ${roleOf(canvas, whom)}`;
  },
  'a version that is rare': (canvas, chance) => {
    const whom = someone(canvas, chance);
    const form = chance.pick([
      '1 spelled out',
      '1',
      '1 with extensions',
      '2',
      '2 with extensions',
      '4',
      '128',
      'empty',
      'of two octets',
      'padded',
    ]);
    const field: Readonly<Record<string, Uint8Array>> = {
      '1 spelled out': der.raw(0xa0, der.integer(0)),
      '1': new Uint8Array(),
      '1 with extensions': new Uint8Array(),
      '2': der.raw(0xa0, der.integer(1)),
      '2 with extensions': der.raw(0xa0, der.integer(1)),
      '4': der.raw(0xa0, der.integer(3)),
      '128': der.raw(0xa0, der.integer(127)),
      empty: der.raw(0xa0),
      'of two octets': der.raw(0xa0, der.integer(Uint8Array.of(1, 2))),
      padded: der.raw(0xa0, der.integer(Uint8Array.of(0, 2))),
    };
    const bare = form === '1' || form === '2' || (form === '1 spelled out' && chance.chance(0.7));
    whom.changes.push(() => ({ version: field[form] ?? new Uint8Array(), ...(bare ? { extensions: new Uint8Array() } : {}) }));
    return `${form}, of the ${roleOf(canvas, whom)}`;
  },
  'unique identifiers': (canvas, chance) => {
    const whom = someone(canvas, chance);
    const version = chance.pick([1, 2, 3] as const);
    whom.version = version;
    const form = chance.pick(['both', 'issuer', 'subject', 'behind']);
    const ids: Readonly<Record<string, (rest: Uint8Array) => Uint8Array>> = {
      both: (rest) => Buffer.concat([der.raw(0x81, Uint8Array.of(0, 1)), der.raw(0x82, Uint8Array.of(0, 2)), rest]),
      issuer: (rest) => Buffer.concat([der.raw(0x81, Uint8Array.of(0, 1)), rest]),
      subject: (rest) => Buffer.concat([der.raw(0x82, Uint8Array.of(0, 1)), rest]),
      behind: (rest) => Buffer.concat([rest, der.raw(0x81, Uint8Array.of(0, 1))]),
    };
    whom.changes.push(({ extensions: list }) => ({ extensions: ids[form]?.(version === 3 ? list : new Uint8Array()) ?? list }));
    return `${form}, version ${version}, of the ${roleOf(canvas, whom)}`;
  },
  'dates written otherwise': (canvas, chance) => {
    const whom = someone(canvas, chance);
    const form = chance.pick([
      '17 4912312359Z',
      '17 491231235959+0100',
      '17 4912312359+0100',
      '17 491231235959-0100',
      '18 20491231235959Z',
      '18 20491231235959.5Z',
      '18 20491231235959.123Z',
      '18 2049123123Z',
      '18 204912312359Z',
      '18 20491231235959+0100',
      '18 20491231235959',
      '17 491231235959',
      '18 99991231235959Z',
      '17 491231235960Z',
      '17 491331235959Z',

      '17 500101000000Z',
      '17 991231235959Z',
      '17 49123123595Z',
      '17 ',
      '05 ',
      '18 20491231240000Z',
      '17 4912312359590Z',
      '18 20491231235959.Z',
      '18 20491231235959.1234567890Z',
      '17 491231235959.5Z',
      '17 491231235959z',
    ]);
    const [tag = '17', text = ''] = form.split(' ');
    const odd = time(Number.parseInt(tag, 16), text);
    const side = chance.pick(['end', 'end', 'start']);
    const early = time(Number.parseInt(tag, 16), text.replace(/^(20)?49/, '$120'));
    whom.changes.push(({ validity }) => ({
      validity: side === 'end' ? der.sequence(before, odd) : (der.sequence(early, time(0x17, '491231235959Z')) ?? validity),
    }));
    return `${form} as ${side}, of the ${roleOf(canvas, whom)}`;
  },
  'years that are rare': (canvas, chance) => {
    const whom = someone(canvas, chance);
    const [from, to] = chance.pick([
      ['00010101000000Z', '20491231235959Z'],
      ['19500101000000Z', '20491231235959Z'],
      ['18000101000000Z', '20491231235959Z'],
      ['00000101000000Z', '20491231235959Z'],
      ['20200101000000Z', '99991231235959Z'],
      ['20200101000000Z', '00011231235959Z'],
      ['20491231235959Z', '20200101000000Z'],
    ] as const);
    whom.changes.push(() => ({ validity: der.sequence(time(0x18, from ?? ''), time(0x18, to ?? '')) }));
    return `${from} to ${to}, of the ${roleOf(canvas, whom)}`;
  },
  'bytes written otherwise': (canvas, chance) => {
    let whom = someone(canvas, chance);
    const form = chance.pick([
      'zeros behind',
      'bytes behind',
      'an indefinite length',
      'a length that is not shortest',
      'a long length of the issuer',
      'a validity that is long',
    ]);
    // Node.js presents a certificate of its own without what stands behind it.
    if (form.endsWith('behind')) whom = canvas.root;
    switch (form) {
      case 'zeros behind':
        whom.afterwards = (bytes) => Buffer.concat([bytes, new Uint8Array(3)]);
        break;
      case 'bytes behind':
        whom.afterwards = (bytes) => Buffer.concat([bytes, Uint8Array.of(0x30, 1)]);
        break;
      case 'an indefinite length':
        whom.afterwards = (bytes) => relength(bytes, null);
        break;
      case 'a length that is not shortest':
        whom.afterwards = (bytes) => relength(bytes, chance.pick([3, 4]));
        break;
      case 'a validity that is long':
        whom.changes.push(({ validity }) => ({ validity: relength(validity, chance.pick([1, 2, 4])) }));
        break;
      default:
        whom.changes.push(({ issuer }) => ({ issuer: relength(issuer, 2) }));
    }
    return `${form}, of the ${roleOf(canvas, whom)}`;
  },
  'serial numbers that are rare': (canvas, chance) => {
    const whom = someone(canvas, chance);
    const serial = chance.pick(['00', '80', 'ff', '0001', 'ff80', `01${'00'.repeat(20)}`, `7f${'11'.repeat(40)}`, '', '000000']);
    whom.serialNumber = Buffer.from(serial, 'hex');
    return `${serial}, of the ${roleOf(canvas, whom)}`;
  },
  'signatures that are broken': (canvas, chance) => {
    const whom = chance.pick([canvas.leaf, canvas.ca, canvas.root]);
    const form = chance.pick(['empty', 'short', 'padded', 'bytes behind', 'unused bits', 'negative']);
    whom.changes.push(({ sign }) => ({
      sign: (tbs) => {
        const signature = Buffer.from(sign(tbs));
        if (form === 'empty') return new Uint8Array();
        if (form === 'short') return signature.subarray(0, -1);
        if (form === 'padded') return Buffer.concat([Uint8Array.of(0), signature]);
        if (form === 'bytes behind') return Buffer.concat([signature, Uint8Array.of(0)]);
        return signature;
      },
    }));
    return `${form}, of the ${roleOf(canvas, whom)}`;
  },
  'the last second': (canvas, chance) => {
    const whom = someone(canvas, chance);
    whom.notAfter = new Date(Math.floor(Date.now() / 1000) * 1000 - chance.pick([1000, 2000, 86_400_000]));
    return `of the ${roleOf(canvas, whom)}`;
  },
  'an extension twice': (canvas, chance) => {
    const whom = someone(canvas, chance);
    const [id, value] = chance.pick<readonly [string, Uint8Array]>([
      ['2.5.29.17', der.sequence(host)],
      ['2.5.29.37', der.sequence(serverAuth, clientAuth)],
      ['2.5.29.37', der.sequence()],
      ['2.5.29.15', der.bits(Uint8Array.of(0x84), 2)],
      ['1.2.3.4.5', der.null()],
      ['2.5.29.14', der.octets(Uint8Array.of(1))],
      ['2.5.29.31', der.null()],
      ['2.5.29.17', der.null()],
    ]);
    whom.extensions.set('twice', extension(id, chance.chance(0.3), value));
    whom.extensions.set('odd', extension(id, false, value));
    return `${id}, of the ${roleOf(canvas, whom)}`;
  },
  'no extensions': (canvas, chance) => {
    const whom = someone(canvas, chance);
    const form = chance.pick(['empty list', 'nothing inside', 'no list']);
    const made: Readonly<Record<string, Uint8Array>> = {
      'empty list': der.raw(0xa3, der.sequence()),
      'nothing inside': der.raw(0xa3),
      'no list': der.raw(0xa3, der.null()),
    };
    whom.changes.push(() => ({ extensions: made[form] ?? new Uint8Array() }));
    return `${form}, of the ${roleOf(canvas, whom)}`;
  },
};
