import type { KeyObject } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from 'undici';
import { type BearerToken, type Credentials, secretsOf } from '../../model/credentials.ts';
import { hostAndPort } from '../../model/host-port.ts';
import { localLimits } from '../../model/local-limit.ts';
import { Mask } from '../../model/mask.ts';
import type { ApiRefusal } from '../../model/reasons/api-refusal.ts';
import { authorization } from './authorization.ts';
import { type ConnectionFault, connectionFault } from './connection-fault.ts';

/** Where a REST API is, and what it takes to be believed by it and to believe it. Times are in milliseconds. */
export type RestOptions = {
  readonly scheme: 'https' | 'http';
  /** An IP, or a name that is yet to be resolved; without brackets. */
  readonly address: string;
  readonly port: number;
  /** The name for SNI, the name check and the Host header; an address where the connection goes to one. */
  readonly serverName: string;
  /** Certificates to trust, DER: without any, nothing is asked over TLS. */
  readonly anchors: readonly Uint8Array[];
  /** A client certificate, DER, leaf first, and its key. */
  readonly identity?: { readonly chain: readonly Uint8Array[]; readonly key: KeyObject };
  /** Null asks as nobody. */
  readonly credentials: Credentials | BearerToken | null;
  /** For the connection, for the first byte of an answer, and between two pieces of it. An answer as a whole gets four times as long. */
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
};

/** What came back: JSON that was understood, with its status, or why there is none. */
export type RestAnswer =
  | { readonly kind: 'json'; readonly status: number; readonly body: unknown; readonly askedAt: Date; readonly answeredAt: Date }
  | { readonly kind: 'not-json'; readonly status: number; readonly because: ApiRefusal }
  | ConnectionFault;

/** A REST API to ask. One connection, one question at a time. */
export type RestClient = {
  readonly url: string;
  /** @param path with its query */
  readonly get: (path: string) => Promise<RestAnswer>;
  readonly close: () => Promise<void>;
};

/** Far beyond what a cluster of a thousand nodes answers. */
const longestAnswer = 16 * 1024 * 1024;

/**
 * Opens nothing yet: the first question does. Credentials go to a server alone whose certificate leads to one of `anchors` and bears the name, over TLS, and never along
 * with a redirect, which is not followed. What the peer does is an answer; only an abort by the caller's signal rejects.
 */
export async function restClient(options: RestOptions): Promise<RestClient> {
  const { scheme, address, port, serverName, credentials } = options;
  const url = `${scheme}://${hostAndPort(serverName, port)}`;
  const refusal = refusedBeforehand(options);
  if (refusal !== null) return { url, get: async () => ({ kind: 'fault', because: refusal }), close: async () => {} };
  // Whoever gives no credentials does not pay for loading it.
  const { Client } = await import('undici');
  const client = new Client(`${scheme}://${hostAndPort(address, port)}`, {
    connect: { timeout: options.timeoutMs, ...(scheme === 'https' ? tlsOptions(options) : {}) },
    headersTimeout: options.timeoutMs,
    bodyTimeout: options.timeoutMs,
    maxResponseSize: longestAnswer,
    allowH2: false,
  });
  const headers = {
    host: hostAndPort(serverName, port),
    accept: 'application/json',
    'user-agent': 'handclasp',
    ...(credentials === null ? {} : { authorization: authorization(credentials).reveal() }),
  };
  // A server may send back whatever it was sent.
  const mask = new Mask(credentials === null ? [] : secretsOf(credentials));
  return {
    url,
    get: async (path) => mask.data(await ask(client, path, headers, options)),
    close: () => client.destroy(),
  };
}

type Headers = Readonly<Record<string, string>>;

/** Where only a limit of this machine hindered it, it is asked again as long as an answer may take. */
async function ask(client: Client, path: string, headers: Headers, options: RestOptions): Promise<RestAnswer> {
  const deadline = AbortSignal.timeout(4 * options.timeoutMs);
  for (;;) {
    const answer = await askOnce(client, path, headers, options, deadline);
    if (answer.kind !== 'fault' || answer.limit === undefined || !localLimits[answer.limit].passes) return answer;
    await sleep(againMs);
    options.signal?.throwIfAborted();
    if (deadline.aborted) return answer;
  }
}

const againMs = 100;

async function askOnce(client: Client, path: string, headers: Headers, options: RestOptions, deadline: AbortSignal): Promise<RestAnswer> {
  const signal = AbortSignal.any([deadline, ...(options.signal === undefined ? [] : [options.signal])]);
  try {
    const askedAt = new Date();
    const answer = await client.request({ path, method: 'GET', headers, signal });
    const { statusCode: status } = answer;
    const answeredAt = new Date();
    const text = await answer.body.text();
    if (status >= 300 && status < 400) return { kind: 'not-json', status, because: { code: 'redirect', status } };
    const body = parsed(text);
    if (body === undefined)
      return { kind: 'not-json', status, because: { code: 'not-json', status, contentType: mediaType(answer.headers['content-type']) } };
    return { kind: 'json', status, body, askedAt, answeredAt };
  } catch (error) {
    options.signal?.throwIfAborted();
    return connectionFault(error, { deadlineMs: deadline.aborted ? 4 * options.timeoutMs : null, timeoutMs: options.timeoutMs });
  }
}

function refusedBeforehand({ scheme, address, credentials, anchors }: RestOptions): ApiRefusal | null {
  if (address.includes('%')) return { code: 'zone-in-address' };
  if (scheme === 'http') return credentials === null ? null : { code: 'credentials-in-clear' };
  return anchors.length > 0 ? null : { code: 'no-trust-to-verify-by' };
}

/** The name for SNI and the check is that of the Host header; undici takes it from there. */
function tlsOptions({ anchors, identity }: RestOptions) {
  return {
    ca: anchors.map((der) => pem('CERTIFICATE', der)),
    rejectUnauthorized: true,
    // Who gives an intermediate or the certificate itself as trust is taken at his word, as Java does it.
    allowPartialTrustChain: true,
    ...(identity === undefined
      ? {}
      : {
          cert: identity.chain.map((der) => pem('CERTIFICATE', der)).join(''),
          key: identity.key.export({ type: 'pkcs8', format: 'pem' }),
        }),
  };
}

function pem(label: string, der: Uint8Array): string {
  return `-----BEGIN ${label}-----\n${Buffer.from(der).toString('base64')}\n-----END ${label}-----\n`;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Whatever is no media type is the server's own idea, and may be what it was sent. */
function mediaType(type: string | readonly string[] | undefined): string | null {
  return typeof type === 'string'
    ? (/^(?:text|application|image|multipart)\/[a-z0-9.+-]{1,40}(?=\s*(?:;|$))/.exec(type)?.[0] ?? null)
    : null;
}
