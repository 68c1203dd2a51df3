import type { Deployment } from '../model/deployment.ts';
import { managedBy } from '../model/managed-name.ts';

/**
 * How the stack behind an endpoint is likely run, from names alone; a guess, which `--deployment` overrules. Without a hint it is `self`.
 *
 * @param host the name or address that was connected to
 * @param names subjects, issuers and alternative names of the certificates that were shown
 */
export function guessDeployment({ host, names }: { readonly host: string; readonly names: readonly string[] }): {
  readonly type: Deployment;
  readonly guessed: true;
} {
  const all = [host, ...names];
  const managed = managedBy(host);
  if (managed !== null) return { type: managed, guessed: true };
  // A name of Elastic's clouds in a certificate alone: an alias, or a private link.
  const type = shapes.find(({ pattern }) => all.some((name) => pattern.test(name)))?.type;
  return { type: type ?? names.map(managedBy).find((found) => found !== null) ?? 'self', guessed: true };
}

const shapes: ReadonlyArray<{ readonly type: Deployment; readonly pattern: RegExp }> = [
  // The operator's certificates are for `<name>-es-http.<namespace>.es.local` and `<pod>.node.<cluster>.<namespace>.es.local`, and for its services.
  { type: 'eck', pattern: /\.(?:es|kb|apm|ent|agent|ls)\.local\b/i },
  { type: 'eck', pattern: /(?:^|[:.=])[a-z0-9-]+-(?:es-http|es-transport|es-internal-http|kb-http)(?:\.|$|,)/i },
  // Elastic Cloud Enterprise makes its own CAs at installation, and serves under `<address>.ip.es.io` until it is given a domain.
  { type: 'ece', pattern: /\belastic ce\b/i },
  { type: 'ece', pattern: /\.ip\.es\.io$/i },
  // Nodes of Elastic Cloud Hosted: `<node>.node.<cluster>.cluster.<scope>`.
  { type: 'ech', pattern: /(?:^|=|:)[^.,=]+\.node\.[^.,=]+\.cluster\.[^.,=]+/i },
];
