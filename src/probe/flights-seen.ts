import type { ProtocolVersion } from '../model/protocol-version.ts';
import type { FirstFlight } from '../tls/first-flight/first-flight.ts';
import { cipherSuiteName } from '../tls/wire/cipher-suites.ts';

/** What the hellos asked for one thing have shown of others, in the order in which it showed: so that nothing is asked twice. */
export type FlightsSeen = {
  readonly groups: (version: ProtocolVersion) => readonly number[];
  readonly signatureSchemes: (version: ProtocolVersion) => readonly number[];
  readonly leaves: () => readonly { readonly der: Uint8Array; readonly times: number; readonly authentication: readonly string[] }[];
  readonly note: (flight: Pick<FirstFlight, 'version' | 'cipherSuite' | 'group' | 'signatureScheme' | 'certificates'>) => void;
};

export function createFlightsSeen(): FlightsSeen {
  const groups = new Map<ProtocolVersion, number[]>();
  const schemes = new Map<ProtocolVersion, number[]>();
  const leaves: { readonly der: Uint8Array; times: number; readonly authentication: string[] }[] = [];
  const add = (to: Map<ProtocolVersion, number[]>, version: ProtocolVersion, code: number | null) => {
    const list = to.get(version) ?? [];
    to.set(version, list);
    if (code !== null && !list.includes(code)) list.push(code);
  };
  return {
    groups: (version) => groups.get(version) ?? [],
    signatureSchemes: (version) => schemes.get(version) ?? [],
    leaves: () => leaves,
    note: ({ version, cipherSuite, group, signatureScheme, certificates }) => {
      if (version === null) return;
      add(groups, version, group);
      add(schemes, version, signatureScheme);
      const der = certificates?.[0];
      if (!der) return;
      let leaf = leaves.find((known) => Buffer.compare(known.der, der) === 0);
      if (!leaf) {
        leaf = { der, times: 0, authentication: [] };
        leaves.push(leaf);
      }
      leaf.times += 1;
      const authentication = authenticationOf(cipherSuite);
      if (!leaf.authentication.includes(authentication)) leaf.authentication.push(authentication);
    },
  };
}

/** Whose key a suite asks for: `RSA`, `ECDSA`, `DSS`; `any` in TLS 1.3. */
function authenticationOf(cipherSuite: number): string {
  const name = cipherSuiteName(cipherSuite);
  return /^TLS_(?:EC)?DHE?_(RSA|ECDSA|DSS)_/.exec(name)?.[1] ?? (/^TLS_RSA_/.test(name) ? 'RSA' : 'any');
}
