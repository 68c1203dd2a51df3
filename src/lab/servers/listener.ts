import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { createSecureContext, createServer as createTlsServer, rootCertificates, type SecureVersion, TLSSocket } from 'node:tls';
import { UsageError } from '../../model/usage-error.ts';
import type { Identity } from '../pki.ts';

/** What is spoken on a connection once it is there, in the clear or above TLS. */
export type Application = (connection: Duplex) => void;

/** How a listener speaks TLS, in the words of Elastic's settings. */
export type TlsSettings = {
  readonly identity: Identity;
  readonly clientAuthentication: 'none' | 'optional' | 'required';
  /** Whose certificates clients may show: PEM of CAs, the public's roots, or anybody's, with an empty list of CA names, as `verification_mode: none` has it. */
  readonly clientTrust: readonly string[] | 'public-roots' | 'anybody';
  readonly minVersion?: SecureVersion;
  readonly maxVersion?: SecureVersion;
  /** OpenSSL's cipher list. */
  readonly ciphers?: string;
};

export type Listener = { readonly port: number; readonly close: () => Promise<void> };

/**
 * Listens, and hands each connection that was let in to the application. Whom it does not trust it refuses as Node does: without a certificate
 * with an alert (40 or 116), with a wrong one by closing after the handshake.
 *
 * @param options.port 0 takes a free one
 * @throws UsageError `port-in-use`
 */
export async function startListener(options: {
  readonly host: string;
  readonly port: number;
  /** Null speaks in the clear. */
  readonly tls: TlsSettings | null;
  readonly application: Application;
}): Promise<Listener> {
  const { host, port, tls, application } = options;
  const sockets = new Set<Socket>();
  const server = tls === null ? createServer(welcoming(application)) : createTls(tls, welcoming(application));
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    // Peers come and go as they like, scanners above all.
    socket.on('error', () => {});
  });
  server.listen(port, host);
  try {
    await once(server, 'listening');
  } catch (cause) {
    throw new UsageError('port-in-use', `cannot listen on ${host}:${port}`, 'stop what listens there, or take free ports', { cause });
  }
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

/** A node closes what has not finished its handshake in this time. */
const handshakeTimeoutMs = 10_000;

const welcoming =
  (application: Application): Application =>
  (connection) => {
    connection.on('error', () => {});
    application(connection);
  };

function createTls(settings: TlsSettings, application: Application): Server {
  return settings.clientTrust === 'anybody' ? createTrustingServer(settings, application) : createCheckingServer(settings, application);
}

function createCheckingServer(settings: TlsSettings, application: Application): Server {
  const { clientAuthentication } = settings;
  const server = createTlsServer({
    ...contextOf(settings),
    handshakeTimeout: handshakeTimeoutMs,
    requestCert: clientAuthentication !== 'none',
    rejectUnauthorized: clientAuthentication === 'required',
  });
  server.on('secureConnection', (socket) => {
    // `optional` lets in who has no certificate, but who shows one must be trusted.
    const refused = clientAuthentication === 'optional' && !socket.authorized && socket.getPeerX509Certificate() !== undefined;
    // Destroyed, as Node destroys it where certificates are required: an orderly end would first send the session tickets that a client takes for its admission.
    if (refused) socket.destroy();
    else application(socket);
  });
  server.on('tlsClientError', (_error, socket) => socket.destroy());
  return server;
}

/**
 * Refuses who has no certificate and takes any that there is. A tls.Server cannot do that: it ties the one to the other. A TLSSocket of our
 * own lets OpenSSL insist on a certificate, and nobody then looks at what it found.
 */
function createTrustingServer(settings: TlsSettings, application: Application): Server {
  const secureContext = createSecureContext(contextOf(settings));
  const requestCert = settings.clientAuthentication !== 'none';
  const rejectUnauthorized = settings.clientAuthentication === 'required';
  return createServer((socket) => {
    const secure = new TLSSocket(socket, { isServer: true, secureContext, requestCert, rejectUnauthorized });
    secure.on('error', () => socket.destroy());
    secure.setTimeout(handshakeTimeoutMs, () => secure.destroy());
    secure.once('secure', () => {
      secure.setTimeout(0);
      application(secure);
    });
  });
}

/** Those of OpenSSL 3.0 in its order, whatever the Node that runs the lab has as its default. */
const groups = 'X25519:P-256:X448:P-521:P-384:ffdhe2048:ffdhe3072:ffdhe4096:ffdhe6144:ffdhe8192';

/** OpenSSL adds the issuers that it finds among the CAs of clients to a certificate that comes alone, up to the root; so does a node whose keystore holds them. */
function contextOf(settings: TlsSettings) {
  const { identity, clientTrust, minVersion = 'TLSv1.2', maxVersion = 'TLSv1.3', ciphers } = settings;
  const ca = clientTrust === 'anybody' ? undefined : clientTrust === 'public-roots' ? [...rootCertificates] : [...clientTrust];
  return {
    cert: identity.chainPem,
    key: identity.privateKeyPem,
    minVersion,
    maxVersion,
    ecdhCurve: groups,
    ...(ca === undefined ? {} : { ca }),
    ...(ciphers === undefined ? {} : { ciphers }),
  };
}
