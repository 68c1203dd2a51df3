import type { AcceptanceUnknown, AcceptedBecause, PeerGap, TrustNotShown, TrustsEverything } from '../model/reasons/acceptance-reason.ts';
import type { Reason } from '../model/reasons/reason.ts';
import type { TrustUnread } from '../model/reasons/setup-reason.ts';
import type { Silence } from '../model/reasons/silence.ts';
import type { TrustReason } from '../model/reasons/verdict-reason.ts';
import { differenceText, shortKeyId } from './key-id-difference-text.ts';
import { pathFaultText } from './path-fault-texts.ts';
import { offerAnswerText, refusalFaultText } from './refusal-fault-texts.ts';
import type { Texts } from './texts.ts';

export const peerTexts: Texts<Exclude<PeerGap, Silence> | TrustsEverything | Exclude<TrustNotShown, TrustUnread>> = {
  'neither-tls-nor-transport': () => 'the port speaks neither TLS nor the transport protocol',
  'no-certificate-in-files': () => 'its files have no certificate with a key',
  'verification-mode-none': () => 'verification_mode is none',
  'kibana-verification-none': () => 'verificationMode is none',
  'settings-verify-nothing': () => 'its settings verify nothing',
  'unsigned-let-in': () => 'it accepted a certificate that no CA signed',
  'asks-no-certificate': () => 'it asks for no certificate, so nothing shows whom it trusts',
  'names-not-seen': () => 'its request for a certificate, which names the CAs, was not seen',
  'names-no-ca': () => 'it names no CA, like a node that verifies nothing, so nothing shows whom it trusts',
  'trust-unread': () => 'its trust could not be read',
};

/** @param textOf the sentence for a reason inside another */
export const acceptedTexts = (textOf: (reason: Reason) => string): Texts<Exclude<AcceptedBecause, TrustsEverything>> => ({
  'accepts-any': ({ judge, why }) => `${judge} accepts any certificate: ${textOf(why)}`,
  'leads-to-anchor': ({ anchor }) => `its chain leads to ${anchor ?? 'a trusted CA'}`,
  'certificate-not-asked': ({ peer }) => `${peer ?? 'it'} asks for no certificate`,
  'unsent-let-in': ({ peer }) => `${peer} accepts clients without a certificate`,
  'without-let-in': () => 'it accepts clients without a certificate',
  'kibana-let-in': () => "it accepted Kibana's certificate",
  'offered-and-taken': ({ peer, how }) => `it was offered, and ${peer} ${offerAnswerText(how)}`,
  'same-ca-let-in': ({ judge }) => `${judge} accepted a certificate of the same CA`,
  'issuer-signed-its-own': ({ judge, authority }) => `${judge} names ${authority}, whose key signed its own certificate as well`,
  'issuer-of-same-key-id': ({ judge, authority }) => `${judge} names ${authority}, which issued its own certificate under the same key id`,
  'issuer-named': ({ judge, authority }) => `${judge} names ${authority}, and no other CA of that name was seen`,
  'signed-by-only-namesake': ({ authority }) => `${authority} signed it, and no other CA of that name was seen`,
});

/** @param textOf the sentence for a reason inside another */
export const undecidedTexts = (textOf: (reason: Reason) => string): Texts<Exclude<AcceptanceUnknown, TrustReason | TrustNotShown>> => ({
  'holder-not-seen': ({ holder, why }) => `${holder}: ${textOf(why)}`,
  'judge-trust-not-shown': ({ judge, why }) => `${judge}: ${textOf(why)}`,
  'one-of-two-certificates-trusted': ({ judge, authority }) =>
    `the key of ${authority} signed the certificate of ${judge} as well, which names another certificate of that CA; nothing shows which of them ${judge} trusts`,
  'several-key-ids': ({ judge, authority }) =>
    `${judge} names ${authority}, of which there are several with different key ids here; nothing shows which of them it trusts`,
  'serial-not-shown': ({ judge, authority, entries, serial }) =>
    `${judge} trusts ${entries} CAs named ${authority}; nothing shows whether one has the serial number ${serial}`,
  'key-id-not-shown': ({ judge, authority, entries, keyId }) =>
    `${judge} trusts ${entries} CAs named ${authority}; nothing shows whether one has the key id ${shortKeyId(keyId)}`,
  'reissued-ca-trusted': ({ judge, authority, subject, differences }) =>
    `the key of ${authority} signed ${subject}, which names ${differenceText(differences)}; nothing shows which certificate of that CA ${judge} trusts`,
  'no-authority-key-id': ({ subject, authority }) =>
    `the certificate ${subject} has no authorityKeyIdentifier, so nothing shows which key of ${authority} signed it`,
  'jdks-differ': ({ refusing, why }) => `on ${refusing} it is refused, on the other of JDK 17 and JDK 25 it is not: ${pathFaultText(why)}`,
  'acceptance-undecided': ({ reason, fault }) => `${reason}: ${refusalFaultText(fault)}`,
  'leaf-named-itself': ({ judge, subject }) =>
    `${judge} names ${subject} itself among the issuers that it trusts; nothing shows whether it is this very certificate`,
  'flawed-and-named-itself': ({ judge, subject, fault }) =>
    `${refusalFaultText(fault)}; but ${judge} names ${subject} among the issuers that it trusts, and looks at neither dates nor usages of a certificate that it trusts directly`,
  'insistence-not-proved': ({ peer, besides }) =>
    `whether ${peer} requires a certificate was not confirmed${besides === null ? '' : `; ${besides.kind === 'refused' ? refusalFaultText(besides.fault) : textOf(besides.because)}`}`,
});
