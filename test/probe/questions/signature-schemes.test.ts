import assert from 'node:assert/strict';
import type { Gap } from '../../../src/model/shortfall.ts';
import type { HelloAnswer } from '../../../src/probe/ask-hello.ts';
import { signatureSchemesOf } from '../../../src/probe/questions/offers.ts';
import { decode } from '../../../src/tls/bytes/codec.ts';
import { cipherSuiteName } from '../../../src/tls/wire/cipher-suites.ts';
import { signatureSchemeList } from '../../../src/tls/wire/extensions/signature-algorithms.ts';
import { groupName } from '../../../src/tls/wire/named-groups.ts';
import { SignatureScheme, signatureSchemeName } from '../../../src/tls/wire/signature-schemes.ts';
import type { Plays } from '../../support/lying-server.ts';
import type { ScriptedServer13 } from '../../support/scripted-tls-server.ts';
import { ask, askPlaying, chosen, isWorthAsking, noAnswers, refusal, refusals, sessionWith, silence } from './scripted-session.ts';

type Play = NonNullable<Plays['TLSv1.3']>;

/** What the hello says that the server may sign its handshake with, and its certificates. */
const offered = ({ hello }: ScriptedServer13, type = 13): readonly number[] => {
  const read = decode(signatureSchemeList, hello.extensions?.find((one) => one.type === type)?.data ?? new Uint8Array());
  return read.ok ? read.value : [];
};

describe('the signature schemes of TLS 1.3', () => {
  const { ecdsa_secp256r1_sha256: p256, rsa_pss_rsae_sha256: pss, ed25519, rsa_pkcs1_sha256: pkcs1 } = SignatureScheme;
  const flight = (server: ScriptedServer13, scheme: number) => [
    server.begin(),
    server.encryptedExtensions(),
    server.certificate(),
    server.certificateVerify((signed) => ({ ...signed, scheme })),
    server.finished(),
  ];
  /** Signs with the first of these that is offered, and does `then` where none is. */
  const signing =
    (has: readonly number[], then: Play): Play =>
    (server, peer, nth) => {
      const scheme = has.find((code) => offered(server).includes(code));
      if (scheme === undefined) return then(server, peer, nth);
      peer.send(...flight(server, scheme));
    };
  const alert: Play = (server, peer) => peer.send(server.alert(2, 40));
  const cases: readonly (readonly [string, Play, readonly number[], Gap | null])[] = [
    ['one, and an alert for the others', signing([p256], alert), [p256], null],
    ['three, in the order of the server', signing([ed25519, p256, pss], alert), [ed25519, p256, pss], null],
    ['two, and an end for the others', signing([p256, pss], (_, peer) => peer.end()), [p256, pss], null],
    ['two, and a reset for the others', signing([p256, pss], (_, peer) => peer.reset()), [p256, pss], null],
    ['none, and an alert behind the ServerHello', (server, peer) => peer.send(server.begin(), server.alert(2, 40)), [], null],
    ['one, and perhaps more: silence', signing([p256], () => undefined), [p256], { kind: 'silence', afterMs: 800 }],
    [
      'one, and perhaps more: a broken protocol',
      signing([p256], (server, peer) => peer.send(server.begin(), server.finished())),
      [p256],
      { kind: 'malformed', reason: 'unexpected-message' },
    ],
    [
      'one, and one that was not offered',
      signing([p256], (server, peer) => peer.send(...flight(server, pkcs1))),
      [p256],
      { kind: 'not-offered', choice: 'rsa_pkcs1_sha256' },
    ],
    [
      'one, again and again',
      (server, peer) => peer.send(...flight(server, p256)),
      [p256],
      { kind: 'not-offered', choice: 'ecdsa_secp256r1_sha256' },
    ],
  ];
  const runs = new Map<string, ReturnType<typeof askPlaying>>();
  before(async () => {
    for (const [what, play, , gap] of cases)
      runs.set(
        what,
        askPlaying('signature-schemes-TLSv1.3', ['TLSv1.3'], { 'TLSv1.3': play }, { idleTimeoutMs: gap?.kind === 'silence' ? 800 : 5000 }),
      );
    await Promise.allSettled(runs.values());
  });
  for (const [what, , accepted, gap] of cases) {
    it(`are ${what}`, async () => {
      const { session } = (await runs.get(what)) ?? assert.fail();
      const found = session.found.details.signatureSchemes;
      assert.deepEqual(found, { 'TLSv1.3': { accepted: accepted.map(signatureSchemeName), gap: found?.['TLSv1.3']?.gap ?? null } });
      const told = found?.['TLSv1.3']?.gap ?? null;
      assert.deepEqual(gap?.kind === 'malformed' ? told?.kind : told, gap?.kind === 'malformed' ? 'malformed' : gap);
    });
  }

  it('are asked for without the ones that were seen, and certificates may be signed with any', async () => {
    const hellos: (readonly number[])[] = [];
    const play: Play = (server, peer) => {
      hellos.push(offered(server), offered(server, 50));
      peer.send(server.alert(2, 40));
    };
    await askPlaying(
      'signature-schemes-TLSv1.3',
      ['TLSv1.3'],
      { 'TLSv1.3': play },
      {
        prepare: ({ seen }) =>
          seen.note({ version: 'TLSv1.3', cipherSuite: 0x1301, group: null, signatureScheme: p256, certificates: null }),
      },
    );
    assert.deepEqual(
      hellos[0],
      signatureSchemesOf('TLSv1.3').filter((code) => code !== p256),
    );
    assert.deepEqual([...(hellos[1] ?? [])].sort(), [...Object.values(SignatureScheme)].sort());
    assert.equal(hellos.length, 2);
  });

  it('may be more where there is no connection', async () => {
    const { session } = sessionWith(['TLSv1.3'], () => refusal, { port: 1 });
    await ask('signature-schemes-TLSv1.3', session);
    assert.deepEqual(session.found.details.signatureSchemes?.['TLSv1.3'], {
      accepted: [],
      gap: { kind: 'not-connected', reachability: { kind: 'refused' } },
    });
  });

  it('are asked for where it has the version', () => {
    for (const [versions, worth] of [
      [['TLSv1.3'], true],
      [['TLSv1.2'], false],
    ] as const)
      assert.equal(isWorthAsking('signature-schemes-TLSv1.3', sessionWith(versions, () => refusal).session), worth);
  });
});

const signing12 = ['TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256', 'TLS_DHE_DSS_WITH_AES_128_CBC_SHA', 'TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256'];
const silent12 = ['TLS_RSA_WITH_AES_128_CBC_SHA', 'TLS_ECDH_anon_WITH_AES_128_CBC_SHA', 'TLS_ECDHE_PSK_WITH_AES_128_CBC_SHA'];
const having = (accepted: readonly string[]) => ({ 'TLSv1.2': { accepted, gap: null, serverOrder: null } });

/** What a flight of TLS 1.2 says of the scheme, or the group, that it names; null where it names none. */
const ends: readonly (readonly [string, HelloAnswer, Gap | null])[] = [
  ...noAnswers,
  ...Object.entries(refusals).map(([what, answer]) => [what, answer, null] as const),
  ['a flight without one', chosen(), null],
  ['a flight without one, cut by an alert', chosen({ cut: refusal }), null],
  ['a flight without one, cut by an end', chosen({ cut: { kind: 'closed', how: 'fin' } }), null],
  ['a flight without one, cut by silence', chosen({ cut: silence }), { kind: 'silence', afterMs: 70 }],
  ['a flight in another version', chosen({ version: 'TLSv1', signatureScheme: 0x0401, group: 0x17 }), null],
];

describe('the signature schemes of TLS 1.2', () => {
  for (const [what, answer, gap] of ends) {
    it(`end with ${what}: ${gap?.kind ?? 'whole'}`, async () => {
      const { session, asked } = sessionWith(['TLSv1.2'], (_, nth) => (nth === 1 ? chosen({ signatureScheme: 0x0403 }) : answer));
      session.found.details.cipherSuites = having([...signing12, ...silent12]);
      await ask('signature-schemes-TLSv1.2', session);
      assert.deepEqual(session.found.details.signatureSchemes, { 'TLSv1.2': { accepted: ['ecdsa_secp256r1_sha256'], gap } });
      // Only suites in which the server signs.
      assert.deepEqual([...(asked[0]?.cipherSuites ?? [])].map(cipherSuiteName).sort(), [...signing12].sort());
      assert.equal(asked[1]?.signatureSchemes?.includes(0x0403), false);
      assert.equal(asked[0]?.certificateSignatureSchemes?.length, Object.values(SignatureScheme).length);
    });
  }

  for (const [what, accepted, worth] of [
    ['it signs in one of its suites', [...silent12, ...signing12], true],
    ['it signs in none of its suites', silent12, false],
    ['it is not known which suites it has', null, true],
  ] as const) {
    it(`are ${worth ? '' : 'not '}asked for where ${what}`, () => {
      const { session } = sessionWith(['TLSv1.2'], () => refusal);
      if (accepted !== null) session.found.details.cipherSuites = having(accepted);
      assert.equal(isWorthAsking('signature-schemes-TLSv1.2', session), worth);
    });
  }

  it('are not asked for where it does not have the version', () => {
    assert.equal(isWorthAsking('signature-schemes-TLSv1.2', sessionWith(['TLSv1.3'], () => refusal).session), false);
  });
});

describe('the groups of TLS 1.2', () => {
  for (const [what, answer, gap] of ends) {
    it(`end with ${what}: ${gap?.kind ?? 'whole'}`, async () => {
      const { session, asked } = sessionWith(['TLSv1.2'], (_, nth) => (nth === 1 ? chosen({ group: 0x18 }) : answer));
      session.found.details.cipherSuites = having([...signing12, ...silent12]);
      await ask('groups', session);
      assert.deepEqual(session.found.details.groups, { 'TLSv1.2': { accepted: ['secp384r1'], gap } });
      assert.deepEqual(
        [...(asked[0]?.cipherSuites ?? [])].map(cipherSuiteName).sort(),
        [...signing12, ...silent12].filter((name) => name.includes('_ECDHE_')).sort(),
      );
      assert.deepEqual([asked[0]?.groups?.includes(0x18), asked[1]?.groups?.includes(0x18)], [true, false]);
    });
  }

  it('are said where it took one that was not offered', async () => {
    const { session } = sessionWith(['TLSv1.2'], () => chosen({ group: 0x18 }));
    session.found.details.cipherSuites = having(signing12);
    await ask('groups', session);
    assert.deepEqual(session.found.details.groups?.['TLSv1.2'], {
      accepted: ['secp384r1'],
      gap: { kind: 'not-offered', choice: 'secp384r1' },
    });
  });

  it('are those that showed, where TLS 1.3 was asked for them', async () => {
    const { session, asked } = sessionWith(['TLSv1.3', 'TLSv1.2'], () => refusal);
    session.found.details.cipherSuites = having(signing12);
    session.seen.note({ version: 'TLSv1.2', cipherSuite: 0xc02f, group: 0x17, signatureScheme: null, certificates: null });
    await ask('groups', session);
    assert.deepEqual(session.found.details.groups, {
      'TLSv1.3': { accepted: [], gap: null },
      'TLSv1.2': { accepted: [groupName(0x17)], gap: { kind: 'elsewhere', version: 'TLSv1.3' } },
    });
    assert.equal(asked.length, 1);
  });

  it('are not asked for where no suite of it has any', async () => {
    const { session, asked } = sessionWith(['TLSv1.2'], () => refusal);
    session.found.details.cipherSuites = having(silent12.slice(0, 2));
    await ask('groups', session);
    assert.deepEqual([session.found.details.groups, asked.length], [undefined, 0]);
  });

  for (const [versions, worth] of [
    [['TLSv1.3'], true],
    [['TLSv1.2'], true],
    [['TLSv1.1', 'SSLv3'], false],
  ] as const) {
    it(`are ${worth ? '' : 'not '}asked for of ${versions.join(', ')}`, () => {
      assert.equal(isWorthAsking('groups', sessionWith(versions, () => refusal).session), worth);
    });
  }
});

describe('whose order of cipher suites decides', () => {
  const version = 'TLSv1.2';
  /** Chooses by the client's order, but for what `rule` says. */
  const servers: readonly (readonly [string, (offered: readonly number[]) => number | undefined, boolean])[] = [
    ['the client', (list) => list.find((code) => has.includes(code)), false],
    ['the server', (list) => has.find((code) => list.includes(code)), true],
    [
      'the server, where it has much to choose from',
      (list) => (list.length > 9 ? [0x0035, 0x002f, 0x009c] : list).find((code) => list.includes(code) && has.includes(code)),
      true,
    ],
    // Go takes ChaCha20 of those that put it first, and keeps to its own order else.
    ['the server, but for one suite', (list) => (list[0] === has[2] ? has[2] : has.find((code) => list.includes(code))), true],
    [
      'the server, for the one suite that it likes least',
      (list) => list.find((code) => has.includes(code) && code !== has[0]) ?? has.find((code) => list.includes(code)),
      true,
    ],
  ];
  const has = [0x002f, 0x0035, 0x009c];
  for (const [who, choose, own] of servers) {
    it(`is told: ${who}`, async () => {
      const { session } = sessionWith([version], ({ cipherSuites }) => {
        const cipherSuite = choose(cipherSuites);
        return cipherSuite === undefined ? refusal : chosen({ cipherSuite });
      });
      await ask('cipher-suites-TLSv1.2', session);
      const found = session.found.details.cipherSuites?.[version];
      assert.deepEqual([[...(found?.accepted ?? [])].sort(), found?.serverOrder], [has.map(cipherSuiteName).sort(), own]);
    });
  }

  const unsure: readonly (readonly [string, HelloAnswer])[] = [
    ...noAnswers.map(([what, answer]) => [what, answer] as const),
    ['a choice in another version', chosen({ version: 'TLSv1', cipherSuite: 0x002f })],
    ['a refusal', refusal],
  ];
  for (const [what, answer] of unsure) {
    it(`is not told by ${what}, which is missed`, async () => {
      let refused = false;
      const { session } = sessionWith([version], ({ cipherSuites }) => {
        if (refused) return answer;
        const cipherSuite = cipherSuites.find((code) => has.includes(code));
        refused = cipherSuite === undefined;
        return cipherSuite === undefined ? refusal : chosen({ cipherSuite });
      });
      await ask('cipher-suites-TLSv1.2', session, 'server-order');
      const found = session.found.details.cipherSuites?.[version];
      assert.deepEqual([found?.accepted, found?.gap, found?.serverOrder], [has.map(cipherSuiteName), null, null]);
      assert.deepEqual(
        session.unanswered.map((one) => one.version),
        [version],
      );
    });
  }
});
