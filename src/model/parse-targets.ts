import { isIPv4, isIPv6 } from 'node:net';
import { domainToASCII } from 'node:url';
import { type AddressBlock, addressesOf, parseAddressBlock } from './address-block.ts';
import { defaultTargetPorts } from './default-target-ports.ts';
import type { Deployment } from './deployment.ts';
import { hostAndPort } from './host-port.ts';
import { isMixed, materialIn } from './key-material.ts';
import { placeholder, showable } from './showable.ts';
import type { Target } from './target.ts';
import { UsageError } from './usage-error.ts';

/** Text that names targets, and where it was read. */
export type TargetText = {
  readonly text: string;
  /** The file's name, for messages; null for an argument of the command line. */
  readonly origin: string | null;
  /** The number of its first line there; 1 when absent. */
  readonly line?: number;
  /** The path of the file as reports are to have it; absent where it was read from no file. */
  readonly file?: string;
};

/** Addresses that one CIDR block may hold: a /16 of IPv4, a /112 of IPv6. */
export const largestBlock = 65_536n;

/**
 * Reads targets: one or several to a line, `#` starts a comment. Each is `host` (its default ports, by the deployment), `host:port`, `https://host:port`, `http://…`,
 * `transport://…`, `kibana://…`, `remote-cluster://…`, `[v6]:port`, a bare IPv6 address, or a CIDR block with or without a port.
 * What names the same port of the same host twice is kept once. Names are put into ASCII (IDNA); nothing is resolved.
 *
 * @throws UsageError `target-invalid` or `target-block-too-large`, with the line where the text came from a file.
 */
export function parseTargets(texts: string | readonly TargetText[], deployment: Deployment | null = null): readonly Target[] {
  return parseTargetTexts(texts, deployment).targets;
}

/**
 * The same, and how many words name nothing but what words before them named.
 *
 * @throws UsageError as `parseTargets` does.
 */
export function parseTargetTexts(
  texts: string | readonly TargetText[],
  deployment: Deployment | null = null,
): {
  readonly targets: readonly Target[];
  readonly repeated: number;
} {
  const all: Target[] = [];
  /** How many targets there were behind each word. */
  const ends: number[] = [];
  const add = (word: string, place: Place) => {
    readTarget(word, { ...place, deployment }, all);
    ends.push(all.length);
  };
  for (const { text, origin, line = 1, file = null } of typeof texts === 'string'
    ? [{ text: texts, origin: null } satisfies TargetText as TargetText]
    : texts) {
    if (plainWord.test(text)) {
      add(text, { origin, line, file });
      continue;
    }
    for (const [index, content] of text.split(/\r\n|\r|\n/).entries()) {
      if (pemLine.test(content)) throw fail({ origin, line: line + index, file }, 'PEM text is no list of targets');
      for (const word of words(content)) add(word, { origin, line: line + index, file });
    }
  }
  return all.length > 1 ? { targets: once(all), repeated: repeatedWords(all, ends) } : { targets: all, repeated: 0 };
}

/** Who names a port beside its host says more than before. */
function repeatedWords(all: readonly Target[], ends: readonly number[]): number {
  if (ends.length < 2) return 0;
  const known = new Map<string, boolean>();
  let [repeated, from] = [0, 0];
  for (const end of ends) {
    const own = all.slice(from, end);
    const isRepeated = own.every(({ host, port, implied }) => {
      const before = known.get(`${host} ${port}`);
      return before !== undefined && (before === false || implied === true);
    });
    if (isRepeated) repeated += 1;
    for (const { host, port, implied } of own) {
      const key = `${host} ${port}`;
      known.set(key, implied === true && known.get(key) !== false);
    }
    from = end;
  }
  return repeated;
}

function words(line: string): readonly string[] {
  return line
    .replace(/^\uFEFF/, '')
    .replace(/(^|\s)#.*$/, '')
    .split(/[\s,]+/)
    .filter((word) => word !== '');
}

/** With it begins what holds a key or a certificate, and no target. */
const pemLine = /-{4,5} ?(?:BEGIN|END) [A-Z0-9 ]{2,}/;

/** As a line of most lists is: one target, and nothing else. */
const plainWord = /^[\w.:/[\]-]+$/;

/** A scheme tells more than none, and a port that was asked for is not implied. */
function once(targets: readonly Target[]): readonly Target[] {
  const byEndpoint = new Map<string, Target>();
  for (const target of targets) {
    const key = `${target.host} ${target.port}`;
    const earlier = byEndpoint.get(key);
    if (earlier === undefined || (earlier.scheme === null && target.scheme !== null) || (earlier.implied && !target.implied)) {
      byEndpoint.set(key, target);
    }
  }
  return [...byEndpoint.values()];
}

type Scheme = { readonly port: number; readonly channel: Target['scheme'] };

/** `https` and `http` are what a browser is given, so their default ports are the web's. */
const schemes: Readonly<Record<string, Scheme>> = {
  https: { port: 443, channel: 'http' },
  http: { port: 80, channel: 'http' },
  transport: { port: 9300, channel: 'transport' },
  kibana: { port: 5601, channel: 'kibana' },
  'remote-cluster': { port: 9443, channel: 'remote-cluster' },
};

const shapes = 'write host, host:port, https://host:port, transport://host:port, kibana://host:port, [v6]:port or a CIDR block';

/** Where a target stands, for messages. */
type Place = { readonly origin: string | null; readonly line: number; readonly file: string | null };

function fail(place: Place, why: string, hint = shapes): UsageError {
  return new UsageError('target-invalid', `${prefix(place)}${why}`, hint);
}

function prefix({ origin, line }: Place): string {
  return origin === null ? '' : `${origin}:${line}: `;
}

/** Adds what a word names: with a block, many. */
function readTarget(word: string, place: Place & { readonly deployment: Deployment | null }, to: Target[]): void {
  if (word.startsWith('@') || word === '-') {
    throw fail(
      place,
      `"${shown(word)}" is not a target`,
      'lists are read from the command line: handclasp scan @FILE, or - for standard input',
    );
  }
  const withScheme = /^([a-z][a-z0-9+.-]*):\/\/(.*)$/i.exec(word);
  const name = withScheme?.[1]?.toLowerCase() ?? null;
  const scheme = name === null ? null : (schemes[name] ?? null);
  if (name !== null && scheme === null)
    throw fail(place, `unknown scheme "${shown(name)}"`, `schemes are ${Object.keys(schemes).join(', ')}`);
  const rest = withScheme?.[2] ?? word;
  if (rest.includes('@')) {
    throw fail(
      place,
      'a target must not carry credentials',
      'leave out what stands before the @; handclasp needs no password to look at TLS',
    );
  }

  const { host, port, block } = readAuthority(rest, name !== null, place);
  const ports = port !== null ? [port] : scheme !== null ? [scheme.port] : defaultTargetPorts(host, place.deployment);
  if (block !== null && block.size > largestBlock) {
    const limit = block.family === 4 ? '/16' : '/112';
    throw new UsageError(
      'target-block-too-large',
      `${prefix(place)}${host} holds more than ${largestBlock} addresses`,
      `name blocks of ${limit} or smaller; a scan of more is better cut in parts`,
    );
  }
  const implied = port === null && scheme === null;
  for (const address of block === null ? [host] : addressesOf(block)) {
    const ascii = block === null ? asciiHost(address, place) : address;
    for (const at of ports) {
      const target: Target = {
        label: hostAndPort(address, at),
        host: ascii,
        port: at,
        // 5601 is Kibana's in whatever URL it stands, so there `https` says no more than "HTTP".
        scheme: at === 5601 && scheme?.channel === 'http' ? 'kibana' : (scheme?.channel ?? null),
      };
      to.push({
        ...target,
        ...(implied ? { implied: true } : {}),
        ...(place.file === null ? {} : { listedAt: { file: place.file, line: place.line } }),
      });
    }
  }
}

type Authority = { readonly host: string; readonly port: number | null; readonly block: AddressBlock | null };

function readAuthority(text: string, isUrl: boolean, place: Place): Authority {
  const block = readBlock(text, place);
  if (block !== null) return block;
  const slash = text.search(/[/?#]/);
  if (slash !== -1 && !isUrl) throw fail(place, `"${shown(text)}" is neither a host nor a CIDR block`);
  const authority = slash === -1 ? text : text.slice(0, slash);

  const bracketed = /^\[([^\]]*)\](?::(.*))?$/.exec(authority);
  if (bracketed !== null) {
    const host = bracketed[1] ?? '';
    if (!isIPv6(host)) throw fail(place, `"${shown(host)}" is not an IPv6 address`);
    return { host, port: bracketed[2] === undefined ? null : readPort(bracketed[2], place), block: null };
  }
  if (isIPv6(authority)) return { host: authority, port: null, block: null };
  const colon = authority.lastIndexOf(':');
  if (colon !== authority.indexOf(':'))
    throw fail(place, `"${shown(authority)}" is not an IPv6 address`, 'an IPv6 address with a port is written [v6]:port');
  return colon === -1
    ? { host: authority, port: null, block: null }
    : { host: authority.slice(0, colon), port: readPort(authority.slice(colon + 1), place), block: null };
}

/** `10.0.0.0/24`, `10.0.0.0/24:9300`, `[2001:db8::]/120:9200`, `[2001:db8::/120]:9200`. */
function readBlock(text: string, place: Place): Authority | null {
  const parts = text.includes('/') ? /^(?:\[([^\]]+)\](\/\d+)?|([^/[\]]+\/\d+))(?::(.*))?$/.exec(text) : null;
  if (parts === null) return null;
  const [, inBrackets = '', length = '', bare = '', port] = parts;
  const host = bare === '' ? inBrackets + length : bare;
  const block = parseAddressBlock(host);
  if (block === null) return null;
  return { host, port: port === undefined ? null : readPort(port, place), block };
}

function readPort(text: string, place: Place): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (port < 1 || port > 65_535) throw fail(place, `"${shown(text)}" is not a port`, 'a port is a number from 1 to 65535');
  return port;
}

/** The name as it goes to the resolver and into SNI. An underscore is no letter of host names, yet Docker and Kubernetes make such names: let through. */
function asciiHost(host: string, place: Place): string {
  if (isIPv4(host) || isIPv6(host)) return host;
  if (host === '') throw fail(place, 'a target without a host');
  if (/^[\d.]+$/.test(host))
    throw fail(place, `"${shown(host)}" is not an IPv4 address`, 'an IPv4 address has four numbers from 0 to 255, without leading zeros');
  const isAscii = [...host].every((letter) => letter.charCodeAt(0) < 0x80);
  const ascii = (isAscii ? host : domainToASCII(host)).toLowerCase().replace(/\.$/, '');
  // A line of a key may have nothing in it that a name may not.
  if (host.length >= 40 && materialIn(host) !== null) throw fail(place, `"${shown(host)}" is not a host name`);
  const isName = ascii.length <= 253 && ascii.split('.').every((label) => /^(?!-)[a-z0-9_-]{1,63}(?<!-)$/.test(label));
  if (!isName) throw fail(place, `"${shown(host)}" is not a host name`);
  return ascii;
}

/** For messages: short, without anything that a terminal would obey, and no line of a key. */
function shown(text: string): string {
  const material = materialIn(text);
  if (material !== null) return placeholder(material);
  if (text.length >= 16 && isMixed(text)) return `${text.length} characters, not shown`;
  const clean = showable(text).replace(
    /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu,
    (odd) => `\\u${(odd.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`,
  );
  return clean.length > 80 ? `${clean.slice(0, 77)}...` : clean;
}
