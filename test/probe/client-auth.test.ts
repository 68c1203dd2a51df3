import assert from 'node:assert/strict';
import type { Ending, Phase } from '../../src/model/ending.ts';
import type { Conversation } from '../../src/model/observation.ts';
import { clientAuth } from '../../src/probe/client-auth.ts';
import { conversation, conversation12 } from '../support/evidence.ts';

/** In a word, as far as a reader decides by it: `unknown` with a request is another thing than without. */
const said = (one: Conversation): string | null => {
  const auth = clientAuth(one);
  return auth?.kind === 'unknown' ? (auth.requested ? 'asks, unknown' : 'unknown') : (auth?.kind ?? null);
};
const alert = (description: number, phase: Phase): Ending => ({ kind: 'alert', description, name: 'some_alert', phase });
const closed = (how: 'fin' | 'reset', phase: Phase): Ending => ({ kind: 'closed', how, phase });
const timeout = (phase: Phase): Ending => ({ kind: 'timeout', afterMs: 500, phase });
const protocolError = (phase: Phase): Ending => ({ kind: 'protocol-error', reason: 'bad-finished', alert: 'decrypt_error', phase });
const notComputable = (phase: Phase): Ending => ({ kind: 'not-computable', reason: 'suite-not-computable', phase });
const notTls: Ending = { kind: 'not-tls', bytes: Uint8Array.of(72) };
const stopped: Ending = { kind: 'stopped', phase: 'server-flight' };

describe('client authentication, as one handshake without a certificate shows it', () => {
  it('is not told where no version was settled', () => {
    assert.equal(said(conversation({ version: null })), null);
  });

  describe('where the server asked for a certificate', () => {
    const requested: readonly (readonly [string, Ending, string])[] = [
      ['it let us in, by the end of the handshake', { kind: 'accepted', by: 'finished' }, 'optional'],
      ['it let us in, by a ticket', { kind: 'accepted', by: 'ticket' }, 'optional'],
      ['it let us in, by data', { kind: 'accepted', by: 'data' }, 'optional'],
      ['it let us in, by a pong', { kind: 'accepted', by: 'pong' }, 'optional'],
      ['it closed before it had sent all of its handshake', closed('fin', 'server-flight'), 'asks, unknown'],
      ['it reset before it had sent all of its handshake', closed('reset', 'server-flight'), 'asks, unknown'],
      ['it closed after an empty Certificate', closed('fin', 'client-flight'), 'required'],
      ['it reset after an empty Certificate', closed('reset', 'client-flight'), 'required'],
      ['it closed after the handshake', closed('fin', 'after-finished'), 'required'],
      ['we stopped', stopped, 'asks, unknown'],
      ['nothing came of it', { kind: 'undecided' }, 'asks, unknown'],
      ['it fell silent after an empty Certificate', timeout('client-flight'), 'asks, unknown'],
      ['it fell silent after the handshake', timeout('after-finished'), 'asks, unknown'],
      ['the time for the address ended', { ...timeout('after-finished'), by: 'deadline' } as Ending, 'asks, unknown'],
      ['it broke the protocol', protocolError('client-flight'), 'asks, unknown'],
      ['its choice cannot be computed', notComputable('server-flight'), 'asks, unknown'],
      ['it stopped speaking TLS', notTls, 'asks, unknown'],
    ];
    for (const [what, ending, expected] of requested) {
      for (const one of [conversation, conversation12]) {
        it(`${one().version}: ${what}: ${expected}`, () => assert.equal(said(one({ ending })), expected));
      }
    }

    // JSSE 42, from JDK 25 on 40 and 116; OpenSSL 40 and 116; others 41, 43, 46, 48, 49.
    const forWantOfOne = new Set([40, 41, 42, 43, 46, 48, 49, 116]);
    for (let description = 0; description <= 120; description++) {
      if (
        !forWantOfOne.has(description) &&
        ![0, 10, 20, 44, 45, 47, 50, 51, 70, 71, 80, 86, 90, 109, 112, 115, 117, 120].includes(description)
      )
        continue;
      const expected = forWantOfOne.has(description) ? 'required' : 'asks, unknown';
      it(`alert ${description} after an empty Certificate: ${expected}`, () => {
        for (const phase of ['client-flight', 'after-finished'] as const) {
          assert.equal(said(conversation({ ending: alert(description, phase) })), expected);
          assert.equal(said(conversation12({ ending: alert(description, phase) })), expected);
        }
        // Before our certificate, or the want of it, can have been seen.
        assert.equal(said(conversation({ ending: alert(description, 'server-flight') })), 'asks, unknown');
      });
    }
  });

  it('says by what it is required', () => {
    const evidenceOf = (ending: Ending) => {
      const auth = clientAuth(conversation({ ending }));
      return auth?.kind === 'required' ? auth.evidence : assert.fail(auth?.kind);
    };
    assert.match(evidenceOf(closed('fin', 'client-flight')), /^it closed the connection/);
    assert.match(evidenceOf(closed('reset', 'client-flight')), /^it reset the connection/);
    assert.match(evidenceOf(alert(116, 'after-finished')), /^alert 116 some_alert /);
  });

  for (const [what, ending, code] of [
    ['it broke off', alert(40, 'server-flight'), 'asked-and-broke-off'],
    ['it closed', closed('fin', 'server-flight'), 'asked-and-broke-off'],
    ['an alert that may mean anything', alert(80, 'client-flight'), 'asked-and-refused-unclearly'],
    ['we stopped', stopped, 'asked-and-not-tried'],
    ['nothing came of it', { kind: 'undecided' }, 'asked-and-undecided'],
    ['silence', timeout('client-flight'), 'asked-and-not-finished'],
    ['a broken protocol', protocolError('client-flight'), 'asked-and-not-finished'],
    ['a choice that cannot be computed', notComputable('server-flight'), 'asked-and-not-finished'],
    ['something else than TLS', notTls, 'asked-and-left-tls'],
  ] as const) {
    it(`is unknown for a reason: ${what}, ${code}`, () => {
      const auth = clientAuth(conversation({ ending }));
      assert.equal(auth?.kind === 'unknown' && auth.because.code, code);
    });
  }

  it('is unknown for a reason, where nothing was asked for yet', () => {
    const because = (given: Partial<Conversation>) => {
      const auth = clientAuth(conversation12({ certificateRequest: null, ...given }));
      return auth?.kind === 'unknown' ? auth.because.code : auth?.kind;
    };
    assert.equal(because({ serverFlightComplete: false, ending: stopped }), 'first-flight-broke-off');
    assert.equal(because({ ending: protocolError('client-flight') }), 'handshake-not-completed');
    assert.equal(because({ ending: notComputable('server-flight') }), 'handshake-not-completed');
  });

  describe('where no request was seen', () => {
    const bare = { certificateRequest: null };
    const accepted: Ending = { kind: 'accepted', by: 'finished' };
    const unrequested: readonly (readonly [string, Partial<Conversation>, string])[] = [
      ['it let us in', { ending: accepted }, 'none'],
      ['we stopped when its flight was whole', { ending: stopped }, 'none'],
      ['nothing told what it makes of us', { ending: { kind: 'undecided' } }, 'none'],
      ['an alert in the middle of its flight', { ending: alert(40, 'server-flight') }, 'unknown'],
      ['an alert in place of its Finished', { ending: alert(40, 'client-flight') }, 'unknown'],
      ['an end in the middle of its flight', { ending: closed('fin', 'server-flight') }, 'unknown'],
      ['an end in place of its Finished', { ending: closed('reset', 'client-flight') }, 'unknown'],
      ['silence in place of its Finished', { ending: timeout('client-flight') }, 'unknown'],
      ['a wrong Finished', { ending: protocolError('client-flight') }, 'unknown'],
      ['a choice that cannot be computed', { ending: notComputable('server-flight') }, 'unknown'],
      ['something else than TLS', { ending: notTls }, 'unknown'],
      ['an end after the handshake', { ending: closed('fin', 'after-finished') }, 'none'],
      ['silence after the handshake', { ending: timeout('after-finished') }, 'none'],
    ];
    for (const [what, given, expected] of unrequested) {
      for (const one of [conversation, conversation12]) {
        it(`${one().version}: ${what}: ${expected}`, () => assert.equal(said(one({ ...bare, ...given })), expected));
      }
    }

    it('an alert after the handshake: it let us in up to TLS 1.2, and may not have in TLS 1.3', () => {
      assert.equal(said(conversation12({ ...bare, ending: alert(80, 'after-finished') })), 'none');
      assert.equal(said(conversation({ ...bare, ending: alert(80, 'after-finished') })), 'unknown');
    });

    it('a flight that was cut: TLS 1.3 would have asked before its Certificate, TLS 1.2 after it', () => {
      const cut = { ...bare, serverFlightComplete: false, ending: stopped };
      assert.equal(said(conversation(cut)), 'none');
      assert.equal(said(conversation({ ...cut, chain: [] })), 'unknown');
      assert.equal(said(conversation12(cut)), 'unknown');
    });
  });
});
