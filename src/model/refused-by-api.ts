import type { EndpointReport, Report } from './report.ts';

/** Of the caller, not of the node: other credentials would be told. */
const ofCaller: ReadonlySet<string> = new Set(['privilege-lacking', 'user-not-taken', 'api-key-not-taken']);

/** What the REST API refused to the credentials that were given: endpoint, question and reason. Where there is any, not all was checked. */
export function refusedByApi({
  endpoints,
}: Pick<Report, 'endpoints'>): readonly { readonly endpoint: EndpointReport; readonly question: string; readonly because: string }[] {
  return endpoints.flatMap((endpoint) =>
    (endpoint.api?.refused ?? [])
      .filter(({ code }) => ofCaller.has(code))
      .map(({ question, because }) => ({ endpoint, question, because })),
  );
}
