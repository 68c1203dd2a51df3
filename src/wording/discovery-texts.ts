import type { DiscoveryGap } from '../model/reasons/discovery-gap.ts';
import { reasonText } from './reason-text.ts';

/** Why there may be more nodes, as the end of a sentence, without a full stop. */
export function discoveryGapText(gap: DiscoveryGap): string {
  switch (gap.code) {
    case 'no-http-port-of-a-node':
      return 'none of the targets showed that it is the HTTP port of a node';
    case 'nodes-not-named':
      return gap.refusals.map(({ node, why }) => `${node}: ${reasonText(why)}`).join('; ');
  }
}
