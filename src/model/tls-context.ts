import type { Channel } from './channel.ts';
import type { CertificateUse } from './evidence.ts';
import type { ContextKind, Setting, Setup, TlsContext } from './setup.ts';

/** Whether anybody will meet it: TLS is on, and so is what it is for. */
export function isInForce(setup: Setup, { enabled, kind }: TlsContext): boolean {
  if (!enabled.value || (setup.product === 'elasticsearch' && !setup.facts.securityEnabled.value)) return false;
  // Its TLS is on by default, the server itself is not.
  return kind !== 'remote-cluster-server' || textOf(setup, 'remote_cluster_server.enabled') === 'true';
}

/** What a context speaks, to those who meet it. */
export const channelOf: Readonly<Record<ContextKind, Channel>> = {
  transport: 'transport',
  'transport-profile': 'transport',
  http: 'http',
  'remote-cluster-server': 'remote-cluster',
  'kibana-server': 'kibana',
  // Those that only connect have no channel: rules on listeners leave them out.
  'remote-cluster-client': 'unknown',
  realm: 'unknown',
  'other-client': 'unknown',
  'kibana-elasticsearch': 'unknown',
};

/** Where nodes meet nodes, and both sides show their certificate. */
export function isTransport({ kind }: TlsContext): boolean {
  return kind === 'transport' || kind === 'transport-profile';
}

/** Who shows the certificates of a context, and to whom. */
export function useOf(context: TlsContext): CertificateUse {
  if (context.clientAuthentication === null) return 'client';
  return isTransport(context) ? 'server-and-client' : 'server';
}

/** The contexts of a kind that are in force. */
export function contextsOf(setup: Setup, ...kinds: readonly ContextKind[]): readonly TlsContext[] {
  return setup.contexts.filter((context) => kinds.includes(context.kind) && isInForce(setup, context));
}

/** The setting that counts: the last of its name. */
export function settingOf({ settings }: Setup, key: string): Setting | null {
  return settings.findLast((setting) => setting.key === key) ?? null;
}

/** Its value as text; null where it is not set, is a list, or a secret. */
export function textOf(setup: Setup, key: string): string | null {
  const value = settingOf(setup, key)?.value ?? null;
  return typeof value === 'string' ? value : null;
}
