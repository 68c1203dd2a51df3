import { someNamed } from '../model/name-list.ts';
import type { DifferenceReason } from '../model/reasons/difference-reason.ts';
import { refusalFaultText } from './refusal-fault-texts.ts';
import type { Texts } from './texts.ts';

const texts: Texts<DifferenceReason> = {
  'speaks-plaintext': () => 'it speaks its transport in the clear',
  'speaks-tls': () => 'it speaks TLS, and the others do not',
  'auto-configured-alone': () => 'it was auto-configured on its own, with another CA of the same name',
  'trusts-lookalike-ca': ({ ca }) => `it trusts another CA of the same name: ${named(ca)}`,
  'issued-by-lookalike-ca': ({ ca }) => `its certificate is from another CA of the same name: ${named(ca)}`,
  'issued-by-other-ca': ({ ca }) => `its certificate is from another CA: ${named(ca)}`,
  'trusts-other-ca': ({ ca, trusted }) => `it does not trust the CA of the others, ${named(ca)}${trustedText(trusted)}`,
  'certificate-refused': ({ fault }) => `its certificate is refused: ${refusalFaultText(fault)}`,
  'as-found': ({ message }) => message,
};

/** What makes a node stand out, as the end of a sentence that names it. */
export function differenceReasonText(reason: DifferenceReason): string {
  return (texts[reason.code] as (reason: DifferenceReason) => string)(reason);
}

function named(ca: string | null): string {
  return ca ?? 'an unknown CA';
}

function trustedText(trusted: readonly string[]): string {
  return trusted.length === 0 ? '' : `; it trusts ${someNamed(trusted, 1)}`;
}
