import { type LocalLimit, localLimitOf, localLimitText } from '../../model/local-limit.ts';

/**
 * Why no answer came. `unverified`: the server's certificate was not believed, so nothing was sent to it. `not-asked`: the question was not even begun. `unreachable`: no
 * connection, or none that lasted. `answer`: what came is no HTTP, or not to be waited for, or too much.
 */
export type ConnectionFault = {
  readonly kind: 'fault';
  readonly why: 'unverified' | 'not-asked' | 'unreachable' | 'answer';
  readonly because: string;
  /** A limit of this machine, where that is all there is to it. */
  readonly limit?: LocalLimit;
};

/** An error of undici, or of the socket below it, in words; its own are kept out, since they may quote the peer. */
export function connectionFault(
  error: unknown,
  { deadlineMs, timeoutMs }: { readonly deadlineMs: number | null; readonly timeoutMs: number },
): ConnectionFault {
  if (deadlineMs !== null) return { kind: 'fault', why: 'answer', because: `its answer was not complete after ${deadlineMs} ms` };
  const limit = localLimitOf(rootOf(error));
  if (limit !== null) return { kind: 'fault', why: 'not-asked', because: localLimitText(limit), limit };
  const code = codeOf(error);
  const unverified = verifications[code];
  if (unverified !== undefined)
    return {
      kind: 'fault',
      why: 'unverified',
      because: `its certificate is not to be believed (${unverified}), so nothing was sent to it`,
    };
  if (code.startsWith('ERR_SSL_') || code === 'EPROTO')
    return {
      kind: 'fault',
      why: 'unreachable',
      because: `the TLS handshake failed (${code
        .replace(/^ERR_SSL_/, '')
        .toLowerCase()
        .replaceAll('_', ' ')})`,
    };
  if (code.startsWith('HPE_')) return { kind: 'fault', why: 'answer', because: 'what came is no HTTP' };
  const because = connections(timeoutMs)[code];
  if (because !== undefined) return { kind: 'fault', why: 'unreachable', because };
  return { kind: 'fault', why: 'answer', because: answers(timeoutMs)[code] ?? `no answer could be had (${code || 'no reason was given'})` };
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return '';
  if ('code' in error && typeof error.code === 'string') return error.code;
  return codeOf(error.cause);
}

/** The error of the system, where it is inside another. */
function rootOf(error: unknown): unknown {
  return error instanceof Error && !('code' in error) && error.cause !== undefined ? rootOf(error.cause) : error;
}

/** What OpenSSL and Node call it when a certificate does not verify (openssl-verify(1), node:tls). */
const verifications: Readonly<Record<string, string>> = {
  UNABLE_TO_GET_ISSUER_CERT: 'its issuer is not among the given CAs',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'its issuer is not among the given CAs',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its issuer is not among the given CAs',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'it is self-signed, and not among the given CAs',
  SELF_SIGNED_CERT_IN_CHAIN: 'its root is not among the given CAs',
  CERT_SIGNATURE_FAILURE: 'the CA of its name has another key',
  CERT_HAS_EXPIRED: 'it, or its CA, has expired',
  CERT_NOT_YET_VALID: 'it is not yet valid',
  CERT_CHAIN_TOO_LONG: 'its chain is too long',
  CERT_REVOKED: 'it is revoked',
  INVALID_CA: 'its issuer is no CA',
  INVALID_PURPOSE: 'it is not for servers',
  PATH_LENGTH_EXCEEDED: 'the path length of a CA is exceeded',
  CERT_UNTRUSTED: 'it is not trusted for servers',
  CERT_REJECTED: 'it is rejected for servers',
  HOSTNAME_MISMATCH: 'it is for another name',
  ERR_TLS_CERT_ALTNAME_INVALID: 'it is for another name',
  ERR_TLS_CERT_ALTNAME_FORMAT: 'its names cannot be read',
  ERROR_IN_CERT_NOT_BEFORE_FIELD: 'its dates cannot be read',
  ERROR_IN_CERT_NOT_AFTER_FIELD: 'its dates cannot be read',
  UNABLE_TO_DECRYPT_CERT_SIGNATURE: 'its signature cannot be read',
  UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY: 'the key of its CA cannot be read',
  UNSPECIFIED: 'OpenSSL refuses it',
};

const connections = (timeoutMs: number): Readonly<Record<string, string>> => ({
  ECONNREFUSED: 'the connection was refused',
  ECONNRESET: 'the connection was reset',
  EPIPE: 'the connection was closed',
  UND_ERR_SOCKET: 'the connection was closed before an answer came',
  UND_ERR_CONNECT_TIMEOUT: `no connection came about in ${timeoutMs} ms`,
  ETIMEDOUT: 'no connection came about',
  EHOSTUNREACH: 'the host cannot be reached',
  ENETUNREACH: 'the network cannot be reached',
  ENOTFOUND: 'the name does not resolve',
  EAI_AGAIN: 'the name could not be resolved for now',
});

const answers = (timeoutMs: number): Readonly<Record<string, string>> => ({
  UND_ERR_HEADERS_TIMEOUT: `nothing came in answer within ${timeoutMs} ms`,
  UND_ERR_BODY_TIMEOUT: `its answer stood still for ${timeoutMs} ms`,
  UND_ERR_RES_EXCEEDED_MAX_SIZE: 'its answer was larger than 16 MiB',
  UND_ERR_HEADERS_OVERFLOW: 'the head of its answer was too large',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'its answer was cut short',
  UND_ERR_ABORTED: 'its answer was cut short',
});
