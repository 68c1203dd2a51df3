import { connect, isIP, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { DeliveryFault } from '../model/reasons/delivery-fault.ts';
import { openTls, type TlsConnection } from '../tls/open-tls.ts';
import { TlsAlert, TlsFailure } from '../tls/tls-failure.ts';
import { alertName } from '../tls/wire/alerts.ts';
import { verifyCertificate } from '../x509/path/verify-certificate.ts';
import { publicRoots } from '../x509/public-roots.ts';
import type { Receiver } from './receiver.ts';
import { TlsStream } from './tls-stream.ts';

/** The receiver is not one to send anything to. Asking again would not change that. */
export class ReceiverRefused extends Error {
  readonly fault: DeliveryFault;

  constructor(fault: DeliveryFault) {
    super(fault.code);
    this.fault = fault;
  }
}

/** Suites with forward secrecy and an AEAD: those of TLS 1.3, then ECDHE with AES-GCM and ChaCha20 (RFC 9325 §4.2). */
const cipherSuites: readonly number[] = [0x1301, 0x1302, 0x1303, 0xc02b, 0xc02f, 0xc02c, 0xc030, 0xcca9, 0xcca8];

/**
 * Connects to a receiver. Over TLS it is our own client that does, and our own verdict on the certificate, by RFC 5280, that decides, before anything of HTTP is sent.
 *
 * @throws ReceiverRefused, TlsFailure, or the error of the socket
 */
export async function connectToReceiver(receiver: Receiver): Promise<Duplex> {
  const socket = await connected(receiver);
  if (receiver.scheme === 'http') return socket;
  try {
    const connection = await openTls(socket, {
      cipherSuites,
      alpn: ['http/1.1'],
      idleTimeoutMs: receiver.timeoutMs,
      ...(isIP(receiver.host) === 0 ? { serverName: receiver.host } : {}),
      ...(receiver.identity === null ? {} : { identity: receiver.identity }),
    });
    await judge(connection, receiver);
    return new TlsStream(connection, socket);
  } catch (error) {
    socket.destroy();
    throw error;
  }
}

async function judge({ seen }: TlsConnection, { anchors, trustPublicRoots, host }: Receiver): Promise<void> {
  const verdict = await verifyCertificate({
    chain: seen.certificates,
    anchors: [...anchors, ...(trustPublicRoots ? publicRoots().map(({ der }) => der) : [])],
    name: host,
    at: new Date(),
    purpose: 'server',
    model: 'rfc5280',
  });
  if (!verdict.trusted) throw new ReceiverRefused({ code: 'receiver-untrusted', because: verdict.because });
  // Without it anybody could have shown the certificate.
  if (seen.serverSignature !== 'valid' || !seen.serverFinished) throw new ReceiverRefused({ code: 'receiver-unproven' });
}

function connected({ host, port, timeoutMs }: Receiver): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, noDelay: true });
    const timer = setTimeout(
      () => socket.destroy(Object.assign(new Error('no connection'), { code: 'UND_ERR_CONNECT_TIMEOUT' })),
      timeoutMs,
    );
    const settle = (error: Error | null) => {
      clearTimeout(timer);
      socket.removeListener('error', settle);
      if (error === null) resolve(socket);
      else reject(error);
    };
    socket.once('error', settle);
    socket.once('connect', () => settle(null));
  });
}

/** What our own TLS client says of a handshake that failed; null where the error is none of its own. */
export function handshakeFault(error: unknown): DeliveryFault | null {
  if (error instanceof ReceiverRefused) return error.fault;
  if (error instanceof TlsAlert) return { code: 'receiver-alert', alert: alertName(error.description) };
  return error instanceof TlsFailure ? { code: 'tls-failed', error: error.message } : null;
}
