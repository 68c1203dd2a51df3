import type { Observation } from '../../model/observation.ts';
import { unreachedText } from './shortfall-text.ts';

/** Why nothing can be said of what a port speaks, as the tail of a sentence; null where something was heard. */
export function whySilent({ reachability, service }: Observation): string | null {
  switch (reachability.kind) {
    case 'refused':
      return 'the port refused the connection';
    case 'timeout':
      return `no connection came about within ${reachability.afterMs} ms`;
    case 'unreachable':
    case 'unresolved':
      return `no connection came about: ${reachability.detail}`;
    case 'not-attempted':
      return `no connection was tried: ${unreachedText(reachability)}`;
    case 'open':
      break;
  }
  switch (service.security) {
    case 'silent':
      return 'the port took the connection and sent nothing';
    case 'closed':
      return 'the port closed each connection without a word';
    case 'unknown':
      return 'what the port speaks did not show';
    case 'tls':
    case 'plaintext':
    case 'other':
      return null;
  }
}
