import { der, extension, extensions, generalName, name } from '../support/certificate-maker.ts';
import type { Canvas, Chance, OddKind } from './odd-chains.ts';

const alternatives = (names: readonly string[], critical = false): Uint8Array => extensions.subjectAltName(names, critical);

/** A Name of parts that have several attributes each: type and value, the value with its tag. */
function parts(...list: readonly (readonly (readonly [string, Uint8Array])[])[]): Uint8Array {
  return der.sequence(...list.map((part) => der.set(...part.map(([type, value]) => der.sequence(der.oid(type), value)))));
}

const utf8 = (text: string): Uint8Array => der.text(0x0c, text);
const cn = '2.5.4.3';
const o = '2.5.4.10';

const addresses = [
  '10.0.0.1',
  '10.9.9.9',
  '11.0.0.1',
  'fd00::1',
  '::1',
  '10.0.1',
  '010.0.0.1',
  '::ffff:10.0.0.1',
  '10.0.0.1.',
  '[::1]',
  '10',
];

/** One subtree, with bounds where they are given as elements. */
const subtree = (text: string, ...bounds: readonly Uint8Array[]): Uint8Array => der.sequence(generalName(text), ...bounds);

function constrain(
  canvas: Canvas,
  { pick, chance }: Chance,
  permitted: readonly Uint8Array[] | null,
  excluded: readonly Uint8Array[] | null,
): void {
  const value = der.sequence(
    ...(permitted === null ? [] : [der.raw(0xa0, ...permitted)]),
    ...(excluded === null ? [] : [der.raw(0xa1, ...excluded)]),
  );
  pick([canvas.ca, canvas.ca, canvas.root]).extensions.set('constraints', extension('2.5.29.30', chance(0.8), value));
}

/** Names of hosts and of CAs, and what constrains them. */
export const oddNames: Readonly<Record<string, OddKind>> = {
  'a common name that is an address': (canvas, chance) => {
    const { pick } = chance;
    const common = pick(addresses);
    canvas.leaf.subject = name('O=acme', `CN=${common}`);
    canvas.name = pick([common, '10.0.0.1', 'es01', null]);
    const names = pick<readonly string[] | null>([null, null, ['DNS:es01'], ['email:ops@acme.org'], ['IP:10.0.0.1'], ['IP:11.0.0.1']]);
    if (names === null) canvas.leaf.extensions.delete('names');
    else canvas.leaf.extensions.set('names', alternatives(names));
    const bases = [
      'IP:#0a000000ff000000',
      'IP:#0b000000ff000000',
      'DNS:acme.org',
      'DNS:10.0.0.1',
      'DNS:es01',
      `IP:#fd${'00'.repeat(15)}ff${'00'.repeat(15)}`,
    ];
    const list = () => [subtree(pick(bases))];
    if (pick([true, true, true, false]))
      constrain(canvas, chance, pick([true, true, false]) ? list() : null, pick([true, false, false]) ? list() : null);
    return `${common} beside ${names}`;
  },
  'a constraint without a base': (canvas, chance) => {
    const { pick } = chance;
    const base = pick(['DNS:', 'DNS:', 'email:', 'URI:', 'DNS:.', 'email:.', 'URI:.', 'dirName:']);
    const names = pick<readonly string[] | null>([
      ['DNS:es01'],
      ['DNS:es01.acme.org', 'email:ops@acme.org'],
      ['IP:10.0.0.1'],
      ['URI:https://es01.acme.org/'],
      ['email:ops@acme.org'],
      null,
    ]);
    if (names === null) canvas.leaf.extensions.delete('names');
    else canvas.leaf.extensions.set('names', alternatives(names));
    const more = pick([[], [], [subtree('DNS:es01')], [subtree('DNS:acme.org')], [subtree('IP:#0a000000ff000000')]]);
    const list = pick([true, false]) ? [subtree(base), ...more] : [...more, subtree(base)];
    if (pick([true, true, false])) constrain(canvas, chance, list, null);
    else constrain(canvas, chance, null, list);
    return `${base} and ${names}`;
  },
  'empty constraints': (canvas, chance) => {
    const variant = chance.pick(['nothing', 'permitted', 'excluded', 'both', 'excluded first']);
    if (variant === 'nothing') constrain(canvas, chance, null, null);
    if (variant === 'permitted') constrain(canvas, chance, [], chance.pick([null, [subtree('DNS:es01')]]));
    if (variant === 'excluded') constrain(canvas, chance, chance.pick([null, [subtree('DNS:es01')]]), []);
    if (variant === 'both') constrain(canvas, chance, [], []);
    if (variant === 'excluded first') {
      const value = der.sequence(
        der.raw(0xa1, subtree('DNS:other')),
        der.raw(0xa0, subtree(chance.pick(['DNS:es01', 'DNS:acme.org', 'IP:#0a000000ff000000']))),
      );
      canvas.ca.extensions.set('constraints', extension('2.5.29.30', true, value));
    }
    return variant;
  },
  'bounds of a constraint': (canvas, chance) => {
    const { pick } = chance;
    const minimum = (value: number): Uint8Array => der.raw(0x80, der.integer(value).subarray(2));
    const maximum = (value: number): Uint8Array => der.raw(0x81, der.integer(value).subarray(2));
    const bounds = pick([
      [minimum(0)],
      [minimum(0)],
      [minimum(1)],
      [maximum(5)],
      [maximum(0)],
      [minimum(0), maximum(3)],
      [minimum(1), maximum(3)],
    ]);
    const list = [
      subtree(pick(['DNS:es01', 'DNS:acme.org', 'DNS:example.org', 'IP:#0a000000ff000000', 'dirName:O=acme', 'email:acme.org']), ...bounds),
    ];
    if (pick([true, false])) constrain(canvas, chance, list, null);
    else constrain(canvas, chance, null, list);
    return bounds.map((one) => Buffer.from(one).toString('hex')).join(' ');
  },
  'names beyond ASCII': (canvas, { pick, chance }) => {
    canvas.purpose = 'server';
    canvas.name = pick([
      'bücher.acme.org',
      'xn--bcher-kva.acme.org',
      'XN--BCHER-KVA.acme.org',
      'BÜCHER.acme.org',
      'straße.acme.org',
      'xn--strae-oqa.acme.org',
      'strasse.acme.org',
      'xn--e1a.acme.org',
      'xn--a.acme.org',
      'xn--zzzzzz.acme.org',
      'es01.acme。org',
      'ﬁ.acme.org',
      'a.xn--bcher-kva.org',
      'es01.bücher.org',
      'xn--nxasmq6b.acme.org',
    ]);
    const pattern = pick([
      'bücher.acme.org',
      'xn--bcher-kva.acme.org',
      'XN--BCHER-KVA.acme.org',
      'BÜCHER.ACME.ORG',
      'b*.acme.org',
      '*cher.acme.org',
      'xn--*.acme.org',
      'x*.acme.org',
      '*.acme.org',
      '*.xn--bcher-kva.org',
      'straße.acme.org',
      'strasse.acme.org',
      'xn--strae-oqa.acme.org',
      '*-kva.acme.org',
      'xn--bcher-*.acme.org',
      'xn--b*.acme.org',
      'es01.acme.org',
      'fi.acme.org',
      'bü*.acme.org',
      '*.bücher.org',
      'xn--a.acme.org',
      'xn--zzzzzz.acme.org',
      'xn--e1a.acme.org',
      'xn--nxasmq6b.acme.org',
    ]);
    if (chance(0.4)) {
      canvas.leaf.subject = name('O=acme', `CN=${pattern}`);
      canvas.leaf.extensions.delete('names');
      return `common name ${pattern} for ${canvas.name}`;
    }
    canvas.leaf.extensions.set('names', alternatives([`DNS:${pattern}`]));
    return `${pattern} for ${canvas.name}`;
  },
  'addresses written otherwise': (canvas, { pick }) => {
    canvas.purpose = 'server';
    canvas.name = pick([
      '::ffff:10.0.0.1',
      '::FFFF:10.0.0.1',
      '[::1]',
      '::1',
      '0:0:0:0:0:0:0:1',
      '10.0.0.1.',
      '10.0.0.1',
      'FD00::1',
      'fd00:0::1',
      '[fd00::1]',
      '10.0.1',
      '0x0a.0.0.1',
      '167772161',
      '010.0.0.1',
      '::ffff:a00:1',
      '::10.0.0.1',
      '[10.0.0.1]',
      '10.0.0.1:9200',
      'fd00::1.',
      '10.0.0.01',
      '1.2.3',
      'es01.',
      'es01.acme.org.',
      '.es01',
      'es01..',
    ]);
    const names = pick([
      ['IP:10.0.0.1'],
      ['IP:#00000000000000000000ffff0a000001'],
      ['IP:#00000000000000000000000000000001'],
      ['IP:#fd000000000000000000000000000001'],
      ['DNS:10.0.0.1'],
      ['DNS:::1'],
      ['DNS:[::1]'],
      ['IP:10.0.0.1', 'DNS:es01'],
      ['IP:#0a000001ffffffff'],
      ['DNS:10.0.0.1.'],
      ['DNS:es01.'],
      ['IP:#0000000000000000000000000a000001'],
      ['DNS:es01', 'DNS:es01.acme.org'],
      ['DNS:10.0.1'],
      ['DNS:1.2.3'],
    ]);
    if (pick([true, true, true, false])) canvas.leaf.extensions.set('names', alternatives(names));
    else {
      canvas.leaf.extensions.delete('names');
      canvas.leaf.subject = name('O=acme', `CN=${canvas.name}`);
      return `common name ${canvas.name}`;
    }
    return `${names} for ${canvas.name}`;
  },
  'an issuer written otherwise': (canvas, { pick }) => {
    const a = (text: string, type = cn): Uint8Array => parts([[o, utf8('acme')]], [[type, utf8(text)]]);
    const tagged = (tag: number, text: string, type = cn): Uint8Array =>
      parts([[o, utf8('acme')]], [[type, der.raw(tag, Buffer.from(text))]]);
    const two = (left: string, right: string): Uint8Array =>
      parts(
        [[o, utf8('acme')]],
        [
          [cn, utf8(left)],
          [cn, utf8(right)],
        ],
      );
    const [what, subject, issuer] = pick<readonly [string, Uint8Array, Uint8Array]>([
      ['tab', a('the ca'), a('the\tca')],
      ['line feed', a('the ca'), a('the\nca')],
      ['tab on both', a('the\tca'), a('the\t ca')],
      ['no-break space', a('the ca'), a('the\u00a0ca')],
      ['leading tab', a('the ca'), a('\tthe ca\t')],
      ['two blanks', a('the ca'), a(' the   ca ')],
      ['ß and SS', a('straße'), a('strasse')],
      ['ß and ẞ', a('straße'), a('STRAẞE')],
      ['umlauts', a('bücher'), a('BÜCHER')],
      ['ASCII beside an umlaut', a('bücher'), a('BüCHER')],
      ['Greek', a('σίσυφος'), a('ΣΊΣΥΦΟΣ')],
      ['dotted capital I', a('istanbul'), a('İSTANBUL')],
      ['dotless i', a('ısparta'), a('ISPARTA')],
      ['composed', a('b\u00fccher'), a('bu\u0308cher')],
      ['ligature', a('ﬁne'), a('fine')],
      ['full width', a('ｃａ'), a('ca')],
      ['Kelvin', a('kelvin'), a('\u212aelvin')],
      ['zero width', a('ca'), a('c\u200ba')],
      ['two common names', two('a', 'b'), two('b', 'a')],
      ['two common names of another case', two('a', 'b'), two('A', 'B')],
      ['two in a part and in two parts', two('a', 'b'), parts([[o, utf8('acme')]], [[cn, utf8('a')]], [[cn, utf8('b')]])],
      [
        'several in a part',
        parts([
          [o, utf8('acme')],
          [cn, utf8('ca')],
        ]),
        parts([
          [cn, utf8('ca')],
          [o, utf8('acme')],
        ]),
      ],
      [
        'several in a part of another case',
        parts([
          [o, utf8('acme')],
          [cn, utf8('ca')],
        ]),
        parts([
          [cn, utf8('CA')],
          [o, utf8('ACME')],
        ]),
      ],
      ['PrintableString', a('ca'), tagged(0x13, 'ca')],
      ['PrintableString of another case', a('ca'), tagged(0x13, 'CA')],
      ['IA5String', a('ca'), tagged(0x16, 'ca')],
      ['IA5String twice', tagged(0x16, 'ca'), tagged(0x16, 'CA')],
      ['TeletexString', a('ca'), tagged(0x14, 'ca')],
      ['TeletexString twice', tagged(0x14, 'ca'), tagged(0x14, 'CA')],
      [
        'TeletexString beyond ASCII',
        a('b\u00fccher'),
        parts([[o, utf8('acme')]], [[cn, der.raw(0x14, Buffer.from('b\u00fccher', 'latin1'))]]),
      ],
      ['VisibleString', tagged(0x1a, 'ca'), tagged(0x1a, 'CA')],
      ['NumericString', tagged(0x12, '12'), tagged(0x13, '12')],
      ['BMPString', tagged(0x1e, '\0c\0a'), a('ca')],
      ['BMPString twice', tagged(0x1e, '\0c\0a'), tagged(0x1e, '\0C\0A')],
      ['UniversalString', tagged(0x1c, '\0\0\0c\0\0\0a'), a('ca')],
      [
        'bad UTF-8',
        parts([[o, utf8('acme')]], [[cn, der.raw(0x0c, Uint8Array.of(0x63, 0xff))]]),
        parts([[o, utf8('acme')]], [[cn, der.raw(0x0c, Uint8Array.of(0x63, 0xff))]]),
      ],
      [
        'bad UTF-8 of another case',
        parts([[o, utf8('acme')]], [[cn, der.raw(0x0c, Uint8Array.of(0x63, 0xff))]]),
        parts([[o, utf8('acme')]], [[cn, der.raw(0x0c, Uint8Array.of(0x43, 0xff))]]),
      ],
      ['serialNumber of another case', a('ab', '2.5.4.5'), a('AB', '2.5.4.5')],
      ['emailAddress of another case', tagged(0x16, 'a@b.c', '1.2.840.113549.1.9.1'), tagged(0x16, 'A@B.C', '1.2.840.113549.1.9.1')],
      ['DC of another case', tagged(0x16, 'acme', '0.9.2342.19200300.100.1.25'), tagged(0x16, 'ACME', '0.9.2342.19200300.100.1.25')],
      ['DC in UTF-8 of another case', a('acme', '0.9.2342.19200300.100.1.25'), a('ACME', '0.9.2342.19200300.100.1.25')],
      ['title of another case', a('boss', '2.5.4.12'), a('BOSS', '2.5.4.12')],
      ['UID of another case', a('boss', '0.9.2342.19200300.100.1.1'), a('BOSS', '0.9.2342.19200300.100.1.1')],
      ['unknown type of another case', a('boss', '1.2.3.4'), a('BOSS', '1.2.3.4')],
      ['unknown type in another string', a('boss', '1.2.3.4'), tagged(0x13, 'boss', '1.2.3.4')],
      ['empty value', a(''), tagged(0x13, '')],
      ['empty value and blanks', a(''), a('  ')],
      ['special characters', a('a,b+c=d'), a('A,B+C=D')],
      ['hash in front', a('#ca'), a('#CA')],
      ['NUL', a('c\0a'), a('C\0A')],
      ['empty part', der.sequence(der.set(), der.set(der.sequence(der.oid(cn), utf8('ca')))), parts([[cn, utf8('ca')]])],
      [
        'empty part on both',
        der.sequence(der.set(), der.set(der.sequence(der.oid(cn), utf8('ca')))),
        der.sequence(der.set(), der.set(der.sequence(der.oid(cn), utf8('ca')))),
      ],
      ['a number for a string', parts([[cn, der.integer(5)]]), parts([[cn, der.integer(5)]])],
      ['a sequence for a string', parts([[cn, der.sequence(utf8('ca'))]]), parts([[cn, der.sequence(utf8('ca'))]])],
    ]);
    if (pick([true, false])) {
      canvas.ca.subject = subject;
      canvas.leaf.issuer = issuer;
      return `${what}, of the CA`;
    }
    canvas.root.subject = subject;
    canvas.ca.issuer = issuer;
    return `${what}, of the root`;
  },
  'a CA without a name': (canvas, { pick, chance }) => {
    const who = pick(['root', 'ca', 'both', 'issuer of the leaf', 'leaf']);
    const empty = der.sequence();
    if (who === 'root' || who === 'both') canvas.root.subject = empty;
    if (who === 'ca' || who === 'both') canvas.ca.subject = empty;
    if (who === 'issuer of the leaf') canvas.leaf.issuer = empty;
    if (who === 'leaf') canvas.leaf.subject = empty;
    const critical = chance(0.5);
    const named = canvas[who === 'root' || who === 'ca' || who === 'leaf' ? who : 'ca'];
    if (critical) named.extensions.set('names', alternatives(['DNS:es01', 'DNS:es01.acme.org'], true));
    return `${who}${critical ? ', with a critical subjectAltName' : ''}`;
  },
  'constraints on directories': (canvas, chance) => {
    const { pick } = chance;
    const base = pick([
      parts([[o, utf8('ACME')]]),
      parts([[o, der.text(0x13, 'acme')]]),
      parts([[o, der.text(0x16, 'acme')]]),
      parts([[o, utf8('acme ')]]),
      parts([[o, utf8('other')]]),
      der.sequence(),
      parts([[o, der.text(0x14, 'ACME')]]),
    ]);
    const list = [der.sequence(der.raw(0xa4, base))];
    if (pick([true, true, false])) constrain(canvas, chance, list, null);
    else constrain(canvas, chance, null, list);
    return Buffer.from(base).toString('hex');
  },
};
