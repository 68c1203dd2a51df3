import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import fc from 'fast-check';
import type { VerifyReason } from '../../src/model/verify-reason.ts';
import { pathFaultText } from '../../src/wording/path-fault-texts.ts';
import { parsedOf } from '../../src/x509/parse-certificate.ts';
import { formFailure, issuerFailure } from '../../src/x509/path/certificate-checks.ts';
import { models } from '../../src/x509/path/model-choices.ts';
import { modelChoices } from '../../src/x509/path/models.ts';
import { type VerifyInput, type VerifyResult, verifyCertificate } from '../../src/x509/path/verify-certificate.ts';
import { publicRoots } from '../../src/x509/public-roots.ts';
import {
  type CertificateWish,
  der,
  extension,
  extensions,
  type Keys,
  keyIdOf,
  keysOf,
  makeCa,
  makeCertificate,
  makeLeaf,
  name,
} from '../support/certificate-maker.ts';

type Party = { readonly name: Uint8Array; readonly keys: Keys };
const party = (label: string): Party => ({ name: name('O=acme', `CN=${label}`), keys: keysOf('P-256', label) });
const [root, middle, other] = [party('root'), party('middle'), party('other')];
const rootDer = makeCa(root.name, root.keys);
const middleDer = makeCa(middle.name, middle.keys, root);
const leaf = makeLeaf(['DNS:es01', 'IP:10.0.0.1'], middle);
const day = 86_400_000;
const past = { notBefore: new Date(Date.now() - 9 * day), notAfter: new Date(Date.now() - day) };
const future = { notBefore: new Date(Date.now() + day), notAfter: new Date(Date.now() + 9 * day) };
const caWith = (...more: readonly Uint8Array[]): Pick<CertificateWish, 'extensions'> => ({
  extensions: [extensions.basicConstraints(true), extensions.keyUsage('keyCertSign'), ...more],
});

function ask(input: Partial<VerifyInput> = {}): Promise<VerifyResult> {
  return verifyCertificate({ chain: [leaf, middleDer], anchors: [rootDer], at: new Date(), purpose: 'server', model: 'rfc5280', ...input });
}

async function reason(input: Partial<VerifyInput>): Promise<VerifyReason | 'trusted'> {
  const result = await ask(input);
  return result.trusted ? 'trusted' : result.reason;
}

describe('A chain judged by RFC 5280', () => {
  it('is trusted with its path, leaf first and the anchor last', async () => {
    const result = await ask({ name: 'es01' });
    assert.deepEqual(result.trusted && result.path.map(({ subject }) => subject), ['CN=es01', 'CN=middle, O=acme', 'CN=root, O=acme']);
  });

  it('may come in any order, with the root, twice, or with certificates that have nothing to do with it', async () => {
    const stray = makeCa(other.name, other.keys);
    assert.equal(await reason({ chain: [leaf, stray, rootDer, middleDer, middleDer, leaf] }), 'trusted');
  });

  it('may end at a trusted intermediate', async () => {
    assert.equal(await reason({ chain: [leaf], anchors: [middleDer] }), 'trusted');
  });

  it('may be one self-signed certificate that is itself trusted, in its dates and for its purpose', async () => {
    const own = (wish: Partial<CertificateWish> = {}): Uint8Array =>
      makeCertificate({
        subject: name('es01'),
        issuer: name('es01'),
        keys: other.keys,
        extensions: [extensions.subjectAltName(['DNS:es01'])],
        ...wish,
      });
    assert.equal(await reason({ chain: [own()], anchors: [own(), rootDer] }), 'self-signed-leaf');
    const pinned = own();
    assert.equal(await reason({ chain: [pinned], anchors: [pinned], name: 'es01' }), 'trusted');
    const old = own(past);
    assert.equal(await reason({ chain: [old], anchors: [old] }), 'expired');
  });

  it('says whether nothing is trusted or nothing that is trusted can be read, and until when a certificate was valid', async () => {
    const detail = async (input: Partial<VerifyInput>): Promise<string> => {
      const result = await ask(input);
      return result.trusted ? 'trusted' : pathFaultText(result.because);
    };
    assert.equal(await detail({ anchors: [] }), 'no CA is trusted');
    assert.equal(await detail({ anchors: [Uint8Array.of(1)] }), 'none of the trusted certificates can be read');
    const [notBefore, notAfter] = [new Date('2020-01-01T00:00:00Z'), new Date('2021-02-03T04:05:06Z')];
    const old = makeLeaf(['DNS:es01'], root, { notBefore, notAfter });
    assert.equal(await detail({ chain: [old] }), 'CN=es01 ended on 2021-02-03T04:05:06Z');
    const anchors = [makeCa(root.name, root.keys, undefined, { notBefore: new Date('2000-01-01') })];
    assert.equal(await detail({ chain: [old], anchors, at: new Date('2021-02-03T04:05:06.999Z') }), 'trusted');
    assert.equal(await detail({ chain: [old], anchors, at: new Date('2020-01-01T00:00:00Z') }), 'trusted');
    const early = await detail({ chain: [old], anchors, at: new Date('2019-12-31T23:59:59Z') });
    assert.equal(early, 'CN=es01 is valid from 2020-01-01T00:00:00Z, which is after 2019-12-31T23:59:59Z');
  });

  /** One thing wrong each. */
  const cases: Readonly<Partial<Record<VerifyReason, Partial<VerifyInput>>>> = {
    'empty-chain': { chain: [] },
    'unreadable-certificate': { chain: [Uint8Array.of(1, 2, 3)] },
    'no-anchors': { anchors: [] },
    'unknown-issuer': { chain: [leaf] },
    'untrusted-root': { chain: [leaf, middleDer, rootDer], anchors: [makeCa(other.name, other.keys)] },
    'lookalike-ca': { anchors: [makeCa(root.name, other.keys)] },
    'signature-invalid': { chain: [leaf, makeCa(middle.name, other.keys, root)] },
    expired: { chain: [makeLeaf(['DNS:es01'], root, past)] },
    'not-yet-valid': { chain: [makeLeaf(['DNS:es01'], root, future)] },
    'ca-expired': { chain: [leaf, makeCa(middle.name, middle.keys, root, past)] },
    'ca-not-yet-valid': { anchors: [makeCa(root.name, root.keys, undefined, future)] },
    'not-a-ca': { chain: [leaf, makeCa(middle.name, middle.keys, root, { extensions: [extensions.keyUsage('keyCertSign')] })] },
    'ca-key-usage': {
      chain: [
        leaf,
        makeCa(middle.name, middle.keys, root, { extensions: [extensions.basicConstraints(true), extensions.keyUsage('cRLSign')] }),
      ],
    },
    'ca-extended-key-usage': { chain: [leaf, makeCa(middle.name, middle.keys, root, caWith(extensions.extendedKeyUsage('clientAuth')))] },
    'path-length-exceeded': {
      anchors: [makeCa(root.name, root.keys, undefined, { extensions: [extensions.basicConstraints(true, 0)] })],
    },
    'chain-too-long': { maxPathLength: 0 },
    'key-usage': {
      chain: [
        makeLeaf(['DNS:es01'], root, { extensions: [extensions.keyUsage('nonRepudiation'), extensions.extendedKeyUsage('serverAuth')] }),
      ],
    },
    'extended-key-usage': { chain: [makeLeaf(['DNS:es01'], root, { extensions: [extensions.extendedKeyUsage('clientAuth')] })] },
    'critical-extension': { chain: [makeLeaf(['DNS:es01'], root, { extensions: [extension('1.2.3.4', true, der.null())] })] },
    'malformed-certificate': {
      chain: [makeLeaf(['DNS:es01'], root, { extensions: [extensions.subjectAltName(['DNS:a']), extensions.subjectAltName(['DNS:b'])] })],
    },
    'name-constraints': { chain: [leaf, makeCa(middle.name, middle.keys, root, caWith(extensions.nameConstraints(['DNS:acme.org'])))] },
    policy: {
      chain: [leaf, makeCa(middle.name, middle.keys, root, caWith(extensions.policies('1.2.3'), extensions.policyConstraints(0)))],
    },
    'name-mismatch': { name: 'es02' },
    aborted: { signal: AbortSignal.abort() },
  };
  for (const [expected, input] of Object.entries(cases)) {
    it(`is refused as ${expected}`, async () => {
      assert.equal(await reason(input), expected);
    });
  }

  it('is refused by the CA that is at fault, in words', async () => {
    const result = await ask({ chain: [leaf, makeCa(middle.name, middle.keys, root, past)] });
    assert.equal(result.trusted, false);
    if (result.trusted) return;
    assert.equal(result.at?.subject, 'CN=middle, O=acme');
    assert.match(pathFaultText(result.because), /^CN=middle, O=acme ended on 20\d\d-/);
  });

  it('is trusted by another path where one fails', async () => {
    const chain = [leaf, makeCa(middle.name, middle.keys, root, past), makeCa(middle.name, other.keys, root), middleDer];
    assert.equal(await reason({ chain }), 'trusted');
  });

  it('is refused for what the path that came furthest lacks, not for the first dead end', async () => {
    const chain = [leaf, makeCa(middle.name, other.keys, root), makeCa(middle.name, middle.keys, root, past)];
    assert.equal(await reason({ chain }), 'ca-expired');
  });

  it('may have a CA for its leaf, of which RFC 5280 asks nothing of keyUsage without a purpose beside it', async () => {
    const ca = makeCa(other.name, other.keys, root, {
      extensions: [extensions.basicConstraints(true), extensions.keyUsage('keyCertSign')],
    });
    assert.equal(await reason({ chain: [ca] }), 'trusted');
    assert.equal(await reason({ chain: [ca], model: 'jsse17' }), 'key-usage');
    assert.equal(await reason({ chain: [ca], model: 'node' }), 'key-usage');
  });

  it('is refused where the leaf names nobody, unless subjectAltName is critical', async () => {
    const nobody = (critical: boolean): Uint8Array =>
      makeLeaf(['DNS:es01'], root, { subject: der.sequence(), extensions: [extensions.subjectAltName(['DNS:es01'], critical)] });
    assert.equal(await reason({ chain: [nobody(true)], name: 'es01' }), 'trusted');
    assert.equal(await reason({ chain: [nobody(false)], name: 'es01' }), 'malformed-certificate');
  });

  it('does not count self-issued certificates against a path length (RFC 5280 §6.1.4)', async () => {
    const rolled = makeCa(root.name, other.keys, root);
    const anchor = makeCa(root.name, root.keys, undefined, { extensions: [extensions.basicConstraints(true, 0)] });
    assert.equal(
      await reason({ chain: [makeLeaf(['DNS:es01'], { name: root.name, keys: other.keys }), rolled], anchors: [anchor] }),
      'trusted',
    );
  });

  it('needs the usage of the side that is asked about', async () => {
    const client = makeLeaf(['DNS:es01'], root, { extensions: [extensions.extendedKeyUsage('clientAuth')] });
    assert.equal(await reason({ chain: [client], purpose: 'client' }), 'trusted');
    const both = extensions.extendedKeyUsage('serverAuth', 'clientAuth');
    const encipher = makeLeaf(['DNS:es01'], root, { extensions: [extensions.keyUsage('keyEncipherment'), both] });
    assert.equal(await reason({ chain: [encipher] }), 'trusted');
    assert.equal(await reason({ chain: [encipher], purpose: 'client' }), 'key-usage');
    assert.equal(await reason({ chain: [encipher], model: 'jsse25' }), 'key-usage');
  });

  it('takes the last second of a certificate for a part of its time', async () => {
    const notAfter = new Date('2026-06-01T12:00:00Z');
    const certificate = makeLeaf(['DNS:es01'], root, { notBefore: new Date('2026-01-01'), notAfter });
    const anchors = [makeCa(root.name, root.keys, undefined, { notBefore: new Date('2025-01-01') })];
    assert.equal(await reason({ chain: [certificate], anchors, at: new Date(notAfter.getTime() + 999) }), 'trusted');
    assert.equal(await reason({ chain: [certificate], anchors, at: new Date(notAfter.getTime() + 1000) }), 'expired');
  });

  it('has no trouble with policies that agree, or that nobody requires', async () => {
    const withPolicy = caWith(extensions.policies('1.2.3'), extensions.policyConstraints(0));
    const agreeing = makeLeaf(['DNS:es01'], middle, { extensions: [extensions.policies('1.2.3')] });
    const differing = makeLeaf(['DNS:es01'], middle, { extensions: [extensions.policies('1.2.4')] });
    const strict = makeCa(middle.name, middle.keys, root, withPolicy);
    assert.equal(await reason({ chain: [agreeing, strict] }), 'trusted');
    assert.equal(await reason({ chain: [differing, strict] }), 'policy');
    assert.equal(
      await reason({ chain: [differing, makeCa(middle.name, middle.keys, root, caWith(extensions.policies('1.2.3')))] }),
      'trusted',
    );
  });
});

describe('The issuer that is taken of several', () => {
  const year = 365 * day;
  const until = (years: number) => ({ notAfter: new Date(Date.now() + years * year) });
  const sooner = makeCa(middle.name, middle.keys, root, until(1));
  const later = makeCa(middle.name, middle.keys, root, until(2));
  const issuerIn = async (input: Partial<VerifyInput>): Promise<string | undefined> => {
    const result = await ask(input);
    return result.trusted ? result.path[1]?.sha256 : result.at?.sha256;
  };
  const fingerprint = (certificate: Uint8Array): string => hash('sha256', certificate, 'hex');

  for (const model of ['rfc5280', 'jsse25'] as const) {
    it(`is the one that is valid for longer, in whatever order they come: ${model}`, async () => {
      for (const cas of [
        [sooner, later],
        [later, sooner],
      ]) {
        assert.equal(await issuerIn({ chain: [leaf, ...cas], model }), fingerprint(later));
      }
    });

    it(`is the one with the key identifier that the leaf names, though another is valid for longer: ${model}`, async () => {
      const named = (id: string, years: number) =>
        makeCa(middle.name, middle.keys, root, { ...caWith(extensions.subjectKeyId(Buffer.from(id))), ...until(years) });
      const of = makeLeaf(['DNS:es01'], middle, {
        extensions: [extensions.subjectAltName(['DNS:es01']), extensions.authorityKeyId(Buffer.from('its'))],
      });
      const [its, not] = [named('its', 1), named('not', 2)];
      for (const cas of [
        [its, not],
        [not, its],
      ]) {
        assert.equal(await issuerIn({ chain: [of, ...cas], model }), fingerprint(its));
      }
    });
  }

  it('is, where OpenSSL finds none in its dates, the one that ended last, and of those that ended together the first', async () => {
    const ended = (ago: number) => makeCa(root.name, root.keys, undefined, { ...past, notAfter: new Date(Date.now() - ago * day) });
    const of = makeLeaf(['DNS:es01'], root);
    const [early, late, asLate] = [ended(3), ended(2), ended(2)];
    for (const [first, second, taken] of [
      [early, late, late],
      [late, early, late],
      [late, asLate, late],
      [asLate, late, asLate],
    ] as const) {
      assert.equal(await issuerIn({ chain: [of], anchors: [first, second], model: 'node' }), fingerprint(taken));
    }
  });
});

describe('A leaf with a broken extension', () => {
  it('is refused by OpenSSL for that, where nobody is found who issued it', async () => {
    const broken = makeLeaf(['DNS:es01'], other, {
      extensions: [extension('2.5.29.14', false, der.null()), extensions.subjectAltName(['DNS:es01'])],
    });
    assert.equal(await reason({ chain: [broken], model: 'node' }), 'malformed-certificate');
    assert.equal(await reason({ chain: [makeLeaf(['DNS:es01'], other)], model: 'node' }), 'unknown-issuer');
  });
});

describe('Any bytes for a chain', () => {
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 60 }),
    fc.constantFrom(leaf, middleDer, rootDer),
    fc.nat(leaf.length - 1).map((length) => leaf.subarray(0, length)),
  );
  it('get a verdict in every model', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(bytes, { maxLength: 5 }),
        fc.array(bytes, { maxLength: 3 }),
        fc.constantFrom(...models),
        fc.string(),
        async (chain, anchors, model, name) => {
          const result = await ask({ chain, anchors, model, name, crls: chain });
          return typeof result.trusted === 'boolean';
        },
      ),
    );
  });

  it('are judged the same in any order beyond the leaf', async () => {
    const chain = [middleDer, rootDer, makeCa(other.name, other.keys), makeCa(middle.name, middle.keys, root, past)];
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray(chain, { minLength: 4 }),
        async (rest) => (await reason({ chain: [leaf, ...rest] })) === 'trusted',
      ),
    );
  });
});

describe('Every public root', () => {
  it('would do as an anchor by its form', () => {
    for (const root of publicRoots()) {
      const parsed = parsedOf(root);
      assert.equal(formFailure(parsed, modelChoices.rfc5280), null, root.subject);
      assert.equal(issuerFailure(parsed, 'anchor', modelChoices.rfc5280), null, root.subject);
    }
  });
});

describe('A hostile chain', () => {
  /** Time of the processor, since others may use it as well; every model must come to an end, and rfc5280's verdict is handed back. */
  async function bounded(input: Partial<VerifyInput>): Promise<VerifyReason | 'trusted'> {
    for (const model of models) {
      const from = process.cpuUsage();
      const before = process.memoryUsage().heapUsed;
      await reason({ ...input, model });
      const { user } = process.cpuUsage(from);
      assert.ok(user < 1_000_000, `${model} took ${user / 1000} ms`);
      assert.ok(process.memoryUsage().heapUsed - before < 100_000_000, `${model} took too much memory`);
    }
    return reason(input);
  }

  it('of two CAs that certify each other ends', async () => {
    const chain = [makeLeaf(['DNS:es01'], middle), makeCa(middle.name, middle.keys, other), makeCa(other.name, other.keys, middle)];
    assert.equal(await bounded({ chain }), 'unknown-issuer');
  });

  it('of 46 CAs in layers, each certified by each of the layer above, ends', async () => {
    const layer = (depth: number, side: number): Party => ({ name: name(`layer ${depth}`), keys: keysOf('P-256', `layer ${side}`) });
    const chain = [makeLeaf(['DNS:es01'], layer(0, 0))];
    for (let depth = 0; depth < 12; depth++) {
      for (const side of [0, 1])
        for (const above of [0, 1]) chain.push(makeCa(layer(depth, side).name, layer(depth, side).keys, layer(depth + 1, above)));
    }
    assert.equal(chain.length, 49);
    assert.equal(await bounded({ chain }), 'budget-exhausted');
  });

  it('of a hundred CAs of one name is trusted by the right one', async () => {
    const bare = (keys: Keys): Uint8Array => makeCa(root.name, keys, undefined, { extensions: [extensions.basicConstraints(true)] });
    const anchors = Array.from({ length: 100 }, (_, i) => bare(keysOf('P-256', `twin ${i}`)));
    const signer = { name: root.name, keys: keysOf('P-256', 'twin 99') };
    assert.equal(await bounded({ chain: [makeLeaf(['DNS:es01'], signer, { extensions: [] })], anchors }), 'trusted');
  });

  it('with 10,000 names, under 1,000 constraints or none, ends', async () => {
    const many = makeLeaf([], middle, { extensions: [extensions.subjectAltName(Array.from({ length: 10_000 }, (_, i) => `DNS:n${i}`))] });
    const constraints = extensions.nameConstraints(
      [],
      Array.from({ length: 1000 }, (_, i) => `DNS:c${i}`),
    );
    assert.equal(await bounded({ chain: [many, makeCa(middle.name, middle.keys, root, caWith(constraints))] }), 'budget-exhausted');
    assert.equal(await bounded({ chain: [many, middleDer], name: 'n9999' }), 'trusted');
  });

  it('whose certificate has an object identifier of 90,000 arcs ends', async () => {
    const endless = der.sequence(der.raw(0x06, new Uint8Array(90_000).fill(1)), der.octets(der.null()));
    const purposes = der.sequence(der.oid('2.5.29.37'), der.octets(der.sequence(der.raw(0x06, new Uint8Array(90_000).fill(1)))));
    assert.equal(await bounded({ chain: [makeLeaf(['DNS:es01'], root, { extensions: [endless] })] }), 'trusted');
    assert.equal(await bounded({ chain: [makeLeaf(['DNS:es01'], root, { extensions: [purposes] })] }), 'extended-key-usage');
  });

  it('that hangs a leaf on itself is not trusted', async () => {
    const own = makeCertificate({
      subject: name('es01'),
      issuer: name('es01'),
      keys: other.keys,
      extensions: [extensions.subjectKeyId(keyIdOf(other.keys.publicKey))],
    });
    assert.equal(await bounded({ chain: [own, own] }), 'self-signed-leaf');
  });

  it('is given up when its signal is aborted on the way', async () => {
    const controller = new AbortController();
    const chain = [makeLeaf(['DNS:es01'], root, { extensions: [] })];
    for (let i = 0; i < 80; i++)
      chain.push(makeCa(root.name, keysOf('P-256', `twin ${i}`), other, { extensions: [extensions.basicConstraints(true)] }));
    const asked = ask({ chain, anchors: [makeCa(name('elsewhere'), other.keys)], signal: controller.signal });
    setImmediate(() => controller.abort());
    const result = await asked;
    assert.equal(result.trusted ? '' : result.reason, 'aborted');
  });
});
