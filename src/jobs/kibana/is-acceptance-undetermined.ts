import type { Report } from '../../model/report.ts';
import { httpClientCertRequiredBySurprise } from '../../rules/endpoint/http-client-cert-required-by-surprise.ts';
import { rulesOnTrust } from '../../rules/rule-groups.ts';

/** Whether it could not be told that Kibana and Elasticsearch let each other in. */
export function isAcceptanceUndetermined({ unknown = [] }: Report): boolean {
  return unknown.some(({ rule }) => rulesOnTrust.has(rule) || rule === httpClientCertRequiredBySurprise.id);
}
