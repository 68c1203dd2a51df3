import { jdkSuites12, rsaKeyTransport } from '../../elastic/default-suites.ts';
import { shippedDefaults } from '../../elastic/shipped-defaults.ts';
import type { ProtocolVersion } from '../../model/protocol-version.ts';
import { CipherSuite } from '../../tls/wire/cipher-suites.ts';

/** For servers on a JVM that set no list of their own. Nobody has a certificate for DSS. */
const jdk12 = jdkSuites12.filter((name) => !name.includes('_DSS_'));

/**
 * What a server that has taken these suites out of all, in this order, will take next if it is one of the usual ones; null where they disagree, or none of them fits.
 * Only ever a guess at what to ask at the same time: each answer is the server's own.
 */
export function usualNext(version: ProtocolVersion, taken: readonly number[]): number | null {
  const next = new Set<number | null>();
  for (const list of usualLists(version, taken)) {
    const at = list.indexOf(taken.at(-1) ?? -1);
    if (taken.every((code, index) => list[at - taken.length + 1 + index] === code)) next.add(list[at + 1] ?? null);
  }
  return next.size === 1 ? ([...next][0] ?? null) : null;
}

/** The lists for the kind of key that the server showed. */
function usualLists(version: ProtocolVersion, taken: readonly number[]): readonly (readonly number[])[] {
  if (taken.length === 0) return [];
  if (version === 'TLSv1.3') return lists13;
  if (version !== 'TLSv1.2') return [];
  return taken.some((code) => ecdsa.has(code)) ? lists12.ecdsa : lists12.rsa;
}

const shipped = (version: ProtocolVersion): readonly (readonly number[])[] =>
  shippedDefaults.map(({ cipherSuites }) =>
    (cipherSuites[version] ?? []).map((name) => (CipherSuite as Readonly<Record<string, number>>)[name] ?? -1),
  );

const lists13 = shipped('TLSv1.3');
const all12 = [
  ...shipped('TLSv1.2'),
  [...jdk12, ...rsaKeyTransport].map((name) => CipherSuite[name]),
  jdk12.map((name) => CipherSuite[name]),
];
const ecdsa: ReadonlySet<number> = new Set(Object.entries(CipherSuite).flatMap(([name, code]) => (name.includes('_ECDSA_') ? [code] : [])));
const lists12 = {
  rsa: all12.map((list) => list.filter((code) => !ecdsa.has(code))),
  ecdsa: all12.map((list) => list.filter((code) => ecdsa.has(code))),
};
