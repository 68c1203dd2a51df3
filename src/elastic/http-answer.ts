import type { HttpAnswer } from '../model/observation.ts';

/**
 * `GET /` of HTTP/1.1, to be answered once and closed. It is spoken over a socket of our own, since no HTTP client takes one that has been through
 * our own TLS.
 *
 * @param host for the Host header: a name or an address, with a port where that is not the scheme's
 */
export function httpRequest(host: string): Uint8Array {
  const lines = [
    'GET / HTTP/1.1',
    `Host: ${hostHeader(host)}`,
    'User-Agent: handclasp',
    'Accept: application/json',
    'Connection: close',
    '',
    '',
  ];
  return new TextEncoder().encode(lines.join('\r\n'));
}

/**
 * One HTTP/1.x answer from the first bytes of a connection. Null: these bytes begin no HTTP answer, or one with a head of more than 64 KiB. `partial`: more bytes are needed.
 * As soon as the 4 KiB that are kept of a body are there the answer is whole, so that a server that never ends costs nothing more.
 *
 * @param closed the peer has ended: what there is of the body is then all of it
 */
export function readHttpAnswer(bytes: Uint8Array, closed = false): HttpAnswer | null | 'partial' {
  const unfinished = closed ? null : 'partial';
  let at = 0;
  // An interim answer (1xx) has no body; the final one follows it.
  for (;;) {
    const rest = bytes.subarray(at, at + longestHead);
    const head = readHead(rest);
    if (head === null) return null;
    if (head === 'partial') return rest.length >= longestHead ? null : unfinished;
    if (head.status >= 200) return readRest(head, bytes.subarray(at + head.length), closed);
    at += head.length;
    if (at > longestHead) return null;
  }
}

const longestHead = 64 * 1024;
const longestBody = 4 * 1024;

type Head = { readonly status: number; readonly headers: HttpAnswer['headers']; readonly length: number };

function readHead(bytes: Uint8Array): Head | null | 'partial' {
  const opening = latin1(bytes.subarray(0, 5));
  if (!'HTTP/'.startsWith(opening)) return null;
  const end = headEnd(bytes);
  if (end === null) return 'partial';

  const [statusLine = '', ...lines] = latin1(bytes.subarray(0, end)).split(/\r?\n/);
  const status = /^HTTP\/1\.[01] (\d{3})(?: |$)/.exec(statusLine)?.[1];
  if (status === undefined) return null;

  const headers = new Map<string, string[]>();
  for (const line of lines) {
    const parts = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+):(.*)$/.exec(line);
    if (parts === null) continue; // a folded or broken line names no product
    const [, name = '', value = ''] = parts;
    const values = headers.get(name.toLowerCase());
    if (values) values.push(value.trim());
    else headers.set(name.toLowerCase(), [value.trim()]);
  }
  return { status: Number(status), headers: Object.fromEntries(headers), length: end };
}

/** Where the empty line after the headers ends. */
function headEnd(bytes: Uint8Array): number | null {
  for (let at = bytes.indexOf(lineFeed); at !== -1; at = bytes.indexOf(lineFeed, at + 1)) {
    if (bytes[at + 1] === lineFeed) return at + 2;
    if (bytes[at + 1] === carriageReturn && bytes[at + 2] === lineFeed) return at + 3;
  }
  return null;
}

function readRest(head: Head, bytes: Uint8Array, closed: boolean): HttpAnswer | 'partial' {
  const { body, whole } = readBody(head, bytes);
  if (!whole && !closed && body.length < longestBody) return 'partial';
  return { status: head.status, headers: head.headers, body: new TextDecoder().decode(body.subarray(0, longestBody)) };
}

/** What is there of the body. A length that makes no sense leaves the end of the connection to tell (RFC 9112 §6.3). */
function readBody(head: Head, bytes: Uint8Array): { readonly body: Uint8Array; readonly whole: boolean } {
  if (head.status === 204 || head.status === 304) return { body: bytes.subarray(0, 0), whole: true };
  if (head.headers['transfer-encoding']?.some((value) => /\bchunked\s*$/i.test(value))) return readChunks(bytes);
  const length = head.headers['content-length']?.[0];
  if (length !== undefined && /^\d{1,15}$/.test(length)) {
    return { body: bytes.subarray(0, Number(length)), whole: bytes.length >= Number(length) };
  }
  return { body: bytes, whole: false };
}

/** RFC 9112 §7.1. A broken chunk ends the body. */
function readChunks(bytes: Uint8Array): { readonly body: Uint8Array; readonly whole: boolean } {
  const body = new Uint8Array(longestBody);
  let filled = 0;
  let at = 0;
  while (filled < longestBody) {
    const lineEnd = bytes.indexOf(lineFeed, at);
    if (lineEnd === -1) return { body: body.subarray(0, filled), whole: bytes.length - at > 100 };
    const size = /^([0-9A-Fa-f]{1,8})[ \t]*(?:;.*)?\r?$/.exec(latin1(bytes.subarray(at, Math.min(lineEnd, at + 1024))))?.[1];
    const length = size === undefined ? 0 : Number.parseInt(size, 16);
    if (length === 0) return { body: body.subarray(0, filled), whole: true };
    const data = bytes.subarray(lineEnd + 1, lineEnd + 1 + Math.min(length, longestBody - filled));
    body.set(data, filled);
    filled += data.length;
    at = lineEnd + 1 + length;
    if (bytes[at] === carriageReturn) at++;
    if (at >= bytes.length) return { body: body.subarray(0, filled), whole: false };
    if (bytes[at] === lineFeed) at++;
  }
  return { body, whole: true };
}

function hostHeader(host: string): string {
  const safe = host.replaceAll(/[^!-~]/g, '');
  const bareIpv6 = safe.split(':').length > 2 && !safe.startsWith('[');
  return bareIpv6 ? `[${safe}]` : safe;
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}

const lineFeed = 10;
const carriageReturn = 13;
