import { issue, makeCa } from '../../../../src/lab/pki.ts';
import { encode } from '../../../../src/tls/bytes/codec.ts';
import { certificateRequest12, certificateRequest13 } from '../../../../src/tls/wire/certificate-request.ts';
import { ExtensionType } from '../../../../src/tls/wire/extension-types.ts';
import { HandshakeType } from '../../../../src/tls/wire/handshake-types.ts';
import { SignatureScheme } from '../../../../src/tls/wire/signature-schemes.ts';
import { ScriptedServer12, ScriptedServer13 } from '../../../support/scripted-tls-server.ts';
import { extension, type Lie, lie, nothing } from './lie.ts';

type Name = keyof typeof HandshakeType;
const names = Object.keys(HandshakeType) as Name[];

/** A message as its server would say it there, which is what makes a wrong place for it dangerous; without a body where it has none to say. */
const made13: Partial<Record<Name, (server: ScriptedServer13) => Uint8Array>> = {
  encrypted_extensions: (server) => server.encryptedExtensions(),
  certificate: (server) => server.certificate(),
  certificate_verify: (server) => server.certificateVerify(),
  certificate_request: (server) => request13(server),
  finished: (server) => server.finished(),
};
const made12: Partial<Record<Name, (server: ScriptedServer12) => Uint8Array>> = {
  certificate: (server) => server.certificate(),
  server_key_exchange: (server) => server.serverKeyExchange(),
  certificate_request: (server) => request12(server),
  server_hello_done: (server) => server.serverHelloDone(),
  finished: (server) => server.finished(),
};

function request13(server: ScriptedServer13): Uint8Array {
  const extensions = [extension(ExtensionType.signature_algorithms, 0, 2, 4, 3)];
  return server.handshake(HandshakeType.certificate_request, encode(certificateRequest13, { context: nothing, extensions }));
}

function request12(server: ScriptedServer12): Uint8Array {
  const body = { certificateTypes: [64], signatureSchemes: [SignatureScheme.ecdsa_secp256r1_sha256], authorities: [] };
  return server.handshake(HandshakeType.certificate_request, encode(certificateRequest12, body));
}

/** A place in a handshake: how to get there, and what may come next. */
/** What a message out of order is refused for; of those that prove the server's key, the reason says which is missing. */
type OutOfOrder = 'unexpected-message' | 'no-certificate-verify' | 'no-server-key-exchange';

type Place<S> = {
  readonly after: string;
  readonly make?: () => S;
  readonly lead: (server: S) => readonly Uint8Array[];
  readonly due: readonly Name[];
  /** Default: `unexpected-message`. */
  readonly reason?: OutOfOrder;
};

const session = { cipherSuite: 0x1301, hash: 'sha256', ticket: nothing, ageAdd: 0, lifetime: 60, psk: new Uint8Array(32) } as const;
const resuming = () => new ScriptedServer13({ resume: { session, ageMs: 0 } });

const places13: readonly Place<ScriptedServer13>[] = [
  { after: 'the ServerHello', lead: (server) => [server.begin()], due: ['encrypted_extensions'] },
  {
    after: 'EncryptedExtensions',
    lead: (server) => [server.begin(), server.encryptedExtensions()],
    due: ['certificate', 'certificate_request'],
  },
  {
    after: 'EncryptedExtensions where a session goes on',
    make: resuming,
    lead: (server) => [server.begin({}, { psk: session.psk, selected: 0 }), server.encryptedExtensions()],
    due: ['finished'],
  },
  {
    after: 'CertificateRequest',
    lead: (server) => [server.begin(), server.encryptedExtensions(), request13(server)],
    due: ['certificate'],
  },
  {
    after: 'Certificate',
    lead: (server) => [server.begin(), server.encryptedExtensions(), server.certificate()],
    due: ['certificate_verify'],
    reason: 'no-certificate-verify',
  },
  {
    after: 'CertificateVerify',
    lead: (server) => [server.begin(), server.encryptedExtensions(), server.certificate(), server.certificateVerify()],
    due: ['finished'],
  },
];

const rsa = issue(makeCa(), { key: 'RSA-2048' });
const asking = () => new ScriptedServer12({ askForTicket: true });

// A HelloRequest is passed over while a handshake goes on (RFC 5246 §7.4.1.1).
const places12: readonly Place<ScriptedServer12>[] = [
  { after: 'the ServerHello', lead: (server) => [server.begin()], due: ['hello_request', 'certificate'] },
  {
    after: 'Certificate',
    lead: (server) => [server.begin(), server.certificate()],
    due: ['hello_request', 'server_key_exchange'],
    reason: 'no-server-key-exchange',
  },
  {
    after: 'Certificate where a stapled answer was promised',
    lead: (server) => [server.begin([extension(ExtensionType.status_request)]), server.certificate()],
    due: ['hello_request', 'server_key_exchange', 'certificate_status'],
    reason: 'no-server-key-exchange',
  },
  {
    after: 'Certificate with RSA key transport',
    make: () => new ScriptedServer12({}, { suite: 0x009c, identity: rsa }),
    lead: (server) => [server.begin(), server.certificate()],
    due: ['hello_request', 'certificate_request', 'server_hello_done'],
  },
  { after: 'ServerKeyExchange', lead: (server) => server.opening(), due: ['hello_request', 'certificate_request', 'server_hello_done'] },
  { after: 'CertificateRequest', lead: (server) => [...server.opening(), request12(server)], due: ['hello_request', 'server_hello_done'] },
  {
    after: 'ServerHelloDone',
    lead: (server) => {
      server.flight();
      return [];
    },
    due: ['hello_request'],
  },
  {
    after: 'ServerHelloDone where a ticket was promised',
    make: asking,
    lead: (server) => {
      server.say(...server.opening(extension(ExtensionType.session_ticket)), server.serverHelloDone());
      return [];
    },
    due: ['hello_request', 'new_session_ticket'],
  },
  {
    after: 'ChangeCipherSpec',
    lead: (server) => {
      server.flight();
      return [server.changeCipherSpec()];
    },
    due: ['hello_request', 'finished'],
  },
  {
    after: 'Finished',
    lead: (server) => {
      server.connect();
      return [];
    },
    due: ['hello_request'],
  },
];

/** Every message in every place where it is not due: RFC 8446 §4 and §4.6, RFC 5246 §7.3. */
export const orderLies: readonly (Lie<OutOfOrder> | Lie<'unexpected-message-after-handshake'>)[] = [
  ...['TLSv1.3', 'TLSv1.2'].flatMap((version) =>
    // The machine of TLS 1.2 passes over a HelloRequest; in TLS 1.3 there is none.
    names
      .filter((name) => name !== 'server_hello' && !(version === 'TLSv1.2' && name === 'hello_request'))
      .map((name) =>
        lie('unexpected-message', 'unexpected_message', `${name} instead of a ServerHello, ${version}`, () => {
          const server = version === 'TLSv1.3' ? new ScriptedServer13() : new ScriptedServer12();
          return server.say(server.handshake(HandshakeType[name], nothing));
        }),
      ),
  ),
  ...places13.flatMap(({ after, make = () => new ScriptedServer13(), lead, due, reason = 'unexpected-message' }) =>
    names
      .filter((name) => !due.includes(name))
      .map((name) =>
        lie(reason, 'unexpected_message', `${name} after ${after}, TLS 1.3`, () => {
          const server = make();
          const before = lead(server);
          const message = made13[name]?.(server) ?? server.handshake(HandshakeType[name], nothing);
          return server.say(...before, message);
        }),
      ),
  ),
  ...places12.flatMap(({ after, make = () => new ScriptedServer12(), lead, due, reason = 'unexpected-message' }) =>
    names
      .filter((name) => !due.includes(name))
      .map((name) =>
        lie(reason, 'unexpected_message', `${name} after ${after}, TLS 1.2`, () => {
          const server = make();
          const before = lead(server);
          const message = made12[name]?.(server) ?? server.handshake(HandshakeType[name], nothing);
          return server.say(...before, message);
        }),
      ),
  ),
  ...names
    .filter((name) => name !== 'new_session_ticket' && name !== 'key_update')
    .map((name) =>
      lie('unexpected-message-after-handshake', 'unexpected_message', `${name} after the handshake, TLS 1.3`, () => {
        const server = new ScriptedServer13();
        server.connect();
        return server.say(made13[name]?.(server) ?? server.handshake(HandshakeType[name], nothing));
      }),
    ),
];
