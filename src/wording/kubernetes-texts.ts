import type { ApiRefusal } from '../model/reasons/api-refusal.ts';
import type { KubernetesReason } from '../model/reasons/kubernetes-reason.ts';
import { apiTexts } from './api-texts.ts';
import { listed } from './listed.ts';
import type { Texts } from './texts.ts';

export const kubernetesTexts: Texts<KubernetesReason> = {
  'kubernetes-forbidden': ({ resource, namespace, verbs }) =>
    `403, the account lacks a privilege: it needs ${listed(verbs)} on ${resource} in the namespace ${namespace}`,
  'kubernetes-token-refused': () => '401, the API server refuses the token or the client certificate',
  'kubernetes-absent': ({ what }) => `there is no ${what}`,
  'kubernetes-not-given': ({ what }) => `${what} is not among the files`,
  'kubernetes-secrets-without-data': () => 'the secrets were given without their data, as eck-diagnostics writes them',
  'kubernetes-unreachable': ({ fault }) => apiRefusalText(fault),
};

function apiRefusalText(fault: ApiRefusal): string {
  return (apiTexts[fault.code] as (fault: ApiRefusal) => string)(fault);
}
