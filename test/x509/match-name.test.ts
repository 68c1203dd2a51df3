import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { checkServerIdentity } from 'node:tls';
import type { Certificate } from '../../src/model/certificate.ts';
import { parseCertificate } from '../../src/x509/parse-certificate.ts';
import { matchName } from '../../src/x509/path/match-name.ts';
import type { Model } from '../../src/x509/path/model-choices.ts';
import { keysOf, makeLeaf, name } from '../support/certificate-maker.ts';

const ca = { name: name('acme CA'), keys: keysOf('P-256', 'ca') };

function certificate(names: readonly string[], ...subject: readonly string[]): Certificate {
  const read = parseCertificate(makeLeaf(names, ca, { subject: name(...(subject.length > 0 ? subject : ['nobody'])) }));
  return read.kind === 'certificate' ? read.certificate : assert.fail(read.flaw.code);
}

const models: readonly Model[] = ['rfc5280', 'jsse17', 'jsse25', 'node'];
const verdicts = (of: Certificate, host: string): string =>
  models.map((model) => (matchName(of, host, model).kind === 'match' ? model : '-')).join(' ');
const all = models.join(' ');
const none = '- - - -';

describe('A name and a certificate', () => {
  /** What is in subjectAltName, what the subject is, what is asked for, who says yes. */
  const cases: readonly (readonly [string, readonly string[], string, string, string])[] = [
    ['the same DNS name', ['DNS:es01.acme.org'], 'nobody', 'es01.acme.org', all],
    ['another case, a trailing dot', ['DNS:ES01.acme.org'], 'nobody', 'es01.ACME.org.', all],
    ['another name', ['DNS:es01'], 'nobody', 'es02', none],
    ['a wildcard for one label', ['DNS:*.acme.org'], 'nobody', 'es01.acme.org', all],
    ['a wildcard and two labels', ['DNS:*.acme.org'], 'nobody', 'a.es01.acme.org', none],
    ['a wildcard and no label', ['DNS:*.acme.org'], 'nobody', 'acme.org', none],
    ['a wildcard within the first label', ['DNS:node*.acme.org'], 'nobody', 'node1.acme.org', '- jsse17 jsse25 node'],
    ['a wildcard in the second label', ['DNS:es01.*.org'], 'nobody', 'es01.acme.org', '- jsse17 - -'],
    ['a wildcard before a single label', ['DNS:*.local'], 'nobody', 'es01.local', '- jsse17 jsse25 -'],
    ['a lone wildcard', ['DNS:*'], 'nobody', 'es01', none],
    ['the common name, without subjectAltName', [], 'CN=es01', 'es01', '- jsse17 jsse25 node'],
    ['the common name, beside a DNS name', ['DNS:es02'], 'CN=es01', 'es01', none],
    ['the common name, beside an address only', ['IP:10.0.0.1'], 'CN=es01', 'es01', '- jsse17 jsse25 node'],
    ['an IPv4 address', ['IP:10.0.0.1'], 'nobody', '10.0.0.1', all],
    ['an IPv6 address in another spelling', ['IP:#fd000000000000000000000000000001'], 'nobody', 'fd00:0:0::1', all],
    ['an IPv4 address with a number left out, as Java takes it', ['IP:10.0.0.1'], 'nobody', '10.0.1', '- jsse17 jsse25 -'],
    ['an address written as a DNS name', ['DNS:10.0.0.1'], 'nobody', '10.0.0.1', none],
    ['an address written as the common name', [], 'CN=10.0.0.1', '10.0.0.1', none],
    ['a name with an underscore', ['DNS:es_01'], 'nobody', 'es_01', 'rfc5280 - - node'],
  ];
  for (const [title, names, subject, host, expected] of cases) {
    it(`${title}: ${expected === all ? 'match' : expected === none ? 'no match' : `match for ${expected.replaceAll('- ', '').replaceAll(' -', '')}`}`, () => {
      assert.equal(verdicts(certificate(names, subject), host), expected);
    });
  }

  it('are compared by the most specific common name in Java, by each of them in Node', () => {
    const two = certificate([], 'CN=es01', 'CN=es02');
    assert.equal(verdicts(two, 'es02'), '- jsse17 jsse25 node');
    assert.equal(verdicts(two, 'es01'), '- - - node');
  });

  it('say what matched, or what the certificate is for instead', () => {
    assert.deepEqual(matchName(certificate(['DNS:*.acme.org']), 'es01.acme.org'), {
      kind: 'match',
      name: 'es01.acme.org',
      by: 'DNS:*.acme.org',
    });
    assert.deepEqual(matchName(certificate(['IP:10.0.0.1']), '10.0.0.1'), { kind: 'match', name: '10.0.0.1', by: 'IP:10.0.0.1' });
    assert.deepEqual(matchName(certificate(['DNS:a', 'DNS:b']), 'c'), {
      kind: 'mismatch',
      name: 'c',
      because: { code: 'name-of-others', names: { first: ['a', 'b'], count: 2 } },
    });
    assert.deepEqual(matchName(certificate(['DNS:10.0.0.1']), '10.0.0.1'), {
      kind: 'mismatch',
      name: '10.0.0.1',
      because: { code: 'address-as-dns-entry' },
    });
    assert.deepEqual(matchName(certificate(['DNS:es_01']), 'es_01', 'jsse17'), {
      kind: 'mismatch',
      name: 'es_01',
      because: { code: 'name-refused-by-java', underscore: true },
      unusable: true,
    });
  });

  it('get the same answer as from node:tls itself in the model of that name', () => {
    const hosts = [
      'es01.acme.org',
      'node1.acme.org',
      'a.b.acme.org',
      'acme.org',
      'es01',
      '10.0.0.1',
      'fd00::1',
      'xn--e1a.acme.org',
      'x..y',
      '',
    ];
    const patterns = [
      'es01.acme.org',
      '*.acme.org',
      'node*.acme.org',
      '*1.acme.org',
      'n*d*1.acme.org',
      '*',
      '*.org',
      'xn--*.acme.org',
      '10.0.0.1',
      'a..b',
      ' ',
    ];
    for (const pattern of patterns) {
      for (const names of [[`DNS:${pattern}`], ['IP:10.0.0.1', 'IP:#fd000000000000000000000000000001'], []]) {
        const ours = certificate(names, `CN=${pattern}`);
        const theirs = new X509Certificate(ours.der).toLegacyObject();
        for (const host of hosts) {
          const expected = checkServerIdentity(host, theirs) === undefined ? 'match' : 'mismatch';
          assert.equal(matchName(ours, host, 'node').kind, expected, `${host} and ${names} or CN=${pattern}`);
        }
      }
    }
  });
});
