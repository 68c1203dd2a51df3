import assert from 'node:assert/strict';
import type { Ending, Phase } from '../../src/model/ending.ts';
import type { Conversation } from '../../src/model/observation.ts';
import type { ProtocolVersion } from '../../src/model/protocol-version.ts';
import { versionAnswers } from '../../src/probe/version-answers.ts';
import { conversation } from '../support/evidence.ts';

const offered = (offeredVersions: readonly ProtocolVersion[], version: ProtocolVersion | null, ending?: Ending): Conversation =>
  conversation({ offeredVersions, version, ...(ending === undefined ? {} : { ending }) });
const alert = (phase: Phase): Ending => ({ kind: 'alert', description: 70, name: 'protocol_version', phase });
const closed = (phase: Phase): Ending => ({ kind: 'closed', how: 'fin', phase });

describe('which versions a server takes', () => {
  it('the one that it chose; newer ones that it was offered it does not have, older ones it may', () => {
    assert.deepEqual(versionAnswers([offered(['TLSv1.3', 'TLSv1.2', 'TLSv1.1', 'TLSv1'], 'TLSv1.2')]), {
      'TLSv1.3': 'rejected',
      'TLSv1.2': 'accepted',
    });
  });

  it('what it was not offered is not answered', () => {
    assert.deepEqual(versionAnswers([]), {});
    assert.deepEqual(versionAnswers([offered(['TLSv1.2'], 'TLSv1.2')]), { 'TLSv1.2': 'accepted' });
  });

  /** What ended a hello before a version was settled, and what that says of the versions in it. */
  const endings: readonly (readonly [string, Ending, 'rejected' | 'unknown'])[] = [
    ['an alert', alert('before-server-hello'), 'rejected'],
    ['an end', closed('before-server-hello'), 'rejected'],
    ['a reset', { kind: 'closed', how: 'reset', phase: 'before-server-hello' }, 'rejected'],
    ['silence', { kind: 'timeout', afterMs: 1, phase: 'before-server-hello' }, 'unknown'],
    ['the end of the time', { kind: 'timeout', afterMs: 1, phase: 'before-server-hello', by: 'deadline' }, 'unknown'],
    ['what is not TLS', { kind: 'not-tls', bytes: Uint8Array.of(72) }, 'unknown'],
    ['a broken protocol', { kind: 'protocol-error', reason: 'r', alert: 'a', phase: 'before-server-hello' }, 'unknown'],
    ['an alert in a flight whose version was not read', alert('server-flight'), 'unknown'],
    ['an end in a flight whose version was not read', closed('server-flight'), 'unknown'],
  ];
  for (const [what, ending, expected] of endings) {
    it(`${what} in answer to a hello: ${expected}, all that it offered`, () => {
      assert.deepEqual(versionAnswers([offered(['TLSv1.1', 'TLSv1'], null, ending)]), { 'TLSv1.1': expected, TLSv1: expected });
    });
  }

  it('an answer counts more than none, whichever came first; a yes more than a no', () => {
    const silence = offered(['TLSv1.2'], null, { kind: 'timeout', afterMs: 1, phase: 'before-server-hello' });
    const no = offered(['TLSv1.2'], null, alert('before-server-hello'));
    const yes = offered(['TLSv1.2'], 'TLSv1.2');
    const said = (...conversations: readonly Conversation[]) => versionAnswers(conversations)['TLSv1.2'];
    assert.deepEqual([said(silence, no), said(no, silence)], ['rejected', 'rejected']);
    assert.deepEqual([said(silence, yes), said(yes, silence)], ['accepted', 'accepted']);
    assert.deepEqual([said(no, yes), said(yes, no)], ['accepted', 'accepted']);
    assert.equal(said(silence, silence), 'unknown');
  });
});
