import assert from 'node:assert/strict';
import type { Ending, Phase } from '../../../src/model/ending.ts';
import type { Application, Conversation } from '../../../src/model/observation.ts';
import type { ProtocolVersion } from '../../../src/model/protocol-version.ts';
import type { Shortfall } from '../../../src/model/shortfall.ts';
import type { ApplicationAnswer } from '../../../src/probe/ask-application.ts';
import { NotConnected } from '../../../src/probe/not-connected.ts';
import type { ProbeOptions } from '../../../src/probe/probe-options.ts';
import { Session } from '../../../src/probe/session.ts';
import { conversation, conversation12 } from '../../support/evidence.ts';
import { probeOptions, targetAt } from '../../support/probe.ts';
import { scriptedIdentity } from '../../support/scripted-tls-server.ts';
import { ask, isWorthAsking } from './scripted-session.ts';

type Wish = Parameters<Session['converse']>[0];
type Answer = Conversation | NotConnected;

const identity = { chain: [scriptedIdentity.certificate], key: scriptedIdentity.privateKey };
const modern: readonly ProtocolVersion[] = ['TLSv1.3', 'TLSv1.2', 'TLSv1.1', 'TLSv1'];
const letIn: Ending = { kind: 'accepted', by: 'finished' };
const timeout = (phase: Phase, by?: 'deadline'): Ending => ({ kind: 'timeout', afterMs: 5, phase, ...(by === undefined ? {} : { by }) });
const alert = (phase: Phase): Ending => ({ kind: 'alert', description: 42, name: 'bad_certificate', phase });
const closed = (phase: Phase): Ending => ({ kind: 'closed', how: 'fin', phase });
const notTls = (text: string): Ending => ({ kind: 'not-tls', bytes: Buffer.from(text) });
const noVersion = (ending: Ending, answeredInTls = true): Conversation => conversation({ version: null, answeredInTls, ending });
const offline = new NotConnected({ kind: 'refused' });
const offlineToo: Shortfall = { kind: 'not-connected', reachability: { kind: 'refused' } };
const outOfTime: Shortfall = { kind: 'deadline', afterMs: 10_000 };
const heard = (application: Application): ApplicationAnswer => ({
  application,
  release: null,
  names: null,
  heardAt: null,
  ended: null,
  cut: null,
});
const http = heard({ kind: 'http', answer: { status: 200, headers: {}, body: '' } });
const node = heard({ kind: 'transport', pong: true, versionId: null, notHttp: false });
const notHttpPort = heard({ kind: 'transport', pong: false, versionId: null, notHttp: true });
const nobody = heard({ kind: 'none', asked: ['ping'] });

/** A session whose conversations are these so far; the next are answered one by one, and kept as real ones are. */
function sessionOf(
  before: readonly Conversation[],
  answers: readonly Answer[] = [],
  { port = 9300, ...options }: Partial<ProbeOptions> & { readonly port?: number } = {},
): {
  readonly session: Session;
  readonly wishes: Wish[];
  readonly cleared: string[];
  readonly clear: (ApplicationAnswer | NotConnected)[];
} {
  const session = new Session(targetAt(port, null), '127.0.0.1', probeOptions(options));
  session.found.conversations.push(...before);
  const wishes: Wish[] = [];
  const left = [...answers];
  session.converse = async (wish) => {
    wishes.push(wish);
    const answer = left.shift() ?? assert.fail('one more conversation');
    if (!(answer instanceof NotConnected)) session.found.conversations.push(answer);
    return answer;
  };
  const cleared: string[] = [];
  const clear: (ApplicationAnswer | NotConnected)[] = [];
  session.askClear = async (question) => {
    cleared.push(question);
    return clear.shift() ?? assert.fail('one more question');
  };
  return { session, wishes, cleared, clear };
}

const missed = ({ unanswered }: Session) => unanswered.map(({ version, because }) => [version, because]);

describe('the first conversation', () => {
  it('offers every version from TLS 1.0 on, and asks who speaks above', async () => {
    const { session, wishes } = sessionOf([], [conversation()], { depth: 'quick' });
    assert.equal(isWorthAsking('newest-version', session), true);
    await ask('newest-version', session);
    assert.deepEqual(wishes, [{ versions: modern, question: 'transport', glance: false }]);
    assert.deepEqual(missed(session), []);
  });

  it('asks nothing, and stops early, where a glance is enough', async () => {
    const { session, wishes } = sessionOf([], [conversation()], { depth: 'glance' });
    await ask('newest-version', session);
    assert.deepEqual(wishes, [{ versions: modern, question: null, glance: true }]);
  });

  const cases: readonly (readonly [string, Answer, Shortfall | null])[] = [
    ['cut by the end of the time, without a version', noVersion(timeout('before-server-hello', 'deadline')), outOfTime],
    ['cut by the end of the time, with one', conversation({ ending: timeout('server-flight', 'deadline') }), null],
    ['silent', noVersion(timeout('before-server-hello')), null],
    ['refused', noVersion(alert('before-server-hello')), null],
    // That there is no connection stands in the reachability.
    ['not connected', offline, null],
  ];
  for (const [what, answer, because] of cases) {
    it(`is ${because === null ? '' : 'not '}an answer where it is ${what}`, async () => {
      const { session } = sessionOf([], [answer]);
      await ask('newest-version', session);
      assert.deepEqual(missed(session), because === null ? [] : [[null, because]]);
    });
  }
});

describe('the second conversation', () => {
  const older = modern.slice(1);
  type Case = readonly [
    string,
    readonly Conversation[],
    ApplicationAnswer | null,
    Partial<ProbeOptions>,
    readonly ProtocolVersion[] | null,
  ];
  const cases: readonly Case[] = [
    ['nothing was asked yet', [], null, {}, null],
    ['the first was in TLS 1.3', [conversation()], null, {}, older],
    ['the first was in TLS 1.3, and it is known who speaks', [conversation({ ending: letIn })], http, {}, older],
    ['the first was in TLS 1.3, and no line is to be left in a log', [conversation({ ending: letIn })], null, { quietWire: true }, older],
    ['the first was in TLS 1.2, and it is known who speaks', [conversation12({ ending: letIn })], http, {}, null],
    ['the first was in TLS 1.2, and nobody answered', [conversation12({ ending: letIn })], nobody, {}, modern],
    ['the first was in TLS 1.2, and nobody was asked', [conversation12({ ending: letIn })], null, {}, modern],
    ['the same, and no line is to be left in a log', [conversation12({ ending: letIn })], nobody, { quietWire: true }, null],
    ['the first was refused in TLS 1.2', [conversation12()], null, {}, null],
    ['the first stood still in its handshake', [noVersion(timeout('server-flight'))], null, {}, older],
    ['the first was refused', [noVersion(alert('before-server-hello'))], null, {}, null],
    ['the first was silent', [noVersion(timeout('before-server-hello'), false)], null, {}, null],
    ['the first was not TLS', [noVersion(notTls('SSH-'), false)], null, {}, null],
  ];
  for (const [what, before, overTls, options, versions] of cases) {
    it(`${versions === null ? 'is left out' : `offers ${versions.join(', ')}`} where ${what}`, async () => {
      const { session, wishes } = sessionOf(before, versions === null ? [] : [conversation12()], options);
      session.found.overTls = overTls;
      assert.equal(isWorthAsking('other-version', session), versions !== null);
      const question = session.openQuestion();
      await ask('other-version', session);
      assert.deepEqual(wishes, versions === null ? [] : [{ versions, question }]);
      assert.deepEqual(missed(session), []);
    });
  }

  const answers: readonly (readonly [string, Answer, Shortfall | null])[] = [
    ['cut by the end of the time, without a version', noVersion(timeout('before-server-hello', 'deadline')), outOfTime],
    ['not connected', offline, offlineToo],
    ['not connected for want of time', new NotConnected(null), outOfTime],
    ['silent', noVersion(timeout('before-server-hello')), null],
    ['refused', noVersion(alert('before-server-hello')), null],
  ];
  for (const [what, answer, because] of answers) {
    it(`is ${because === null ? '' : 'not '}an answer where it is ${what}`, async () => {
      const { session } = sessionOf([conversation()], [answer]);
      await ask('other-version', session);
      assert.deepEqual(missed(session), because === null ? [] : [[null, because]]);
    });
  }
});

describe('a conversation with a certificate', () => {
  const verdicts: readonly (readonly [string, Answer, 'accepted' | 'refused' | 'unknown', Shortfall | null])[] = [
    ['lets us in', conversation12({ ending: letIn }), 'accepted', null],
    ['refuses it by alert', conversation12({ ending: alert('client-flight') }), 'refused', null],
    ['refuses it by an end', conversation({ ending: closed('after-finished') }), 'refused', null],
    ['refuses us before it has seen it', conversation12({ ending: alert('server-flight') }), 'unknown', { kind: 'alert', description: 42 }],
    ['falls silent', conversation12({ ending: timeout('client-flight') }), 'unknown', { kind: 'silence', afterMs: 5 }],
    ['says nothing of it', conversation({ ending: { kind: 'undecided' } }), 'unknown', { kind: 'undecided' }],
    ['is not there', offline, 'unknown', offlineToo],
  ];
  for (const [what, answer, told, because] of verdicts) {
    const version = answer instanceof NotConnected ? null : answer.version;
    it(`of the user's: the server ${what}`, async () => {
      const { session, wishes } = sessionOf([conversation({ ending: letIn })], [answer], { identity });
      await ask('with-identity', session);
      assert.deepEqual(wishes, [{ versions: modern, question: 'transport', identity: { kind: 'given', ...identity } }]);
      assert.deepEqual(missed(session), because === null ? [] : [[version, because]]);
      assert.equal(session.found.selfSignedAnswer, 'not-asked');
    });

    it(`that nobody signed: the server ${what}: ${told}`, async () => {
      const { session, wishes } = sessionOf([conversation({ ending: letIn })], [answer], { selfSignedIdentity: identity });
      await ask('as-stranger', session);
      assert.deepEqual(wishes, [{ versions: modern, question: 'transport', identity: { kind: 'self-signed', ...identity } }]);
      assert.deepEqual(missed(session), because === null ? [] : [[version, because]]);
      assert.equal(session.found.selfSignedAnswer, told);
    });
  }

  for (const [requests, options, given, stranger] of [
    [true, {}, false, false],
    [true, { identity }, true, false],
    [true, { selfSignedIdentity: identity }, false, true],
    [false, { identity, selfSignedIdentity: identity }, false, false],
  ] as const) {
    it(`is tried where one is asked for, and there is one: ${requests}, ${Object.keys(options).join(', ') || 'none'}`, () => {
      const bare = conversation({ certificateRequest: null });
      const { session } = sessionOf(requests ? [bare, conversation12()] : [bare], [], options);
      assert.deepEqual([isWorthAsking('with-identity', session), isWorthAsking('as-stranger', session)], [given, stranger]);
    });
  }
});

describe('a question in the clear', () => {
  type Case = readonly [string, readonly Conversation[], number, string | null];
  const cases: readonly Case[] = [
    ['nothing was asked yet', [], 9300, null],
    ['TLS was heard', [noVersion(alert('before-server-hello'))], 9300, null],
    ['nothing was heard', [noVersion(timeout('before-server-hello'), false)], 9300, null],
    ['a transport port closed', [noVersion(closed('before-server-hello'), false)], 9300, 'transport'],
    ['an HTTP port closed', [noVersion(closed('before-server-hello'), false)], 9200, 'http'],
    ['a port that hints at nothing closed', [noVersion(closed('before-server-hello'), false)], 1, 'http'],
    ['a transport port answered in HTTP', [noVersion(notTls('HTTP/1.1 400'), false)], 9300, 'http'],
  ];
  for (const [what, before, port, question] of cases) {
    it(`is ${question ?? 'none'} where ${what}`, async () => {
      const { session, cleared, clear } = sessionOf(before, [], { port });
      assert.equal(isWorthAsking('in-clear', session), question !== null);
      if (question === null) return;
      clear.push(nobody);
      await ask('in-clear', session);
      assert.deepEqual([cleared, session.found.inClear], [[question], nobody]);
    });
  }

  it('is none where something else answered', async () => {
    for (const banner of ['SSH-2.0', 'HTTP', 'HTTPS/', 'xHTTP/1.1']) {
      const { session, cleared } = sessionOf([noVersion(notTls(banner), false)]);
      await ask('in-clear', session);
      assert.deepEqual([cleared, session.found.inClear, missed(session)], [[], null, []], banner);
    }
  });

  it('is asked again of a transport port that was taken for an HTTP port', async () => {
    const { session, cleared, clear } = sessionOf([noVersion(closed('before-server-hello'), false)], [], { port: 9200 });
    clear.push(notHttpPort, node);
    await ask('in-clear', session);
    assert.deepEqual([cleared, session.found.inClear], [['http', 'transport'], node]);
  });

  it('is not asked again of one that answered as what it is', async () => {
    for (const answer of [http, node]) {
      const { session, cleared, clear } = sessionOf([noVersion(closed('before-server-hello'), false)]);
      clear.push(answer);
      await ask('in-clear', session);
      assert.deepEqual([cleared, session.found.inClear], [['transport'], answer]);
    }
  });

  it('is missed where there is no connection for it, the first or the second time', async () => {
    const first = sessionOf([noVersion(closed('before-server-hello'), false)]);
    first.clear.push(offline);
    await ask('in-clear', first.session);
    assert.deepEqual([missed(first.session), first.session.found.inClear], [[[null, offlineToo]], null]);
    const second = sessionOf([noVersion(closed('before-server-hello'), false)]);
    second.clear.push(notHttpPort, offline);
    await ask('in-clear', second.session);
    assert.deepEqual([missed(second.session), second.session.found.inClear], [[[null, offlineToo]], notHttpPort]);
  });
});

describe('older versions', () => {
  const taking = (version: ProtocolVersion) => conversation12({ version, offeredVersions: [version] });
  const refused = (...offeredVersions: readonly ProtocolVersion[]) => ({ ...noVersion(alert('before-server-hello')), offeredVersions });
  type Case = readonly [string, readonly Answer[], readonly (readonly ProtocolVersion[])[], Shortfall | null];
  const all: readonly ProtocolVersion[] = ['TLSv1.1', 'TLSv1', 'SSLv3'];
  const cases: readonly Case[] = [
    ['none is taken', [refused(...all)], [all], null],
    ['one is taken, and then none', [taking('TLSv1.1'), refused('TLSv1', 'SSLv3')], [all, ['TLSv1', 'SSLv3']], null],
    // What is newer than the version that was taken is ruled out.
    ['the oldest is taken', [{ ...taking('SSLv3'), offeredVersions: all }], [all], null],
    ['each is taken', all.map(taking), [all, all.slice(1), all.slice(2)], null],
    ['there is no connection', [offline], [all], offlineToo],
    ['there is no connection for the second', [taking('TLSv1.1'), offline], [all, all.slice(1)], offlineToo],
    ['the time ends', [{ ...noVersion(timeout('before-server-hello', 'deadline')), offeredVersions: [] }], [all], outOfTime],
  ];
  for (const [what, answers, offers, because] of cases) {
    it(`are offered together until none is left: ${what}`, async () => {
      const { session, wishes } = sessionOf([conversation(), conversation12()], answers, { depth: 'standard' });
      assert.equal(isWorthAsking('legacy-versions', session), true);
      await ask('legacy-versions', session);
      assert.deepEqual(
        wishes.map(({ versions, question }) => [versions, question]),
        offers.map((versions) => [versions, null]),
      );
      assert.ok(
        wishes.every(
          ({ cipherSuites }) => cipherSuites?.includes(0x0004) && cipherSuites.includes(0xc014) && !cipherSuites.includes(0x1301),
        ),
      );
      assert.deepEqual(missed(session), because === null ? [] : [[null, because]]);
    });
  }

  it('are missed where the time was up before', async () => {
    const { session, wishes } = sessionOf([conversation()], [], { depth: 'standard', signal: AbortSignal.abort() });
    await ask('legacy-versions', session);
    assert.deepEqual([wishes, missed(session)], [[], [[null, outOfTime]]]);
  });

  it('are not offered to what does not speak TLS, or where all are known', async () => {
    for (const before of [[], [noVersion(notTls('SSH-'), false)]])
      assert.equal(isWorthAsking('legacy-versions', sessionOf(before).session), false);
    const { session, wishes } = sessionOf([{ ...taking('SSLv3'), offeredVersions: all }]);
    await ask('legacy-versions', session);
    assert.deepEqual(wishes, []);
  });
});
