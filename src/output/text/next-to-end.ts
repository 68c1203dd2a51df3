import type { EndpointReport } from '../../model/report.ts';
import { commonName } from './common-name.ts';
import { daysLeft, daysText } from './days-left.ts';

const noticeDays = 90;
const atMost = 3;

/** The certificates that end first, of those that end within 90 days; null where none does. */
export function nextToEnd(
  endpoints: readonly EndpointReport[],
  { labelOf, at }: { readonly labelOf: (endpoint: EndpointReport) => string; readonly at: string },
): string | null {
  const found = new Map<string, { readonly days: number; readonly name: string }>();
  for (const endpoint of endpoints) {
    for (const [index, { notAfter, subject, sha256 }] of endpoint.chain.entries()) {
      const days = daysLeft(notAfter, at);
      if (days < 0 || days > noticeDays) continue;
      // A CA is the same for all that send it.
      const key = index === 0 ? `${labelOf(endpoint)} ${sha256}` : sha256;
      if (!found.has(key)) found.set(key, { days, name: index === 0 ? labelOf(endpoint) : `CA ${commonName(subject)}` });
    }
  }
  const first = [...found.values()].sort((a, b) => a.days - b.days).slice(0, atMost);
  if (first.length === 0) return null;
  return first.map(({ days, name }) => `${name} ${days === 0 ? 'today' : `in ${daysText(days)}`}`).join(', ');
}
