import { someNamed } from '../model/name-list.ts';
import type { Namesakes } from '../model/namesakes.ts';
import type { DifferenceReason } from '../model/reasons/difference-reason.ts';
import { identityText, validityText } from './namesakes-text.ts';
import { refusalFaultText } from './refusal-fault-texts.ts';
import type { Texts } from './texts.ts';

const texts: Texts<DifferenceReason> = {
  'speaks-plaintext': () => 'it speaks its transport in the clear',
  'speaks-tls': () => 'it speaks TLS, and the others do not',
  'auto-configured-alone': () => 'it was auto-configured on its own, with another CA of the same name',
  'has-reissued-ca': ({ ca, behind, namesakes, trusts }) =>
    `${trusts ? 'it trusts' : 'its certificate comes from'} ${behind === null ? 'one' : behind ? 'the older' : 'the newer'} of two certificates of the CA with the same key, ${ca}: ${hasText(namesakes, trusts)}`,
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

function hasText(namesakes: Namesakes, trusts: boolean): string {
  const one = trusts || namesakes.issuing === null ? namesakes.trusted : namesakes.issuing;
  return `${identityText(one, namesakes)}, ${validityText(one)}, SHA-256 ${one.sha256.slice(0, 16)}...`;
}

function named(ca: string | null): string {
  return ca ?? 'an unknown CA';
}

function trustedText(trusted: readonly string[]): string {
  return trusted.length === 0 ? '' : `; it trusts ${someNamed(trusted, 1)}`;
}
