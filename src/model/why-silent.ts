import type { Observation } from './observation.ts';
import type { Silence } from './reasons/silence.ts';

/** Why nothing can be said of what a port speaks; null where something was heard. */
export function whySilent({ reachability, service }: Observation): Silence | null {
  switch (reachability.kind) {
    case 'refused':
      return { code: 'connection-refused' };
    case 'timeout':
      return { code: 'connection-timeout', afterMs: reachability.afterMs };
    case 'unreachable':
      return { code: 'host-unreachable', detail: reachability.detail };
    case 'unresolved':
      return { code: 'name-unresolved', detail: reachability.detail };
    case 'not-attempted':
      return { code: 'connection-not-attempted', limit: reachability.limit };
    case 'open':
      break;
  }
  switch (service.security) {
    case 'silent':
      return { code: 'port-silent' };
    case 'closed':
      return { code: 'port-closed-at-once' };
    case 'unknown':
      return { code: 'protocol-not-shown' };
    case 'tls':
    case 'plaintext':
    case 'other':
      return null;
  }
}
