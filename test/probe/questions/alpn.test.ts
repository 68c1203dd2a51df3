import assert from 'node:assert/strict';
import type { Gap } from '../../../src/model/shortfall.ts';
import type { HelloAnswer } from '../../../src/probe/ask-hello.ts';
import { encode } from '../../../src/tls/bytes/codec.ts';
import type { HelloOffer } from '../../../src/tls/first-flight/offer.ts';
import type { Extension } from '../../../src/tls/wire/extension.ts';
import { ExtensionType } from '../../../src/tls/wire/extension-types.ts';
import { protocolNameList } from '../../../src/tls/wire/extensions/alpn.ts';
import type { Plays } from '../../support/lying-server.ts';
import { ask, askPlaying, chosen, isWorthAsking, noAnswers, refusal, sessionWith } from './scripted-session.ts';

const noProtocol = 120;
const extension = (...names: readonly string[]): Extension => ({
  type: ExtensionType.application_layer_protocol_negotiation,
  data: encode(
    protocolNameList,
    names.map((name) => Buffer.from(name)),
  ),
});
const choice = (name: string): HelloAnswer => chosen({ hello: { extensions: [extension(name)] } });

describe('the application protocols of a server with TLS 1.2', () => {
  async function found(answer: (offered: readonly string[], offer: HelloOffer) => HelloAnswer) {
    const { session, asked } = sessionWith(['TLSv1.3', 'TLSv1.2'], (offer) => answer((offer.alpn ?? []).map(String), offer));
    await ask('alpn', session);
    return { alpn: session.found.details.alpn, asked };
  }

  for (const [what, none] of [
    ['it chooses none', chosen()],
    ['it refuses for want of one', { kind: 'alert', level: 2, description: noProtocol }],
  ] as const) {
    for (const has of [[], ['h2'], ['http/1.1'], ['h2', 'http/1.1'], ['http/1.1', 'h2']]) {
      it(`are ${has.join(', ') || 'none'}, in its order; of others ${what}`, async () => {
        const { alpn, asked } = await found((offered) => {
          const taken = has.find((name) => offered.includes(name));
          return taken === undefined ? none : choice(taken);
        });
        assert.deepEqual(alpn, { accepted: has, gap: null });
        // Nothing is left to offer where it has both.
        assert.deepEqual(
          asked.map(({ alpn: offered }) => offered),
          [['h2', 'http/1.1'], ...has.map((_, at) => ['h2', 'http/1.1'].filter((name) => !has.slice(0, at + 1).includes(name)))].slice(
            0,
            2,
          ),
        );
      });
    }
  }

  const gaps: readonly (readonly [string, HelloAnswer, Gap])[] = [
    ...noAnswers,
    ['another alert', refusal, { kind: 'alert', description: 40 }],
    ['an end', { kind: 'closed', how: 'fin' }, { kind: 'closed', how: 'fin' }],
    ['a choice of its own', choice('spdy/1'), { kind: 'not-offered', choice: 'spdy/1' }],
    ['the same choice again', choice('h2'), { kind: 'not-offered', choice: 'h2' }],
  ];
  for (const [what, answer, gap] of gaps) {
    it(`may be more than the first where the second answer is ${what}`, async () => {
      const { alpn } = await found((offered) => (offered.includes('h2') ? choice('h2') : answer));
      assert.deepEqual(alpn, { accepted: ['h2'], gap });
    });
  }

  it('are not known where its choice cannot be read', async () => {
    const broken = { ...extension(), data: Uint8Array.of(0, 3, 2, 104) };
    const { alpn } = await found(() => chosen({ hello: { extensions: [broken] } }));
    assert.deepEqual([alpn?.accepted, alpn?.gap?.kind], [[], 'malformed']);
  });

  it('are asked for in a hello that any server with TLS 1.2 could take', async () => {
    const { asked } = await found(() => chosen());
    assert.deepEqual(
      [asked[0]?.legacyVersion, asked[0]?.supportedVersions, (asked[0]?.cipherSuites.length ?? 0) > 100],
      [0x0303, undefined, true],
    );
  });
});

describe('the application protocols of a server with TLS 1.3 alone', () => {
  type Play = NonNullable<Plays['TLSv1.3']>;
  const flight = (server: Parameters<Play>[0], ...extensions: readonly Extension[]) => [
    server.begin(),
    server.encryptedExtensions(extensions),
    server.certificate(),
    server.certificateVerify(),
    server.finished(),
  ];
  const choosing =
    (...names: readonly string[]): Play =>
    (server, peer, nth) => {
      const name = names[nth];
      peer.send(...(name === undefined ? flight(server) : flight(server, extension(name))));
    };
  const cases: readonly (readonly [string, Play, readonly string[], Gap | null])[] = [
    ['none', choosing(), [], null],
    ['http/1.1 alone', choosing('http/1.1'), ['http/1.1'], null],
    ['both', choosing('http/1.1', 'h2'), ['http/1.1', 'h2'], null],
    ['none, by an alert for want of one', (server, peer) => peer.send(server.alert(2, noProtocol)), [], null],
    ['not known, by another alert', (server, peer) => peer.send(server.alert(2, 40)), [], { kind: 'alert', description: 40 }],
    ['not known, by an end', (_, peer) => peer.end(), [], { kind: 'closed', how: 'fin' }],
    ['not known, by silence', () => undefined, [], { kind: 'silence', afterMs: 60 }],
  ];
  for (const [what, play, accepted, gap] of cases) {
    it(`are ${what}`, async () => {
      const { session } = await askPlaying(
        'alpn',
        ['TLSv1.3'],
        { 'TLSv1.3': play },
        { idleTimeoutMs: gap?.kind === 'silence' ? 60 : 5000 },
      );
      assert.deepEqual(session.found.details.alpn, { accepted, gap });
    });
  }

  it('are not known where there is no connection', async () => {
    const { session } = sessionWith(['TLSv1.3'], () => refusal, { port: 1 });
    await ask('alpn', session);
    assert.deepEqual(session.found.details.alpn, { accepted: [], gap: { kind: 'not-connected', reachability: { kind: 'refused' } } });
  });
});

describe('whether application protocols are asked for', () => {
  for (const [versions, worth] of [
    [[], false],
    [['TLSv1.1', 'TLSv1', 'SSLv3'], false],
    [['TLSv1.2'], true],
    [['TLSv1.3'], true],
  ] as const) {
    it(`${versions.join(', ') || 'no version'}: ${worth}`, () => {
      assert.equal(isWorthAsking('alpn', sessionWith(versions, () => refusal).session), worth);
    });
  }
});
