import assert from 'node:assert/strict';
import { certificateProblems } from '../../../src/jobs/inspect/certificate-problems.ts';
import type { Certificate } from '../../../src/model/certificate.ts';
import { authority, certificate, daysFromNoon, noon } from '../../support/evidence.ts';

const said = (of: Certificate) => certificateProblems(of, noon).map(({ rule, severity }) => `${rule} ${severity}`);
/** An instant, to the millisecond. */
const at = (days: number, ms = 0): Date => new Date(daysFromNoon(days).getTime() + ms);
/** Of a life so long, what is left, and a millisecond more or less. */
const leaf = (livedDays: number, leftDays: number, ms = 0) =>
  said(certificate({ notBefore: daysFromNoon(-livedDays), notAfter: at(leftDays, ms) }));
const ca = (livedDays: number, leftDays: number, ms = 0) =>
  said(authority({ notBefore: daysFromNoon(-livedDays), notAfter: at(leftDays, ms) }));
const keyed = (algorithm: string, bits: number | null) => said(certificate({ publicKey: { algorithm, bits, curve: null } }));

/** What stands on either side of each border. */
const borders: readonly (readonly [what: string, got: readonly string[], expected: readonly string[]])[] = [
  ['a leaf in its last instant', leaf(300, 0), ['leaf-expiring high']],
  ['a leaf a millisecond later', leaf(300, 0, -1), ['leaf-expired critical']],
  ['a leaf with 7 days', leaf(300, 7), ['leaf-expiring high']],
  ['a leaf with more than 7 days', leaf(300, 7, 1), ['leaf-expiring medium']],
  ['a leaf with 30 days', leaf(300, 30), ['leaf-expiring medium']],
  ['a leaf with more than 30 days', leaf(300, 30, 1), []],
  ['a leaf of 60 days with a third left', leaf(40, 20), ['leaf-expiring medium']],
  ['a leaf of 60 days with more than a third left', leaf(39.9, 20.1), []],
  ['a leaf of 12 days with a sixth left', leaf(10, 2), ['leaf-expiring high']],
  ['a leaf of 12 days with more than a sixth left', leaf(9.9, 2.1), ['leaf-expiring medium']],
  ['a CA in its last instant', ca(900, 0), ['ca-expiring medium']],
  ['a CA a millisecond later', ca(900, 0, -1), ['ca-expired high']],
  ['a CA with 90 days', ca(900, 90), ['ca-expiring medium']],
  ['a CA with more than 90 days', ca(900, 90, 1), []],
  ['a CA of 90 days with a third left', ca(60, 30), ['ca-expiring medium']],
  ['a CA of 90 days with more than a third left', ca(59.9, 30.1), []],
  ['a leaf that begins now', said(certificate({ notBefore: noon })), []],
  ['a leaf that begins a millisecond later', said(certificate({ notBefore: at(0, 1) })), ['leaf-not-yet-valid high']],
  ['a leaf that ends when it begins', said(certificate({ notBefore: noon, notAfter: noon })), ['leaf-expiring high']],
  [
    'a leaf that ends before it begins',
    said(certificate({ notBefore: at(0, 0), notAfter: at(0, -1) })),
    ['leaf-expired critical', 'leaf-expired critical'],
  ],

  ['an RSA key of 1023 bits', keyed('RSA', 1023), ['weak-key critical']],
  ['an RSA key of 1024 bits', keyed('RSA', 1024), ['weak-key high']],
  ['an RSA key of 2047 bits', keyed('RSA', 2047), ['weak-key high']],
  ['an RSA key of 2048 bits', keyed('RSA', 2048), []],
  ['an RSA-PSS key of 2047 bits', keyed('RSA-PSS', 2047), ['weak-key high']],
  ['an RSA key of a size that was not understood', keyed('RSA', null), []],
  ['an EC key of 223 bits', keyed('EC', 223), ['weak-key high']],
  ['an EC key of 224 bits', keyed('EC', 224), []],
  ['a DSA key of any size', keyed('DSA', 4096), ['weak-key high']],
  ['an Ed25519 key', keyed('Ed25519', 255), []],

  ['a signature with SHA-1', said(certificate({ signatureAlgorithm: 'sha1WithRSAEncryption' })), ['weak-signature high']],
  ['a signature with MD5', said(certificate({ signatureAlgorithm: 'md5WithRSAEncryption' })), ['weak-signature high']],
  ['a signature with SHA-256', said(certificate({ signatureAlgorithm: 'ecdsa-with-SHA256' })), []],
  ['a signature with SHA-1 of its own', said(authority({ signatureAlgorithm: 'sha1WithRSAEncryption' })), []],

  ['a CA that signs certificates', said(authority({ keyUsage: ['keyCertSign'] })), []],
  ['a CA that signs lists alone', said(authority({ keyUsage: ['cRLSign'] })), ['ca-keyusage-without-certsign critical']],
  ['a CA without keyUsage', said(authority({ keyUsage: null })), ['ca-without-keyusage low']],
  ['a leaf without keyUsage', said(certificate({ keyUsage: null })), []],
  ['a leaf that signs', said(certificate({ keyUsage: ['digitalSignature'] })), []],
  ['an RSA leaf that enciphers keys alone', said(certificate({ keyUsage: ['keyEncipherment'] })), ['ku-without-digitalsignature high']],
  [
    'an EC leaf that enciphers keys alone',
    said(certificate({ keyUsage: ['keyEncipherment'], publicKey: { algorithm: 'EC', bits: 256, curve: 'P-256' } })),
    ['ku-without-digitalsignature critical'],
  ],
  ['an RSA leaf that agrees on keys alone', said(certificate({ keyUsage: ['keyAgreement'] })), ['ku-without-digitalsignature critical']],
  ['a leaf without purposes', said(certificate({ extendedKeyUsage: null })), []],
  ['a leaf for any purpose', said(certificate({ extendedKeyUsage: ['anyExtendedKeyUsage'] })), []],
  ['a leaf for neither side', said(certificate({ extendedKeyUsage: ['codeSigning'] })), ['eku-missing-serverauth critical']],
  ['a leaf for servers', said(certificate({ extendedKeyUsage: ['serverAuth'] })), ['eku-transport-missing-clientauth info']],
  ['a leaf for clients', said(certificate({ extendedKeyUsage: ['clientAuth'] })), ['eku-missing-serverauth info']],
  [
    'a leaf for clients without names',
    said(certificate({ extendedKeyUsage: ['clientAuth'], subjectAltNames: null })),
    ['eku-missing-serverauth info'],
  ],
  ['a leaf for servers without names', said(certificate({ subjectAltNames: [] })), ['san-missing medium']],
  ['a leaf with an address as a DNS name', said(certificate({ subjectAltNames: [{ kind: 'dns', value: '::1' }] })), ['san-ip-as-dns high']],
  ['a leaf with an address as an address', said(certificate({ subjectAltNames: [{ kind: 'ip', value: '::1' }] })), []],
];

describe('problems of a certificate', () => {
  for (const [what, got, expected] of borders) {
    it(`${what}: ${expected.join(', ') || 'none'}`, () => {
      assert.deepEqual(got, expected);
    });
  }
});
