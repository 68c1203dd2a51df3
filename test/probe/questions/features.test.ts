import assert from 'node:assert/strict';
import type { ProtocolVersion } from '../../../src/model/protocol-version.ts';
import type { HelloAnswer } from '../../../src/probe/ask-hello.ts';
import { ExtensionType } from '../../../src/tls/wire/extension-types.ts';
import { ask, chosen, isWorthAsking, noAnswers, refusal, refusals, sessionWith, silence } from './scripted-session.ts';

const nothing = {
  version: 'TLSv1.2',
  extendedMasterSecret: false,
  secureRenegotiation: false,
  compression: false,
  heartbeat: false,
  ocspStapling: false,
  sessionTickets: false,
  sessionIds: false,
};
const answered = (type: number) => chosen({ hello: { extensions: [{ type, data: new Uint8Array() }] } });

describe('what the answer to one hello tells', () => {
  /** The answer, and the one thing that it tells. */
  const cases: readonly (readonly [string, HelloAnswer, Partial<typeof nothing>])[] = [
    ['nothing', chosen(), {}],
    ['the extended master secret', answered(ExtensionType.extended_master_secret), { extendedMasterSecret: true }],
    ['secure renegotiation', answered(ExtensionType.renegotiation_info), { secureRenegotiation: true }],
    ['heartbeats', answered(ExtensionType.heartbeat), { heartbeat: true }],
    ['tickets', answered(ExtensionType.session_ticket), { sessionTickets: true }],
    ['compression', chosen({ hello: { compressionMethod: 1 } }), { compression: true }],
    ['a session id', chosen({ hello: { sessionId: Uint8Array.of(1) } }), { sessionIds: true }],
    ['an OCSP response', chosen({ ocspResponse: Uint8Array.of(1) }), { ocspStapling: true }],
    ['a promise of an OCSP response that does not come', answered(ExtensionType.status_request), {}],
  ];
  for (const [what, answer, told] of cases) {
    it(`${what}, and nothing else`, async () => {
      const { session } = sessionWith(['TLSv1.2'], () => answer);
      await ask('features', session);
      assert.deepEqual(session.found.details.features, { ...nothing, ...told });
      assert.deepEqual(session.unanswered, []);
    });
  }

  it('is asked for all at once', async () => {
    const { session, asked } = sessionWith(['TLSv1.2'], () => chosen());
    await ask('features', session);
    const [offer] = asked;
    assert.equal(asked.length, 1);
    assert.deepEqual(
      [
        offer?.compressionMethods,
        offer?.sessionTicket,
        offer?.heartbeat,
        offer?.statusRequest,
        offer?.extendedMasterSecret,
        offer?.renegotiationInfo,
      ],
      [[1, 0], new Uint8Array(), true, true, true, true],
    );
  });

  const none: readonly (readonly [string, HelloAnswer, unknown])[] = [
    ...noAnswers,
    ...Object.entries(refusals).map(
      ([what, answer]) => [what, answer, answer.kind === 'alert' ? { kind: 'alert', description: 40 } : answer] as const,
    ),
    ['a choice in another version', chosen({ version: 'TLSv1' }), { kind: 'malformed', reason: 'another-version' }],
    ['a flight that is cut', chosen({ cut: silence }), { kind: 'silence', afterMs: 70 }],
  ];
  for (const [what, answer, because] of none) {
    it(`is not known by ${what}`, async () => {
      const { session } = sessionWith(['TLSv1.2'], () => answer);
      await ask('features', session);
      assert.equal(session.found.details.features, undefined);
      assert.deepEqual(session.unanswered, [{ topic: 'features', version: 'TLSv1.2', because }]);
    });
  }
});

describe('the version that is asked for its features', () => {
  const cases: readonly (readonly [readonly ProtocolVersion[], ProtocolVersion | null, number])[] = [
    [['TLSv1.3', 'TLSv1.2', 'TLSv1.1'], 'TLSv1.2', 0x0303],
    [['TLSv1.1', 'TLSv1'], 'TLSv1.1', 0x0302],
    [['TLSv1', 'SSLv3'], 'TLSv1', 0x0301],
    [['SSLv3'], null, 0],
    [['TLSv1.3'], null, 0],
    [[], null, 0],
  ];
  for (const [versions, version, code] of cases) {
    it(`of ${versions.join(', ') || 'none'}: ${version}`, async () => {
      const { session, asked } = sessionWith(versions, () => (version === null ? refusal : chosen({ version })));
      assert.equal(isWorthAsking('features', session), version !== null);
      await ask('features', session);
      assert.equal(session.found.details.features?.version ?? null, version);
      assert.deepEqual(
        asked.map(({ legacyVersion }) => legacyVersion),
        version === null ? [] : [code],
      );
    });
  }
});
