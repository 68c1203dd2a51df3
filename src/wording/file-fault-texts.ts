import type { FileUnread, JavaSecurityFault, KeystoreFault } from '../model/reasons/file-fault.ts';
import type { Texts } from './texts.ts';

/** Why there is nothing of a file, as the end of `FILE: …`. */
export function fileFaultText({ fault, size }: Pick<FileUnread, 'fault' | 'size'>): string {
  switch (fault) {
    case 'missing':
      return 'there is no such file';
    case 'elsewhere':
      return 'it is not here, and the path is of another machine';
    case 'not-collected':
      return 'it is not in the archive';
    case 'denied':
      return 'the user who runs handclasp may not read it';
    case 'directory':
      return 'it is a directory, where a file was expected';
    case 'not-a-file':
      return 'it is not a regular file';
    case 'too-large':
      return `it has ${size ?? 'too many'} bytes, more than any such file, and was not read`;
    case 'exhausted':
      return 'it could not be read, since this machine, or this process, ran out of open files or memory';
    case 'failed':
    case null:
      return 'it could not be read';
  }
}

/** Why the content of the file of `-Djava.security.properties` is not known, as the end of a sentence. */
export function javaSecurityFaultText(fault: JavaSecurityFault): string {
  return fault.code === 'no-path-given' ? 'no path follows it' : fileFaultText(fault);
}

export const keystoreTexts: Texts<Exclude<KeystoreFault, FileUnread>> = {
  'keystore-too-large': ({ octets }) => `it has ${octets} bytes, more than any such file, and was not read`,
  'keystore-too-old': ({ version }) => `it has version ${version}, of an Elasticsearch before 6.3; the node upgrades it when it starts`,
  'keystore-too-new': ({ version }) => `it has version ${version}, which is newer than handclasp knows`,
  'keystore-empty': () => 'it is empty',
  'keystore-other-file': () => 'it does not begin like elasticsearch.keystore',
  'keystore-other-lucene-file': () => 'it is another file of Lucene, or cut off',
  'keystore-not-kibanas': () => 'it does not have the form of kibana.keystore',
  'keystore-cut-off': () => 'it is cut off',
  'keystore-checksum-wrong': () => 'its checksum is wrong: it is cut off or was changed',
  'keystore-flag-unknown': () => 'it does not say whether it has a password',
  'keystore-length-wrong': () => 'its length is not what it says',
  'keystore-part-cut-off': () => 'a part of it is cut off',
  'keystore-parts-wrong': () => 'its parts are not in the right form',
  'keystore-entries-broken': () => 'it was decrypted, and its entries are broken',
  'keystore-password-denied': () => 'it says that it has no password, and does not open without one',
  'keystore-password-missing': () => 'it has a password, and none was given',
  'keystore-password-wrong': () => 'it has a password, and none of those given opens it',
};

/** What is wrong with a keystore, as the end of `FILE: …`. */
export function keystoreFaultText(fault: KeystoreFault): string {
  if (fault.code === 'file-unread') return fileFaultText(fault);
  return (keystoreTexts[fault.code] as (fault: KeystoreFault) => string)(fault);
}
