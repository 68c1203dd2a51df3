import type { ApiRefusal } from '../../model/reasons/api-refusal.ts';
import type { KubernetesReason } from '../../model/reasons/kubernetes-reason.ts';
import type { RestAnswer } from '../rest/rest-client.ts';

/** Why the API server of Kubernetes gave no answer that could be used. */
export function reasonOfRefusal(
  answer: RestAnswer,
  {
    resource,
    namespace,
    verbs,
    what,
  }: { readonly resource: string; readonly namespace: string; readonly verbs: readonly string[]; readonly what: string },
): KubernetesReason {
  if (answer.kind === 'fault') return { code: 'kubernetes-unreachable', fault: answer.because };
  switch (answer.status) {
    case 401:
      return { code: 'kubernetes-token-refused' };
    case 403:
      return { code: 'kubernetes-forbidden', resource, namespace, verbs };
    case 404:
      return { code: 'kubernetes-absent', what };
    default: {
      const fault: ApiRefusal = answer.kind === 'not-json' ? answer.because : { code: 'other-status', status: answer.status, type: null };
      return { code: 'kubernetes-unreachable', fault };
    }
  }
}
