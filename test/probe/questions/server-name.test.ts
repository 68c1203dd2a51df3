import assert from 'node:assert/strict';
import type { HelloAnswer } from '../../../src/probe/ask-hello.ts';
import { cipherSuiteName } from '../../../src/tls/wire/cipher-suites.ts';
import type { Plays } from '../../support/lying-server.ts';
import { scriptedIdentity } from '../../support/scripted-tls-server.ts';
import { ask, askPlaying, chosen, isWorthAsking, noAnswers, refusal, refusals, sessionWith, silence } from './scripted-session.ts';

const usual = Uint8Array.of(1, 2, 3);
const second = Uint8Array.of(1, 2, 4);
const other = Uint8Array.of(1, 2);
const seen = (leaf: Uint8Array) => ({
  version: 'TLSv1.2' as const,
  cipherSuite: 0xc02f,
  group: null,
  signatureScheme: null,
  certificates: [leaf],
});
const shows = (...certificates: readonly Uint8Array[]): HelloAnswer => chosen({ certificates });

describe('the certificate for another name, or none, up to TLS 1.2', () => {
  const cases: readonly (readonly [string, HelloAnswer, string, boolean])[] = [
    ['the usual one', shows(usual, other), 'same-certificate', false],
    ['the other one that is usual', shows(second), 'same-certificate', false],
    ['another', shows(other, usual), 'other-certificate', false],
    ['another, of a flight that was cut', chosen({ certificates: [other], cut: silence }), 'other-certificate', false],
    ...Object.entries(refusals).map(([how, answer]) => [how, answer, 'refused', false] as const),
    ...noAnswers.map(([how, answer]) => [how, answer, 'unknown', true] as const),
    ['a choice without a certificate', chosen({ cut: silence }), 'unknown', true],
    ['an empty list of certificates', shows(), 'unknown', true],
  ];
  for (const [what, answer, expected, missed] of cases) {
    it(`${what}: ${expected}`, async () => {
      const { session, asked } = sessionWith(['TLSv1.2'], () => answer, { serverName: 'es01' });
      session.seen.note(seen(usual));
      session.seen.note(seen(second));
      await ask('server-name', session);
      assert.deepEqual(session.found.details.serverName, { absent: expected, unknown: expected });
      assert.deepEqual(
        asked.map(({ serverName }) => serverName),
        [null, 'nobody.invalid'],
      );
      assert.equal(session.unanswered.length, missed ? 2 : 0);
      assert.deepEqual(
        session.found.details.leaves?.map(({ der }) => der),
        [usual, second],
      );
    });
  }

  it('is the usual one without a name where none is given anyway', async () => {
    const { session, asked } = sessionWith(['TLSv1.2'], () => refusal, { serverName: null });
    session.seen.note(seen(usual));
    await ask('server-name', session);
    assert.deepEqual(session.found.details.serverName, { absent: 'same-certificate', unknown: 'refused' });
    assert.equal(asked.length, 1);
  });

  it('is asked for with suites that bring one, of every kind of key, and those that it took before', async () => {
    const { session, asked } = sessionWith(['TLSv1.2'], () => refusal, { serverName: 'es01' });
    session.seen.note(seen(usual));
    session.found.details.cipherSuites = {
      'TLSv1.2': { accepted: ['TLS_ECDH_anon_WITH_NULL_SHA', 'TLS_RSA_WITH_SEED_CBC_SHA'], gap: null, serverOrder: null },
    };
    await ask('server-name', session);
    const offered = asked[0]?.cipherSuites ?? [];
    const names = offered.map(cipherSuiteName);
    assert.ok(names.includes('TLS_RSA_WITH_SEED_CBC_SHA'), 'what it took');
    for (const kind of ['_ECDSA_', '_RSA_'])
      assert.ok(
        names.some((name) => name.includes(kind)),
        kind,
      );
    assert.deepEqual(
      names.filter((name) => name.includes('_anon_') || !name.includes('_WITH_')),
      [],
    );
    assert.equal(new Set(offered).size, offered.length);
  });
});

describe('the certificate for another name, or none, in TLS 1.3 alone', () => {
  const mine = scriptedIdentity.certificate;
  type Play = NonNullable<Plays['TLSv1.3']>;
  const whole: Play = (server, peer) =>
    peer.send(server.begin(), server.encryptedExtensions(), server.certificate(), server.certificateVerify(), server.finished());
  const cases: readonly (readonly [string, Play, Uint8Array, string, boolean])[] = [
    ['the usual one', whole, mine, 'same-certificate', false],
    ['another', whole, usual, 'other-certificate', false],
    [
      'another, behind which it broke off',
      (server, peer) => {
        peer.send(server.begin(), server.encryptedExtensions(), server.certificate());
        peer.end();
      },
      usual,
      'other-certificate',
      false,
    ],
    ['an alert', (server, peer) => peer.send(server.alert(2, 112)), mine, 'refused', false],
    ['an end', (_, peer) => peer.end(), mine, 'refused', false],
    ['a reset', (_, peer) => peer.reset(), mine, 'refused', false],
    ['silence', () => undefined, mine, 'unknown', true],
    ['what breaks the protocol', (server, peer) => peer.send(server.begin(), server.finished()), mine, 'unknown', true],
  ];
  for (const [what, play, known, expected, missed] of cases) {
    it(`${what}: ${expected}`, async () => {
      const { session } = await askPlaying(
        'server-name',
        ['TLSv1.3'],
        { 'TLSv1.3': play },
        { idleTimeoutMs: what === 'silence' ? 60 : 5000, serverName: 'es01', prepare: ({ seen: answers }) => answers.note(seen(known)) },
      );
      assert.deepEqual(session.found.details.serverName, { absent: expected, unknown: expected });
      assert.equal(session.unanswered.length, missed ? 2 : 0);
    });
  }

  it('names the server only where a name is asked about', async () => {
    const named: (string | null)[] = [];
    const { session } = await askPlaying(
      'server-name',
      ['TLSv1.3'],
      {
        'TLSv1.3': (server, peer, nth) => {
          const name = server.hello.extensions?.find(({ type }) => type === 0)?.data;
          named.push(name === undefined ? null : Buffer.from(name.subarray(5)).toString());
          return whole(server, peer, nth);
        },
      },
      { serverName: 'es01', prepare: ({ seen: answers }) => answers.note(seen(mine)) },
    );
    assert.deepEqual(named, [null, 'nobody.invalid']);
    assert.deepEqual(session.unanswered, []);
  });

  it('is not known where there is no connection', async () => {
    const { session } = sessionWith(['TLSv1.3'], () => refusal, { port: 1 });
    session.seen.note(seen(mine));
    await ask('server-name', session);
    assert.equal(session.found.details.serverName?.unknown, 'unknown');
    assert.deepEqual(
      session.unanswered.map(({ because }) => because),
      [{ kind: 'not-connected', reachability: { kind: 'refused' } }],
    );
  });
});

describe('whether another name is asked about', () => {
  it('only where a certificate was seen for the usual one', () => {
    const { session } = sessionWith(['TLSv1.2'], () => refusal);
    assert.equal(isWorthAsking('server-name', session), false);
    session.seen.note(seen(usual));
    assert.equal(isWorthAsking('server-name', session), true);
  });
});
