import type { Severity } from './severity.ts';

/** Why a suite is weak. */
export type SuiteWeaknessCode =
  | 'nobody-authenticated'
  | 'nothing-encrypted'
  | 'short-keys'
  | 'broken-cipher'
  | 'no-forward-secrecy'
  | 'cbc';

/** How bad it is that a suite is accepted, and why; null where it is a good one. */
export type SuiteWeakness =
  | { readonly severity: Extract<Severity, 'critical' | 'high' | 'low'>; readonly code: SuiteWeaknessCode }
  | { readonly severity: null };

/** By suite: there are but so many. */
const known = new Map<string, SuiteWeakness>();

/** What is weak in a cipher suite, by its IANA name (RFC 9325 §4). */
export function suiteWeakness(suite: string): SuiteWeakness {
  const weakness = known.get(suite) ?? readWeakness(suite);
  known.set(suite, weakness);
  return weakness;
}

function readWeakness(suite: string): SuiteWeakness {
  if (/_anon_/i.test(suite)) return { severity: 'critical', code: 'nobody-authenticated' };
  if (/_NULL_/.test(suite)) return { severity: 'critical', code: 'nothing-encrypted' };
  if (/_EXPORT_|_DES40_|_RC2_/.test(suite)) return { severity: 'critical', code: 'short-keys' };
  if (/_3DES_|_RC4_|_DES_|_IDEA_/.test(suite)) return { severity: 'high', code: 'broken-cipher' };
  if (/^TLS_RSA_/.test(suite)) return { severity: 'low', code: 'no-forward-secrecy' };
  if (/_CBC_/.test(suite)) return { severity: 'low', code: 'cbc' };
  return { severity: null };
}
