import { isIP } from 'node:net';

/** Whether the JDK reads it as the URI of a GeneralName: java.net.URI with a scheme, and a host that is a name or an address (sun.security.x509.URIName). */
export function isJavaUri(text: string): boolean {
  const parts = /^[A-Za-z][A-Za-z0-9+.-]*:([^#]+)(?:#([^#]*))?$/s.exec(text);
  if (parts === null || illegal.test(text) || /%(?![0-9A-Fa-f]{2})/.test(text)) return false;
  const [, rest = ''] = parts;
  if (!rest.startsWith('/')) return true;
  const [, authority = '', path = ''] = /^(?:\/\/([^/?]*))?([^?]*)/s.exec(rest) ?? [];
  if (rest === '//' || /[[\]]/.test(path)) return false;
  const host = authority.replace(/^.*@/s, '').replace(/:\d*$/, '');
  if (/[[\]]/.test(authority)) return host.startsWith('[') && host.endsWith(']') && isIP(host.slice(1, -1)) === 6;
  // A registry-based authority, which is none of a host, is not looked at; that a name does not end with a dot is.
  return !/^(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)*[A-Za-z](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.$/.test(host);
}

/** What java.net.URI takes nowhere; characters beyond ASCII are among its "other" ones. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const illegal = /[\u0000-\u0020\u007f<>"{}|\\^`]/;
