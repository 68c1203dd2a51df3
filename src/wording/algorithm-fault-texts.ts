import type { AlgorithmFault } from '../model/reasons/algorithm-fault.ts';

/** A sentence in two parts, so that another sentence about the same thing can take it up. `subject`: `it`, where it is about the whole. */
export type SentenceParts = { readonly subject: string; readonly predicate: string };

/** What cannot be undone of a store or a key. */
export function algorithmFaultParts(fault: AlgorithmFault): SentenceParts {
  switch (fault.code) {
    case 'part-for-public-key':
      return { subject: 'a part of it', predicate: 'is encrypted for a public key, which is not supported' };
    case 'store-signed-with-public-key':
      return ofWhole('is signed with a public key instead of a password, which is not supported');
    case 'secret-keys-as-java-objects':
      return ofWhole('holds secret keys as serialized Java objects; convert it with keytool -importkeystore -deststoretype pkcs12');
    case 'cipher-pbes2-rc2':
      return ofWhole('is encrypted with PBES2 and RC2, which is not supported');
    case 'scrypt-parameters-not-supported':
      return ofWhole('uses scrypt with parameters that are not supported');
    case 'mac-not-supported':
      return { subject: `its MAC algorithm ${fault.id}`, predicate: 'is not supported' };
    case 'cipher-not-supported':
      return ofWhole(`is encrypted with ${fault.id}, which is not supported`);
    case 'cipher-of-pbes2-not-supported':
      return ofWhole(`is encrypted with PBES2 and the cipher ${fault.id}, which is not supported`);
    case 'hmac-not-supported':
      return ofWhole(`uses the HMAC ${fault.id}, which is not supported`);
    case 'derivation-not-supported':
      return { subject: 'its key', predicate: `is derived with ${fault.id}, which is not supported` };
  }
}

/** The same in one. */
export function algorithmFaultText(fault: AlgorithmFault): string {
  const { subject, predicate } = algorithmFaultParts(fault);
  return `${subject} ${predicate}`;
}

function ofWhole(predicate: string): SentenceParts {
  return { subject: 'it', predicate };
}
