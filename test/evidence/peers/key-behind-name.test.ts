import assert from 'node:assert/strict';
import { keyBehindName } from '../../../src/evidence/peers/key-behind-name.ts';
import type { Certificate } from '../../../src/model/certificate.ts';
import type { Acceptance, OfferedCertificateResult, Peer } from '../../../src/model/peer-handshake.ts';
import { reasonText } from '../../../src/wording/reason-text.ts';
import { refusalFaultText } from '../../../src/wording/refusal-fault-texts.ts';
import { parseCertificate } from '../../../src/x509/parse-certificate.ts';
import { extensions, keyIdOf, keysOf, makeCertificate, name } from '../../support/certificate-maker.ts';

const caName = name('CN=acme CA');
const [keys, otherKeys] = [keysOf('P-256', 'acme CA'), keysOf('P-256', 'another acme CA')];
const [oldId, newId] = [keyIdOf(keys.publicKey), new Uint8Array(20).fill(7)];

function read(der: Uint8Array): Certificate {
  const result = parseCertificate(der);
  if (result.kind !== 'certificate') assert.fail(result.flaw.code);
  return result.certificate;
}

/** The CA, with its key, its key id and its serial number. */
const ca = (id: Uint8Array, by = keys, serialNumber = 11) =>
  read(
    makeCertificate({
      subject: caName,
      issuer: caName,
      keys: by,
      serialNumber,
      extensions: [extensions.basicConstraints(true), extensions.keyUsage('keyCertSign'), extensions.subjectKeyId(id)],
    }),
  );
const leaf = (cn: string, id: Uint8Array, by = keys, serialNumber?: number) =>
  read(
    makeCertificate({
      subject: name(`CN=${cn}`),
      issuer: caName,
      keys: keysOf('P-256', cn),
      signedBy: by,
      extensions: [extensions.authorityKeyId(id, serialNumber === undefined ? undefined : { issuer: caName, serialNumber })],
    }),
  );

const child = leaf('es01', oldId);
const caOld = ca(oldId);
const caNew = ca(newId);
const caOther = ca(newId, otherKeys);

const tried = (answer: 'accepted' | 'refused', id: Uint8Array): OfferedCertificateResult => ({
  issuer: child.issuer,
  authorityKeyId: Buffer.from(id).toString('hex'),
  sha256: '',
  answer,
  isJsse: true,
  tellsOfAuthority: true,
  how: { code: 'offer-closed' },
});

function ask(given: {
  readonly of?: Certificate;
  readonly own?: readonly Certificate[];
  readonly sent?: readonly Certificate[];
  readonly known?: readonly Certificate[];
  readonly tried?: readonly OfferedCertificateResult[];
  readonly entries?: number;
}): Acceptance {
  const { of = child, own = [], sent = [], known = [], entries = 1 } = given;
  const named = { name: of.issuer, der: of.issuerDer, publicRoot: false };
  const peer = (label: string, chain: readonly Certificate[]) => ({ label, chain }) as unknown as Peer;
  const trust = { kind: 'names', names: Array.from({ length: entries }, () => named), tried: given.tried ?? [] } as const;
  return keyBehindName({ holder: peer('es01', [of, ...sent]), judge: peer('es02', own), trust }, of, known);
}

const reported = (acceptance: Acceptance) =>
  acceptance.kind === 'refused'
    ? `${acceptance.reason}, ${acceptance.certainty}: ${refusalFaultText(acceptance.fault)}`
    : `${acceptance.kind}: ${reasonText(acceptance.because)}`;

const anotherKey = /which is another key$/;
const notCompared = /another key, or the same key under another key id; its certificate was not seen$/;
const anotherId =
  /^key-identifier-mismatch, \w+: the key of CN=acme CA signed it, but it names the key id [0-9a-f]{40}, where that CA has (?:07){20}; /;

describe('the CA behind a name that a node trusts', () => {
  const cases: readonly (readonly [what: string, given: Parameters<typeof ask>[0], expected: RegExp])[] = [
    [
      'is another key where the one that it lets in was tried and did not sign',
      { tried: [tried('accepted', newId)], known: [caOther] },
      anotherKey,
    ],
    ['has another id where the one that it lets in did sign', { tried: [tried('accepted', newId)], known: [caNew] }, anotherId],
    ['is not said to be another key where the one that it lets in was not seen', { tried: [tried('accepted', newId)] }, notCompared],
    ['is not said to be another key where a good certificate of it was refused', { tried: [tried('refused', oldId)] }, notCompared],
    [
      'has another id where such a one is in use, and a good certificate was refused',
      { tried: [tried('refused', oldId)], known: [caNew] },
      anotherId,
    ],
    ['is the right one where a certificate of it was let in', { tried: [tried('accepted', oldId)] }, /^accepted: /],
    [
      'is the right one where it issued its own certificate',
      { own: [leaf('es02', oldId), caOld] },
      /^accepted: .*signed its own certificate/,
    ],
    ['is the right one where its own certificate names the same key id', { own: [leaf('es02', oldId)] }, /^accepted: .*same key id$/],
    ['has most likely another id where it issued its own certificate under that', { own: [leaf('es02', newId), caNew] }, anotherId],
    ['has another id, whoever sent the CA', { own: [leaf('es02', newId)], known: [caNew] }, anotherId],
    [
      'is unknown where it trusts two of the name',
      { own: [leaf('es02', newId), caNew], entries: 2 },
      /^unknown: .*nothing shows which certificate of that CA es02 trusts$/,
    ],
    [
      'is most likely another key where the CA of its own certificate did not sign',
      { own: [leaf('es02', newId, otherKeys), caOther] },
      anotherKey,
    ],
    ['is not said to be another key where that CA was not seen', { own: [leaf('es02', newId, otherKeys)] }, notCompared],
    [
      'is unknown where its own certificate does not fit the CA that signed both',
      { own: [leaf('es02', newId)], known: [caOld] },
      /^unknown: /,
    ],
    [
      'is unknown where every CA at hand has another id',
      { known: [caNew] },
      /^unknown: .*names the key id .*nothing shows which certificate of that CA es02 trusts$/,
    ],
    ['is the right one where no other was seen', {}, /^accepted: .*no other CA of that name was seen$/],
    [
      'has most likely another serial number where its own certificate names that',
      { of: leaf('es01', oldId, keys, 11), own: [leaf('es02', oldId, keys, 12)] },
      /^key-identifier-mismatch, likely: .*names the serial number b, where that CA has c; /,
    ],
    [
      'is unknown where its own certificate names another serial number, and it trusts two of the name',
      { of: leaf('es01', oldId, keys, 11), own: [leaf('es02', oldId, keys, 12)], entries: 2 },
      /^unknown: .*nothing shows whether one has the serial number b$/,
    ],
    [
      'has another serial number where the CA of its own certificate is at hand',
      { of: leaf('es01', oldId, keys, 11), own: [leaf('es02', oldId, keys, 12), ca(oldId, keys, 12)] },
      /^key-identifier-mismatch, likely: .*names the serial number b, where that CA has c; /,
    ],
  ];
  for (const [what, given, expected] of cases) {
    it(what, () => {
      const said = reported(ask(given));
      assert.match(said, expected);
      if (expected !== anotherKey && expected !== notCompared) assert.doesNotMatch(said, /another key\b(?! id)/);
    });
  }
});
