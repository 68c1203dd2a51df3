import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { decode } from '../../../src/tls/bytes/codec.ts';
import { resumptionBinder } from '../../../src/tls/crypto/key-schedule.ts';
import { ClientMachine } from '../../../src/tls/handshake/client-machine.ts';
import type { ClientOptions } from '../../../src/tls/handshake/client-options.ts';
import { certificateTypeFits } from '../../../src/tls/handshake/client-signature.ts';
import { type ClientHello, clientHello } from '../../../src/tls/wire/client-hello.ts';
import { ExtensionType } from '../../../src/tls/wire/extension-types.ts';
import { offeredPsks } from '../../../src/tls/wire/extensions/pre-shared-key.ts';
import type { TlsVersion } from '../../../src/tls/wire/versions.ts';
import { keysOf } from '../../support/certificate-maker.ts';
import { ScriptedServer12, ScriptedServer13 } from '../../support/scripted-tls-server.ts';

const nothing = new Uint8Array();

/** The first record of a client, and the hello in it. */
function first(options: ClientOptions): { readonly record: Uint8Array; readonly hello: ClientHello } {
  const [record] = new ClientMachine(options).start().send;
  assert.ok(record);
  const read = decode(clientHello, record.subarray(9));
  assert.ok(read.ok);
  return { record, hello: read.value };
}

function extensionNames({ extensions }: ClientHello): readonly string[] | null {
  const names = Object.entries(ExtensionType);
  return extensions?.map(({ type }) => names.find(([, code]) => code === type)?.[0] ?? `${type}`) ?? null;
}

describe('the hello of a client', () => {
  const before13 = ['extended_master_secret', 'renegotiation_info'];
  const groups = ['supported_groups'];
  const schemes = ['signature_algorithms'];
  const from13 = ['supported_versions', 'psk_key_exchange_modes', 'key_share'];
  /** The newest version and those below it, what the record and the hello say of the version, and the extensions in their order. */
  const cases: readonly (readonly [readonly TlsVersion[], number, number, readonly string[] | null])[] = [
    [['TLSv1.3'], 0x0301, 0x0303, [...groups, 'status_request', ...schemes, ...from13]],
    [['TLSv1.3', 'TLSv1.2'], 0x0301, 0x0303, [...before13, ...groups, 'ec_point_formats', 'status_request', ...schemes, ...from13]],
    [['TLSv1.2'], 0x0301, 0x0303, [...before13, ...groups, 'ec_point_formats', 'status_request', ...schemes]],
    [['TLSv1.1', 'TLSv1'], 0x0301, 0x0302, [...before13, ...groups, 'ec_point_formats', 'status_request']],
    [['TLSv1', 'SSLv3'], 0x0301, 0x0301, [...before13, ...groups, 'ec_point_formats', 'status_request']],
    [['SSLv3'], 0x0300, 0x0300, null],
  ];
  for (const [versions, recordVersion, helloVersion, expected] of cases) {
    it(`that offers ${versions.join(' and ')} says so in its record, in its version and in its extensions`, () => {
      const { record, hello } = first({ versions, cipherSuites: [0x1301, 0x002f] });
      assert.equal(Buffer.from(record).readUInt16BE(1), recordVersion);
      assert.equal(hello.version, helloVersion);
      assert.deepEqual(extensionNames(hello), expected);
      assert.equal(hello.sessionId.length, versions.includes('TLSv1.3') ? 32 : 0);
    });
  }

  /** What is asked for on top, and the extensions that come of it. */
  const more: readonly (readonly [string, ClientOptions, readonly string[], readonly string[]])[] = [
    ['a server name', { serverName: 'es01' }, ['server_name'], []],
    ['a protocol', { alpn: ['http/1.1'] }, ['application_layer_protocol_negotiation'], []],
    ['a ticket', { askForTicket: true }, ['session_ticket'], []],
    ['schemes for certificates', { certificateSignatureSchemes: [0x0403] }, ['signature_algorithms_cert'], []],
    ['no group', { groups: [] }, [], ['supported_groups', 'ec_point_formats']],
  ];
  for (const [what, options, added, left] of more) {
    it(`with ${what}: ${[...added.map((name) => `+ ${name}`), ...left.map((name) => `- ${name}`)].join(', ')}`, () => {
      const names = (given: ClientOptions) => extensionNames(first({ versions: ['TLSv1.3', 'TLSv1.2'], ...given }).hello) ?? [];
      const [plain, asked] = [names({}), names(options)];
      assert.deepEqual([...asked].sort(), [...plain.filter((name) => !left.includes(name)), ...added].sort());
    });
  }

  it('is not the same twice in its random and its session id, and in all else, where the options are the same', () => {
    const options: ClientOptions = {};
    const [one, two] = [first(options).hello, first(options).hello];
    assert.notDeepEqual(one.random, two.random);
    assert.notDeepEqual(one.sessionId, two.sessionId);
    assert.deepEqual(extensionNames(one), extensionNames(two));
  });

  it('binds the session that it offers to itself, up to the binder (RFC 8446 §4.2.11.2)', () => {
    const psk = new Uint8Array(32).fill(7);
    const session = { cipherSuite: 0x1301, hash: 'sha256', ticket: Uint8Array.of(1), ageAdd: 2, lifetime: 60, psk } as const;
    const { record, hello } = first({ versions: ['TLSv1.3'], resume: { session, ageMs: 5 } });
    const offered = decode(offeredPsks, hello.extensions?.at(-1)?.data ?? nothing);
    const message = record.subarray(5);
    const hashed = createHash('sha256')
      .update(message.subarray(0, message.length - 35))
      .digest();
    assert.deepEqual(offered.ok && [...(offered.value.binders[0] ?? [])], [...resumptionBinder('sha256', psk, hashed)]);
  });
});

describe('the records of a client', () => {
  it('carry the version that rules, once one does; the second hello that of TLS 1.2', () => {
    const versionsOf = (send: readonly Uint8Array[]) => send.map((record) => Buffer.from(record).readUInt16BE(1));
    for (const [version, code] of [
      ['TLSv1.2', 0x0303],
      ['TLSv1.1', 0x0302],
      ['TLSv1', 0x0301],
    ] as const) {
      const server = new ScriptedServer12({}, { version });
      assert.deepEqual(new Set(versionsOf(server.flight().step.send)), new Set([code]));
    }
    const server = new ScriptedServer13({ groups: [0x1d, 0x17], keyShares: [0x17] });
    const retry = server.retry([
      { type: ExtensionType.supported_versions, data: Uint8Array.of(3, 4) },
      { type: ExtensionType.key_share, data: Uint8Array.of(0, 0x1d) },
    ]);
    assert.deepEqual(versionsOf(server.say(retry).step.send), [0x0303, 0x0303]);
  });
});

describe('what a client counts', () => {
  it('the messages that it waited for: a wish for another handshake is none', () => {
    const server = new ScriptedServer12();
    assert.equal(server.machine.awaited, 0);
    server.say(server.begin(), server.clear(22, Uint8Array.of(0, 0, 0, 0)));
    assert.equal(server.machine.awaited, 1);
    server.say(server.certificate());
    assert.equal(server.machine.awaited, 2);
    assert.deepEqual(server.machine.seen.messages, ['server_hello', 'hello_request', 'certificate']);
  });

  it('the bytes of what is not whole yet, of a record and of a message', () => {
    const server = new ScriptedServer13();
    server.machine.receive(Uint8Array.of(22, 3, 3));
    assert.equal(server.machine.pending, 3);
    server.machine.receive(Uint8Array.of(0, 2, 2, 0));
    assert.equal(server.machine.pending, 2);
  });

  it('any number of tickets, and keeps the names of 64 messages', () => {
    const server = new ScriptedServer13();
    server.connect();
    for (let i = 0; i < 70; i++) server.say(server.ticket());
    assert.equal(server.machine.seen.tickets, 70);
    assert.equal(server.machine.seen.messages.length, 64);
  });
});

describe('a key of a client and the types of certificate that a server asks for (RFC 5246 §7.4.4)', () => {
  for (const [kind, type] of [
    ['RSA-2048', 1],
    ['RSA-PSS-2048', 1],
    ['P-256', 64],
    ['Ed25519', 64],
    ['Ed448', 64],
  ] as const) {
    it(`${kind} goes with ${type === 1 ? 'rsa_sign' : 'ecdsa_sign'} alone`, () => {
      const fitting = [1, 2, 64, 66].filter((asked) => certificateTypeFits(keysOf(kind).privateKey, [asked]));
      assert.deepEqual(fitting, [type]);
    });
  }
});
