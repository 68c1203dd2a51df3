import type { ApiRefusal } from './api-refusal.ts';

/** Why something of Kubernetes is not known. */
export type KubernetesReason =
  /** 403; `verbs` that the account lacks. */
  | { readonly code: 'kubernetes-forbidden'; readonly resource: string; readonly namespace: string; readonly verbs: readonly string[] }
  | { readonly code: 'kubernetes-token-refused' }
  | { readonly code: 'kubernetes-absent'; readonly what: string }
  /** Nothing of this kind is among the files. */
  | { readonly code: 'kubernetes-not-given'; readonly what: string }
  /** `kubectl get secrets` was reduced to metadata, as eck-diagnostics does. */
  | { readonly code: 'kubernetes-secrets-without-data' }
  | { readonly code: 'kubernetes-unreachable'; readonly fault: ApiRefusal };
