import assert from 'node:assert/strict';
import type { Ending, Phase } from '../../src/model/ending.ts';
import type { Shortfall } from '../../src/model/shortfall.ts';
import type { HelloAnswer } from '../../src/probe/ask-hello.ts';
import { shortfallOf, shortfallOfFailure, shortfallOfVerdict } from '../../src/probe/shortfall-of.ts';
import { ClientMachine } from '../../src/tls/handshake/client-machine.ts';
import { TlsAborted, TlsAlert, TlsClosed, TlsRefusal } from '../../src/tls/tls-failure.ts';
import { conversation } from '../support/evidence.ts';

const deadline: Shortfall = { kind: 'deadline', afterMs: 9000 };
const refused = { kind: 'refused' } as const;

describe('why a hello has no whole answer', () => {
  const cases: readonly (readonly [HelloAnswer, Shortfall])[] = [
    [{ kind: 'alert', level: 2, description: 40 } as HelloAnswer, { kind: 'alert', description: 40 }],
    [
      { kind: 'closed', how: 'fin' },
      { kind: 'closed', how: 'fin' },
    ],
    [
      { kind: 'closed', how: 'reset' },
      { kind: 'closed', how: 'reset' },
    ],
    [
      { kind: 'timeout', afterMs: 70, by: 'silence' },
      { kind: 'silence', afterMs: 70 },
    ],
    [{ kind: 'timeout', afterMs: 70, by: 'deadline' }, deadline],
    [
      { kind: 'unreached', reachability: refused },
      { kind: 'not-connected', reachability: refused },
    ],
    [{ kind: 'unreached', reachability: null }, deadline],
    [{ kind: 'not-tls' }, { kind: 'not-tls' }],
    [{ kind: 'malformed', because: 'no-certificate' } as HelloAnswer, { kind: 'malformed', reason: 'no-certificate' }],
  ];
  for (const [answer, expected] of cases) {
    it(`${JSON.stringify(answer)}`, () => {
      assert.deepEqual(shortfallOf(answer, 9000), expected);
      // A choice whose flight was cut short says what cut it; a whole one was of another version.
      if (answer.kind === 'unreached' || answer.kind === 'not-tls' || answer.kind === 'chosen') return;
      assert.deepEqual(shortfallOf({ kind: 'chosen', flight: {}, cut: answer } as never, 9000), expected);
    });
  }

  it('a whole answer in another version is none to what was asked', () => {
    assert.deepEqual(shortfallOf({ kind: 'chosen', flight: {}, cut: null } as never, 9000), {
      kind: 'malformed',
      reason: 'another-version',
    });
  });
});

describe('why a handshake carried no question', () => {
  const { seen } = new ClientMachine();
  const times = { expired: false, deadlineMs: 9000, idleTimeoutMs: 70 };
  it('is what ended it', () => {
    assert.deepEqual(shortfallOfFailure(new TlsAlert(40, 2, seen), times), { kind: 'alert', description: 40 });
    assert.deepEqual(shortfallOfFailure(new TlsClosed('reset', seen), times), { kind: 'closed', how: 'reset' });
    assert.deepEqual(shortfallOfFailure(new TlsRefusal('decrypt_error', 'bad-finished', seen), times), {
      kind: 'malformed',
      reason: 'bad-finished',
    });
  });

  it('is silence where it was abandoned in its time, and the end of the time where that was up', () => {
    const aborted = new TlsAborted(null, seen);
    assert.deepEqual(shortfallOfFailure(aborted, times), { kind: 'silence', afterMs: 70 });
    assert.deepEqual(shortfallOfFailure(aborted, { ...times, expired: true }), deadline);
    // What the server said counts, even where the time ended with it.
    assert.deepEqual(shortfallOfFailure(new TlsAlert(40, 2, seen), { ...times, expired: true }), { kind: 'alert', description: 40 });
  });
});

describe('what a server makes of a certificate of ours', () => {
  const of = (ending: Ending) => shortfallOfVerdict(conversation({ ending }), 9000);
  const phases: readonly (readonly [Phase, boolean])[] = [
    ['before-server-hello', false],
    ['server-flight', false],
    ['client-flight', true],
    ['after-finished', true],
  ];
  for (const [phase, reported] of phases) {
    it(`is ${reported ? '' : 'not '}told by an alert or an end: ${phase}`, () => {
      const alert: Ending = { kind: 'alert', description: 42, name: 'bad_certificate', phase };
      assert.deepEqual(of(alert), reported ? null : { kind: 'alert', description: 42 });
      assert.deepEqual(of({ kind: 'closed', how: 'reset', phase }), reported ? null : { kind: 'closed', how: 'reset' });
    });

    it(`is never told by silence, or by what breaks the protocol: ${phase}`, () => {
      assert.deepEqual(of({ kind: 'timeout', afterMs: 70, phase }), { kind: 'silence', afterMs: 70 });
      assert.deepEqual(of({ kind: 'timeout', afterMs: 70, phase, by: 'deadline' }), deadline);
      assert.deepEqual(of({ kind: 'protocol-error', reason: 'bad-finished', alert: 'decrypt_error', phase }), {
        kind: 'malformed',
        reason: 'bad-finished',
      });
      assert.deepEqual(of({ kind: 'not-computable', reason: 'x', phase }), { kind: 'malformed', reason: 'x' });
      assert.deepEqual(of({ kind: 'stopped', phase }), { kind: 'undecided' });
    });
  }

  it('is told by whoever lets us in, and not by whoever says nothing', () => {
    assert.equal(of({ kind: 'accepted', by: 'ticket' }), null);
    assert.deepEqual(of({ kind: 'undecided' }), { kind: 'undecided' });
    assert.deepEqual(of({ kind: 'not-tls', bytes: Uint8Array.of(1) }), { kind: 'not-tls' });
  });
});
