import { isLoopback } from '../../model/local-name.ts';
import type { Observation } from '../../model/observation.ts';
import type { Outcome } from '../framework/rule.ts';

/** Judges a port that nobody outside is to reach, by whether a scan from outside did. `open`: what it is then. */
export function judgeFromOutside(
  { reachability, vantage, address }: Pick<Observation, 'reachability' | 'vantage' | 'address'>,
  open: () => Outcome,
): Outcome {
  if (vantage === 'inside' || isLoopback(address)) return { kind: 'not-applicable' };
  if (vantage === null) return { kind: 'unknown', because: { code: 'vantage-not-declared' } };
  switch (reachability.kind) {
    case 'refused':
    case 'timeout':
    case 'unreachable':
      return { kind: 'pass' };
    case 'unresolved':
      return { kind: 'unknown', because: { code: 'name-not-resolved-here', detail: reachability.detail } };
    case 'not-attempted':
      return { kind: 'unknown', because: { code: 'not-reached', reachability } };
    case 'open':
      return open();
  }
}
