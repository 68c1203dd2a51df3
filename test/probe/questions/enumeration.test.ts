import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { ProtocolVersion } from '../../../src/model/protocol-version.ts';
import type { HelloAnswer } from '../../../src/probe/ask-hello.ts';
import { groupsOf, signatureSchemesOf, suitesOf } from '../../../src/probe/questions/offers.ts';
import type { HelloOffer } from '../../../src/tls/first-flight/offer.ts';
import { cipherSuiteName } from '../../../src/tls/wire/cipher-suites.ts';
import { groupName } from '../../../src/tls/wire/named-groups.ts';
import { signatureSchemeName } from '../../../src/tls/wire/signature-schemes.ts';
import { ask, refusal, refusals, sessionWith, silence } from './scripted-session.ts';

/** A server as a list of what it has, which says nothing but its choice. */
type Server = {
  readonly suites: readonly number[];
  readonly groups?: readonly number[];
  readonly schemes?: readonly number[];
  /** Its own order decides, which is that of its lists; else that of the client. */
  readonly ordered: boolean;
};

function choose(has: readonly number[], offered: readonly number[], ordered: boolean): number | undefined {
  return ordered ? has.find((code) => offered.includes(code)) : offered.find((code) => has.includes(code));
}

/** What it answers to a hello of the version; `refused` where it has nothing of what is offered. */
function answerOf(server: Server, version: ProtocolVersion, offer: HelloOffer, refused: HelloAnswer): HelloAnswer {
  const cipherSuite = choose(server.suites, offer.cipherSuites, server.ordered);
  const group = server.groups === undefined ? null : choose(server.groups, offer.groups ?? [], server.ordered);
  const signatureScheme = server.schemes === undefined ? null : choose(server.schemes, offer.signatureSchemes ?? [], server.ordered);
  if (cipherSuite === undefined || group === undefined || signatureScheme === undefined) return refused;
  const flight = { version, cipherSuite, group, signatureScheme, certificates: null, ocspResponse: null, retry: false, hello: {} };
  return { kind: 'chosen', flight, cut: null } as never;
}

const versions = ['TLSv1.3', 'TLSv1.2'] as const;
const some = (all: readonly number[], least: number) =>
  fc.shuffledSubarray([...all], { minLength: least, maxLength: Math.min(12, all.length) });

describe('the cipher suites of a version', () => {
  for (const version of versions) {
    for (const [how, refused] of Object.entries(refusals)) {
      it(`are each that the server has, whatever it has, and whosever order decides; it refuses by ${how}: ${version}`, async () => {
        await fc.assert(
          fc.asyncProperty(some(suitesOf(version), 1), fc.boolean(), async (suites, ordered) => {
            const { session } = sessionWith([version], (offer) => answerOf({ suites, ordered }, version, offer, refused));
            await ask(`cipher-suites-${version}`, session);
            const found = session.found.details.cipherSuites?.[version];
            const expected = ordered ? suites : suitesOf(version).filter((code) => suites.includes(code));
            assert.deepEqual(found?.accepted, expected.map(cipherSuiteName));
            assert.equal(found?.gap, null);
            assert.equal(found?.serverOrder, suites.length < 2 ? null : ordered);
            assert.deepEqual(session.unanswered, []);
          }),
          { numRuns: 20 },
        );
      });
    }

    it(`may be more where an answer does not come, or is none: ${version}`, async () => {
      const suites = suitesOf(version).slice(0, 3);
      const whole = (offer: HelloOffer) => answerOf({ suites, ordered: true }, version, offer, refusal);
      for (const [odd, gap] of [
        [silence, { kind: 'silence', afterMs: 70 }],
        [
          { kind: 'timeout', afterMs: 70, by: 'deadline' },
          { kind: 'deadline', afterMs: 10_000 },
        ],
        [{ kind: 'not-tls' }, { kind: 'not-tls' }],
        [
          { kind: 'malformed', because: 'x' },
          { kind: 'malformed', reason: 'x' },
        ],
      ] as const) {
        const { session } = sessionWith([version], (offer) =>
          offer.cipherSuites.includes(suites[2] ?? -1) && !offer.cipherSuites.includes(suites[1] ?? -1) ? odd : whole(offer),
        );
        await ask(`cipher-suites-${version}`, session);
        const found = session.found.details.cipherSuites?.[version];
        assert.deepEqual(found?.accepted, suites.slice(0, 2).map(cipherSuiteName));
        assert.deepEqual([found?.gap, found?.serverOrder], [gap, null]);
      }
    });

    it(`do not go on with one that was not offered: ${version}`, async () => {
      const [first = 0, second = 0] = suitesOf(version);
      const { session } = sessionWith([version], () =>
        answerOf({ suites: [first], ordered: true }, version, { cipherSuites: [first] } as never, refusal),
      );
      await ask(`cipher-suites-${version}`, session);
      assert.deepEqual(session.found.details.cipherSuites?.[version], {
        accepted: [cipherSuiteName(first)],
        gap: { kind: 'not-offered', choice: cipherSuiteName(first) },
        serverOrder: null,
      });
      assert.notEqual(first, second);
    });

    it(`end where another version is taken: ${version}`, async () => {
      const [first = 0] = suitesOf(version);
      const { session } = sessionWith([version], (offer, nth) =>
        answerOf({ suites: [first, ...suitesOf(version)], ordered: true }, nth === 1 ? version : 'TLSv1', offer, refusal),
      );
      await ask(`cipher-suites-${version}`, session);
      const found = session.found.details.cipherSuites?.[version];
      assert.deepEqual([found?.accepted, found?.gap], [[cipherSuiteName(first)], null]);
    });
  }
});

describe('the groups of TLS 1.3', () => {
  const [suite = 0] = suitesOf('TLSv1.3');
  for (const [how, refused] of Object.entries(refusals)) {
    it(`are each that the server has; it refuses by ${how}`, async () => {
      await fc.assert(
        fc.asyncProperty(some(groupsOf('TLSv1.3'), 1), fc.boolean(), async (groups, ordered) => {
          const { session, asked } = sessionWith(['TLSv1.3'], (offer) =>
            answerOf({ suites: [suite], groups, ordered }, 'TLSv1.3', offer, refused),
          );
          await ask('groups', session);
          const found = session.found.details.groups?.['TLSv1.3'];
          assert.deepEqual([...(found?.accepted ?? [])].sort(), groups.map(groupName).sort());
          assert.equal(found?.gap, null);
          // One for each, and one to be refused.
          assert.equal(asked.length, groups.length + 1);
        }),
        { numRuns: 20 },
      );
    });
  }

  it('may be more where an answer does not come', async () => {
    const [group = 0] = groupsOf('TLSv1.3');
    const { session } = sessionWith(['TLSv1.3'], (offer, nth) =>
      nth === 1 ? answerOf({ suites: [suite], groups: [group], ordered: true }, 'TLSv1.3', offer, refusal) : silence,
    );
    await ask('groups', session);
    assert.deepEqual(session.found.details.groups?.['TLSv1.3'], { accepted: [groupName(group)], gap: { kind: 'silence', afterMs: 70 } });
  });
});

describe('the signature schemes of TLS 1.2', () => {
  it('are each that the server signs with', async () => {
    const suites = [0xc02f];
    await fc.assert(
      fc.asyncProperty(some(signatureSchemesOf('TLSv1.2'), 1), fc.boolean(), async (schemes, ordered) => {
        const { session } = sessionWith(['TLSv1.2'], (offer) => answerOf({ suites, schemes, ordered }, 'TLSv1.2', offer, refusal));
        session.found.details.cipherSuites = { 'TLSv1.2': { accepted: suites.map(cipherSuiteName), gap: null, serverOrder: null } };
        await ask('signature-schemes-TLSv1.2', session);
        const found = session.found.details.signatureSchemes?.['TLSv1.2'];
        assert.deepEqual([...(found?.accepted ?? [])].sort(), schemes.map(signatureSchemeName).sort());
        assert.equal(found?.gap, null);
      }),
      { numRuns: 20 },
    );
  });

  it('are said where one signs with what nobody offered', async () => {
    const { session } = sessionWith(['TLSv1.2'], () =>
      answerOf(
        { suites: [0xc02f], schemes: [0x0201], ordered: true },
        'TLSv1.2',
        { cipherSuites: [0xc02f], signatureSchemes: [0x0201] } as never,
        refusal,
      ),
    );
    session.found.details.cipherSuites = { 'TLSv1.2': { accepted: [cipherSuiteName(0xc02f)], gap: null, serverOrder: null } };
    await ask('signature-schemes-TLSv1.2', session);
    assert.deepEqual(session.found.details.signatureSchemes?.['TLSv1.2']?.gap, {
      kind: 'not-offered',
      choice: signatureSchemeName(0x0201),
    });
  });
});

describe('what a server does with a hello out of the ordinary', () => {
  const chosen = answerOf({ suites: [0xc02f], ordered: true }, 'TLSv1.2', { cipherSuites: [0xc02f] } as never, refusal);
  const odd: readonly (readonly [string, HelloAnswer, string, boolean])[] = [
    ['its choice', chosen, 'tolerated', false],
    ...Object.entries(refusals).map(([how, answer]) => [how, answer, 'refused', false] as const),
    ['silence', silence, 'unanswered', false],
    ['the end of the time', { kind: 'timeout', afterMs: 70, by: 'deadline' }, 'unknown', true],
    ['no connection', { kind: 'unreached', reachability: { kind: 'refused' } }, 'unknown', true],
    ['what is not TLS', { kind: 'not-tls' }, 'unknown', true],
  ];
  for (const [what, answer, expected, missed] of odd) {
    it(`${what}: ${expected}`, async () => {
      const { session } = sessionWith(['TLSv1.2'], () => answer);
      await ask('tolerance', session);
      assert.deepEqual(session.found.details.tolerance, { unknownVersion: expected, largeHello: expected, grease: expected });
      assert.equal(session.unanswered.length, missed ? 3 : 0);
    });
  }

  it('is not asked in a version of the future where it has TLS 1.3 alone', async () => {
    const { session, asked } = sessionWith(['TLSv1.3'], () => chosen);
    await ask('tolerance', session);
    assert.deepEqual([session.found.details.tolerance?.unknownVersion, asked.length], [null, 2]);
  });

  const fallbacks: readonly (readonly [string, HelloAnswer, string, boolean])[] = [
    ['its choice', chosen, 'ignored', false],
    ['alert 86', { kind: 'alert', level: 2, description: 86 }, 'refused', false],
    ['another alert', refusal, 'unknown', true],
    ['an end', { kind: 'closed', how: 'fin' }, 'unknown', true],
    ['silence', silence, 'unknown', true],
  ];
  for (const [what, answer, expected, missed] of fallbacks) {
    it(`${what} to a fallback: ${expected}`, async () => {
      const { session, asked } = sessionWith(['TLSv1.3', 'TLSv1.2'], () => answer);
      await ask('fallback-scsv', session);
      assert.equal(session.found.details.fallbackScsv, expected);
      assert.equal(asked[0]?.cipherSuites.at(-1), 0x5600);
      assert.equal(session.unanswered.length, missed ? 1 : 0);
    });
  }

  it('has nothing to fall back to in one version', async () => {
    const { session, asked } = sessionWith(['TLSv1.2'], () => chosen);
    await ask('fallback-scsv', session);
    assert.deepEqual([session.found.details.fallbackScsv, asked.length], [null, 0]);
  });
});
