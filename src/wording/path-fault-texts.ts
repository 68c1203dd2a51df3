import type { NamesFault, PathFault } from '../model/reasons/path-fault.ts';
import { certificateFaultText, flawText } from './certificate-fault-texts.ts';
import { differenceText } from './key-id-difference-text.ts';
import { nameFaultText } from './name-fault-texts.ts';
import type { Texts } from './texts.ts';

const namesTexts: Texts<NamesFault> = {
  'names-malformed': ({ fault }) => certificateFaultText(fault),
  'names-bounded': () => 'nameConstraints has a subtree with a minimum or maximum, which is not supported',
  'names-excluded': ({ name, constraint }) => `${name} is excluded by ${constraint}`,
  'names-incomparable': ({ name, constraint }) => `${name} cannot be compared with the constraint ${constraint}`,
  'names-not-permitted': ({ name }) => `${name} is not among the names permitted`,
};

export const pathTexts: Texts<PathFault> = {
  'path-aborted': () => 'the check was cancelled',
  'path-without-certificate': () => 'there is no certificate to judge',
  'path-no-anchor': () => 'no CA is trusted',
  'path-anchors-unreadable': () => 'none of the trusted certificates can be read',
  'path-store-unreadable': () => 'the trust store holds a certificate that cannot be read, so it cannot be loaded',
  'path-certificate-unreadable': () => 'a certificate of the chain cannot be read',
  'path-too-many': () => 'the certificates lead to more paths than are tried; what was found until then does not end at a trusted CA',
  'path-leads-nowhere': () => 'no path leads to a trusted CA',
  'path-names-no-public-root': () => 'no certificate of the chain names a root that the public trusts as its issuer',
  'path-leaf-names-nobody': () => 'the certificate has neither a subject nor a critical subjectAltName',
  'path-without-policy': () => 'the path must have a policy that all its certificates share, and has none',
  'path-leaf-unreadable': ({ flaw }) => `the first certificate cannot be read: it ${flawText(flaw)}`,
  'path-member-unreadable': ({ subject, fault }) => `${named(subject)} cannot be read: ${certificateFaultText(fault)}`,
  'path-member-malformed': ({ subject, fault }) => `${named(subject)}: ${certificateFaultText(fault)}`,
  'path-chain-too-long': ({ certificates, most }) => `the chain has ${certificates} certificates; more than ${most} are refused`,
  'path-message-too-long': ({ bytes, most }) => `the chain needs a message of ${bytes} bytes; more than ${most} are refused`,
  'path-too-many-cas': ({ most }) => `there are more than ${most} CA certificates between the leaf and the anchor`,
  'path-too-many-cas-built': ({ most }) =>
    `a path that is not sent in order may have ${most} CA certificates between the leaf and the anchor`,
  'path-below-too-many': ({ subject, allowed, below }) =>
    `${named(subject)} allows ${allowed} CA certificates below it, and there are ${below}`,
  'path-two-algorithms': ({ subject }) => `${named(subject)} names two different signature algorithms`,
  'path-without-issuer': ({ subject }) => `${named(subject)} has no issuer`,
  'path-leaf-constrains-names': ({ subject }) => `${named(subject)} has nameConstraints, but is not a CA`,
  'path-leaf-signs-certificates': ({ subject }) => `keyUsage of ${named(subject)} has keyCertSign, but it is not a CA`,
  'path-ca-without-constraints': ({ subject }) => `${named(subject)} is used as a CA, but has no basicConstraints`,
  'path-ca-denies': ({ subject }) => `${named(subject)} is used as a CA, but says in basicConstraints that it is not a CA`,
  'path-ca-key-usage': ({ subject }) => `${named(subject)} is used as a CA, but its keyUsage lacks keyCertSign`,
  'path-signed-by-itself': ({ subject }) => `${named(subject)} is signed by itself and not trusted`,
  'path-ends-untrusted': ({ subject }) => `the chain ends at ${named(subject)}, which is not trusted`,
  'path-policy-ends': ({ subject }) => `the path must have a policy that all its certificates share, and from ${subject} on there is none`,
  'path-maps-any-policy': ({ subject }) => `${subject} maps the policy that stands for any`,
  'path-critical-extension': ({ subject, extension }) => `${named(subject)} has the critical extension ${extension}, which is not handled`,
  'path-not-yet-valid': ({ subject, from, at }) => `${named(subject)} is valid from ${iso(from)}, which is after ${iso(at)}`,
  'path-ended': ({ subject, until }) => `${named(subject)} ended on ${iso(until)}`,
  'path-purpose': ({ subject, usages, wanted }) =>
    `extendedKeyUsage of ${named(subject)} has ${usages.join(', ') || 'nothing'}, not ${wanted}`,
  'path-netscape-type': ({ subject, purpose }) => `the Netscape certificate type of ${named(subject)} has no SSL ${purpose}`,
  'path-key-usage': ({ subject, wanted }) => `keyUsage of ${named(subject)} lacks ${wanted.join(' or ')}`,
  'path-key-too-short': ({ subject, algorithm, bits, least }) =>
    `${named(subject)} has an ${algorithm} key of ${bits} bits; at least ${least} are asked for`,
  'path-curve-refused': ({ subject, curve }) =>
    `${named(subject)} has a key on the curve ${curve ?? 'spelled out'}, which is not supported`,
  'path-algorithm-refused': ({ subject, algorithm }) => `${named(subject)} is signed with ${algorithm}, which is refused`,
  'path-names': ({ subject, authority, names }) =>
    `${named(authority)} constrains names, and of ${named(subject)} ${(namesTexts[names.code] as (names: NamesFault) => string)(names)}`,
  'path-circle': ({ subject, issuer }) =>
    `the chain runs in a circle: ${named(subject)} was issued by ${issuer || 'nobody'}, and neither is trusted`,
  'path-issuer-unknown': ({ subject, issuer }) =>
    `${named(subject)} was issued by ${issuer || 'nobody'}, which is neither trusted nor in the chain`,
  'path-issuer-written-otherwise': ({ subject, issuer, where }) =>
    `${named(subject)} was issued by ${issuer || 'nobody'}; a certificate of that name is ${where === 'trusted' ? 'trusted' : 'in the chain'}, but the name is written in another way there (capitals, spaces or kind of string), and Java takes it for another name`,
  'path-issuer-perhaps-unreadable': ({ subject, issuer, unreadable }) =>
    `${named(subject)} was issued by ${issuer || 'nobody'}, which is not among the certificates that can be read; ${unreadable === 1 ? '1 of those sent and trusted cannot' : `${unreadable} of those sent and trusted cannot`}`,
  'path-no-root': ({ subject, issuer }) => `${subject} is trusted, but it is not a root: its issuer ${issuer} is not in the trust store`,
  'path-signature-unchecked': ({ subject, algorithm, key }) =>
    `the signature of ${named(subject)} (${algorithm}, key ${key}) cannot be checked`,
  'path-not-signed': ({ subject, authority }) => `${named(authority)} in the chain did not sign ${named(subject)}`,
  'path-lookalike': ({ subject, authority, sha256 }) =>
    `a CA named ${authority} is trusted (SHA-256 ${sha256}), but another of that name signed ${named(subject)}`,
  'path-key-ids': ({ subject, authority, differences }) =>
    `the key of ${named(authority)} signed ${named(subject)}, but authorityKeyIdentifier of ${named(subject)} names ${differenceText(differences)}`,
  'path-revoked': ({ subject, serial }) => `${named(subject)} (serial number ${serial}) was revoked by its issuer`,
  'path-list-unsigned': ({ subject }) => `the revocation list of the issuer of ${named(subject)} is not signed by it`,
  'path-list-out-of-date': ({ subject }) => `the revocation list of the issuer of ${named(subject)} is not current`,
  'path-name': ({ name, why }) => `${name}: ${nameFaultText(why)}`,
};

/** Why a chain is refused, without a full stop, with the names in question. */
export function pathFaultText(fault: PathFault): string {
  return (pathTexts[fault.code] as (fault: PathFault) => string)(fault);
}

/** An empty name would leave a hole in the sentence. */
function named(subject: string): string {
  return subject === '' ? 'the certificate without a subject' : subject;
}

function iso(date: Date): string {
  return Number.isNaN(date.getTime()) ? 'an unknown date' : date.toISOString().replace(/\.\d+Z$/, 'Z');
}
