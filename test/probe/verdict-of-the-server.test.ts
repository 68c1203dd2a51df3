import assert from 'node:assert/strict';
import net from 'node:net';
import type { Ending } from '../../src/model/ending.ts';
import { type HandshakeRequest, tlsConversation } from '../../src/probe/tls-conversation.ts';
import { encode } from '../../src/tls/bytes/codec.ts';
import { certificateRequest12, certificateRequest13 } from '../../src/tls/wire/certificate-request.ts';
import { ExtensionType } from '../../src/tls/wire/extension-types.ts';
import { signatureSchemeList } from '../../src/tls/wire/extensions/signature-algorithms.ts';
import { HandshakeType } from '../../src/tls/wire/handshake-types.ts';
import { SignatureScheme } from '../../src/tls/wire/signature-schemes.ts';
import { type LiedTo, startLyingServer } from '../support/lying-server.ts';
import type { ScriptedServer12, ScriptedServer13 } from '../support/scripted-tls-server.ts';

const schemes = [SignatureScheme.ecdsa_secp256r1_sha256];
const request13 = encode(certificateRequest13, {
  context: new Uint8Array(),
  extensions: [{ type: ExtensionType.signature_algorithms, data: encode(signatureSchemeList, schemes) }],
});
const request12 = encode(certificateRequest12, { certificateTypes: [64], signatureSchemes: schemes, authorities: [] });
const pong = Uint8Array.of(0x45, 0x53, 0xff, 0xff, 0xff, 0xff);
const notHttp = Buffer.from('This is not an HTTP port');
const answer = Buffer.from('HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n');

/** What the server does when the handshake is finished on the client's side. */
type After = (server: ScriptedServer12 | ScriptedServer13, peer: LiedTo) => Promise<void> | void;
type Version = 'TLSv1.3' | 'TLSv1.2';

async function endingOf(version: Version, asks: boolean, question: HandshakeRequest['question'], after: After): Promise<Ending> {
  const server = await startLyingServer({
    'TLSv1.3': async (script, peer) => {
      const request = asks
        ? [script.begin(), script.encryptedExtensions(), script.handshake(HandshakeType.certificate_request, request13)]
        : [];
      const opening = asks ? request : [script.begin(), script.encryptedExtensions()];
      peer.send(...opening, script.certificate(), script.certificateVerify(), script.finished());
      await peer.hear();
      script.settle();
      await after(script, peer);
    },
    'TLSv1.2': async (script, peer) => {
      peer.send(script.begin(), script.certificate(), script.serverKeyExchange());
      peer.send(...(asks ? [script.handshake(HandshakeType.certificate_request, request12)] : []), script.serverHelloDone());
      await peer.hear();
      peer.send(script.changeCipherSpec(), script.finished());
      await after(script, peer);
    },
  });
  const socket = net.connect(server.port, '127.0.0.1');
  await new Promise((done) => socket.once('connect', done));
  const { conversation } = await tlsConversation(socket, {
    versions: [version],
    serverName: null,
    identity: null,
    quiet: false,
    question,
    host: 'es01',
    idleTimeoutMs: 1000,
    connectMs: 1,
    signal: new AbortController().signal,
  });
  socket.destroy();
  await server.close();
  return conversation.ending;
}

const send =
  (make: (server: ScriptedServer12 | ScriptedServer13) => Uint8Array): After =>
  (server, peer) =>
    peer.send(make(server));
const alert = (description: number) => send((server) => server.alert(2, description));
const garbled = send(() => Uint8Array.of(23, 3, 3, 0, 32, ...new Uint8Array(32)));
const ticket: After = (server, peer) => {
  if ('ticket' in server) peer.send(server.ticket());
};
/** Does it when the question has come. */
const asked =
  (then: After): After =>
  async (server, peer) => {
    await peer.hear();
    await then(server, peer);
  };
const both =
  (first: After, then: After): After =>
  async (server, peer) => {
    await first(server, peer);
    await then(server, peer);
  };
const silent: After = () => undefined;
const gone: After = (_, peer) => peer.end();
const reset: After = (_, peer) => peer.reset();

const inShort = (ending: Ending): string => {
  if (ending.kind === 'accepted') return `accepted by ${ending.by}`;
  if (ending.kind === 'alert') return `alert ${ending.description}`;
  return ending.kind === 'protocol-error' ? ending.reason : ending.kind;
};

describe('what a server makes of a client without a certificate, once the handshake is finished', () => {
  /** The version, whether it asked for a certificate, what it is asked, what it does; what that says. */
  const cases: readonly (readonly [string, Version, boolean, HandshakeRequest['question'], After, string])[] = [
    ['silence, unasked', 'TLSv1.3', false, null, silent, 'accepted by finished'],
    ['silence after it asked', 'TLSv1.3', true, null, silent, 'undecided'],
    ['a ticket', 'TLSv1.3', true, null, ticket, 'accepted by ticket'],
    ['data', 'TLSv1.3', true, null, send((server) => server.data(answer)), 'accepted by data'],
    ['an alert', 'TLSv1.3', true, null, alert(116), 'alert 116'],
    ['an alert that has nothing to do with it', 'TLSv1.3', true, null, alert(80), 'alert 80'],
    ['an end', 'TLSv1.3', true, null, gone, 'closed'],
    ['a reset', 'TLSv1.3', true, null, reset, 'closed'],
    ['what cannot be decrypted', 'TLSv1.3', true, null, garbled, 'bad-record-mac'],

    ['an answer', 'TLSv1.3', true, 'http', asked(send((server) => server.data(answer))), 'accepted by data'],
    ['silence when it is asked', 'TLSv1.3', true, 'http', asked(silent), 'undecided'],
    ['an alert when it is asked', 'TLSv1.3', true, 'http', asked(alert(40)), 'alert 40'],
    ['an end when it is asked', 'TLSv1.3', true, 'http', asked(gone), 'undecided'],
    ['a reset when it is asked', 'TLSv1.3', true, 'http', asked(reset), 'undecided'],
    ['what cannot be decrypted when it is asked', 'TLSv1.3', true, 'http', asked(garbled), 'bad-record-mac'],
    ['a ticket, and an alert when it is asked', 'TLSv1.3', true, 'http', both(ticket, asked(alert(40))), 'accepted by ticket'],
    ['a ticket when it is asked', 'TLSv1.3', true, 'http', asked(ticket), 'accepted by ticket'],
    ['a ticket when it is asked, and an alert', 'TLSv1.3', true, 'http', asked(both(ticket, alert(40))), 'accepted by ticket'],
    ['a pong', 'TLSv1.3', true, 'transport', asked(send((server) => server.data(pong))), 'accepted by pong'],
    ['that it is no HTTP port', 'TLSv1.3', true, 'http', asked(send((server) => server.data(notHttp))), 'accepted by data'],
    ['what is no answer when it is asked', 'TLSv1.3', true, 'http', asked(send((server) => server.data(Buffer.from('SSH-')))), 'undecided'],
    [
      'a record that breaks the protocol when it is asked',
      'TLSv1.3',
      true,
      'http',
      asked(send((server) => server.record(99, pong))),
      'undecided',
    ],
    // Finished and the question come together.
    ['an answer, unasked', 'TLSv1.3', false, 'http', send((server) => server.data(answer)), 'accepted by data'],
    ['silence when it is asked, unasked', 'TLSv1.3', false, 'http', silent, 'accepted by finished'],
    ['an alert when it is asked, unasked', 'TLSv1.3', false, 'http', alert(80), 'alert 80'],

    ['silence', 'TLSv1.2', true, null, silent, 'accepted by finished'],
    ['an answer', 'TLSv1.2', true, 'http', asked(send((server) => server.data(answer))), 'accepted by data'],
    ['silence when it is asked', 'TLSv1.2', true, 'http', asked(silent), 'accepted by finished'],
    ['an alert when it is asked', 'TLSv1.2', true, 'http', asked(alert(40)), 'alert 40'],
    ['an end when it is asked', 'TLSv1.2', true, 'http', asked(gone), 'accepted by finished'],
  ];
  const endings = new Map<number, Promise<Ending>>();
  // Most of it is waiting: all at once.
  before(async () => {
    for (const [index, [, version, asks, question, after]] of cases.entries()) endings.set(index, endingOf(version, asks, question, after));
    await Promise.allSettled(endings.values());
  });

  for (const [index, [what, version, asks, , , expected]] of cases.entries()) {
    it(`${version}${asks ? ', which asked for one' : ''}: ${what}: ${expected}`, async () => {
      const ending = await endings.get(index);
      assert.equal(ending && inShort(ending), expected);
    });
  }
});
