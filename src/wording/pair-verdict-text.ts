import type { PairVerdictReason, Reason } from '../model/reasons/reason.ts';
import type { Texts } from './texts.ts';

/** @param textOf the sentence for a reason inside another */
export function pairVerdictText(reason: PairVerdictReason, textOf: (reason: Reason) => string): string {
  const texts: Texts<PairVerdictReason> = {
    'pair-without-fault': () => 'nothing was found for which either would refuse the other',
    'pair-fault-found': ({ message }) => message,
    'pair-not-told': ({ why }) => textOf(why),
    'pair-mode-decides': ({ from, certificate, full, why }) =>
      `${pairVerdictText(why, textOf)} (the verification_mode of ${from} does not show from outside: under certificate it would be ${certificate}, under full ${full})`,
  };
  return (texts[reason.code] as (reason: PairVerdictReason) => string)(reason);
}
