import { isIP } from 'node:net';
import { domainToASCII, domainToUnicode } from 'node:url';
import type { OddName, OddNameCode } from '../model/odd-name.ts';
import { isAscii, readableUtf8 } from './asn1/octet-text.ts';
import type { RawName } from './general-name.ts';
import { isJavaUri } from './java-uri.ts';

/** Why an entry is no proper name of its form, and what was probably meant; null where it is one. Addresses and asterisks in DNS names are for rules of their own. */
export function oddName(name: RawName): OddName | null {
  switch (name.kind) {
    case 'dns': {
      const broken = name.constructed ? (['java'] as const) : [];
      const fault = dnsFault(name.value);
      if (fault === null) return name.constructed ? { code: 'unreadable', instead: null, unreadableTo: broken } : null;
      return { code: fault, instead: dnsInstead(name.value, fault), unreadableTo: broken };
    }
    case 'ip':
      if (name.octets.length === 4 || name.octets.length === 16) return null;
      // The JDK takes an address with a mask here as well, as nameConstraints have it.
      return { code: 'ip-length', instead: null, unreadableTo: name.octets.length === 8 || name.octets.length === 32 ? [] : ['java'] };
    case 'email':
      if (name.value === '' || name.constructed) return { code: 'email', instead: null, unreadableTo: ['java'] };
      return isAscii(name.value) ? null : { code: 'non-ascii', instead: null, unreadableTo: [] };
    case 'uri':
      if (name.constructed || !isJavaUri(name.value)) return { code: 'uri', instead: null, unreadableTo: ['java'] };
      return isAscii(name.value) ? null : { code: 'non-ascii', instead: null, unreadableTo: [] };
    case 'unreadable':
      return { code: 'unreadable', instead: null, unreadableTo: name.unreadableTo };
    case 'directory':
    case 'other':
      return null;
  }
}

/** What nearly every name is: it costs one look. */
const proper = /^(?:\*\.)?[A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9_])?(?:\.[A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9_])?)*$/;

function dnsFault(text: string): OddNameCode | null {
  const labels = text.split('.');
  if (proper.test(text) && text.length <= 63 && !/xn--/i.test(text)) return null;
  if (text === '') return 'empty';
  if (!isAscii(text)) return 'non-ascii';
  if (text.includes('\0')) return 'nul';
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  if (/[\u0001-\u0008\u000e-\u001f\u007f]/.test(text)) return 'control';
  if (isIP(text) !== 0) return null;
  if (text.includes('://')) return 'url';
  if (/\s/.test(text)) return 'whitespace';
  if (/[^:]:\d+$/.test(text)) return 'port';
  if (/^\.[^.]/.test(text)) return 'leading-dot';
  if (/[^.]\.$/.test(text)) return 'trailing-dot';
  if (labels.includes('')) return 'empty-label';
  if (/[^A-Za-z0-9_.*-]/.test(text)) return 'character';
  if (text.length > 253 || labels.some((label) => label.length > 63)) return 'too-long';
  if (labels.some((label) => label.startsWith('-') || label.endsWith('-'))) return 'hyphen';
  // An asterisk within an A-label is a matter of wildcards. What is no encoding some releases of Node turn into nothing, and others leave as it is.
  return labels.some((label) => /^xn--/i.test(label) && !label.includes('*') && isAscii(domainToUnicode(label))) ? 'a-label' : null;
}

function dnsInstead(text: string, code: OddNameCode): string | null {
  const meant = meantBy(text, code);
  return meant !== '' && (isIP(meant) !== 0 || dnsFault(meant) === null) ? meant : null;
}

/** Empty where nothing can be said. */
function meantBy(text: string, code: OddNameCode): string {
  switch (code) {
    case 'non-ascii':
      return domainToASCII(readableUtf8(text) ?? '');
    case 'whitespace':
      return text.trim();
    case 'url':
      return hostOf(text);
    case 'port':
      return text.replace(/:\d+$/, '');
    case 'trailing-dot':
      return text.slice(0, -1);
    case 'leading-dot':
      return `*${text}`;
    default:
      return '';
  }
}

function hostOf(text: string): string {
  const authority = /:\/\/([^/?#]*)/.exec(text)?.[1] ?? '';
  return authority
    .replace(/^.*@/s, '')
    .replace(/:\d*$/, '')
    .replace(/^\[|\]$/g, '');
}
