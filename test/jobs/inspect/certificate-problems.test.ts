import assert from 'node:assert/strict';
import type { KeyObject } from 'node:crypto';
import { inspectCertificates } from '../../../src/jobs/inspect/inspect-certificates.ts';
import type { CertificateWish } from '../../../src/lab/certificate-wish.ts';
import { issue, makeCa, makeSelfSigned } from '../../../src/lab/pki.ts';
import type { InspectedFile } from '../../../src/model/inspection.ts';

const noon = new Date('2026-06-01T12:00:00Z');
const days = (count: number, ms = 0): Date => new Date(noon.getTime() + count * 86_400_000 + ms);
const root = makeCa({ subject: 'acme CA', notBefore: days(-2000), notAfter: days(2000) });

/** What is said of each certificate of a file. */
function said(pem: string, at = noon): readonly string[] {
  return rulesAndSeverities(inspectCertificates('f.pem', Buffer.from(pem), at));
}

function rulesAndSeverities({ certificates }: InspectedFile): readonly string[] {
  return certificates.flatMap(({ problems }) => problems.map(({ rule, severity }) => `${rule} ${severity}`));
}

const leafPem = (wish: CertificateWish = {}, by = root) =>
  issue(by, { subject: 'es01', altNames: ['DNS:es01'], notBefore: days(-300), notAfter: days(300), ...wish }).certificatePem;
const leaf = (wish: CertificateWish = {}) => said(leafPem(wish));
const ca = (wish: CertificateWish = {}) => said(makeCa({ notBefore: days(-900), notAfter: days(900), ...wish }).certificatePem);
/** Of a life so long, what is left, and a millisecond more or less. */
const left = (lived: number, rest: number, ms = 0) => said(leafPem({ notBefore: days(-lived), notAfter: days(rest) }), days(0, -ms));
const leftOfCa = (lived: number, rest: number, ms = 0) =>
  said(makeCa({ notBefore: days(-lived), notAfter: days(rest) }).certificatePem, days(0, -ms));

const itself = makeSelfSigned({ altNames: ['DNS:es01'], notBefore: days(-300), notAfter: days(300) });
const saidWith = (keys: readonly (KeyObject | null)[]) =>
  rulesAndSeverities(inspectCertificates('f.pem', Buffer.from(itself.certificatePem), noon, { keys }));

/** What stands on either side of each border, and what only a file can have. */
const borders: readonly (readonly [what: string, got: () => readonly string[], expected: readonly string[]])[] = [
  ['a leaf in its last instant', () => left(300, 0), ['leaf-expiring high']],
  ['a leaf a millisecond later', () => left(300, 0, -1), ['leaf-expired critical']],
  ['a leaf with 7 days', () => left(300, 7), ['leaf-expiring high']],
  ['a leaf with more than 7 days', () => left(300, 7, 1), ['leaf-expiring medium']],
  ['a leaf with 30 days', () => left(300, 30), ['leaf-expiring medium']],
  ['a leaf with more than 30 days', () => left(300, 30, 1), []],
  ['a leaf of 60 days with a third left', () => left(40, 20), ['leaf-expiring medium']],
  ['a leaf of 60 days with more than a third left', () => left(40, 20, 1), []],
  ['a leaf of 60 days with 6 left', () => left(54, 6), ['leaf-expiring medium']],
  ['a CA in its last instant', () => leftOfCa(900, 0), ['ca-expiring medium']],
  ['a CA a millisecond later', () => leftOfCa(900, 0, -1), ['ca-expired high']],
  ['a CA with 90 days', () => leftOfCa(900, 90), ['ca-expiring medium']],
  ['a CA with more than 90 days', () => leftOfCa(900, 90, 1), []],
  ['a CA of 90 days with a third left', () => leftOfCa(60, 30), ['ca-expiring medium']],
  ['a CA of 90 days with more than a third left', () => leftOfCa(60, 30, 1), []],
  ['a leaf that begins now', () => leaf({ notBefore: noon }), []],
  ['a leaf that begins later', () => leaf({ notBefore: days(0, 1000) }), ['leaf-not-yet-valid high']],
  ['a CA that begins later', () => ca({ notBefore: days(1) }), ['leaf-not-yet-valid high']],
  ['a leaf that ends before it begins', () => leaf({ notBefore: days(-1), notAfter: days(-2) }), ['leaf-expired critical']],
  ['a signature with SHA-1', () => leaf({ hash: 'sha1' }), ['weak-signature high']],
  ['a signature with SHA-1 of its own', () => ca({ hash: 'sha1' }), []],
  ['a CA that signs certificates', () => ca({ keyUsage: ['keyCertSign'] }), []],
  ['a CA that signs lists alone', () => ca({ keyUsage: ['cRLSign'] }), ['ca-keyusage-without-certsign critical']],
  ['a CA without keyUsage', () => ca({ keyUsage: null }), ['ca-without-keyusage low']],
  ['a leaf without keyUsage', () => leaf({ keyUsage: null }), []],
  ['a leaf that enciphers keys alone', () => leaf({ keyUsage: ['keyEncipherment'] }), ['ku-without-digitalsignature critical']],
  ['a leaf that signs certificates', () => leaf({ keyUsage: ['digitalSignature', 'keyCertSign'] }), ['leaf-is-ca high']],
  ['a leaf without purposes', () => leaf({ extendedKeyUsage: null }), []],
  ['a leaf for any purpose', () => leaf({ extendedKeyUsage: ['anyExtendedKeyUsage'] }), ['eku-missing-serverauth info']],
  ['a leaf for neither side', () => leaf({ extendedKeyUsage: ['codeSigning'] }), ['eku-missing-serverauth critical']],
  ['a leaf for servers', () => leaf({ extendedKeyUsage: ['serverAuth'] }), ['eku-transport-missing-clientauth info']],
  ['a leaf for clients', () => leaf({ extendedKeyUsage: ['clientAuth'] }), ['eku-missing-serverauth info']],
  ['a leaf for clients without names', () => leaf({ extendedKeyUsage: ['clientAuth'], altNames: null }), ['eku-missing-serverauth info']],
  ['a leaf without names', () => leaf({ altNames: null }), ['san-missing medium']],
  ['a leaf with an address as an address', () => leaf({ altNames: ['IP:::1'] }), []],
  ['a leaf that signed itself, which may be one to trust', () => said(itself.certificatePem), []],
  ['a leaf that signed itself, and its key', () => saidWith([itself.privateKey]), ['self-signed-per-node medium']],
  ['a leaf that signed itself, and a key that is locked', () => saidWith([null]), ['self-signed-per-node medium']],
  ['a leaf that signed itself, and the key of another', () => saidWith([root.privateKey]), []],
];

describe('problems of a certificate in a file', () => {
  for (const [what, got, expected] of borders) {
    it(`${what}: ${expected.join(', ') || 'none'}`, () => {
      assert.deepEqual(got(), expected);
    });
  }

  it('are told of each certificate by itself, and of the leaf where it does not fit those behind it', () => {
    const ended = makeCa({ subject: 'acme CA', notBefore: days(-900), notAfter: days(-1) });
    const both = (pem: string) =>
      inspectCertificates('f.pem', Buffer.from(pem), noon).certificates.map(({ problems }) => problems.map(({ rule }) => rule));
    assert.deepEqual(both(leafPem({}, ended) + ended.certificatePem), [[], ['ca-expired']]);
    // The right name and another key.
    assert.deepEqual(both(leafPem() + makeCa({ subject: 'acme CA', notBefore: days(-900), notAfter: days(900) }).certificatePem), [
      ['aki-ski-mismatch'],
      [],
    ]);
    const soon = makeCa({ subject: 'acme CA', notBefore: days(-900), notAfter: days(200) });
    assert.deepEqual(both(leafPem({}, soon) + soon.certificatePem), [['validity-outside-parents'], []]);
    // A bundle of CAs is no chain.
    assert.deepEqual(both(root.certificatePem + makeCa({ subject: 'b', notBefore: days(-1), notAfter: days(900) }).certificatePem), [
      [],
      [],
    ]);
  });
});
