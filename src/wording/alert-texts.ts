import type { Alert, AlertedEndpoints, AlertFacts, AlertMessage } from '../model/alert.ts';
import { day } from './spans.ts';

type FactsOf<K extends AlertFacts['kind']> = Extract<AlertFacts, { readonly kind: K }>;

/** An alert in one sentence without a full stop, for people: what is wrong, since when, and where. */
export function alertText({ facts, change }: Alert): string {
  const isClosed = change === 'closed';
  switch (facts.kind) {
    case 'certificate':
      return isClosed ? `Resolved: ${certificateClosed(facts)}` : certificateOpen(facts);
    case 'problem':
      return isClosed ? `Resolved: ${facts.title} (${facts.rule})` : `${facts.title} (${facts.rule}): ${endpointsText(facts.endpoints)}`;
    case 'not-checked':
      return isClosed
        ? 'Resolved: every endpoint can be checked again'
        : `${facts.endpoints.count} of ${facts.known} endpoints cannot be checked any more: ${namedText(facts.endpoints)}`;
    case 'test':
      return 'A test: alerts of handclasp come here';
    case 'no-run':
      return isClosed ? 'Resolved: scheduled runs are made again' : noRunText(facts);
  }
}

function certificateOpen(facts: FactsOf<'certificate'>): string {
  const { level, subject, isCa, endpoints, renewed } = facts;
  const what = `${isCa ? 'CA certificate' : 'Certificate'} ${subject}`;
  const end = day(new Date(facts.notAfter));
  const all = endpoints.count + renewed;
  if (level === 'half-renewed')
    return `${what} was renewed on ${renewed} of ${all} endpoints; the old one, which expires on ${end}, is still on ${namedText(endpoints)}`;
  const verb =
    level === 'expired' ? `expired on ${end}` : level === 'urgent' ? `expires on ${end}, and was not renewed` : `expires on ${end}`;
  return `${what} ${verb}: ${endpointsText(endpoints)}${renewed === 0 || isCa ? '' : `; ${renewed} of ${all} already have the new one`}`;
}

function certificateClosed({ subject, notAfter, isCa, endpoints }: FactsOf<'certificate'>): string {
  const what = `the ${isCa ? 'CA certificate' : 'certificate'} ${subject} that expires on ${day(new Date(notAfter))}`;
  return endpoints.count === 0 ? `no endpoint shows ${what} any more` : `${what} is shown by all of its endpoints alike`;
}

function noRunText({ since, fault, missed }: FactsOf<'no-run'>): string {
  const last = since === null ? 'No run has been made yet' : `No run was made since ${since.slice(0, 16).replace('T', ' ')} UTC`;
  return `${last}${fault === null ? `: ${missed} that were due did not begin` : `: ${fault}`}`;
}

/** `3 endpoints (a, b and c)`, `10000 endpoints (a, b and 9998 more)`. */
function endpointsText(endpoints: AlertedEndpoints): string {
  const { count } = endpoints;
  return count === 1 ? namedText(endpoints) : `${count} endpoints (${namedText(endpoints)})`;
}

function namedText({ count, examples }: AlertedEndpoints): string {
  const more = count - examples.length;
  return `${examples.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

/** A message in one line: its only alert, or how many there are, the worst first. */
export function messageTitle({ alerts }: AlertMessage): string {
  const open = alerts.filter(({ change }) => change !== 'closed');
  const [first] = alerts;
  if (first === undefined) return 'Nothing to tell';
  if (alerts.length === 1) return `${first.change === 'closed' ? '' : `${first.severity.toUpperCase()} `}${alertText(first)}`;
  const closed = alerts.length - open.length;
  const worst = open[0];
  return [
    ...(worst === undefined
      ? []
      : [
          `${worst.severity.toUpperCase()} ${open.length === 1 ? alertText(worst) : `${open.length} alerts, the worst: ${alertText(worst)}`}`,
        ]),
    ...(closed === 0 ? [] : [`${closed} resolved`]),
  ].join('; ');
}

/** All of a message, a line for each alert. */
export function messageLines({ alerts }: AlertMessage): readonly string[] {
  return alerts.map((alert) => (alert.change === 'closed' ? alertText(alert) : `${alert.severity.toUpperCase()}: ${alertText(alert)}`));
}
