import assert from 'node:assert/strict';
import { issue, makeCa } from '../../../src/lab/pki.ts';
import { encode } from '../../../src/tls/bytes/codec.ts';
import { ClientMachine } from '../../../src/tls/handshake/client-machine.ts';
import { defaultCipherSuites } from '../../../src/tls/handshake/client-options.ts';
import { Alert } from '../../../src/tls/wire/alerts.ts';
import { certificateRequest12 } from '../../../src/tls/wire/certificate-request.ts';
import { certificateStatus } from '../../../src/tls/wire/certificate-status.ts';
import { ExtensionType } from '../../../src/tls/wire/extension-types.ts';
import { HandshakeType } from '../../../src/tls/wire/handshake-types.ts';
import { newSessionTicket12, newSessionTicket13 } from '../../../src/tls/wire/new-session-ticket.ts';
import { SignatureScheme } from '../../../src/tls/wire/signature-schemes.ts';
import { suiteParameters } from '../../../src/tls/wire/suite-parameters.ts';
import { versionCode } from '../../../src/tls/wire/versions.ts';
import { type Said, ScriptedServer12, ScriptedServer13 } from '../../support/scripted-tls-server.ts';
import { extension, nothing } from './lies/lie.ts';

const one = Uint8Array.of(1);
const times = (count: number, make: () => Uint8Array): readonly Uint8Array[] => Array.from({ length: count }, make);
const header = (type: number, version: number, length: number): Uint8Array =>
  Uint8Array.of(type, version >> 8, version & 0xff, length >> 8, length & 0xff);
const marked = (end: number) => Buffer.concat([new Uint8Array(24).fill(0x5e), Buffer.from('DOWNGRD', 'latin1'), Uint8Array.of(end)]);
const connected13 = () => {
  const server = new ScriptedServer13();
  server.connect();
  return server;
};
const connected12 = () => {
  const server = new ScriptedServer12();
  server.connect();
  return server;
};
/** Nothing but data, if anything, and no word back. */
function taken({ events, answer }: Said): void {
  assert.deepEqual(
    events.filter((kind) => kind !== 'data'),
    [],
  );
  assert.deepEqual(answer, []);
}

describe('a client connects', () => {
  const ca = makeCa();
  const identities = { RSA: issue(ca, { key: 'RSA-2048' }), ECDSA: issue(ca, { key: 'P-256' }) };
  const versions = ['TLSv1', 'TLSv1.1', 'TLSv1.2'] as const;
  for (const code of defaultCipherSuites) {
    const suite = suiteParameters(code);
    if (!suite || suite.authentication === 'any') continue;
    const identity = identities[suite.authentication];
    for (const version of versions) {
      if (versionCode(version) < versionCode(suite.minVersion)) continue;
      it(`with ${suite.name} in ${version}, with the extended master secret and without`, () => {
        for (const extendedMasterSecret of [true, false]) {
          const server = new ScriptedServer12({}, { version, suite: code, identity, extendedMasterSecret });
          assert.deepEqual(server.connect().events, ['connected']);
          assert.equal(server.machine.seen.extendedMasterSecret, extendedMasterSecret);
          assert.equal(server.machine.seen.serverSignature, suite.keyExchange === 'RSA' ? 'not-seen' : 'valid');
          assert.deepEqual(server.say(server.data(one), server.data(one)).events, ['data', 'data']);
          const [sent] = server.read(server.machine.write(Uint8Array.of(2)));
          assert.deepEqual([sent?.type, ...(sent?.content ?? [])], [23, 2]);
        }
      });
    }
  }

  const tls13 = extension(ExtensionType.supported_versions, 3, 4);
  const x25519 = extension(ExtensionType.key_share, 0, 0x1d);
  const cookie = extension(ExtensionType.cookie, 0, 1, 7);
  it('after a HelloRetryRequest for a group, for a cookie, and for both', () => {
    const toCome = { groups: [0x1d, 0x17], keyShares: [0x17] };
    for (const [options, asked] of [
      [toCome, [tls13, x25519]],
      [{}, [tls13, cookie]],
      [toCome, [tls13, x25519, cookie]],
    ] as const) {
      const server = new ScriptedServer13(options);
      server.say(server.retry(asked));
      const sent = server.hello.extensions?.find(({ type }) => type === ExtensionType.cookie);
      assert.deepEqual(sent && [...sent.data], asked.some(({ type }) => type === ExtensionType.cookie) ? [0, 1, 7] : undefined);
      assert.deepEqual(server.connect().events, ['connected']);
    }
  });

  it('below the newest version, with a mark that says no more than what it offered', () => {
    const mark = (end: number, version: 'TLSv1.2' | 'TLSv1.1', offered: readonly ('TLSv1.2' | 'TLSv1.1')[]) => {
      const server = new ScriptedServer12({ versions: offered }, { version });
      return server.say(server.begin([], { random: marked(end) })).reason;
    };
    assert.equal(mark(1, 'TLSv1.2', ['TLSv1.2']), null);
    assert.equal(mark(0, 'TLSv1.1', ['TLSv1.1']), null);
    // Not the marks, which end in 0 and 1.
    assert.equal(mark(2, 'TLSv1.1', ['TLSv1.2', 'TLSv1.1']), null);
  });

  it('where TLS 1.2 begins a session of its own, and without extensions', () => {
    const own = new ScriptedServer12({ versions: ['TLSv1.3', 'TLSv1.2'] });
    assert.equal(own.say(own.begin([], { sessionId: new Uint8Array(32).fill(4) })).reason, null);
    const bare = new ScriptedServer12({}, { extendedMasterSecret: false });
    assert.equal(bare.say(bare.begin([], { extensions: null })).reason, null);
  });

  it('with empty renegotiation_info, which says that it is safe to renegotiate', () => {
    const server = new ScriptedServer12();
    server.say(server.begin([extension(ExtensionType.renegotiation_info, 0)]));
    assert.equal(server.machine.seen.secureRenegotiation, true);
    const without = new ScriptedServer12();
    without.say(without.begin());
    assert.equal(without.machine.seen.secureRenegotiation, false);
  });

  it('with a stapled answer, and where a promised one does not come', () => {
    const promised = extension(ExtensionType.status_request);
    const status = encode(certificateStatus, { statusType: 1, response: Uint8Array.of(5) });
    for (const sent of [true, false]) {
      const server = new ScriptedServer12();
      const before = [server.begin([promised]), server.certificate()];
      if (sent) before.push(server.handshake(HandshakeType.certificate_status, status));
      server.say(...before, server.serverKeyExchange(), server.serverHelloDone());
      assert.deepEqual(server.say(server.changeCipherSpec(), server.finished()).events, ['connected']);
      assert.deepEqual(server.machine.seen.ocspResponse && [...server.machine.seen.ocspResponse], sent ? [5] : null);
    }
  });

  it('with a ticket of TLS 1.2, empty or not, where it asked for one', () => {
    for (const ticket of [nothing, Uint8Array.of(1, 2)]) {
      const server = new ScriptedServer12({ askForTicket: true });
      server.say(...server.opening(extension(ExtensionType.session_ticket)), server.serverHelloDone());
      const message = server.handshake(HandshakeType.new_session_ticket, encode(newSessionTicket12, { lifetimeHint: 0, ticket }));
      assert.deepEqual(server.say(message, server.changeCipherSpec(), server.finished()).events, ['connected']);
      const { sessionTicket } = server.machine.seen;
      assert.deepEqual(sessionTicket && [...sessionTicket], ticket.length > 0 ? [1, 2] : null);
    }
  });

  it('passing over a HelloRequest that comes during the handshake, which Finished does not cover', () => {
    const server = new ScriptedServer12();
    const request = () => {
      const record = server.handshake(HandshakeType.hello_request, nothing);
      server.forget();
      return record;
    };
    const flight = [request(), server.begin(), request(), server.certificate(), server.serverKeyExchange(), request()];
    server.say(...flight, server.serverHelloDone());
    assert.deepEqual(server.say(server.changeCipherSpec(), server.finished()).events, ['connected']);
  });

  it('with an empty certificate where it is asked for one and has none, and with its own and a proof where it has', () => {
    const body = { certificateTypes: [64], signatureSchemes: [SignatureScheme.ecdsa_secp256r1_sha256], authorities: [] };
    const types = (options: ConstructorParameters<typeof ScriptedServer12>[0]) => {
      const server = new ScriptedServer12(options);
      const said = server.flight(() => server.handshake(HandshakeType.certificate_request, encode(certificateRequest12, body)));
      assert.deepEqual(server.say(server.changeCipherSpec(), server.finished()).events, ['connected']);
      return said.answer.filter(({ type }) => type === 22).map(({ content }) => content[0]);
    };
    const { certificate, client_key_exchange, certificate_verify, finished } = HandshakeType;
    assert.deepEqual(types({}), [certificate, client_key_exchange, finished]);
    const identity = { chain: identities.ECDSA.chain, key: identities.ECDSA.privateKey };
    assert.deepEqual(types({ identity }), [certificate, client_key_exchange, certificate_verify, finished]);
    const unasked = new ScriptedServer12({ identity }).flight().answer.filter(({ type }) => type === 22);
    assert.deepEqual(
      unasked.map(({ content }) => content[0]),
      [client_key_exchange, finished],
    );
  });

  it('with an empty answer to the server name, which says that it counted', () => {
    const answer = extension(ExtensionType.server_name);
    const to12 = new ScriptedServer12({ serverName: 'es01.example' });
    assert.equal(to12.say(to12.begin([answer])).reason, null);
    const to13 = new ScriptedServer13({ serverName: 'es01.example' });
    assert.equal(to13.say(to13.begin(), to13.encryptedExtensions([answer])).reason, null);
  });

  it('offering its versions from the newest on, in whatever order they were named', () => {
    const { hello } = new ScriptedServer12({ versions: ['TLSv1.2', 'TLSv1.3', 'TLSv1.1'] });
    const offered = hello.extensions?.find(({ type }) => type === ExtensionType.supported_versions);
    assert.deepEqual(offered && [...offered.data], [6, 3, 4, 3, 3, 3, 2]);
  });

  it('saying of a signature by a key that it cannot read that nobody can verify it, and of none that it saw none', () => {
    const seen = (suite: number) => {
      const server = new ScriptedServer12({}, { suite, identity: suite === 0x009c ? identities.RSA : identities.ECDSA });
      server.say(server.begin(), server.certificate(Uint8Array.of(0x30, 0)));
      return server.machine.seen.serverSignature;
    };
    assert.deepEqual([seen(0xc02b), seen(0x009c)], ['unverifiable', 'not-seen']);
  });
});

describe('a client goes as far as it was told', () => {
  it('to the ServerHello of SSL 3.0, whatever suite that names', () => {
    for (const cipherSuite of [0x000a, 0x002f]) {
      const server = new ScriptedServer12({ versions: ['SSLv3'], cipherSuites: [cipherSuite], stopAfter: 'server-hello' });
      const said = server.say(server.begin([], { version: 0x0300, cipherSuite, extensions: null }));
      assert.deepEqual(said.events, ['stopped']);
      assert.equal(server.machine.seen.version, 'SSLv3');
    }
  });

  it('to a ServerHello with a suite that it cannot compute', () => {
    const server = new ScriptedServer12({ cipherSuites: [0x000a], stopAfter: 'server-hello' });
    assert.deepEqual(server.say(server.begin([], { cipherSuite: 0x000a })).events, ['stopped']);
  });

  it('to the point where it is sure that nobody asks for its certificate', () => {
    const none12 = new ScriptedServer12({ stopAfter: 'no-certificate-request' });
    assert.deepEqual(none12.flight().events, ['stopped']);
    const none13 = new ScriptedServer13({ stopAfter: 'no-certificate-request' });
    assert.deepEqual(none13.say(none13.begin(), none13.encryptedExtensions(), none13.certificate()).events, ['stopped']);
  });

  it('to the end of the first flight of the server', () => {
    const to12 = new ScriptedServer12({ stopAfter: 'server-flight' });
    assert.deepEqual(to12.flight().events, ['stopped']);
    assert.equal(to12.machine.seen.clientFinished, false);
    const to13 = new ScriptedServer13({ stopAfter: 'server-flight' });
    assert.deepEqual(to13.connect().events, ['stopped']);
    assert.equal(to13.machine.seen.clientFinished, false);
  });
});

describe('a client puts up with', () => {
  it('32 times ChangeCipherSpec during TLS 1.3', () => {
    const server = new ScriptedServer13();
    taken(server.say(server.begin(), ...times(32, () => server.changeCipherSpec())));
  });

  it('one ChangeCipherSpec of TLS 1.3 before the ServerHello', () => {
    const server = new ScriptedServer13();
    taken(server.say(server.changeCipherSpec()));
  });

  it('four warnings in a row, and four more after anything else', () => {
    const server = connected12();
    const warnings = () => times(4, () => server.alert(1, Alert.no_renegotiation));
    taken(server.say(...warnings(), server.data(one), ...warnings()));
  });

  it('32 empty records in a row, and 32 more after one that is not', () => {
    const server = connected12();
    taken(server.say(...times(32, () => server.data(nothing)), server.data(one), ...times(32, () => server.data(nothing))));
  });

  it('32 KeyUpdates in a row, and 32 more after data', () => {
    const server = connected13();
    taken(server.say(...times(32, () => server.keyUpdate(0)), server.data(one), ...times(32, () => server.keyUpdate(0))));
    assert.deepEqual(server.say(server.data(one)).events, ['data']);
  });

  it('records that hold as much as a record may, and padding', () => {
    for (const server of [connected13(), connected12()]) {
      const { events, step } = server.say(server.firstData(16_384));
      assert.deepEqual(events, ['data']);
      assert.equal(step.events[0]?.kind === 'data' && step.events[0].bytes.length, 16_384);
    }
    const padded = connected13();
    const { step } = padded.say(padded.firstData(2, 16_382));
    assert.deepEqual(step.events, [{ kind: 'data', bytes: Buffer.alloc(2) }]);
  });

  it('headers of records as long as they may be, and messages', () => {
    const clear = new ScriptedServer12();
    taken(clear.say(header(22, 0x0303, 16_384)));
    const from13 = new ScriptedServer13();
    taken(from13.say(from13.begin(), header(23, 0x0303, 16_640)));
    const to12 = connected12();
    taken(to12.say(header(23, 0x0303, 18_432)));
    const message = new ScriptedServer12();
    // 102,400 bytes.
    taken(message.say(header(22, 0x0303, 4), Uint8Array.of(2, 1, 0x90, 0)));
  });

  it('a first record of any version of TLS, and of any from then on in TLS 1.3, which freezes the field', () => {
    const first = new ScriptedServer12();
    taken(first.say(header(22, 0x0301, 4)));
    const server = new ScriptedServer13();
    taken(server.say(server.begin(), header(23, 0x0301, 4)));
  });

  it('extensions that nobody knows in a ticket', () => {
    const server = connected13();
    const ticket = { lifetime: 60, ageAdd: 0, nonce: nothing, ticket: one, extensions: [extension(0xfafa)] };
    assert.deepEqual(server.say(server.handshake(HandshakeType.new_session_ticket, encode(newSessionTicket13, ticket))).events, ['ticket']);
  });
});

describe('a client that is told goodbye', () => {
  it('takes close_notify for the end of a connection, and for a refusal before there is one', () => {
    for (const server of [connected13(), connected12()]) {
      assert.deepEqual(server.say(server.alert(1, Alert.close_notify)).events, ['closed']);
      assert.deepEqual(server.say(server.data(one)).events, []);
    }
    const early = new ScriptedServer12();
    assert.deepEqual(early.say(early.alert(1, Alert.close_notify)).events, ['alert']);
    assert.deepEqual(early.machine.seen.alertReceived, { level: 1, description: Alert.close_notify });
  });

  it('takes a fatal alert for the end, and in TLS 1.3 every alert but user_canceled, whatever its level', () => {
    for (const server of [connected13(), connected12()]) {
      assert.deepEqual(server.say(server.alert(2, Alert.certificate_unknown)).step.events, [
        { kind: 'alert', level: 2, description: Alert.certificate_unknown },
      ]);
    }
    const as13 = connected13();
    assert.deepEqual(as13.say(as13.alert(1, Alert.certificate_unknown)).events, ['alert']);
    const as12 = connected12();
    assert.deepEqual(as12.say(as12.alert(1, Alert.certificate_unknown)).events, []);
    const fatal = connected13();
    assert.deepEqual(fatal.say(fatal.alert(2, Alert.user_canceled)).events, ['alert']);
    const canceled = connected13();
    assert.deepEqual(canceled.say(canceled.alert(1, Alert.user_canceled)).events, []);
  });

  it('says nothing more after an end, its own or that of the peer', () => {
    const server = connected12();
    server.say(server.alert(2, Alert.internal_error));
    assert.throws(() => server.machine.write(one), /not open/);
    const own = connected12();
    const [goodbye] = own.read(own.machine.close());
    assert.deepEqual([goodbye?.type, ...(goodbye?.content ?? [])], [21, 1, Alert.close_notify]);
    assert.deepEqual(own.machine.close().send, []);
    assert.deepEqual(own.say(own.data(one)).events, []);
  });

  it('says nothing in TLS to a peer that does not speak it', () => {
    const machine = new ClientMachine();
    machine.start();
    const { send, events } = machine.receive(Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n'));
    assert.deepEqual(send, []);
    assert.deepEqual(events, [{ kind: 'refused', alert: 'none', reason: 'not-tls' }]);
    assert.equal(machine.seen.answeredInTls, false);
  });
});
