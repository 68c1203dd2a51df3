import type { ContextKind, Setting, Setup, TlsContext } from '../../model/setup.ts';
import type { SetupEvidence, Shown } from '../rule.ts';

/** Whether anybody will meet it: TLS is on, and so is what it is for. */
export function isInForce(setup: Setup, { enabled, kind }: TlsContext): boolean {
  if (!enabled.value || (setup.product === 'elasticsearch' && !setup.facts.securityEnabled.value)) return false;
  // Its TLS is on by default, the server itself is not.
  return kind !== 'remote-cluster-server' || textOf(setup, 'remote_cluster_server.enabled') === 'true';
}

/** Where nodes meet nodes, and both sides show their certificate. */
export function isTransport({ kind }: TlsContext): boolean {
  return kind === 'transport' || kind === 'transport-profile';
}

/** The contexts of a kind that are in force. */
export function contextsOf(setup: Setup, ...kinds: readonly ContextKind[]): readonly TlsContext[] {
  return setup.contexts.filter((context) => kinds.includes(context.kind) && isInForce(setup, context));
}

/** What the contexts of a kind would show. */
export function shownBy({ shown }: SetupEvidence, ...kinds: readonly ContextKind[]): readonly Shown[] {
  return shown.filter(({ context }) => kinds.includes(context.kind));
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
