import type { Acceptance, PeerHandshake } from '../../model/peer-handshake.ts';
import type { RefusalReason } from '../../model/verify-reason.ts';
import { namesakesText } from '../../wording/namesakes-text.ts';
import { refusalFaultText } from '../../wording/refusal-fault-texts.ts';
import type { PairOutcome } from '../framework/rule.ts';

type Side = 'server' | 'client';

type Refused = Extract<Acceptance, { readonly kind: 'refused' }>;

/**
 * Finds that one end refuses the other's certificate for one of the reasons, as far as `when` says that the rule speaks of it; `blames` says who is to blame. That it could not be told at
 * all is for one rule to say, the one with `tellsUnknown`.
 */
export function judgeRefusal(
  handshake: PeerHandshake,
  reasons: readonly RefusalReason[],
  {
    sides = ['server', 'client'],
    blames,
    when = () => true,
    tellsUnknown = false,
  }: {
    readonly sides?: readonly Side[];
    readonly blames: 'holder' | 'nobody' | ((refused: Refused) => 'holder' | 'refuser');
    readonly when?: (refused: Refused) => boolean;
    readonly tellsUnknown?: boolean;
  },
): PairOutcome {
  for (const side of sides) {
    const acceptance = handshake[side];
    if (acceptance.kind !== 'refused' || !reasons.includes(acceptance.reason) || !when(acceptance)) continue;
    const [holder, judge] = side === 'server' ? (['to', 'from'] as const) : (['from', 'to'] as const);
    const blamed = typeof blames === 'function' ? blames(acceptance) : blames;
    const sides = { judge: handshake[judge].label, holder: handshake[holder].label };
    const besides = acceptance.namesakes === undefined ? '' : `. ${namesakesText(acceptance.namesakes, sides)}`;
    return {
      kind: 'finding',
      message: `${refusalText(handshake, side)}: ${refusalFaultText(acceptance.fault)}${besides}`,
      facts: { ...acceptance.facts, refusedBy: refuser(handshake, side), reason: acceptance.reason },
      refuses: judge,
      ...(blamed === 'nobody' ? {} : { blames: blamed === 'holder' ? holder : judge }),
      ...(acceptance.certainty === 'likely' ? { certainty: acceptance.certainty } : {}),
    };
  }
  const unknown = undetermined(handshake, sides);
  return unknown === null ? { kind: 'pass' } : tellsUnknown ? unknown : { kind: 'not-applicable' };
}

/** Who refuses whose certificate, as the beginning of a sentence. */
export function refusalText({ from, to }: PeerHandshake, side: Side): string {
  return side === 'server'
    ? `${from.label} refuses the certificate of ${to.label}`
    : `${to.label} refuses the certificate of ${from.label}`;
}

function refuser({ from, to }: PeerHandshake, side: Side): string {
  return side === 'server' ? from.label : to.label;
}

/** Where neither plaintext nor a verdict is at hand. */
function undetermined(handshake: PeerHandshake, sides: readonly Side[]): PairOutcome | null {
  if (handshake.from.security === 'plaintext' || handshake.to.security === 'plaintext') return { kind: 'not-applicable' };
  for (const side of sides) {
    const acceptance = handshake[side];
    if (acceptance.kind === 'unknown') return { kind: 'unknown', because: acceptance.because };
  }
  return null;
}
