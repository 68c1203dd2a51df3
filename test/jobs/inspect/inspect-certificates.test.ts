import assert from 'node:assert/strict';
import { ruleCatalogue } from '../../../src/jobs/explain/rule-catalogue.ts';
import { inspectCertificates } from '../../../src/jobs/inspect/inspect-certificates.ts';
import type { CertificateWish } from '../../../src/lab/certificate-wish.ts';
import { daysFromNow, issue, makeCa } from '../../../src/lab/pki.ts';
import { displayWidth } from '../../../src/output/display-width.ts';
import { renderInspection } from '../../../src/output/text/inspect/render-inspection.ts';

const ca = makeCa({ subject: 'Test CA' });
const at = daysFromNow(0);
const healthy: CertificateWish = { subject: 'es01', altNames: ['DNS:es01'] };
const inspected = (content: string | Uint8Array) =>
  inspectCertificates('f.pem', typeof content === 'string' ? Buffer.from(content) : content, at);
const problems = (wish: CertificateWish) => inspected(issue(ca, { ...healthy, ...wish }).certificatePem).certificates[0]?.problems ?? [];
const rules = (wish: CertificateWish) => problems(wish).map(({ rule, severity }) => `${rule} ${severity}`);
const caRules = (wish: CertificateWish) => (inspected(makeCa(wish).certificatePem).certificates[0]?.problems ?? []).map(({ rule }) => rule);

describe('inspection of certificates', () => {
  it('finds nothing wrong with a good one', () => {
    assert.deepEqual(rules({}), []);
    assert.deepEqual(caRules({}), []);
  });

  it('knows each date that is wrong', () => {
    assert.deepEqual(rules({ notBefore: daysFromNow(-400), notAfter: daysFromNow(-1) }), ['leaf-expired critical']);
    assert.deepEqual(rules({ notBefore: daysFromNow(-300), notAfter: daysFromNow(5) }), ['leaf-expiring high']);
    assert.deepEqual(rules({ notBefore: daysFromNow(-300), notAfter: daysFromNow(20) }), ['leaf-expiring medium']);
    assert.deepEqual(rules({ notBefore: daysFromNow(1), notAfter: daysFromNow(300) }), ['leaf-not-yet-valid high']);
    assert.deepEqual(caRules({ notBefore: daysFromNow(-900), notAfter: daysFromNow(-1) }), ['ca-expired']);
    assert.deepEqual(caRules({ notBefore: daysFromNow(-900), notAfter: daysFromNow(40) }), ['ca-expiring']);
  });

  it('does not call a short life an end that comes near', () => {
    assert.deepEqual(rules({ notBefore: daysFromNow(-1), notAfter: daysFromNow(6) }), []);
  });

  it('knows keys and usages that are wrong', () => {
    assert.deepEqual(rules({ key: 'RSA-1024' }), ['weak-key high']);
    assert.deepEqual(rules({ hash: 'sha1' }), ['weak-signature high']);
    assert.deepEqual(rules({ keyUsage: ['keyEncipherment'] }), ['ku-without-digitalsignature critical']);
    assert.deepEqual(rules({ extendedKeyUsage: ['codeSigning'] }), ['eku-missing-serverauth critical']);
    assert.deepEqual(rules({ extendedKeyUsage: ['serverAuth'] }), ['eku-transport-missing-clientauth info']);
    assert.deepEqual(rules({ extendedKeyUsage: ['clientAuth'] }), ['eku-missing-serverauth info']);
    assert.deepEqual(caRules({ keyUsage: ['cRLSign'] }), ['ca-keyusage-without-certsign']);
    assert.deepEqual(caRules({ keyUsage: null }), ['ca-without-keyusage']);
  });

  it('knows names that are wrong', () => {
    assert.deepEqual(rules({ altNames: null }), ['san-missing medium']);
    assert.deepEqual(rules({ altNames: ['DNS:10.0.0.1'] }), ['san-ip-as-dns high']);
  });

  it('speaks of rules that can be explained', () => {
    const wishes: readonly CertificateWish[] = [
      { notAfter: daysFromNow(-1), notBefore: daysFromNow(-9) },
      { key: 'RSA-1024', altNames: null, keyUsage: ['cRLSign'], extendedKeyUsage: [] },
    ];
    const known = new Set(ruleCatalogue.map(({ id }) => id));
    for (const { rule } of wishes.flatMap(problems)) assert.ok(known.has(rule), rule);
  });

  it('tells who signed whom in a file, and that an order is wrong', () => {
    const leaf = issue(ca, healthy);
    const signed = (text: string) => inspected(text).certificates.map(({ signedByNext }) => signedByNext);
    assert.deepEqual(signed(leaf.certificatePem + ca.certificatePem), [true, null]);
    assert.deepEqual(signed(ca.certificatePem + leaf.certificatePem), [false, null]);
  });

  it('reads DER, and says what a file is that holds no certificate', () => {
    assert.equal(inspected(issue(ca, healthy).certificate).certificates.length, 1);
    assert.match(inspected(issue(ca, healthy).privateKeyPem).problem ?? '', /private key/);
    assert.match(inspected('').problem ?? '', /empty/);
  });

  it('fits into 80 columns, fingerprints in one piece', () => {
    const file = inspected(
      issue(ca, { ...healthy, altNames: Array.from({ length: 30 }, (_, index) => `DNS:a-rather-long-name-${index}.example` as const) })
        .certificatePem,
    );
    const text = renderInspection({ schema: 'handclasp.inspection/1', at: at.toISOString(), files: [file] }, { width: 80, colour: false });
    for (const line of text.split('\n')) assert.ok(displayWidth(line) <= 80, line);
    assert.ok(text.includes(file.certificates[0]?.sha256 ?? 'missing'));
  });
});
