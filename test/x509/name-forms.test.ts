import assert from 'node:assert/strict';
import { certificateFaultText } from '../../src/wording/certificate-fault-texts.ts';
import { nameFaultText } from '../../src/wording/name-fault-texts.ts';
import type { RawName } from '../../src/x509/general-name.ts';
import { isJavaUri } from '../../src/x509/java-uri.ts';
import { parseCertificate } from '../../src/x509/parse-certificate.ts';
import { matchName } from '../../src/x509/path/match-name.ts';
import type { Model } from '../../src/x509/path/model-choices.ts';
import { nameFormFault } from '../../src/x509/path/name-constraints.ts';
import { keysOf, makeLeaf, name } from '../support/certificate-maker.ts';

/** What is wrong with the form of a name, as it is told. */
function flawOf(name: RawName): string | null {
  const fault = nameFormFault(name);
  return fault === null ? null : certificateFaultText(fault);
}

describe('A name in subjectAltName is one of its form (RFC 5280 §4.2.1.6), or is none', () => {
  const label = 'a'.repeat(63);
  const forms: Readonly<Record<'dns' | 'email' | 'uri', { readonly good: readonly string[]; readonly bad: readonly string[] }>> = {
    dns: {
      good: ['es01', 'es01.acme.org', '*.acme.org', 'node*.acme.org', 'es_01', 'a-b', '1.2', label, `${'a.'.repeat(126)}a`],
      bad: [
        '',
        '.',
        '.acme.org',
        'acme.org.',
        'a..b',
        '-a',
        'a-',
        'a.-b',
        'a-.b',
        'a b',
        'ä',
        `${label}a`,
        `${'a.'.repeat(127)}a`,
        '*.',
        'a:b',
      ],
    },
    email: {
      good: ['a@acme.org', 'a.b@acme.org', '"a b"@acme.org', '"a\\"b"@acme.org', "!#$%&'*+/=?^_`{|}~-@x"],
      bad: ['', 'a', '@acme.org', 'a@', 'a@-x', '.a@x', 'a.@x', 'a..b@x', 'a b@x', '"a"b"@x', '"a@x', 'a"@x', 'a@acme.org.', 'a@b@'],
    },
    uri: {
      good: ['https://acme.org', 'urn:x', 'a+b.c-d1:'],
      bad: ['', 'acme.org', '//acme.org', '1a:x', ':x', ' a:x', 'urn:ä'],
    },
  };
  for (const [kind, { good, bad }] of Object.entries(forms)) {
    for (const value of good) it(`${kind} ${value.slice(0, 70)}`, () => assert.equal(flawOf({ kind, value } as never), null));
    for (const value of bad) {
      it(`not ${kind} "${value.slice(0, 70)}"`, () => {
        const said = kind === 'dns' ? 'is not a DNS name' : kind === 'email' ? 'is not an e-mail address' : 'is not a URI with a scheme';
        assert.ok(flawOf({ kind, value } as never)?.endsWith(said), flawOf({ kind, value } as never) ?? 'no flaw');
      });
    }
  }

  it('addresses of four and of sixteen octets, and no other', () => {
    const fitting = [0, 1, 3, 4, 5, 8, 15, 16, 17, 32].filter((length) => flawOf({ kind: 'ip', octets: new Uint8Array(length) }) === null);
    assert.deepEqual(fitting, [4, 16]);
    assert.equal(flawOf({ kind: 'ip', octets: new Uint8Array(5) }), 'an iPAddress has 5 octets');
  });

  it('says which entry it is not, or that it cannot be read', () => {
    assert.equal(flawOf({ kind: 'dns', value: 'a..b' }), 'dns a..b is not a DNS name');
    assert.equal(flawOf({ kind: 'dns', value: '' }), 'dns (empty) is not a DNS name');
    assert.match(flawOf({ kind: 'unreadable', der: new Uint8Array(), unreadableTo: [] }) ?? '', /cannot be read/);
    assert.equal(flawOf({ kind: 'other', type: '1.2.3', text: '' }), null);
  });
});

describe('A URI in a GeneralName, as the JDK reads it', () => {
  const good = [
    'urn:x',
    'a+b.c-d1:x',
    'http:/path',
    'http://acme.org',
    'http://acme.org:443/x?y=[1]#z',
    'http://user@acme.org',
    'http://10.0.0.1',
    'http://[::1]',
    'http://[::1]:9200/',
    'http://user@[fd00::1]/',
    'http://a_b/',
    'http://acme.org/%20',
    'http://ä/',
    'http://1.2.',
    'http://-a.',
    'http://a-.',
    'http:///x',
    'mailto:[x]',
    'x:y#',
  ];
  const bad = [
    '',
    'acme.org',
    ':x',
    '1a:x',
    'a:',
    'a:#x',
    'a:b#c#d',
    'http://',
    'http://a b',
    'http://a\u007f',
    'http://a/<',
    'http://a/"',
    'http://a/{',
    'http://a/}',
    'http://a/|',
    'http://a/\\',
    'http://a/^',
    'http://a/`',
    'http://a/%',
    'http://a/%2',
    'http://a/%2g',
    'http://a/%g2',
    'http://a/[x',
    'http://a/x]',
    'http://[::1',
    'http://::1]',
    'http://[10.0.0.1]',
    'http://[x]',
    'http://a[::1]',
    'http://acme.org.',
    'http://acme.org.:443/',
    'http://user@acme.org.',
    'http://a.',
    'http://1.a1.',
    'http://a-b.c-d.',
  ];
  for (const text of good) it(`${text} is one`, () => assert.equal(isJavaUri(text), true));
  for (const text of bad) it(`"${text}" is none`, () => assert.equal(isJavaUri(text), false));
});

describe('What is said of a name that a certificate is not for', () => {
  const ca = { name: name('acme CA'), keys: keysOf('P-256', 'ca') };
  const many = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
  const broken = ['DNS:es01', 'URI:http://'];
  /** subjectAltName, the common names, what is asked for, and what is said; by the model of RFC 5280 where none is named. */
  const cases: readonly (readonly [readonly string[], readonly string[], string, string, Model?])[] = [
    [[], ['O=x'], 'es01', 'the certificate has no DNS name'],
    [[], ['CN=es02'], 'es01', 'the certificate has no DNS name'],
    [[], ['CN=es02', 'CN=es03'], 'es01', 'the certificate has no DNS name, and its common name is es03', 'jsse25'],
    [[], ['CN=es02', 'CN=es03'], 'es01', 'the certificate has no DNS name, and its common name is es02, es03', 'node'],
    [many.slice(0, 5).map((one) => `DNS:${one}`), ['O=x'], 'es01', 'the certificate is for a, b, c, d, e'],
    [many.map((one) => `DNS:${one}`), ['O=x'], 'es01', 'the certificate is for a, b, c, d, e and 2 more'],
    [[], ['O=x'], '10.0.0.1', 'the certificate has no subjectAltName'],
    [['DNS:es01'], ['O=x'], '10.0.0.1', 'the certificate has no iPAddress'],
    [['DNS:10.0.0.2'], ['O=x'], '10.0.0.1', 'the certificate has addresses as DNS names, which nobody accepts, and no iPAddress'],
    [['IP:10.0.0.2', 'IP:#0a00'], ['O=x'], '10.0.0.1', 'the certificate is for the addresses 10.0.0.2, 0a00'],
    [['DNS:es01'], ['O=x'], '', 'the name is empty'],
    [['DNS:es01'], ['O=x'], '.', 'the name is empty'],
    [['DNS:es01'], ['O=x'], 'es_01', 'Java does not accept a name with an underscore: Illegal given domain name', 'jsse25'],
    ...['-a', 'a-', 'a b', 'a..b', 'a'.repeat(64), `${'a.'.repeat(127)}aa`].map(
      (host) => [['DNS:es01'], ['O=x'], host, 'Java does not accept such a name: Illegal given domain name', 'jsse25'] as const,
    ),
    ...['a', 'a1', '1a', 'a-b', 'a--b', 'a'.repeat(63), `${'a.'.repeat(127)}a`].map(
      (host) => [['DNS:es01'], ['O=x'], host, 'the certificate is for es01', 'jsse25'] as const,
    ),
    [broken, ['O=x'], 'es01', 'the JDK cannot read the subjectAltName', 'jsse25'],
    [broken, ['O=x'], '10.0.0.1', 'the JDK cannot read the subjectAltName', 'jsse25'],
    [broken, ['O=x'], 'es01', 'the certificate has no DNS name', 'jsse17'],
    [[...broken, 'IP:10.0.0.1'], ['O=x'], '10.0.0.1', 'the JDK cannot read the subjectAltName', 'jsse17'],
  ];
  for (const [names, subject, host, said, model = 'rfc5280'] of cases) {
    it(`${model}: ${host.slice(0, 70)} and ${[...names, ...subject].join(', ').slice(0, 70)}: ${said}`, () => {
      const read = parseCertificate(makeLeaf(names, ca, { subject: name(...subject) }));
      assert.ok(read.kind === 'certificate');
      // Asked again, it says the same: a fleet shows one certificate at many addresses.
      for (let times = 0; times < 2; times++) {
        const { unusable, ...reported } = matchName(read.certificate, host, model);
        assert.ok(reported.kind === 'mismatch');
        assert.deepEqual([reported.name, nameFaultText(reported.because)], [host, said]);
        assert.equal(unusable ?? false, /^the name is empty|Illegal/.test(said));
      }
    });
  }

  /** A label with wildcards, a label, and which models say that the one covers the other. */
  const wildcards: readonly (readonly [string, string, readonly Model[]])[] = [
    ['*', 'es01', ['rfc5280', 'jsse17', 'jsse25', 'node']],
    ['es*', 'es01', ['jsse17', 'jsse25', 'node']],
    ['es*', 'es', ['jsse17', 'jsse25', 'node']],
    ['es*', 'xes01', []],
    ['*01', 'es01', ['jsse17', 'jsse25', 'node']],
    ['*01', 'es01x', []],
    ['e*1', 'es01', ['jsse17', 'jsse25', 'node']],
    ['e*1', 'e1', ['jsse17', 'jsse25', 'node']],
    ['es0*01', 'es01', []],
    ['e*0*', 'es01', ['jsse17', 'jsse25']],
    ['e*0*', 'es1', []],
    ['*s*1', 'es01', ['jsse17', 'jsse25']],
    ['*0*0*', 'es01', []],
    ['xn--*', 'xn--e1a', []],
    ['*', 'xn--e1a', ['rfc5280', 'jsse17', 'jsse25', 'node']],
  ];
  for (const [pattern, label, yes] of wildcards) {
    it(`${pattern} covers ${label} for ${yes.length === 0 ? 'nobody' : yes.join(', ')}`, () => {
      const read = parseCertificate(makeLeaf([`DNS:${pattern}.acme.org`], ca, { subject: name('O=x') }));
      assert.ok(read.kind === 'certificate');
      const models = (['rfc5280', 'jsse17', 'jsse25', 'node'] as const).filter(
        (model) => matchName(read.certificate, `${label}.acme.org`, model).kind === 'match',
      );
      assert.deepEqual(models, yes);
    });
  }
});
