import assert from 'node:assert/strict';
import type { GeneralName } from '../../../src/model/certificate.ts';
import type { OddName } from '../../../src/model/odd-name.ts';
import { sanEntryMalformed as rule } from '../../../src/rules/certificate/san-entry-malformed.ts';
import { authority, certificate, evidence, healthy } from '../../support/evidence.ts';
import { finding } from '../../support/outcomes.ts';
import { needsCertificate } from '../../support/rule-laws.ts';

const good: GeneralName = { kind: 'dns', value: 'es01' };
const odd = (kind: GeneralName['kind'], value: string, given: Partial<OddName> & Pick<OddName, 'code'>): GeneralName => ({
  kind,
  value,
  odd: { instead: null, unreadableTo: [], ...given },
});
const withNames = (...subjectAltNames: readonly GeneralName[]) => certificate({ subjectAltNames });
const port = odd('dns', 'es02:9200', { code: 'port', instead: 'es02' });

describe('san-entry-malformed', () => {
  needsCertificate(rule);

  it('passes names that are names, and a certificate without any', () => {
    assert.equal(rule.judge(evidence()).kind, 'pass');
    assert.equal(rule.judge(evidence({ chain: [certificate({ subjectAltNames: null })] })).kind, 'pass');
  });

  it('is low where peers pass over the entry, and says what to write', () => {
    const { severity, message } = finding(rule.judge(evidence({ chain: [withNames(good, port)] })));
    assert.equal(severity, 'low');
    assert.equal(message, 'The DNS entry "es02:9200" has a port, so no client matches it as written. Write es02 instead.');
  });

  it('is medium where it was meant for the name that was connected to, unless another entry has it', () => {
    const asked = (name: string, by: string | null) =>
      by === null
        ? ({ kind: 'mismatch', name, because: { code: 'name-without-dns-entry' } } as const)
        : ({ kind: 'match', name, by } as const);
    const severityOf = (name: string, by: string | null, entry = port) =>
      finding(rule.judge(evidence({ chain: [withNames(good, entry)], name: asked(name, by) }))).severity;
    assert.equal(severityOf('ES02.', null), 'medium');
    assert.equal(severityOf('es03', null), 'low');
    const dot = odd('dns', 'es02.', { code: 'trailing-dot', instead: 'es02' });
    assert.equal(severityOf('es02', 'DNS:es02.', dot), 'medium');
    assert.equal(severityOf('es02', 'DNS:es02', dot), 'low');
  });

  it('is medium where Java loses the list, and high where OpenSSL refuses the certificate', () => {
    const address = odd('ip', '0102030405', { code: 'ip-length', unreadableTo: ['java'] });
    const java = finding(rule.judge(evidence({ chain: [withNames(good, address)] })));
    assert.equal(java.severity, 'medium');
    assert.match(java.message, /^The IP entry "0102030405" .*JDK 17 falls back to the common name and JDK 25 refuses/);
    const broken = odd('unreadable', '#8901', { code: 'unreadable', unreadableTo: ['java', 'openssl'] });
    const chain = [withNames(good, port, broken)];
    const openssl = finding(rule.judge(healthy('http', { chain })));
    assert.equal(openssl.severity, 'high');
    assert.equal(finding(rule.judge(evidence({ chain }))).severity, 'medium', 'only nodes connect to transport');
    assert.match(
      openssl.message,
      /An entry of subjectAltName \(#8901\) cannot be read as a name: Kibana \(OpenSSL\) refuses the certificate/,
    );
  });

  it('looks at the CAs that were sent for what refuses them', () => {
    const broken = odd('unreadable', '#8901', { code: 'unreadable', unreadableTo: ['openssl'] });
    const above = (entry: GeneralName) => healthy('kibana', { chain: [certificate(), authority({ subjectAltNames: [entry] })] });
    assert.equal(finding(rule.judge(above(broken))).severity, 'high');
    assert.equal(rule.judge(above(port)).kind, 'pass');
  });

  it('finds a list without entries', () => {
    const { severity, message } = finding(rule.judge(evidence({ chain: [withNames()] })));
    assert.equal(severity, 'medium');
    assert.match(message, /is empty/);
  });

  it('cuts what is long', () => {
    const long = odd('dns', 'a'.repeat(300), { code: 'too-long' });
    const { message } = finding(rule.judge(evidence({ chain: [withNames(...Array.from({ length: 9 }, () => long))] })));
    assert.match(message, /a\.\.\." is longer than a host name can be/);
    assert.match(message, /4 more are malformed\.$/);
    assert.ok(message.length < 1000);
  });
});
