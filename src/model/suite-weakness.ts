import type { Severity } from './severity.ts';

/** How bad it is that a suite is accepted, and why; null where it is a good one. */
export type SuiteWeakness = { readonly severity: Extract<Severity, 'critical' | 'high' | 'low'> | null; readonly because: string };

/** By suite: there are but so many. */
const known = new Map<string, SuiteWeakness>();

/** What is weak in a cipher suite, by its IANA name (RFC 9325 §4). */
export function suiteWeakness(suite: string): SuiteWeakness {
  const weakness = known.get(suite) ?? readWeakness(suite);
  known.set(suite, weakness);
  return weakness;
}

function readWeakness(suite: string): SuiteWeakness {
  if (/_anon_/i.test(suite)) return { severity: 'critical', because: 'nobody is authenticated' };
  if (/_NULL_/.test(suite)) return { severity: 'critical', because: 'nothing is encrypted' };
  if (/_EXPORT_|_DES40_|_RC2_/.test(suite)) return { severity: 'critical', because: 'its keys are short enough to try them all' };
  if (/_3DES_|_RC4_|_DES_|_IDEA_/.test(suite)) return { severity: 'high', because: 'its cipher is broken' };
  if (/^TLS_RSA_/.test(suite)) return { severity: 'low', because: 'it has no forward secrecy' };
  if (/_CBC_/.test(suite)) return { severity: 'low', because: 'CBC, where the server could have had an AEAD cipher' };
  return { severity: null, because: '' };
}
