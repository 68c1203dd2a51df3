import assert from 'node:assert/strict';
import { certificateFaultText, flawText } from '../../src/wording/certificate-fault-texts.ts';
import { parse } from '../../src/x509/parse-certificate.ts';
import { keyKindFits } from '../../src/x509/path/key-ids.ts';
import { modelChoices } from '../../src/x509/path/models.ts';
import { der, extensions, keysOf, makeCertificate, makeLeaf, name, signer } from '../support/certificate-maker.ts';

const keys = keysOf('P-256', 'fields');
const { algorithm, sign } = signer(keys.privateKey);
const spki = keys.publicKey.export({ type: 'spki', format: 'der' });
const validity = der.sequence(der.time(new Date('2026-01-01T00:00:00Z')), der.time(new Date('2030-01-01T00:00:00Z')));
const some = der.raw(0xa3, der.sequence(extensions.subjectAltName(['DNS:es01'])));

type Wish = { readonly version?: readonly number[] | null; readonly serial?: readonly number[]; readonly behind?: readonly Uint8Array[] };

function certificate({ version = [2], serial = [1], behind = [some] }: Wish): Uint8Array {
  const tbs = der.sequence(
    ...(version === null ? [] : [der.raw(0xa0, der.raw(2, Uint8Array.from(version)))]),
    der.raw(2, Uint8Array.from(serial)),
    algorithm,
    name('CN=a'),
    validity,
    name('CN=b'),
    spki,
    ...behind,
  );
  return der.sequence(tbs, algorithm, der.bits(sign(tbs)));
}

describe('The fields of a certificate (RFC 5280 §4.1)', () => {
  const unique = (number: 1 | 2) => der.raw(0x80 + number, Uint8Array.of(0, 1));
  const unknownField = 'it is malformed (tbsCertificate has a field that is not known) for openssl';
  const uniqueInOne = 'it has a unique identifier, but is of version 1';
  const padded = 'it is malformed (serialNumber is padded) for openssl';
  const long = (first: number, length: number) => [first, ...Array.from({ length: length - 1 }, () => 0x80)];
  /** What is wrong with it; a fault of the encoding, for whom it cannot be read. */
  const cases: readonly (readonly [string, Wish, readonly string[]])[] = [
    ['version 3', {}, []],
    ['version 2 without extensions', { version: [1], behind: [] }, []],
    ['version 1', { version: null, behind: [] }, []],
    ['version 1, spelled out', { version: [0], behind: [] }, ['version 1 is spelled out']],
    ['version 4', { version: [3] }, ['it is malformed (version is none of X.509) for java']],
    ['version 256', { version: [1, 0] }, ['it is malformed (version is none of X.509) for java']],
    ['version -1', { version: [0xfe] }, ['it is malformed (version is none of X.509) for java']],
    ['extensions in version 1', { version: null }, ['it has extensions, but is not of version 3']],
    ['extensions in version 2', { version: [1] }, ['it has extensions, but is not of version 3']],
    ['no extensions in their list', { behind: [der.raw(0xa3, der.sequence())] }, ['it is malformed (extensions are empty) for nobody']],
    ['both unique identifiers', { behind: [unique(1), unique(2), some] }, []],
    ['the second unique identifier alone', { behind: [unique(2), some] }, []],
    ['a unique identifier in version 1', { version: null, behind: [unique(1)] }, [uniqueInOne]],
    ['the second unique identifier in version 1', { version: null, behind: [unique(2)] }, [uniqueInOne]],
    ['a unique identifier in version 2', { version: [1], behind: [unique(1)] }, []],
    ['unique identifiers in the other order', { behind: [unique(2), unique(1), some] }, [unknownField]],
    ['a unique identifier twice', { behind: [unique(1), unique(1), some] }, [unknownField]],
    ['the second unique identifier twice', { behind: [unique(2), unique(2), some] }, [unknownField]],
    ['a unique identifier behind the extensions', { behind: [some, unique(2)] }, [unknownField]],
    ['extensions twice', { behind: [some, some] }, [unknownField]],
    ['a field of another kind', { behind: [der.null(), some] }, [unknownField]],
    ['serial number 0', { serial: [0] }, ['its serial number is zero']],
    ['serial number 127', { serial: [0x7f] }, []],
    ['serial number 128', { serial: [0, 0x80] }, []],
    ['a negative serial number', { serial: [0x80] }, ['its serial number is negative']],
    ['a negative serial number of two octets', { serial: [0xff, 0x7f] }, ['its serial number is negative']],
    ['a padded serial number', { serial: [0, 0x7f] }, [padded]],
    ['a padded negative serial number', { serial: [0xff, 0x80] }, ['its serial number is negative', padded]],
    ['a serial number of zeros', { serial: [0, 0] }, [padded]],
    ['a serial number of 20 octets', { serial: long(0x7f, 20) }, []],
    ['a serial number of 20 octets and their sign', { serial: long(0, 21) }, []],
    ['a serial number of 21 octets', { serial: long(1, 21) }, ['its serial number has more than 20 octets']],
    ['a serial number of 22 octets', { serial: long(0, 22) }, ['its serial number has more than 20 octets']],
  ];
  for (const [what, wish, expected] of cases) {
    it(`${what}: ${expected.length === 0 ? 'fine' : expected.join(', ')}`, () => {
      const read = parse(certificate(wish));
      if (read.kind === 'unreadable') return assert.deepEqual([`it ${flawText(read.flaw)}`], expected);
      const said = read.parsed.faults.map(({ kind, because, unreadableTo }) => {
        const text = certificateFaultText(because);
        return kind === 'encoding' ? `${text} for ${unreadableTo.join(' and ') || 'nobody'}` : text;
      });
      assert.deepEqual(said, expected);
    });
  }
});

describe('A key of an issuer and the algorithm of a signature', () => {
  const kinds = ['RSA-2048', 'RSA-PSS-2048', 'P-256', 'DSA-2048', 'Ed25519', 'Ed448'] as const;
  /** Algorithm, and the keys that can have made it. */
  const fitting: readonly (readonly [string, (typeof kinds)[number], 'sha256' | 'pss-sha256', readonly (typeof kinds)[number][]])[] = [
    ['RSA', 'RSA-2048', 'sha256', ['RSA-2048']],
    ['RSA-PSS', 'RSA-2048', 'pss-sha256', ['RSA-2048', 'RSA-PSS-2048']],
    ['ECDSA', 'P-256', 'sha256', ['P-256']],
    ['DSA', 'DSA-2048', 'sha256', ['DSA-2048']],
    ['Ed25519', 'Ed25519', 'sha256', ['Ed25519']],
    ['Ed448', 'Ed448', 'sha256', ['Ed448']],
  ];
  for (const [what, signs, signature, expected] of fitting) {
    it(`${what}: ${expected.join(', ')}`, () => {
      const of = parse(makeLeaf(['DNS:a'], { name: name('ca'), keys: keysOf(signs) }, { signature }));
      const fits = kinds.filter((kind) => {
        const issuer = parse(makeCertificate({ subject: name('ca'), issuer: name('x'), keys: keysOf(kind), signedBy: keys }));
        return of.kind === 'parsed' && issuer.kind === 'parsed' && keyKindFits(of.parsed, issuer.parsed, modelChoices.node.algorithms);
      });
      assert.deepEqual(fits, expected);
    });
  }
});
