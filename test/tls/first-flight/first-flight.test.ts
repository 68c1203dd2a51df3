import assert from 'node:assert/strict';
import fc from 'fast-check';
import { decode, encode } from '../../../src/tls/bytes/codec.ts';
import { FirstFlightReader, type FlightAnswer } from '../../../src/tls/first-flight/first-flight.ts';
import { encodeOffer, type HelloOffer } from '../../../src/tls/first-flight/offer.ts';
import { clientHello } from '../../../src/tls/wire/client-hello.ts';
import { ExtensionType } from '../../../src/tls/wire/extension-types.ts';
import { selectedGroup } from '../../../src/tls/wire/extensions/key-share.ts';
import { selectedVersion } from '../../../src/tls/wire/extensions/supported-versions.ts';
import { handshakeMessage } from '../../../src/tls/wire/handshake-message.ts';
import { HandshakeType } from '../../../src/tls/wire/handshake-types.ts';
import { tlsRecord } from '../../../src/tls/wire/record.ts';
import { helloRetryRequestRandom, type ServerHello, serverHello } from '../../../src/tls/wire/server-hello.ts';
import { hex } from '../../support/hex.ts';

const random = new Uint8Array(32).fill(7);
const plain: HelloOffer = { legacyVersion: 0x0303, random, cipherSuites: [0xc02f, 0x5600] };

function record(type: number, fragment: Uint8Array): Uint8Array {
  return encode(tlsRecord, { type, version: 0x0303, fragment });
}

function hello(change: Partial<ServerHello> = {}): Uint8Array {
  const body = encode(serverHello, {
    version: 0x0303,
    random,
    sessionId: new Uint8Array(),
    cipherSuite: 0xc02f,
    compressionMethod: 0,
    extensions: null,
    ...change,
  });
  return record(22, encode(handshakeMessage, { type: HandshakeType.server_hello, body }));
}

/** ServerKeyExchange over x25519, signed with rsa_pss_rsae_sha256. */
const keyExchange = record(
  22,
  encode(handshakeMessage, { type: HandshakeType.server_key_exchange, body: hex(`03 001d 20 ${'aa'.repeat(32)} 0804 0002 abcd`) }),
);

function read(until: 'server-hello' | 'server-key-exchange' | 'server-hello-done', ...pieces: readonly Uint8Array[]): FlightAnswer | null {
  const reader = new FirstFlightReader(until);
  for (const piece of pieces) {
    const answer = reader.push(piece);
    if (answer) return answer;
  }
  return null;
}

describe('a hello that nobody means to finish', () => {
  function sent(offer: HelloOffer) {
    const outer = decode(tlsRecord, encodeOffer(offer));
    assert.ok(outer.ok);
    const message = decode(handshakeMessage, outer.value.fragment);
    assert.ok(message.ok);
    const body = decode(clientHello, message.value.body);
    assert.ok(body.ok);
    return { record: outer.value, hello: body.value };
  }

  it('says what it is told, in that order', () => {
    const { hello: got } = sent({ ...plain, compressionMethods: [1, 0], sessionId: random });
    assert.deepEqual(got.cipherSuites, [0xc02f, 0x5600]);
    assert.deepEqual(got.compressionMethods, [1, 0]);
    assert.deepEqual(got.sessionId, random);
    assert.equal(got.extensions, null);
  });

  it('has an extension for each thing that is asked, and none beside', () => {
    const { hello: got } = sent({
      ...plain,
      serverName: 'es01',
      groups: [29],
      keyShares: [],
      signatureSchemes: [0x0804],
      certificateSignatureSchemes: [0x0201],
      alpn: ['h2'],
      statusRequest: true,
      extendedMasterSecret: true,
      renegotiationInfo: true,
      sessionTicket: new Uint8Array(),
      heartbeat: true,
      supportedVersions: [0x0304],
      extensions: [{ type: 0x3a3a, data: new Uint8Array(2) }],
    });
    const types = (got.extensions ?? []).map(({ type }) => type);
    const { server_name, extended_master_secret, renegotiation_info, supported_groups, ec_point_formats, session_ticket } = ExtensionType;
    const { application_layer_protocol_negotiation, status_request, heartbeat, signature_algorithms, signature_algorithms_cert } =
      ExtensionType;
    const { supported_versions, psk_key_exchange_modes, key_share } = ExtensionType;
    assert.deepEqual(
      new Set(types),
      new Set([
        ...[server_name, extended_master_secret, renegotiation_info, supported_groups, ec_point_formats, session_ticket],
        ...[application_layer_protocol_negotiation, status_request, heartbeat, signature_algorithms, signature_algorithms_cert],
        ...[supported_versions, psk_key_exchange_modes, key_share, 0x3a3a],
      ]),
    );
    assert.equal(types.length, new Set(types).size);
    assert.deepEqual(got.extensions?.find(({ type }) => type === key_share)?.data, hex('0000'));
    assert.deepEqual(got.extensions?.find(({ type }) => type === heartbeat)?.data, hex('01'));
  });

  it('sends SSL 3.0 without extensions, in a record of its own version', () => {
    const got = sent({ ...plain, legacyVersion: 0x0300, serverName: 'es01', extendedMasterSecret: true });
    assert.equal(got.record.version, 0x0300);
    assert.equal(got.hello.extensions, null);
    assert.equal(sent(plain).record.version, 0x0301);
  });
});

describe("a server's first flight", () => {
  it('is answered as soon as the ServerHello is there, in pieces of any size', () => {
    const bytes = Buffer.concat([hello(), keyExchange]);
    for (let cut = 1; cut < 20; cut++) {
      const answer = read('server-hello', bytes.subarray(0, cut), bytes.subarray(cut));
      assert.equal(answer?.kind, 'chosen');
      if (answer?.kind !== 'chosen') return;
      assert.equal(answer.flight.version, 'TLSv1.2');
      assert.equal(answer.flight.cipherSuite, 0xc02f);
      assert.equal(answer.flight.signatureScheme, null);
    }
  });

  it('tells group and signature of TLS 1.2', () => {
    const answer = read('server-key-exchange', hello(), keyExchange);
    assert.ok(answer?.kind === 'chosen');
    assert.equal(answer.flight.group, 29);
    assert.equal(answer.flight.signatureScheme, 0x0804);
  });

  it('tells the group that a HelloRetryRequest names, and its suite', () => {
    const answer = read(
      'server-key-exchange',
      hello({
        random: helloRetryRequestRandom,
        cipherSuite: 0x1301,
        extensions: [
          { type: ExtensionType.supported_versions, data: encode(selectedVersion, 0x0304) },
          { type: ExtensionType.key_share, data: encode(selectedGroup, 0x11ec) },
        ],
      }),
    );
    assert.ok(answer?.kind === 'chosen');
    const { retry, version, cipherSuite, group } = answer.flight;
    assert.deepEqual({ retry, version, cipherSuite, group }, { retry: true, version: 'TLSv1.3', cipherSuite: 0x1301, group: 0x11ec });
  });

  it('keeps a choice that was seen, whatever comes after it', () => {
    for (const after of [record(21, hex('02 28')), record(22, hex('0b 000003 000009')), hex('ff ff ff ff ff ff')]) {
      assert.equal(read('server-hello-done', hello(), after)?.kind, 'chosen');
    }
  });

  it('tells an alert, passes over the warning that a name is not known, and knows what is no TLS', () => {
    assert.deepEqual(read('server-hello', record(21, hex('02 28'))), { kind: 'alert', level: 2, description: 40 });
    assert.deepEqual(read('server-hello', record(21, hex('02 70'))), { kind: 'alert', level: 2, description: 112 });
    assert.equal(read('server-hello', record(21, hex('01 70')), hello())?.kind, 'chosen');
    assert.deepEqual(read('server-hello', Buffer.from('HTTP/1.1 400')), { kind: 'not-tls' });
    assert.equal(read('server-hello', record(22, hex('02 000001 03')))?.kind, 'malformed');
    assert.equal(read('server-hello', keyExchange)?.kind, 'malformed');
  });

  it('answers any bytes, or waits for more', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 60 }), { maxLength: 4 }), fc.boolean(), (pieces, begun) => {
        read('server-hello-done', ...(begun ? [hello()] : []), ...pieces);
      }),
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), fc.nat(30), (body, type) => {
        read('server-hello-done', hello(), record(22, encode(handshakeMessage, { type, body })));
        read('server-hello-done', record(22, encode(handshakeMessage, { type: 2, body })));
      }),
    );
  });
});
