import { Alert } from '../../../../src/tls/wire/alerts.ts';
import { ContentType } from '../../../../src/tls/wire/content-types.ts';
import { ExtensionType } from '../../../../src/tls/wire/extension-types.ts';
import { HandshakeType } from '../../../../src/tls/wire/handshake-types.ts';
import { type Manner12, type Said, ScriptedServer12, ScriptedServer13 } from '../../../support/scripted-tls-server.ts';
import { extension, flipped, lie, longer, nothing } from './lie.ts';

const fresh13 = () => new ScriptedServer13();
const fresh12 = () => new ScriptedServer12();
const connected13 = () => {
  const server = new ScriptedServer13();
  server.connect();
  return server;
};
const connected12 = (manner: Manner12 = {}) => {
  const server = new ScriptedServer12({}, manner);
  server.connect();
  return server;
};
/** A server of TLS 1.2 whose client waits for its ChangeCipherSpec. */
const flown12 = () => {
  const server = new ScriptedServer12();
  server.flight();
  return server;
};
const one = Uint8Array.of(1);
const times = (count: number, make: (i: number) => Uint8Array): readonly Uint8Array[] => Array.from({ length: count }, (_, i) => make(i));
/** A record's header, and as many bytes as it says, or as are given. */
const raw = (type: number, version: number, length: number, bytes = length): Uint8Array =>
  Buffer.concat([Uint8Array.of(type, version >> 8, version & 0xff, length >> 8, length & 0xff), new Uint8Array(bytes)]);
const said13 = (record: (server: ScriptedServer13) => Uint8Array): Said => {
  const server = connected13();
  return server.say(record(server));
};
const said12 = (record: (server: ScriptedServer12) => Uint8Array, manner: Manner12 = {}): Said => {
  const server = connected12(manner);
  return server.say(record(server));
};
const cbcSuites: readonly (readonly [string, Manner12])[] = [
  ['AES-GCM', {}],
  ['ChaCha20', { suite: 0xcca9 }],
  ['AES-CBC with SHA-1', { suite: 0xc009 }],
  ['AES-CBC with SHA-256', { suite: 0xc023 }],
  ['AES-CBC with SHA-384', { suite: 0xc024 }],
  ['AES-CBC in TLS 1.1', { version: 'TLSv1.1' }],
  ['AES-CBC in TLS 1.0', { version: 'TLSv1' }],
];

/** Lies in records, and in what is no handshake message: RFC 8446 §5 and §6, RFC 5246 §6 and §7.1. */
export const recordLies = [
  lie('not-tls', 'none', 'an answer in HTTP', () => fresh13().say(Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n'))),
  lie('not-tls', 'none', 'a record of SSL 2.0', () => fresh13().say(Uint8Array.of(0x80, 0x2e, 4, 0, 0, 2))),
  lie('not-tls', 'none', 'an answer that begins as a record and is none', () => fresh13().say(Uint8Array.of(22, 32))),
  lie('unknown-record-type', 'unexpected_message', 'a second record of a type that there is not', () => {
    const server = fresh13();
    return server.say(server.alert(1, Alert.user_canceled), raw(24, 0x0303, 1));
  }),
  lie('unknown-record-type', 'unexpected_message', 'a heartbeat under the protection of TLS 1.3', () =>
    said13((server) => server.record(24, one)),
  ),
  lie('unknown-record-type', 'unexpected_message', 'a heartbeat in TLS 1.2', () => said12(() => raw(24, 0x0303, 40))),
  lie('wrong-record-version', 'protocol_version', 'a record of no version of TLS, after another', () => {
    const server = fresh13();
    return server.say(server.alert(1, Alert.user_canceled), raw(22, 0x0203, 4));
  }),
  lie('wrong-record-version', 'protocol_version', 'a record of TLS 1.1 in TLS 1.2', () => {
    const server = fresh12();
    return server.say(server.begin(), raw(22, 0x0302, 4));
  }),
  lie('wrong-record-version', 'protocol_version', 'a record of TLS 1.2 in TLS 1.1', () => {
    const server = new ScriptedServer12({}, { version: 'TLSv1.1' });
    return server.say(server.begin(), raw(22, 0x0303, 4));
  }),
  lie('record-too-long', 'record_overflow', 'a record in the clear of a byte too many', () => fresh13().say(raw(22, 0x0303, 16_385, 0))),
  lie('record-too-long', 'record_overflow', 'a record of TLS 1.3 of a byte too many', () => {
    const server = fresh13();
    return server.say(server.begin(), raw(23, 0x0303, 16_641, 0));
  }),
  lie('record-too-long', 'record_overflow', 'a record of TLS 1.2 of a byte too many', () => said12(() => raw(23, 0x0303, 18_433, 0))),
  lie('plaintext-too-long', 'record_overflow', 'a record of TLS 1.3 that holds a byte too many', () =>
    said13((server) => server.firstData(16_385)),
  ),
  lie('plaintext-too-long', 'record_overflow', 'a record of TLS 1.2 that holds a byte too many', () =>
    said12((server) => server.firstData(16_385)),
  ),
  lie('message-too-long', 'illegal_parameter', 'a message that says it is longer than any', () =>
    fresh12().say(raw(22, 0x0303, 4, 0), Uint8Array.of(2, 1, 0x90, 1)),
  ),
  lie('unprotected-record', 'bad_record_mac', 'a handshake message in the clear once there are keys', () => {
    const server = fresh13();
    return server.say(server.begin(), server.clear(22, Uint8Array.of(8, 0, 0, 2, 0, 0)));
  }),
  lie('unprotected-record', 'bad_record_mac', 'an alert in the clear once there are keys', () => {
    const server = fresh13();
    return server.say(server.begin(), server.clear(21, Uint8Array.of(2, 40)));
  }),
  lie('bad-record-mac', 'bad_record_mac', 'a record of TLS 1.3 that is wrong in its last bit', () =>
    said13((server) => flipped(server.data(one))),
  ),
  lie('bad-record-mac', 'bad_record_mac', 'a record of TLS 1.3 whose header is another', () =>
    said13((server) => server.data(one).map((byte, i) => (i === 2 ? byte ^ 1 : byte))),
  ),
  lie('bad-record-mac', 'bad_record_mac', 'a record of TLS 1.3 without a tag', () => said13(() => raw(23, 0x0303, 4))),
  lie('bad-record-mac', 'bad_record_mac', 'a record of TLS 1.3 a second time', () => {
    const server = connected13();
    const record = server.data(one);
    return server.say(record, record);
  }),
  ...cbcSuites.flatMap(([name, manner]) => [
    lie('bad-record-mac', 'bad_record_mac', `a record under ${name} that is wrong in its last bit`, () =>
      said12((server) => flipped(server.data(one)), manner),
    ),
    lie('bad-record-mac', 'bad_record_mac', `a record under ${name} that is wrong in its first bit`, () =>
      said12((server) => server.data(new Uint8Array(40)).map((byte, i) => (i === 5 + 20 ? byte ^ 1 : byte)), manner),
    ),
    lie('bad-record-mac', 'bad_record_mac', `a record under ${name} as one of another type`, () =>
      said12((server) => server.data(one).map((byte, i) => (i === 0 ? ContentType.alert : byte)), manner),
    ),
    lie('bad-record-mac', 'bad_record_mac', `a record under ${name} a second time`, () => {
      const server = connected12(manner);
      const record = server.data(one);
      return server.say(record, record);
    }),
    lie('bad-record-mac', 'bad_record_mac', `a record under ${name} that is too short to be one`, () =>
      said12(
        (server) =>
          server
            .data(one)
            .map((byte, i) => (i === 4 ? 3 : byte))
            .subarray(0, 8),
        manner,
      ),
    ),
    lie('bad-record-mac', 'bad_record_mac', `a Finished under ${name} that is not protected`, () => {
      const server = new ScriptedServer12({}, manner);
      server.flight();
      const finished = server.finished();
      return server.say(server.changeCipherSpec(), finished);
    }),
  ]),
  lie('no-content-type', 'unexpected_message', 'a record of TLS 1.3 of nothing but padding', () =>
    said13((server) => server.record(0, new Uint8Array(8))),
  ),
  lie('empty-handshake-record', 'unexpected_message', 'an empty handshake record in TLS 1.3', () => {
    const server = fresh13();
    return server.say(server.begin(), server.record(ContentType.handshake, nothing));
  }),
  lie('too-many-empty-records', 'unexpected_message', '33 empty records', () => {
    const server = connected12();
    return server.say(...times(33, () => server.data(nothing)));
  }),
  lie('too-many-empty-records', 'unexpected_message', '33 empty handshake records of TLS 1.2', () => {
    const server = fresh12();
    return server.say(...times(33, () => server.clear(ContentType.handshake, nothing)));
  }),
  lie('empty-alert', 'decode_error', 'an empty alert', () => fresh12().say(raw(21, 0x0303, 0))),
  lie('malformed-message', 'decode_error', 'an alert of one byte', () => fresh12().say(raw(21, 0x0303, 1))),
  lie('malformed-message', 'decode_error', 'an alert of three bytes', () => fresh12().say(raw(21, 0x0303, 3))),
  lie('unknown-alert-level', 'illegal_parameter', 'an alert of a level that there is not', () => {
    const server = fresh12();
    return server.say(server.alert(3, Alert.handshake_failure));
  }),
  lie('unknown-alert-level', 'illegal_parameter', 'close_notify of a level that there is not', () =>
    said12((server) => server.alert(0, Alert.close_notify)),
  ),
  lie('too-many-warnings', 'unexpected_message', 'five warnings in a row', () => {
    const server = connected12();
    return server.say(...times(5, () => server.alert(1, Alert.no_renegotiation)));
  }),
  lie('too-many-warnings', 'unexpected_message', 'user_canceled five times in TLS 1.3', () => {
    const server = connected13();
    return server.say(...times(5, () => server.alert(1, Alert.user_canceled)));
  }),

  lie('malformed-change-cipher-spec', 'unexpected_message', 'a ChangeCipherSpec of two bytes in TLS 1.3', () => {
    const server = fresh13();
    return server.say(server.begin(), server.clear(20, Uint8Array.of(1, 1)));
  }),
  lie('malformed-change-cipher-spec', 'unexpected_message', 'a ChangeCipherSpec of something else in TLS 1.3', () => {
    const server = fresh13();
    return server.say(server.begin(), server.clear(20, Uint8Array.of(2)));
  }),
  lie('malformed-change-cipher-spec', 'illegal_parameter', 'a ChangeCipherSpec of two bytes in TLS 1.2', () => {
    const server = flown12();
    return server.say(server.clear(20, Uint8Array.of(1, 1)));
  }),
  lie('malformed-change-cipher-spec', 'illegal_parameter', 'a ChangeCipherSpec of something else in TLS 1.2', () => {
    const server = flown12();
    return server.say(server.clear(20, Uint8Array.of(2)));
  }),
  lie('change-cipher-spec-inside-message', 'unexpected_message', 'a ChangeCipherSpec in the middle of a message', () => {
    const server = fresh13();
    return server.say(server.begin(), server.record(22, Uint8Array.of(8, 0)), server.changeCipherSpec());
  }),
  lie('change-cipher-spec-inside-message', 'unexpected_message', 'a ChangeCipherSpec that cuts a message of TLS 1.2', () => {
    const server = flown12();
    return server.say(server.clear(22, Uint8Array.of(20, 0)), server.changeCipherSpec());
  }),
  lie('too-many-change-cipher-specs', 'unexpected_message', '33 times ChangeCipherSpec', () => {
    const server = fresh13();
    return server.say(server.begin(), ...times(33, () => server.changeCipherSpec()));
  }),
  lie('protected-change-cipher-spec', 'unexpected_message', 'a ChangeCipherSpec under protection', () => {
    const server = fresh13();
    return server.say(server.begin(), server.record(20, one));
  }),
  lie('late-change-cipher-spec', 'unexpected_message', 'a ChangeCipherSpec after the handshake of TLS 1.3', () =>
    said13((server) => server.changeCipherSpec()),
  ),
  lie('unexpected-change-cipher-spec', 'unexpected_message', 'a ChangeCipherSpec before the ServerHello of TLS 1.2', () => {
    const server = fresh12();
    return server.say(server.changeCipherSpec());
  }),
  lie('unexpected-change-cipher-spec', 'unexpected_message', 'a ChangeCipherSpec before there are keys (CVE-2014-0224)', () => {
    const server = fresh12();
    return server.say(...server.opening(), server.changeCipherSpec());
  }),
  lie('unexpected-change-cipher-spec', 'unexpected_message', 'a second ChangeCipherSpec', () => {
    const server = flown12();
    return server.say(server.changeCipherSpec(), server.record(20, one));
  }),
  lie('unexpected-change-cipher-spec', 'unexpected_message', 'a ChangeCipherSpec after the handshake of TLS 1.2', () =>
    said12((server) => server.record(20, one)),
  ),
  lie('unexpected-change-cipher-spec', 'unexpected_message', 'a ChangeCipherSpec where a ticket was promised', () => {
    const server = new ScriptedServer12({ askForTicket: true });
    server.say(...server.opening(extension(ExtensionType.session_ticket)), server.serverHelloDone());
    return server.say(server.changeCipherSpec());
  }),

  ...[nothing, one].flatMap((data) => [
    lie('early-data', 'unexpected_message', `${data.length} bytes of data before the ServerHello`, () => {
      const server = fresh12();
      return server.say(server.data(data));
    }),
    lie('early-data', 'unexpected_message', `${data.length} bytes of data before the Finished of TLS 1.3`, () => {
      const server = fresh13();
      return server.say(server.begin(), server.data(data));
    }),
    lie('early-data', 'unexpected_message', `${data.length} bytes of data before the Finished of TLS 1.2, under its keys`, () => {
      const server = flown12();
      return server.say(server.changeCipherSpec(), server.data(data));
    }),
  ]),
  lie('data-inside-message', 'unexpected_message', 'data in the middle of a message of TLS 1.3', () => {
    const server = connected13();
    return server.say(server.record(22, Uint8Array.of(HandshakeType.new_session_ticket, 0)), server.data(one));
  }),
  lie('data-inside-message', 'unexpected_message', 'data in the middle of a message of TLS 1.2', () => {
    const server = connected12();
    return server.say(server.record(22, Uint8Array.of(HandshakeType.hello_request, 0)), server.data(one));
  }),
  lie('message-across-key-change', 'unexpected_message', 'half a message behind the Finished of TLS 1.3', () => {
    const server = fresh13();
    const before = [server.begin(), server.encryptedExtensions(), server.certificate(), server.certificateVerify()];
    server.damage = longer;
    return server.say(...before, server.finished());
  }),
];
