import type { JavaBlockFault } from '../model/reasons/java-block-fault.ts';
import type { JavaReadKeyFault } from '../model/reasons/java-key-fault.ts';
import type { Texts } from './texts.ts';

const blockTexts: Readonly<Record<JavaBlockFault['code'], (fault: JavaBlockFault, place: number) => string>> = {
  'java-line-of-dashes': (fault) =>
    `the JDK takes a line of dashes for the beginning of a block${'label' in fault && fault.label.trim() !== '' ? ` (${fault.label.trim()})` : ''}: in text between the blocks no line may begin with five dashes`,
  'java-end-of-other': (fault) =>
    'end' in fault ? `a block begins as ${fault.label} and ends as ${fault.end}` : 'a block begins and ends with two names',
  'java-no-end': (_, place) => `block ${place} has no end`,
  'java-end-broken': (_, place) => `the END line of block ${place} is broken`,
  'java-after-end': (_, place) => `something follows on the END line of block ${place}`,
  'java-not-base64': (_, place) => `block ${place} is not Base64`,
  'java-one-line': (_, place) => `the BEGIN line of block ${place} does not end after its dashes`,
  'java-der-cut-off': (_, place) => `part ${place} of it, in DER, is cut off or no DER`,
  'java-begin-hidden': () => 'no line of it begins with -----BEGIN: something stands before the dashes, such as blanks',
};

/** Where the JDK stops. @param place of the block, from 1 */
export function javaBlockText(fault: JavaBlockFault, place: number): string {
  return blockTexts[fault.code](fault, place);
}

const privateKeyTexts: Texts<JavaReadKeyFault> = {
  'java-key-without-end': () => 'it has no END line',
  'java-key-not-base64': () => 'it is not Base64',
  'java-key-broken': () => 'it is not what its label says, or broken',
  'java-key-header-empty': () => 'a header in it has no value',
  'java-key-header-broken': () => 'it says that it is encrypted, but has no valid DEK-Info header',
  'java-key-password-missing': () => 'it is encrypted, and no password was given',
  'java-key-password-wrong': () => 'it is encrypted, and the password is wrong',
  'java-key-password-not-ascii': () => 'its password has characters other than ASCII',
  'java-key-curve-not-named': () => 'its curve is given by its parameters instead of its name, or not at all',
  'java-key-pbes2-too-new': () => 'it is encrypted with PBES2, which Elasticsearch reads from 7.16 on',
  'java-label-unknown': ({ label }) => `it begins as ${label}`,
  'java-parameters-alone': ({ label }) => `after its ${label} no key follows`,
  'java-key-algorithm': ({ id }) => `it is ${keyNames[id] ?? `of the algorithm ${id}`}, and Elasticsearch reads RSA, EC and DSA keys alone`,
  'java-key-encryption': ({ id }) => `it is encrypted with ${id}, which the JDK does not have`,
  'java-key-derivation': ({ id }) =>
    `its encryption key is derived with ${id === '1.3.6.1.4.1.11591.4.11' ? 'scrypt' : id}, and the JDK has PBKDF2 alone`,
  'java-key-hmac': ({ id }) => `its encryption key is derived with the HMAC ${id}, which the JDK does not have`,
  'java-key-pbes2-cipher': ({ id }) =>
    `it is encrypted with PBES2 and ${cipherNames[id] ?? `the cipher ${id}`}, and the JDK has AES of 128 and 256 bits alone`,
  'java-key-curve-of-label': ({ curve }) => `it is on the curve ${curve}, which Elasticsearch does not know in this form`,
  'java-key-header-cipher': ({ cipher }) => `it is encrypted with ${cipher}, which Elasticsearch does not know`,
  'java-key-too-short': ({ bits }) => `it is an RSA key of ${bits} bits, and the JDK wants 512 at least`,
};

const keyNames: Readonly<Record<string, string>> = {
  '1.3.101.110': 'an X25519 key',
  '1.3.101.111': 'an X448 key',
  '1.3.101.112': 'an Ed25519 key',
  '1.3.101.113': 'an Ed448 key',
  '1.2.840.113549.1.1.10': 'an RSA-PSS key',
};

const cipherNames: Readonly<Record<string, string>> = {
  '1.2.840.113549.3.2': 'RC2',
  '1.2.840.113549.3.7': 'triple DES',
  '1.3.14.3.2.7': 'DES',
  '2.16.840.1.101.3.4.1.22': 'AES of 192 bits',
};

/** Why Elasticsearch does not read a private key, behind a colon. */
export function javaKeyText(fault: JavaReadKeyFault): string {
  return (privateKeyTexts[fault.code] as (fault: JavaReadKeyFault) => string)(fault);
}
