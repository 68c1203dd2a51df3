import assert from 'node:assert/strict';
import type { OfferAnswer, RefusalFault } from '../../src/model/reasons/refusal-fault.ts';
import { offerAnswerText, refusalFaultText } from '../../src/wording/refusal-fault-texts.ts';

const four = { first: ['CN=a', 'CN=b', 'CN=c'], count: 4 };
const keyId = '12ab34cd56ef78900987fe65dc43ba21';
const differences = [{ what: 'serial number', named: '01', has: '02' }] as const;
const day = new Date('2027-02-03T04:05:06Z');

const table: readonly (readonly [RefusalFault, string])[] = [
  [{ code: 'path-no-anchor' }, 'no CA is trusted'],
  [{ code: 'refusal-unreadable', place: 0, flaw: { code: 'empty' } }, 'its own certificate is empty'],
  [{ code: 'refusal-unreadable', place: 1, flaw: { code: 'empty' } }, 'certificate 2 of those that it sends is empty'],
  [
    { code: 'refusal-unreadable-to-judge', subject: 'CN=x', flaw: { code: 'not-der' } },
    'its certificate CN=x is written in BER, where DER belongs',
  ],
  [
    { code: 'refusal-not-sent', issuer: 'CN=i', named: four },
    'it is issued by CN=i, which is not among the CAs that the other names (CN=a; CN=b; CN=c and 1 more), so a Java node does not even send it',
  ],
  [{ code: 'refusal-self-signed', judge: 'es02', trusted: { first: ['CN=a'], count: 1 } }, 'it is self-signed, and es02 trusts CN=a alone'],
  [
    { code: 'refusal-unknown-issuer', issuer: 'CN=i', judge: 'es02', trusted: four },
    'it is issued by CN=i, and es02 trusts CN=a; CN=b; CN=c and 1 more alone',
  ],
  [{ code: 'refusal-untrusted-issuer', issuer: 'CN=i', trusted: ['CN=a', 'CN=b'] }, 'it is issued by CN=i, and trusted are CN=a; CN=b'],
  [
    { code: 'refusal-lookalike-ca', authority: 'CN=i', keyId, shown: { code: 'key-refused-by-judge', judge: 'es02' } },
    'it is issued by a CN=i with the key id 12ab34cd56ef7890...; es02 names that CA and refuses a good certificate of it, so what it trusts by that name is not the same CA certificate: that CA has another key, or the same key under another key id; its certificate was not seen',
  ],
  [
    {
      code: 'refusal-lookalike-ca',
      authority: 'CN=i',
      keyId: null,
      shown: { code: 'key-id-let-in', judge: 'es02', keyId: 'ff', compared: true },
    },
    'it is issued by a CN=i with the key id unknown; es02 trusts one CA of that name, and accepts certificates that name the key id ff, which is another key',
  ],
  [
    {
      code: 'refusal-lookalike-ca',
      authority: 'CN=i',
      keyId: 'aa',
      shown: { code: 'key-id-of-own', judge: 'es02', keyId, compared: false },
    },
    'it is issued by a CN=i with the key id aa; es02 trusts one CA of that name, and its own certificate names the key id 12ab34cd56ef7890...: that CA has another key, or the same key under another key id; its certificate was not seen',
  ],
  [
    { code: 'refusal-key-ids', authority: 'CN=i', differences, shown: { code: 'key-refused-by-judge', judge: 'es02' } },
    'the key of CN=i signed it, but it names the serial number 01, where that CA has 02; es02 names that CA and refuses a good certificate of it',
  ],
  [
    {
      code: 'refusal-key-ids',
      authority: 'CN=i',
      differences,
      shown: { code: 'key-id-let-in', judge: 'es02', keyId: 'ff', compared: true },
    },
    'the key of CN=i signed it, but it names the serial number 01, where that CA has 02; es02 trusts one CA of that name, and accepts certificates that name the key id ff',
  ],
  [
    { code: 'refusal-key-ids', authority: 'CN=i', differences, shown: { code: 'issuer-of-own', judge: 'es02', what: 'serial number' } },
    'the key of CN=i signed it, but it names the serial number 01, where that CA has 02; es02 trusts one CA of that name, and its own certificate is issued by the one with that serial number',
  ],
  [
    { code: 'refusal-key-ids', authority: 'CN=i', differences, shown: { code: 'serial-of-own', judge: 'es02' } },
    'the key of CN=i signed it, but it names the serial number 01, where that CA has 02; es02 trusts one CA of that name, and its own certificate names that serial number',
  ],
  [
    { code: 'refusal-without-intermediate', missing: 'CN=m', above: 'CN=r' },
    'it comes without the intermediate CN=m; trusted is CN=r above it, which does not lead down to it',
  ],
  [
    { code: 'refusal-by-kibana-without-intermediate', missing: 'CN=m', above: 'CN=r' },
    'it comes without the intermediate CN=m, above which is CN=r, that Kibana trusts',
  ],
  [{ code: 'refusal-without-certificate' }, 'it demands a certificate, and Kibana has none'],
  [
    { code: 'refusal-unexplained' },
    'it was offered with its key, and the connection was ended; nothing in the certificate shows why, so most likely the CA that issued it is not the one that is trusted under that name',
  ],
  [
    { code: 'refusal-without-reason', peer: 'es02', how: { code: 'offer-closed' } },
    'it was offered, and es02 closed the connection after it, without an alert; for which reason does not show',
  ],
  [{ code: 'refusal-leaf-ended', until: day }, 'it ended on 2027-02-03'],
  [{ code: 'refusal-leaf-not-yet-valid', from: day }, 'it begins on 2027-02-03'],
  [
    { code: 'refusal-leaf-purpose', usages: ['serverAuth', 'emailProtection'], wanted: 'clientAuth' },
    'its extendedKeyUsage (serverAuth, emailProtection) lacks clientAuth',
  ],
  [{ code: 'refusal-leaf-key-usage', usages: ['keyCertSign'] }, 'its keyUsage (keyCertSign) lacks digitalSignature'],
];

describe('why a peer refuses a certificate, in words', () => {
  for (const [fault, expected] of table) it(expected, () => assert.equal(refusalFaultText(fault), expected));

  const answers: readonly (readonly [OfferAnswer, string])[] = [
    [{ code: 'offer-let-in', by: 'ticket' }, 'let it in (ticket)'],
    [{ code: 'offer-alert', description: 46, name: 'certificate_unknown' }, 'answered with alert 46 certificate_unknown'],
    [{ code: 'offer-closed' }, 'closed the connection after it, without an alert'],
  ];
  for (const [answer, expected] of answers) it(`a peer ${expected}`, () => assert.equal(offerAnswerText(answer), expected));
});
