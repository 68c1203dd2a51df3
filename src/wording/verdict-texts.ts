import type { NameReason, OcspFault, TrustReason } from '../model/reasons/verdict-reason.ts';
import { pathFaultText } from './path-fault-texts.ts';
import { structureFaultText } from './structure-fault-texts.ts';
import type { Texts } from './texts.ts';

export const verdictTexts: Texts<NameReason | TrustReason> = {
  'no-certificate-seen': () => 'no certificate was seen',
  'no-name-asked': () => 'no name was asked for',
  'certificate-unreadable': () => 'the certificate cannot be read',
  'no-trust-given': () => 'no trust was given (--ca)',
  'run-interrupted': () => 'the run was interrupted',
  'verification-undecided': ({ why }) => pathFaultText(why),
};

export const ocspTexts: Texts<OcspFault> = {
  'ocsp-too-large': ({ octets }) => `it has ${octets} bytes`,
  'ocsp-issuer-unknown': () => 'the issuer of the certificate is not known, so the signature cannot be checked',
  'ocsp-not-basic': () => 'the response is not of the basic type',
  'ocsp-other-certificate': () => 'it is about another certificate',
  'ocsp-signature-unsupported': () => 'the algorithm of its signature is not supported',
  'ocsp-signer-foreign': () => 'neither the issuer of the certificate nor a responder that it certified signed it',
  'ocsp-malformed': ({ fault }) => structureFaultText(fault),
  'ocsp-refused': ({ status }) => `the responder answered ${status ?? 'with an unknown status'}`,
};
