import assert from 'node:assert/strict';
import { issue, makeCa } from '../../../src/lab/pki.ts';
import { decode, encode } from '../../../src/tls/bytes/codec.ts';
import type { TlsSession } from '../../../src/tls/handshake/tls-session.ts';
import { Alert } from '../../../src/tls/wire/alerts.ts';
import { certificateRequest10, certificateRequest12, certificateRequest13 } from '../../../src/tls/wire/certificate-request.ts';
import { certificateStatus } from '../../../src/tls/wire/certificate-status.ts';
import { clientHello } from '../../../src/tls/wire/client-hello.ts';
import type { Extension } from '../../../src/tls/wire/extension.ts';
import { ExtensionType } from '../../../src/tls/wire/extension-types.ts';
import { distinguishedNames } from '../../../src/tls/wire/extensions/certificate-authorities.ts';
import { selectedGroup } from '../../../src/tls/wire/extensions/key-share.ts';
import { offeredPsks } from '../../../src/tls/wire/extensions/pre-shared-key.ts';
import { signatureSchemeList } from '../../../src/tls/wire/extensions/signature-algorithms.ts';
import { selectedVersion } from '../../../src/tls/wire/extensions/supported-versions.ts';
import { HandshakeType } from '../../../src/tls/wire/handshake-types.ts';
import { SignatureScheme } from '../../../src/tls/wire/signature-schemes.ts';
import { type Said, ScriptedServer12, ScriptedServer13, scriptedIdentity } from '../../support/scripted-tls-server.ts';

const nothing = new Uint8Array();
const unknown: Extension = { type: 0xfafa, data: nothing };
const emptyOcsp = encode(certificateStatus, { statusType: 1, response: nothing });

function refused({ reason, alert }: Said): string {
  return `${reason}, ${Object.entries(Alert).find(([, code]) => code === alert)?.[0]}`;
}

describe('a client of TLS 1.3 and a server that follows a script', () => {
  it('connects, and carries data', () => {
    const server = new ScriptedServer13();
    assert.deepEqual(server.connect().events, ['connected']);
    assert.deepEqual(server.say(server.data(Uint8Array.of(1, 2))).events, ['data']);
    assert.deepEqual(
      server.read(server.machine.write(Uint8Array.of(3))).map(({ type, content }) => [type, ...content]),
      [[23, 3]],
    );
    assert.deepEqual(server.say(server.alert(1, Alert.close_notify)).events, ['closed']);
  });

  it('sends ChangeCipherSpec once, before the first record under protection, be that an alert (RFC 8446 appendix D.4)', () => {
    const good = new ScriptedServer13();
    assert.deepEqual(
      good.connect().answer.map(({ type }) => type),
      [20, 22],
    );
    const bad = new ScriptedServer13();
    const said = bad.say(bad.begin(), bad.encryptedExtensions([unknown]));
    assert.deepEqual(
      said.answer.map(({ type }) => type),
      [20, 21],
    );
    assert.equal(refused(said), 'extension-not-offered, unsupported_extension');
  });

  it('refuses a record that is not protected', () => {
    const server = new ScriptedServer13();
    assert.equal(
      refused(server.say(server.begin(), server.clear(22, Uint8Array.of(8, 0, 0, 2, 0, 0)))),
      'unprotected-record, bad_record_mac',
    );
  });

  it('refuses application data before the handshake is over, empty or not', () => {
    for (const data of [nothing, Uint8Array.of(1)]) {
      const server = new ScriptedServer13();
      assert.equal(refused(server.say(server.begin(), server.data(data))), 'early-data, unexpected_message');
    }
  });

  it('passes over empty application data once it is', () => {
    const server = new ScriptedServer13();
    server.connect();
    assert.deepEqual(server.say(server.data(nothing), server.data(Uint8Array.of(1))).events, ['data']);
  });

  it('takes a repeated extension for a malformed message, known or not', () => {
    for (const repeated of [unknown, { type: ExtensionType.supported_groups, data: nothing }]) {
      const server = new ScriptedServer13();
      assert.equal(
        refused(server.say(server.begin(), server.encryptedExtensions([repeated, repeated]))),
        'duplicate-extension, decode_error',
      );
    }
  });

  it('refuses a repeated extension in a HelloRetryRequest', () => {
    const server = new ScriptedServer13();
    const cookie = { type: ExtensionType.cookie, data: Uint8Array.of(0, 1, 7) };
    const version = { type: ExtensionType.supported_versions, data: Uint8Array.of(3, 4) };
    assert.equal(refused(server.say(server.retry([version, cookie, cookie]))), 'duplicate-extension, illegal_parameter');
  });

  it('tells a certificate that is none from one whose key is of an unknown kind', () => {
    const flight = (leaf: Uint8Array) => {
      const server = new ScriptedServer13();
      return server.say(server.begin(), server.encryptedExtensions(), server.certificate([], leaf), server.certificateVerify());
    };
    assert.equal(refused(flight(Uint8Array.of(0x30, 0))), 'unreadable-certificate, bad_certificate');
    const leaf = Buffer.from(scriptedIdentity.certificate);
    leaf.writeUInt8(0x7f, leaf.indexOf(Buffer.from('06072a8648ce3d0201', 'hex')) + 8);
    assert.equal(refused(flight(leaf)), 'unreadable-public-key, unsupported_certificate');
  });

  it('refuses an empty OCSP response', () => {
    const server = new ScriptedServer13();
    const status = { type: ExtensionType.status_request, data: emptyOcsp };
    assert.equal(
      refused(server.say(server.begin(), server.encryptedExtensions(), server.certificate([status]))),
      'empty-ocsp-response, decode_error',
    );
  });

  it('refuses a CertificateRequest that names no authority where it could have left the list out (RFC 8446 §4.2.4)', () => {
    const server = new ScriptedServer13();
    const extensions = [
      { type: ExtensionType.signature_algorithms, data: encode(signatureSchemeList, [SignatureScheme.ed25519]) },
      { type: ExtensionType.certificate_authorities, data: encode(distinguishedNames, []) },
    ];
    const request = encode(certificateRequest13, { context: nothing, extensions });
    const said = server.say(server.begin(), server.encryptedExtensions(), server.handshake(HandshakeType.certificate_request, request));
    assert.equal(refused(said), 'empty-certificate-authorities, decode_error');
  });

  it('refuses a Finished that differs in a bit or in its length with the alert for wrong contents (RFC 8446 §4.4.4)', () => {
    const changes = [
      (data: Uint8Array) => data.map((byte, i) => (i === 0 ? byte ^ 1 : byte)),
      (data: Uint8Array) => Buffer.concat([data, Uint8Array.of(0)]),
      (data: Uint8Array) => data.subarray(1),
    ];
    for (const change of changes) {
      const server = new ScriptedServer13();
      const before = [server.begin(), server.encryptedExtensions(), server.certificate(), server.certificateVerify()];
      assert.equal(refused(server.say(...before, server.finished(change))), 'bad-finished, decrypt_error');
    }
  });

  it('answers any number of KeyUpdate requests with one, before its next data (RFC 8446 §4.6.3)', () => {
    const server = new ScriptedServer13();
    server.connect();
    for (let i = 0; i < 3; i++) assert.deepEqual(server.say(server.keyUpdate(1)).answer, []);
    const first = server.read(server.machine.write(Uint8Array.of(1))).map(({ type, content }) => [type, ...content]);
    assert.deepEqual(first, [
      [22, HandshakeType.key_update, 0, 0, 1, 0],
      [23, 1],
    ]);
    assert.deepEqual(
      server.read(server.machine.write(Uint8Array.of(2))).map(({ type, content }) => [type, ...content]),
      [[23, 2]],
    );
  });

  it('signs with a scheme that its hello did not name, where the server asks for it', () => {
    const client = issue(makeCa(), { key: 'Ed25519' });
    const server = new ScriptedServer13({
      signatureSchemes: [SignatureScheme.ecdsa_secp256r1_sha256],
      identity: { chain: client.chain, key: client.privateKey },
    });
    const request = (scheme: number) => () =>
      server.handshake(
        HandshakeType.certificate_request,
        encode(certificateRequest13, {
          context: nothing,
          extensions: [{ type: ExtensionType.signature_algorithms, data: encode(signatureSchemeList, [scheme]) }],
        }),
      );
    const said = server.connect(request(SignatureScheme.ed25519));
    assert.deepEqual(said.events, ['connected']);
    const verify = said.answer.find(({ content }) => content[0] === HandshakeType.certificate_verify);
    assert.equal(verify && Buffer.from(verify.content).readUInt16BE(4), SignatureScheme.ed25519);
  });

  it('refuses to sign with a scheme that its key does not fit', () => {
    const client = issue(makeCa(), { key: 'Ed25519' });
    const server = new ScriptedServer13({ identity: { chain: client.chain, key: client.privateKey } });
    const extensions = [
      { type: ExtensionType.signature_algorithms, data: encode(signatureSchemeList, [SignatureScheme.rsa_pss_rsae_sha256]) },
    ];
    const request = encode(certificateRequest13, { context: nothing, extensions });
    const said = server.connect(() => server.handshake(HandshakeType.certificate_request, request));
    assert.equal(said.reason, 'no-common-signature-scheme');
  });
});

describe('a client that offers a session of TLS 1.3, and a server that follows a script', () => {
  const psk = new Uint8Array(32).fill(7);
  const session: TlsSession = {
    cipherSuite: 0x1301,
    hash: 'sha256',
    ticket: Uint8Array.of(1, 2, 3),
    ageAdd: 0xffffffff,
    lifetime: 60,
    psk,
  };
  const resume = { session, ageMs: 5 };
  /** What it makes of a ServerHello; it says so before it has keys, where the server has some already. */
  const inClear = ({ machine }: ScriptedServer13, record: Uint8Array) => {
    const [event] = machine.receive(record).events;
    return event?.kind === 'refused' ? `${event.reason}, ${event.alert}` : event?.kind;
  };

  it('offers it behind all else, with its age hidden, and goes on with it where the server does', () => {
    const server = new ScriptedServer13({ resume });
    const last = server.hello.extensions?.at(-1);
    assert.equal(last?.type, ExtensionType.pre_shared_key);
    const offered = decode(offeredPsks, last.data);
    assert.ok(offered.ok);
    const [offer] = offered.value.identities;
    assert.deepEqual([...(offer?.identity ?? []), offer?.obfuscatedTicketAge], [1, 2, 3, 4]);
    const said = server.say(server.begin({}, { psk, selected: 0 }), server.encryptedExtensions(), server.finished());
    assert.deepEqual(said.events, ['connected']);
    assert.equal(server.machine.seen.resumed, true);
    assert.deepEqual(server.machine.seen.certificates, []);
  });

  it('begins a new one where the server does not', () => {
    const server = new ScriptedServer13({ resume });
    assert.deepEqual(server.connect().events, ['connected']);
    assert.equal(server.machine.seen.resumed, false);
  });

  it('refuses a session that was not offered', () => {
    const without = new ScriptedServer13();
    assert.equal(inClear(without, without.begin({}, { psk, selected: 0 })), 'extension-not-offered, unsupported_extension');
    const another = new ScriptedServer13({ resume });
    assert.equal(inClear(another, another.begin({}, { psk, selected: 1 })), 'psk-not-offered, illegal_parameter');
  });

  it('refuses a session under a suite of another hash', () => {
    const server = new ScriptedServer13({ resume: { session: { ...session, hash: 'sha384', psk: new Uint8Array(48) }, ageMs: 0 } });
    assert.equal(inClear(server, server.begin({}, { psk, selected: 0 })), 'psk-of-another-hash, illegal_parameter');
  });

  it('refuses a server that has not the key of the session', () => {
    const server = new ScriptedServer13({ resume });
    const { events } = server.machine.receive(
      Buffer.concat([server.begin({}, { psk: new Uint8Array(32), selected: 0 }), server.encryptedExtensions()]),
    );
    assert.deepEqual(events, [{ kind: 'refused', alert: 'bad_record_mac', reason: 'bad-record-mac' }]);
  });

  it('refuses a certificate, or the wish for one, once the session goes on', () => {
    const certified = new ScriptedServer13({ resume });
    const begun = [certified.begin({}, { psk, selected: 0 }), certified.encryptedExtensions()];
    assert.equal(refused(certified.say(...begun, certified.certificate())), 'unexpected-message, unexpected_message');
  });

  it('takes the session out of its second hello where a HelloRetryRequest chose a suite of another hash', () => {
    const other = { ...session, hash: 'sha384', psk: new Uint8Array(48) } as const;
    for (const [offered, still] of [
      [session, true],
      [other, false],
    ] as const) {
      const server = new ScriptedServer13({ resume: { session: offered, ageMs: 0 }, groups: [0x001d, 0x0017], keyShares: [0x0017] });
      const supported = { type: ExtensionType.supported_versions, data: encode(selectedVersion, 0x0304) };
      const share = { type: ExtensionType.key_share, data: encode(selectedGroup, 0x001d) };
      const { answer } = server.say(server.retry([supported, share]));
      const second = decode(clientHello, answer.find(({ type }) => type === 22)?.content.subarray(4) ?? nothing);
      assert.ok(second.ok);
      assert.equal(second.value.extensions?.at(-1)?.type === ExtensionType.pre_shared_key, still);
    }
  });
});

describe('a client of TLS 1.2 that asks for a ticket, and a server that follows a script', () => {
  const promised: Extension = { type: ExtensionType.session_ticket, data: nothing };

  it('refuses one that nobody asked for, and a promise that is not empty', () => {
    const unasked = new ScriptedServer12();
    assert.equal(refused(unasked.say(unasked.begin([promised]))), 'extension-not-offered, unsupported_extension');
    const filled = new ScriptedServer12({ askForTicket: true });
    const begun = filled.begin([{ ...promised, data: Uint8Array.of(1) }]);
    assert.equal(refused(filled.say(begun)), 'session-ticket-not-empty, decode_error');
  });

  it('holds a server to its promise of one', () => {
    const server = new ScriptedServer12({ askForTicket: true });
    server.say(server.begin([promised]), server.certificate(), server.serverKeyExchange(), server.serverHelloDone());
    assert.equal(refused(server.say(server.changeCipherSpec())), 'unexpected-change-cipher-spec, unexpected_message');
  });
});

describe('a client of TLS 1.2 and a server that follows a script', () => {
  it('connects, and carries data', () => {
    const server = new ScriptedServer12();
    assert.deepEqual(server.connect().events, ['connected']);
    assert.deepEqual(server.say(server.data(Uint8Array.of(1, 2))).events, ['data']);
    assert.deepEqual(server.say(server.alert(1, Alert.close_notify)).events, ['closed']);
  });

  it('refuses an extension that was offered for TLS 1.3, or is for hellos alone', () => {
    for (const type of [ExtensionType.key_share, ExtensionType.psk_key_exchange_modes, ExtensionType.signature_algorithms]) {
      const server = new ScriptedServer12({ versions: ['TLSv1.3', 'TLSv1.2'] });
      const said = server.say(server.begin([{ type, data: nothing }]));
      assert.equal(refused(said), 'extension-in-wrong-message, illegal_parameter');
    }
  });

  it('refuses application data before the handshake is over, empty or not', () => {
    for (const data of [nothing, Uint8Array.of(1)]) {
      const early = new ScriptedServer12();
      assert.equal(refused(early.say(early.data(data))), 'early-data, unexpected_message');
      const late = new ScriptedServer12();
      late.flight();
      assert.equal(refused(late.say(late.changeCipherSpec(), late.data(data))), 'early-data, unexpected_message');
    }
  });

  it('counts empty records on, whatever warnings come between them', () => {
    const server = new ScriptedServer12();
    server.connect();
    let said = server.say(server.data(nothing));
    for (let i = 0; i < 40 && said.reason === null; i++) {
      said = i % 3 === 0 ? server.say(server.alert(1, Alert.user_canceled)) : server.say(server.data(nothing));
    }
    assert.match(said.reason ?? '', /^too-many-/);
  });

  it('counts warnings on, whatever empty records come between them', () => {
    const server = new ScriptedServer12();
    server.connect();
    let said = server.say(server.data(nothing));
    for (let i = 0; i < 10 && said.reason === null; i++) said = server.say(server.alert(1, Alert.user_canceled), server.data(nothing));
    assert.equal(refused(said), 'too-many-warnings, unexpected_message');
  });

  it('refuses an empty OCSP response', () => {
    const server = new ScriptedServer12();
    const begin = server.begin([{ type: ExtensionType.status_request, data: nothing }]);
    const status = () => server.handshake(HandshakeType.certificate_status, emptyOcsp);
    assert.equal(refused(server.say(begin, server.certificate(), status())), 'empty-ocsp-response, decode_error');
  });

  it('refuses a Finished of another length with the alert for wrong contents', () => {
    const server = new ScriptedServer12();
    server.flight();
    const finished = () => server.finished((data) => Buffer.concat([data, Uint8Array.of(0)]));
    assert.equal(refused(server.say(server.changeCipherSpec(), finished())), 'bad-finished, decrypt_error');
  });

  it('refuses, up to TLS 1.1, keys that can only sign under a scheme: of the server', () => {
    for (const key of ['Ed25519', 'Ed448'] as const) {
      const server = new ScriptedServer12({}, { version: 'TLSv1.1' });
      const said = server.say(server.begin(), server.certificate(issue(makeCa(), { key }).certificate));
      assert.equal(refused(said), 'certificate-does-not-fit-suite, illegal_parameter');
      assert.equal(server.machine.seen.serverSignature, 'not-seen');
    }
  });

  it('refuses, up to TLS 1.1, keys that can only sign under a scheme: its own', () => {
    const answer = (key: 'Ed25519' | 'P-256') => {
      const client = issue(makeCa(), { key });
      const server = new ScriptedServer12({ identity: { chain: client.chain, key: client.privateKey } }, { version: 'TLSv1.1' });
      const request = encode(certificateRequest10, { certificateTypes: [64], authorities: [] });
      const before = [server.begin(), server.certificate(), server.serverKeyExchange()];
      return server.machine.receive(
        Buffer.concat([...before, server.handshake(HandshakeType.certificate_request, request), server.serverHelloDone()]),
      );
    };
    assert.deepEqual(answer('Ed25519').events, [{ kind: 'refused', alert: 'handshake_failure', reason: 'no-common-signature-scheme' }]);
    assert.deepEqual(answer('P-256').events, []);
  });

  it('does not show a certificate of a type that the server did not ask for (RFC 5246 §7.4.6)', () => {
    const client = issue(makeCa(), { key: 'P-256' });
    const request = (certificateTypes: readonly number[]) => {
      const server = new ScriptedServer12({ identity: { chain: client.chain, key: client.privateKey } });
      const body = { certificateTypes, signatureSchemes: [SignatureScheme.ecdsa_secp256r1_sha256], authorities: [] };
      return server.flight(() => server.handshake(HandshakeType.certificate_request, encode(certificateRequest12, body)));
    };
    assert.equal(refused(request([1])), 'certificate-type-not-accepted, handshake_failure');
    assert.equal(request([1, 64]).reason, null);
  });
});

describe('a client and a server whose messages are damaged under intact protection', () => {
  /** One byte of one handshake message after another is changed before it is sealed; the server's own transcript has the damage in it. */
  function* damaged<S extends ScriptedServer12 | ScriptedServer13>(make: () => S, run: (server: S) => void): Generator<S> {
    for (let at = 0; ; at++) {
      const server = make();
      let left = at;
      server.damage = (raw) => {
        if (left < 0 || left >= raw.length) {
          left -= raw.length;
          return raw;
        }
        const changed = raw.map((byte, i) => (i === left ? byte ^ (1 << (at % 8)) : byte));
        left = -1;
        return changed;
      };
      run(server);
      if (left >= 0) return;
      yield server;
    }
  }

  it('ends in a refusal or a connection, never in an error, TLS 1.3', () => {
    let connected = 0;
    let refusals = 0;
    for (const { machine } of damaged(
      () => new ScriptedServer13(),
      (server) => {
        const hellos = [server.begin(), server.encryptedExtensions()];
        server.machine.receive(Buffer.concat([...hellos, server.certificate(), server.certificateVerify(), server.finished()]));
      },
    )) {
      if (machine.connected) connected += 1;
      else refusals += 1;
    }
    assert.ok(refusals > 300 && connected < refusals, `${refusals} refused, ${connected} connected`);
  });

  it('ends in a refusal or a connection, never in an error, TLS 1.2', () => {
    let refusals = 0;
    for (const { machine } of damaged(
      () => new ScriptedServer12(),
      (server) => {
        const flight = [server.begin(), server.certificate(), server.serverKeyExchange(), server.serverHelloDone()];
        server.machine.receive(Buffer.concat(flight));
      },
    )) {
      if (!machine.seen.clientFinished) refusals += 1;
    }
    assert.ok(refusals > 200, `${refusals} refused`);
  });
});
