/** A certificate as the diagnostic line names it; fingerprints are SHA-1, lower case without colons. */
export type DiagnosedCertificate = { readonly subject: string; readonly sha1: string | null; readonly trusted: boolean };

/** What `DiagnosticTrustManager` wrote of a certificate that was not accepted. What a release does not write is null. */
export type Diagnosis = {
  /** What the peer was: we connected to a server, or a client connected to us. */
  readonly peer: 'server' | 'client';
  /** Null for `<unknown host>`. */
  readonly host: string | null;
  /** Null where the peer showed no certificate: then all that follows is empty. */
  readonly subject: string | null;
  readonly sha1: string | null;
  /** `none`: the certificate has no such extension. */
  readonly keyUsage: readonly string[] | 'none' | null;
  readonly extendedKeyUsage: readonly string[] | 'none' | null;
  readonly validity: {
    readonly notBefore: Date | null;
    readonly notAfter: Date | null;
    /** The node's own clock. */
    readonly now: Date | null;
    readonly verdict: 'valid' | 'expired' | 'not-yet-valid' | null;
  } | null;
  readonly session: { readonly cipherSuite: string; readonly protocol: string } | null;
  /** `DNS:es01`, `IP:10.0.0.11`; `none` where there is none, or none of these kinds, or they cannot be read. */
  readonly names: readonly string[] | 'none' | null;
  readonly issuer: string | null;
  readonly selfIssued: boolean;
  /** What came along above it, upwards. */
  readonly above: readonly DiagnosedCertificate[];
  /** The issuer that is missing on top of what was sent; null where it ends in a self-issued certificate. */
  readonly missingIssuer: string | null;
  /** The prefix of the settings: `xpack.security.transport.ssl`; null for several with the same settings, or none. */
  readonly context: string | null;
  /** `PEM-trust{/etc/.../ca.crt}`, `StoreTrustConfig{...}`, `JDK-trusted-certs`. */
  readonly trustConfiguration: string | null;
  /**
   * What it says of trust. `trusted`: the issuer, or the root, is trusted, so the fault is elsewhere. `same-key`: another certificate of the same key is. `lookalike`: one of the
   * name is, with another key. `unknown-issuer`: none of the name. `not-told`: it says nothing.
   */
  readonly trust: 'trusted' | 'same-key' | 'lookalike' | 'unknown-issuer' | 'not-told';
  /** Of the trusted certificates that it names: SHA-1. */
  readonly trustedSha1: readonly string[];
  /** Names of trusted issuers, as far as they are listed. */
  readonly trustedIssuers: readonly string[];
  /** How many issuers are trusted; null where it does not say. */
  readonly trustedCount: number | null;
};

/** Reads the line, whatever stands before it; null where it is none. It never throws on any text. */
export function readDiagnosticTrustManagerLine(text: string): Diagnosis | null {
  const head = /failed to establish trust with (server|client) at \[([^\]]*)\]/.exec(text);
  if (head === null) return null;
  const [whole, peer = 'server', host = ''] = head;
  const rest = text.slice(head.index + whole.length);
  const first = /provided a certificate with subject name \[([\s\S]*?)\](?:,| and) (?:fingerprint|invalid encoding) \[([^\]]*)\]/.exec(
    rest,
  );
  const issued = /the certificate is issued by \[([\s\S]*?)\](?= but the |; |$)/.exec(rest);
  const selfIssued = /; the certificate is self-issued/.test(rest);
  const subject = first?.[1] ?? null;
  const above = aboveOf(rest);
  return {
    peer: peer === 'client' ? 'client' : 'server',
    host: host === '' || host.startsWith('<') ? null : host,
    subject,
    sha1: fingerprint(first?.[2]),
    keyUsage: usages(rest, 'keyUsage'),
    extendedKeyUsage: usages(rest, 'extendedKeyUsage'),
    validity: validityOf(rest),
    session: sessionOf(rest),
    names: namesOf(rest),
    issuer: issued?.[1] ?? (selfIssued ? subject : null),
    selfIssued,
    above,
    missingIssuer: missingOf(rest, issued?.[1] ?? null, above),
    ...contextOf(rest),
    ...trustOf(rest),
  };
}

function fingerprint(text: string | undefined): string | null {
  return text !== undefined && /^[0-9a-f]{40}$/i.test(text) ? text.toLowerCase() : null;
}

function usages(text: string, name: 'keyUsage' | 'extendedKeyUsage'): readonly string[] | 'none' | null {
  // The two clauses stand beside each other: `no keyUsage and extendedKeyUsage [serverAuth]`.
  const found = new RegExp(`(?:^|[ ,])(no )?${name}(?: \\[([^\\]]*)\\])?`).exec(text);
  if (found === null) return null;
  if (found[1] !== undefined) return 'none';
  return found[2] === undefined ? null : split(found[2]);
}

function validityOf(text: string): Diagnosis['validity'] {
  const found = /valid between \[([^\]]*)\] and \[([^\]]*)\](?: \(current time is \[([^\]]*)\],? ?([^)]*)\))?/.exec(text);
  if (found === null) return null;
  const [, from, to, now, words = ''] = found;
  const verdict = /expired/.test(words)
    ? 'expired'
    : /not (?:yet )?valid|not yet/.test(words)
      ? 'not-yet-valid'
      : /are valid/.test(words)
        ? 'valid'
        : null;
  return { notBefore: instant(from), notAfter: instant(to), now: instant(now), verdict };
}

function instant(text: string | undefined): Date | null {
  if (text === undefined) return null;
  // Nanoseconds are more than Date takes.
  const at = new Date(text.replace(/(\.\d{3})\d+/, '$1'));
  return Number.isNaN(at.getTime()) ? null : at;
}

function sessionOf(text: string): Diagnosis['session'] {
  const found = /the session uses cipher suite \[([^\]]*)\] and protocol \[([^\]]*)\]/.exec(text);
  return found === null ? null : { cipherSuite: found[1] ?? '', protocol: found[2] ?? '' };
}

function namesOf(text: string): Diagnosis['names'] {
  const found = /the certificate has subject alternative names \[([^\]]*)\]/.exec(text);
  if (found !== null) return split(found[1] ?? '');
  return /does not have any (?:DNS\/IP )?subject alternative names|subject alternative names cannot be parsed/.test(text) ? 'none' : null;
}

function aboveOf(text: string): readonly DiagnosedCertificate[] {
  return [
    ...text.matchAll(/signed by \(subject \[([\s\S]*?)\] (?:fingerprint|invalid encoding) \[([^\]]*)\]( \{trusted issuer\})?\)/g),
  ].map(([, subject = '', sha1, trusted]) => ({ subject, sha1: fingerprint(sha1), trusted: trusted !== undefined }));
}

function missingOf(text: string, issuer: string | null, above: readonly DiagnosedCertificate[]): string | null {
  if (above.length === 0) return /did not provide a copy of the issuing certificate/.test(text) ? issuer : null;
  return /which is issued by \[([\s\S]*?)\] \(but that issuer certificate was not provided/.exec(text)?.[1] ?? null;
}

function contextOf(text: string): Pick<Diagnosis, 'context' | 'trustConfiguration'> {
  // A path may hold brackets of its own, so the end is looked for as it is written: `)])`, or `])` where no trust is described.
  const found = /this ssl context \(\[([\s\S]*?)\]\)/.exec(text)?.[1];
  if (found === undefined) return { context: null, trustConfiguration: null };
  const [, name = found, trust] = /^([\s\S]*?) \(with trust configuration: ([\s\S]*)\)$/.exec(found) ?? [];
  return { context: name.startsWith('(') ? null : name, trustConfiguration: trust ?? null };
}

function trustOf(text: string): Pick<Diagnosis, 'trust' | 'trustedSha1' | 'trustedIssuers' | 'trustedCount'> {
  const none = { trustedSha1: [], trustedIssuers: [], trustedCount: null } as const;
  const after = (pattern: RegExp) => {
    const found = pattern.exec(text);
    return found === null ? null : fingerprintsIn(text.slice(found.index));
  };

  const lookalike = /; this ssl context does trust |\]\) trusts \[\d+\] certificates? with subject name /.exec(text);
  if (lookalike !== null) {
    const clause = text.slice(lookalike.index);
    const name = /with subject(?: name)? \[([\s\S]*?)\] (?:and|but) /.exec(clause)?.[1];
    return { ...none, trust: 'lookalike', trustedSha1: fingerprintsIn(clause), trustedIssuers: name === undefined ? [] : [name] };
  }
  const sameKey = after(/because we trust (?:a certificate|\[\d+\] certificates) with /);
  if (sameKey !== null) return { ...none, trust: 'same-key', trustedSha1: sameKey };
  const unknown = /\]\) is not configured to trust that issuer/.exec(text);
  if (unknown !== null) return { trust: 'unknown-issuer', ...othersIn(text.slice(unknown.index + unknown[0].length)) };
  const issuing = /; the issuing certificates? with ((?:fingerprint \[[^\]]*\](?:, )?)+) (?:is|are) trusted in this ssl context/.exec(text);
  if (issuing !== null) return { ...none, trust: 'trusted', trustedSha1: fingerprintsIn(issuing[1] ?? '') };
  if (/certificate is not trusted in this ssl context/.test(text)) return { ...none, trust: 'unknown-issuer' };
  if (/certificate is trusted in this ssl context/.test(text)) return { ...none, trust: 'trusted' };
  return { ...none, trust: 'not-told' };
}

function othersIn(text: string): Pick<Diagnosis, 'trustedSha1' | 'trustedIssuers' | 'trustedCount'> {
  if (/^ or any other issuer/.test(text)) return { trustedSha1: [], trustedIssuers: [], trustedCount: 0 };
  const only = /^, it only trusts the issuer \[([\s\S]*?)\] with /.exec(text);
  if (only !== null) return { trustedSha1: fingerprintsIn(text), trustedIssuers: [only[1] ?? ''], trustedCount: 1 };
  const others = /^ but trusts \[(\d+)\] other issuers(?: \(\[([\s\S]*?)\]\))?/.exec(text);
  if (others === null) return { trustedSha1: [], trustedIssuers: [], trustedCount: null };
  const listed = others[2];
  return { trustedSha1: [], trustedIssuers: listed === undefined ? [] : splitNames(listed), trustedCount: Number(others[1]) };
}

function fingerprintsIn(text: string): readonly string[] {
  return [...text.matchAll(/fingerprint \[([0-9a-f]{40})\]/gi)].map(([, sha1 = '']) => sha1.toLowerCase());
}

function split(text: string): readonly string[] {
  return text.split(/,\s*/).filter((part) => part !== '');
}

/** Names in RFC 2253 form have no space after their commas, so that one with a space parts two names. */
function splitNames(text: string): readonly string[] {
  return text.split(', ');
}
