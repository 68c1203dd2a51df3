import assert from 'node:assert/strict';
import { shippedDefaults } from '../../../src/elastic/shipped-defaults.ts';
import type { ProtocolVersion } from '../../../src/model/protocol-version.ts';
import { questions } from '../../../src/probe/questions/index.ts';
import { acceptedSuites, groupsOf, offerIn, signatureSchemesOf, suitesOf } from '../../../src/probe/questions/offers.ts';
import { usualNext } from '../../../src/probe/questions/usual-suites.ts';
import { CipherSuite, cipherSuiteName } from '../../../src/tls/wire/cipher-suites.ts';
import { groupName, NamedGroup } from '../../../src/tls/wire/named-groups.ts';
import { SignatureScheme, signatureSchemeName } from '../../../src/tls/wire/signature-schemes.ts';
import { ask, chosen, refusal, sessionWith } from './scripted-session.ts';

const within = (code: number, ...ranges: readonly (readonly [number, number])[]) => ranges.some(([from, to]) => code >= from && code <= to);

/** By the numbers that RFC 8446, RFC 8998, RFC 9150 and RFC 9367 registered, whatever the names are. */
const isOf13 = (code: number) => within(code, [0x00c6, 0x00c7], [0x1301, 0x13ff], [0xc0b4, 0xc0b5], [0xc103, 0xc106]);
/** By those of RFC 5246, RFC 5288, RFC 5289, RFC 5487, RFC 5489, RFC 5932, RFC 6209, RFC 6367, RFC 6655, RFC 7251, RFC 7905, RFC 8442 and RFC 8492. */
const isOf12Alone = (code: number) =>
  within(
    code,
    [0x003b, 0x0040],
    [0x0067, 0x006d],
    [0x009c, 0x00c5],
    [0xc023, 0xc032],
    [0xc037, 0xc038],
    [0xc03a, 0xc0b3],
    [0xcca8, 0xccae],
    [0xd001, 0xd005],
  );
/** TLS_NULL_WITH_NULL_NULL, and what says something in place of a suite. */
const isNobodys = (code: number) => within(code, [0, 0], [0x00ff, 0x00ff], [0x5600, 0x5600]);

describe('what is offered in a version', () => {
  const suites = Object.values(CipherSuite).filter((code) => !isNobodys(code));
  const expected: readonly (readonly [ProtocolVersion, (code: number) => boolean])[] = [
    ['TLSv1.3', isOf13],
    ['TLSv1.2', (code) => !isOf13(code)],
    ['TLSv1.1', (code) => !isOf13(code) && !isOf12Alone(code)],
    ['TLSv1', (code) => !isOf13(code) && !isOf12Alone(code)],
    ['SSLv3', (code) => !isOf13(code) && !isOf12Alone(code)],
  ];
  for (const [version, isOffered] of expected) {
    it(`is each suite that it could have: ${version}`, () => {
      assert.deepEqual(suitesOf(version).map(cipherSuiteName), suites.filter(isOffered).map(cipherSuiteName));
    });
  }

  it('is each group that it could have', () => {
    const all: readonly number[] = Object.values(NamedGroup);
    const explicit = [0xff01, 0xff02];
    // RFC 8446 §4.2.7 has neither the curves below 256 bits nor those of Koblitz; RFC 8734 gave the Brainpool curves numbers of their own.
    const before13 = (code: number) => within(code, [0x01, 0x16], [0x1a, 0x1c]);
    const from13 = (code: number) => within(code, [0x1f, 0x29], [0x0200, 0x0202], [0x11eb, 0x11ee], [0x6399, 0x639a]);
    const names = (codes: readonly number[]) => codes.map(groupName);
    assert.deepEqual(names(groupsOf('TLSv1.3')), names(all.filter((code) => !before13(code) && !explicit.includes(code))));
    assert.deepEqual(names(groupsOf('TLSv1.2')), names(all.filter((code) => !from13(code) && !explicit.includes(code))));
  });

  it('is each signature scheme that it could have', () => {
    const all: readonly number[] = Object.values(SignatureScheme);
    const names = (codes: readonly number[]) => codes.map(signatureSchemeName);
    // What TLS 1.3 has for certificates alone, and identity-based signatures, which no certificate comes with.
    const never = (code: number) => within(code, [0x0420, 0x0420], [0x0520, 0x0520], [0x0620, 0x0620], [0x0704, 0x0707]);
    const pkcs1OrSha1 = (code: number) =>
      (code < 0x0700 && (code & 0xff) <= 3 && ![0x0403, 0x0503, 0x0603].includes(code)) || code === 0x0840 || code === 0x0841;
    assert.deepEqual(names(signatureSchemesOf('TLSv1.3')), names(all.filter((code) => !never(code) && !pkcs1OrSha1(code))));
    const from13 = (code: number) => within(code, [0x0708, 0x070f], [0x081a, 0x081c], [0x0904, 0x091c]);
    assert.deepEqual(names(signatureSchemesOf('TLSv1.2')), names(all.filter((code) => !never(code) && !from13(code))));
  });

  const versions: readonly (readonly [ProtocolVersion, number, readonly number[] | undefined])[] = [
    ['TLSv1.3', 0x0303, [0x0304]],
    ['TLSv1.2', 0x0303, undefined],
    ['TLSv1.1', 0x0302, undefined],
    ['TLSv1', 0x0301, undefined],
    ['SSLv3', 0x0300, undefined],
  ];
  for (const [version, legacyVersion, supportedVersions] of versions) {
    it(`is that version alone: ${version}`, () => {
      const { session } = sessionWith([version], () => refusal, { serverName: 'es01' });
      const offer = offerIn(session, version, {});
      session.end();
      const is13 = version === 'TLSv1.3';
      assert.deepEqual([offer.legacyVersion, offer.supportedVersions, offer.serverName], [legacyVersion, supportedVersions, 'es01']);
      // No key is made for a hello that nobody means to finish.
      assert.deepEqual([offer.keyShares, offer.sessionId?.length], is13 ? [[], 32] : [undefined, undefined]);
      assert.deepEqual([offer.extendedMasterSecret, offer.renegotiationInfo], is13 ? [undefined, undefined] : [true, true]);
      assert.equal(offer.random.length, 32);
      assert.deepEqual(offer.cipherSuites, suitesOf(version));
      const schemes = offer.signatureSchemes ?? [];
      if (is13) assert.deepEqual(schemes.slice(signatureSchemesOf(version).length), [0x0401, 0x0501, 0x0601, 0x0201, 0x0203]);
      else assert.deepEqual(schemes, version === 'TLSv1.2' ? signatureSchemesOf(version) : []);
      assert.deepEqual(offerIn(session, version, { cipherSuites: [1], serverName: null }).cipherSuites, [1]);
    });
  }

  it('has what was not seen yet to the front, and all of it still', () => {
    const { session } = sessionWith(['TLSv1.2'], () => refusal);
    session.seen.note({ version: 'TLSv1.2', cipherSuite: 0xc02f, group: 0x0017, signatureScheme: 0x0401, certificates: null });
    session.seen.note({ version: 'TLSv1.3', cipherSuite: 0x1301, group: 0x0018, signatureScheme: null, certificates: null });
    session.end();
    const { groups = [], signatureSchemes = [] } = offerIn(session, 'TLSv1.2', {});
    assert.deepEqual([groups.at(-1), signatureSchemes.at(-1)], [0x0017, 0x0401]);
    assert.deepEqual([...groups].sort(), [...groupsOf('TLSv1.2')].sort());
    assert.deepEqual([...signatureSchemes].sort(), [...signatureSchemesOf('TLSv1.2')].sort());
    assert.equal(offerIn(session, 'TLSv1.3', {}).groups?.at(-1), 0x0018);
  });

  it('is what was accepted where that is known, without a name as well', () => {
    const { session } = sessionWith(['TLSv1.2'], () => refusal);
    session.end();
    assert.deepEqual(acceptedSuites(session, 'TLSv1.2'), suitesOf('TLSv1.2'));
    session.found.details.cipherSuites = {
      'TLSv1.2': { accepted: ['TLS_RSA_WITH_SEED_CBC_SHA', '0xfafa'], gap: null, serverOrder: null },
      'TLSv1.1': { accepted: [], gap: null, serverOrder: null },
    };
    assert.deepEqual(acceptedSuites(session, 'TLSv1.2'), [0x0096, 0xfafa]);
    assert.deepEqual(acceptedSuites(session, 'TLSv1.1'), suitesOf('TLSv1.1'));
  });
});

describe('a hello out of the ordinary', () => {
  for (const version of ['TLSv1.3', 'TLSv1.2', 'TLSv1'] as const) {
    it(`differs from others in one thing: ${version}`, async () => {
      const { session, asked } = sessionWith([version], () => chosen({ version }));
      session.found.details.cipherSuites = { [version]: { accepted: ['TLS_RSA_WITH_SEED_CBC_SHA'], gap: null, serverOrder: null } };
      await ask('tolerance', session);
      const [large, grease] = asked.slice(-2);
      const plain = { ...offerIn(session, version, { cipherSuites: [0x0096] }) };
      if (version !== 'TLSv1.3') {
        assert.equal(asked.length, 3);
        assert.deepEqual({ ...asked[0], random: 0 }, { ...plain, legacyVersion: 0x0305, random: 0 });
      }
      const anew = { random: 0, sessionId: 0 };
      assert.deepEqual({ ...large, ...anew }, { ...plain, extensions: [{ type: 21, data: new Uint8Array(4000) }], ...anew });
      const greased = {
        cipherSuites: [0x3a3a, 0x0096],
        groups: [0x3a3a, ...(plain.groups ?? [])],
        extensions: [{ type: 0x3a3a, data: new Uint8Array() }],
        ...(plain.signatureSchemes === undefined ? {} : { signatureSchemes: [0x3a3a, ...plain.signatureSchemes] }),
        ...(version === 'TLSv1.3' ? { supportedVersions: [0x3a3a, 0x0304] } : {}),
      };
      assert.deepEqual({ ...grease, ...anew }, { ...plain, ...greased, ...anew });
    });
  }
});

describe('the suite that a usual server takes next', () => {
  const codeOf = (name: string) => (CipherSuite as Readonly<Record<string, number>>)[name] ?? assert.fail(name);
  const kinds = [
    ['RSA', (name: string) => !name.includes('_ECDSA_')],
    ['ECDSA', (name: string) => name.includes('_ECDSA_')],
  ] as const;
  /** What SSLContext.getDefault() of JDK 25 lists, by the kind of key. */
  const jdk = {
    RSA: [
      'TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384',
      'TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256',
      'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256',
      'TLS_DHE_RSA_WITH_AES_256_GCM_SHA384',
      'TLS_DHE_RSA_WITH_CHACHA20_POLY1305_SHA256',
      'TLS_DHE_RSA_WITH_AES_128_GCM_SHA256',
      'TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384',
      'TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256',
      'TLS_DHE_RSA_WITH_AES_256_CBC_SHA256',
      'TLS_DHE_RSA_WITH_AES_128_CBC_SHA256',
      'TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA',
      'TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA',
      'TLS_DHE_RSA_WITH_AES_256_CBC_SHA',
      'TLS_DHE_RSA_WITH_AES_128_CBC_SHA',
    ],
    ECDSA: [
      'TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384',
      'TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256',
      'TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256',
      'TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA384',
      'TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256',
      'TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA',
      'TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA',
    ],
  };

  for (const { product, runtime, cipherSuites } of shippedDefaults) {
    for (const [kind, fits] of kinds) {
      it(`is its own or not known, for a ${kind} key: ${product} on ${runtime}`, () => {
        const list = (cipherSuites['TLSv1.2'] ?? []).filter(fits).map(codeOf);
        let known = 0;
        for (let taken = 1; taken <= list.length; taken++) {
          const next = usualNext('TLSv1.2', list.slice(0, taken));
          const others = shippedDefaults.map((one) => (one.cipherSuites['TLSv1.2'] ?? []).filter(fits).map(codeOf));
          // Where all that begin so go on alike, what it is to be is known, but for servers with the order of their JVM.
          const follow = new Set(
            others.filter((other) => list.slice(0, taken).every((code, at) => other[at] === code)).map((other) => other[taken] ?? null),
          );
          if (next !== null) {
            known += 1;
            assert.ok(follow.has(next), `${cipherSuiteName(next)} after ${taken}`);
          }
        }
        assert.ok(known > 0, 'never known');
      });
    }
  }

  for (const [kind, order] of Object.entries(jdk)) {
    it(`is known of a server with the order of its JVM, for a ${kind} key, from where no other begins so`, () => {
      // The default of Elasticsearch begins with the two of GCM as well.
      const known = kind === 'RSA' ? 2 : 3;
      const codes = order.map(codeOf);
      const next = codes.slice(known).map((_, at) => usualNext('TLSv1.2', codes.slice(0, at + known)));
      assert.deepEqual(
        next.map((code) => (code === null ? null : cipherSuiteName(code))),
        order.slice(known),
      );
    });
  }

  it('is not known where those that begin so go on differently', () => {
    const first = codeOf('TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384');
    const after = new Set(
      shippedDefaults.map(({ cipherSuites }) => {
        const list = (cipherSuites['TLSv1.2'] ?? []).map(codeOf).filter((code) => !cipherSuiteName(code).includes('_ECDSA_'));
        return list[list.indexOf(first) + 1];
      }),
    );
    assert.ok(after.size > 1);
    assert.equal(usualNext('TLSv1.2', [first]), null);
  });
});

describe('the questions', () => {
  /** A question, the version that it asks in, and how far the answer is read: no further than it takes. */
  const reads: readonly (readonly [string, 'TLSv1.3' | 'TLSv1.2' | 'TLSv1', string | undefined])[] = [
    ['cipher-suites-TLSv1.3', 'TLSv1.3', 'server-hello'],
    ['cipher-suites-TLSv1.2', 'TLSv1.2', 'server-key-exchange'],
    ['cipher-suites-TLSv1', 'TLSv1', 'server-hello'],
    ['groups', 'TLSv1.3', 'server-hello'],
    ['groups', 'TLSv1.2', 'server-key-exchange'],
    ['signature-schemes-TLSv1.2', 'TLSv1.2', 'server-key-exchange'],
    ['features', 'TLSv1.2', 'server-hello-done'],
    ['features', 'TLSv1', 'server-hello-done'],
    ['server-name', 'TLSv1.2', 'server-hello-done'],
    ['alpn', 'TLSv1.2', undefined],
    ['tolerance', 'TLSv1.2', undefined],
  ];
  for (const [id, version, until] of reads) {
    it(`read so far, and offer what was accepted: ${id}, ${version}`, async () => {
      const { session, asked, untils } = sessionWith([version], () => refusal, { serverName: 'es01' });
      const suite = version === 'TLSv1.3' ? 'TLS_AES_128_CCM_8_SHA256' : 'TLS_ECDHE_RSA_WITH_RC4_128_SHA';
      session.found.details.cipherSuites = { [version]: { accepted: [suite], gap: null, serverOrder: null } };
      session.seen.note({ version, cipherSuite: 0xc02f, group: null, signatureScheme: null, certificates: [Uint8Array.of(1)] });
      await ask(id, session);
      assert.ok(untils.length > 0);
      assert.deepEqual(new Set(untils), new Set([until]));
      if (id.startsWith('cipher-suites') || (id === 'groups' && version === 'TLSv1.3')) return;
      for (const { cipherSuites } of asked) {
        const own = cipherSuites.filter((code) => code !== 0x3a3a).map(cipherSuiteName);
        if (id === 'server-name') assert.ok(own.includes(suite));
        else assert.deepEqual(own, [suite]);
      }
    });
  }

  it('are about these topics, from these depths on, and write into a log or do not', () => {
    assert.deepEqual(
      questions.map(({ id, topic, version, depth, leavesLogLine }) => [id, topic, version ?? null, depth, leavesLogLine].join(' ')),
      [
        'newest-version newest-version  glance false',
        'other-version other-version  quick false',
        'in-clear in-clear  quick false',
        'with-identity client-certificate  quick false',
        'as-stranger stranger  quick false',
        'client-hellos client-hellos  quick true',
        'legacy-versions older-versions  standard true',
        'cipher-suites-TLSv1.3 cipher-suites TLSv1.3 standard true',
        'cipher-suites-TLSv1.2 cipher-suites TLSv1.2 standard true',
        'cipher-suites-TLSv1.1 cipher-suites TLSv1.1 standard true',
        'cipher-suites-TLSv1 cipher-suites TLSv1 standard true',
        'cipher-suites-SSLv3 cipher-suites SSLv3 standard true',
        'signature-schemes-TLSv1.3 signature-schemes TLSv1.3 full true',
        'signature-schemes-TLSv1.2 signature-schemes TLSv1.2 full true',
        'groups groups  full true',
        'features features  full false',
        'resumption resumption  full true',
        'alpn application-protocols  full false',
        'fallback-scsv fallback  full true',
        'server-name server-name  full true',
        'tolerance tolerance  full true',
      ],
    );
  });
});
