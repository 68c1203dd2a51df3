import type { ChangeFacts } from '../model/change.ts';
import { listed } from './listed.ts';

/** A change in a sentence without its full stop and its place. */
export function changeText(change: ChangeFacts): string {
  switch (change.kind) {
    case 'certificate-renewed': {
      const key = change.sameKey === null ? '' : change.sameKey ? ' with the same key' : ' with a new key';
      return `Certificate renewed${key}: until ${day(change.after.notAfter)} (before: ${day(change.before.notAfter)})`;
    }
    case 'certificate-swapped':
      return `Certificate swapped: ${change.after.subject} until ${day(change.after.notAfter)} (before: ${change.before.subject} until ${day(change.before.notAfter)})`;
    case 'issuer-changed':
      return change.sameName
        ? `Certificate from another CA of the same name: ${change.after}, with another key`
        : `Certificate from another CA: ${change.after} (before: ${change.before})`;
    case 'client-auth-weakened':
      return `Client authentication weakened: ${change.after} (before: ${change.before})`;
    case 'client-auth-strengthened':
      return `Client authentication strengthened: ${change.after} (before: ${change.before})`;
    case 'version-appeared':
      return `${change.version} is accepted, and was not before`;
    case 'version-gone':
      return `${change.version} is no longer accepted`;
    case 'suites-appeared':
      return `${suites(change.suites)} accepted in ${change.version}, and ${change.suites.length === 1 ? 'was' : 'were'} not before: ${listed(change.suites)}`;
    case 'suites-gone':
      return `${suites(change.suites)} no longer accepted in ${change.version}: ${listed(change.suites)}`;
    case 'tls-lost':
      return 'Answers in the clear (before: in TLS)';
    case 'tls-gained':
      return 'Answers in TLS (before: in the clear)';
    case 'endpoint-came':
      return change.before === 'not-asked' ? 'New endpoint' : `Answers again (before: ${silence[change.before]})`;
    case 'endpoint-went':
      return change.after === 'not-asked' ? 'No longer among the targets' : `No longer answers: ${silence[change.after]}`;
    case 'finding-opened':
      return `New problem: ${change.title}`;
    case 'finding-reopened':
      return `Problem is back: ${change.title}`;
    case 'finding-worsened':
      return `Problem is worse: ${change.title} (before: ${change.before})`;
    case 'finding-eased':
      return `Problem is less severe: ${change.title} (before: ${change.before})`;
    case 'finding-closed':
      return `Problem is gone: ${change.title} (before: ${change.before})`;
    case 'no-longer-judged':
      return `Not checked any more: ${change.rule}: ${change.because}${change.before === null ? '' : ` (before: ${change.before})`}`;
    case 'policy-verdict-changed':
      return `Policy ${change.policy}: ${verdicts[change.after] ?? change.after} (before: ${verdicts[change.before] ?? change.before})`;
  }
}

const silence = {
  open: 'open',
  refused: 'connection refused',
  timeout: 'timed out',
  unreachable: 'unreachable',
  unresolved: 'name not resolved',
  'not-attempted': 'not checked',
} as const;

const verdicts: Readonly<Record<string, string>> = { ready: 'ready', 'not-ready': 'not ready', undetermined: 'not known' };

function suites({ length }: readonly string[]): string {
  return length === 1 ? '1 cipher suite is' : `${length} cipher suites are`;
}

function day(instant: string): string {
  return instant.slice(0, 10);
}
