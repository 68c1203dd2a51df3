import type { WaiverReport } from '../model/policy-report.ts';
import { withFullStop } from './full-stop.ts';
import { listed } from './listed.ts';

/** What is wrong at one host of several that Kibana connects to. `reached`: those at which it is not. */
export function atOneHostText(detail: string, reached: readonly string[]): string {
  return `${withFullStop(detail)} Nothing of the kind was found at ${reached.join(', ')}.`;
}

/** What a log says, where all that was looked at is well. */
export function wellByNowText(logged: string): string {
  return `${logged} What was looked at is well by now: where Kibana has not been restarted since, restart it first.`;
}

/** What a rule found of a pair, where only a mode that does not show minds it. */
export function underFullText(found: string): string {
  return `Under verification_mode full, which is the default, peers refuse it. ${found}`;
}

/** What a Kibana says of its own connection to Elasticsearch. */
export function kibanaStatusText(level: string, summary: string): string {
  return `Kibana calls its connection to Elasticsearch ${level}: ${summary}`;
}

/** That a waiver is over, and whether what it waived is still there. */
export function waiverEndedText({ owner, rule, subject, until, matches }: WaiverReport): string {
  const left = matches.length === 0 ? 'it is no longer needed' : `the problem is still there: ${listed(matches)}`;
  return `The waiver of ${owner} for ${rule} at ${subject} ended on ${until}; ${left}.`;
}

/** A node of which files or an archive show its side. `where`: a channel, or an address. */
export function givenSideText(who: string, where: string, from: 'files' | 'archive'): string {
  return `${who} (${where}, by ${from === 'files' ? 'its files' : 'the archive'})`;
}
