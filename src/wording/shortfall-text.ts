import { localLimitText } from '../model/local-limit.ts';
import type { Unreached } from '../model/reachability.ts';
import { type Gap, timeoutsPerAddress } from '../model/shortfall.ts';
import { brokenProtocolText } from './handshake-text.ts';

/** Why a question has no whole answer, as the tail of a sentence. */
export function shortfallText(gap: Gap): string {
  switch (gap.kind) {
    case 'deadline': {
      const seconds = gap.afterMs / 1000;
      return `the time for this address (${seconds} s) ended; --timeout ${Math.max(1, Math.ceil((2 * seconds) / timeoutsPerAddress))} gives more`;
    }
    case 'silence':
      return `the expected answer did not come within ${gap.afterMs} ms`;
    case 'closed':
      return gap.how === 'fin' ? 'the server closed the connection' : 'the server reset the connection';
    case 'alert':
      return `the server sent alert ${gap.description}`;
    case 'not-connected':
      return `no connection for it: ${unreachedText(gap.reachability)}`;
    case 'not-tls':
      return 'what the server sent is not TLS';
    case 'malformed':
      return brokenProtocolText(gap.reason) ?? `the server broke the protocol (${gap.reason})`;
    case 'not-offered':
      return `the server chose ${gap.choice}, which it was not offered`;
    case 'undecided':
      return 'there was neither an answer nor a refusal';
    case 'elsewhere':
      return `the others were offered only in ${gap.version}`;
  }
}

/** Why no connection was made, as the tail of a sentence. */
export function unreachedText(reachability: Unreached): string {
  switch (reachability.kind) {
    case 'refused':
      return 'it was refused';
    case 'timeout':
      return `none in ${reachability.afterMs} ms`;
    case 'unreachable':
    case 'unresolved':
      return reachability.detail;
    case 'not-attempted':
      return localLimitText(reachability.limit);
  }
}
