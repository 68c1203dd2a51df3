import type { Conversation } from '../model/observation.ts';
import type { ProtocolVersion } from '../model/protocol-version.ts';
import type { FirstFlight } from '../tls/first-flight/first-flight.ts';
import { cipherSuiteName } from '../tls/wire/cipher-suites.ts';
import { NamedGroup } from '../tls/wire/named-groups.ts';
import { SignatureScheme } from '../tls/wire/signature-schemes.ts';

/** What the hellos asked for one thing have shown of others, in the order in which it showed: so that nothing is asked twice. */
export type AnswersSoFar = {
  readonly groups: (version: ProtocolVersion) => readonly number[];
  readonly signatureSchemes: (version: ProtocolVersion) => readonly number[];
  readonly leaves: () => readonly { readonly der: Uint8Array; readonly times: number; readonly authentication: readonly string[] }[];
  readonly noteConversation: (conversation: Conversation) => void;
  readonly note: (flight: Pick<FirstFlight, 'version' | 'cipherSuite' | 'group' | 'signatureScheme' | 'certificates'>) => void;
};

export function createAnswersSoFar(): AnswersSoFar {
  const groups = new Map<ProtocolVersion, number[]>();
  const schemes = new Map<ProtocolVersion, number[]>();
  const leaves: { readonly der: Uint8Array; times: number; readonly authentication: string[] }[] = [];
  const add = (to: Map<ProtocolVersion, number[]>, version: ProtocolVersion, code: number | null) => {
    const list = to.get(version) ?? [];
    to.set(version, list);
    if (code !== null && !list.includes(code)) list.push(code);
  };
  const addLeaf = (der: Uint8Array | undefined, suite: string) => {
    if (!der) return;
    let leaf = leaves.find((known) => Buffer.compare(known.der, der) === 0);
    if (!leaf) {
      leaf = { der, times: 0, authentication: [] };
      leaves.push(leaf);
    }
    leaf.times += 1;
    const authentication = authenticationOf(suite);
    if (!leaf.authentication.includes(authentication)) leaf.authentication.push(authentication);
  };
  return {
    groups: (version) => groups.get(version) ?? [],
    signatureSchemes: (version) => schemes.get(version) ?? [],
    leaves: () => leaves,
    noteConversation: ({ version, group, signatureScheme, chain, cipherSuite }) => {
      if (version === null) return;
      add(groups, version, codeOf(NamedGroup, group));
      add(schemes, version, codeOf(SignatureScheme, signatureScheme));
      addLeaf(chain[0], cipherSuite ?? '');
    },
    note: ({ version, cipherSuite, group, signatureScheme, certificates }) => {
      if (version === null) return;
      add(groups, version, group);
      add(schemes, version, signatureScheme);
      addLeaf(certificates?.[0], cipherSuiteName(cipherSuite));
    },
  };
}

function codeOf(registry: Readonly<Record<string, number>>, name: string | null): number | null {
  return name === null ? null : (registry[name] ?? null);
}

/** Whose key a suite asks for: `RSA`, `ECDSA`, `DSS`; `any` in TLS 1.3. */
function authenticationOf(suite: string): string {
  return /^TLS_(?:EC)?DHE?_(RSA|ECDSA|DSS)_/.exec(suite)?.[1] ?? (/^TLS_RSA_/.test(suite) ? 'RSA' : 'any');
}
