import { jsonText } from '../jobs/shared-text.ts';
import type { EndpointReport } from '../model/report.ts';
import type { Tally } from './worker-messages.ts';

/** A line of a streamed report: an endpoint as in `handclasp.report/1`, and which of its target's addresses this is. */
export type EndpointLine = {
  readonly schema: 'handclasp.endpoint/1';
  readonly part: { readonly nth: number; readonly of: number };
} & EndpointReport;

/** NDJSON: one line an address. Line and paragraph separators, which some readers take for line ends, are escaped. */
export function endpointLines(endpoints: readonly EndpointReport[]): string {
  return endpoints
    .map((endpoint, index) => {
      const line: EndpointLine = { schema: 'handclasp.endpoint/1', part: { nth: index + 1, of: endpoints.length }, ...endpoint };
      return `${escaped(lineText(line))}\n`;
    })
    .join('');
}

function lineText(line: EndpointLine): string {
  const fields = Object.entries(line).flatMap(([key, value]) => {
    const text = jsonText(value);
    return text === undefined ? [] : [`"${key}":${text}`];
  });
  return `{${fields.join(',')}}`;
}

function escaped(json: string): string {
  // Few lines have such a character, and looking for one copies nothing.
  if (!/[\u007f-\u009f\u2028\u2029]/.test(json)) return json;
  return json.replace(/[\u007f-\u009f\u2028\u2029]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

export function tallyOf(endpoints: readonly EndpointReport[]): Tally {
  const findings = { critical: 0, high: 0, medium: 0, low: 0, info: 0 };
  for (const endpoint of endpoints) for (const { severity } of endpoint.findings) findings[severity] += 1;
  return {
    endpoints: endpoints.length,
    unreachable: endpoints.filter(({ reachability }) => reachability !== 'open').length,
    incomplete: endpoints.filter(({ incomplete }) => incomplete.length > 0).length,
    findings,
  };
}
