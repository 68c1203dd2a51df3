import type { ContextKind } from '../../model/setup.ts';
import type { MergedSettings } from '../merged-settings.ts';
import type { ContextPlan } from './context-loader.ts';
import { javaHashOrder } from './java-hash-order.ts';

/** The contexts that this node has: the first five always or by their settings, then those of profiles, realms and clients. */
export function contextPlans(settings: MergedSettings): readonly ContextPlan[] {
  const plans: ContextPlan[] = [
    { kind: 'transport', prefix: 'xpack.security.transport.ssl' },
    { kind: 'http', prefix: 'xpack.security.http.ssl' },
  ];
  const serves = settings.flag('remote_cluster_server.enabled', false).value;
  if (serves || settings.under('xpack.security.remote_cluster_server.ssl.').length > 0) {
    plans.push({ kind: 'remote-cluster-server', prefix: 'xpack.security.remote_cluster_server.ssl' });
  }
  plans.push({ kind: 'remote-cluster-client', prefix: 'xpack.security.remote_cluster_client.ssl' });
  const found = (kind: ContextKind, pattern: RegExp) => {
    const prefixes = new Set(settings.keys().flatMap((key) => pattern.exec(key)?.[1] ?? []));
    plans.push(...[...prefixes].map((prefix) => ({ kind, prefix })));
  };
  found('transport-profile', /^(transport\.profiles\.[^.]+\.xpack\.security\.ssl)\./);
  found('realm', /^(xpack\.security\.authc\.realms\.[^.]+\.[^.]+\.ssl)\./);
  found(
    'other-client',
    /^(xpack\.http\.ssl|xpack\.notification\.email\.ssl|xpack\.inference\.elastic\.http\.ssl|xpack\.monitoring\.exporters\.[^.]+\.ssl)\./,
  );
  return plans;
}

/** Contexts that a node always has, whether or not anything is set for them: they take places in the order of loading. */
const standing = [
  'xpack.security.http.ssl',
  'xpack.http.ssl',
  'xpack.security.transport.ssl',
  'xpack.notification.email.ssl',
  'xpack.security.remote_cluster_client.ssl',
  'xpack.inference.elastic.http.ssl',
] as const;
export function inLoadingOrder(plans: readonly ContextPlan[]): readonly ContextPlan[] {
  const byPrefix = new Map(plans.map((plan) => [plan.prefix, plan]));
  return javaHashOrder([...new Set([...standing, ...byPrefix.keys()])]).flatMap((prefix) => byPrefix.get(prefix) ?? []);
}
