import type {
  CertificatesFault,
  ContentFault,
  FileProblem,
  InsteadOf,
  PemFileFault,
  StoreContentFault,
  StoreNote,
} from '../model/reasons/content-fault.ts';
import { algorithmFaultText } from './algorithm-fault-texts.ts';
import { certificateFaultText, flawText } from './certificate-fault-texts.ts';
import { fileFaultText } from './file-fault-texts.ts';
import { javaBlockText, javaKeyText } from './java-pem-texts.ts';
import { pemKeyFaultText } from './key-fault-texts.ts';
import { structureFaultText } from './structure-fault-texts.ts';
import type { Texts } from './texts.ts';

const certificatesTexts: Texts<CertificatesFault> = {
  'content-empty-file': () => 'the file is empty',
  'content-neither-pem-nor-der': () => 'it is neither PEM nor DER',
  'content-der-of-another-kind': () => 'it is DER, but no certificate',
  'content-encrypted-key': () => 'it is an encrypted private key in DER, not a certificate',
  'content-block-without-end': ({ label }) => `the block that begins with BEGIN ${label} has no end`,
  'content-block-not-base64': () => 'a CERTIFICATE block is not Base64',
  'content-private-key': ({ form }) =>
    form === 'pem' ? 'it holds a private key and no certificate' : 'it is a private key in DER, not a certificate',
  'content-public-key': ({ form }) =>
    form === 'pem' ? 'it holds a public key and no certificate' : 'it is a public key in DER, not a certificate',
  'content-certificate-request': ({ form }) =>
    form === 'pem'
      ? 'it holds a certificate request (CSR), which nobody has signed yet, and no certificate'
      : 'it is a certificate request (CSR) in DER, which nobody has signed yet',
  'content-crl': ({ form }) =>
    form === 'pem' ? 'it holds a revocation list (CRL) and no certificate' : 'it is a revocation list (CRL) in DER, not a certificate',
  'content-pkcs7': ({ form }) =>
    `it is a PKCS#7 bundle: turn it into PEM with openssl pkcs7 ${form === 'pem' ? '' : '-inform DER '}-print_certs`,
  'content-other-blocks': ({ labels }) => `it holds ${labels.join(', ')} and no certificate`,
  'content-java-store': ({ format }) => `it is ${storeName(format)}, not PEM or DER`,
  'content-pkcs12': () => 'it is a PKCS#12 store (.p12, .pfx), not PEM or DER',
  'content-der-broken': ({ fault }) => `it is neither PEM nor readable DER: ${structureFaultText(fault)}`,
};

const storeTexts: Texts<Exclude<StoreContentFault, CertificatesFault>> = {
  'content-empty': () => 'it is empty',
  'content-pem-of-neither': () => 'it is PEM and holds neither certificate nor key',
  'content-of-no-store': () => 'it is neither PEM, DER, PKCS#12 nor a Java key store',
  'content-too-large': ({ octets, most }) => `it has ${octets} octets, more than any store (${most} at most), and was not read`,
  'store-nested-too-deep': () => 'it begins like a PKCS#12 store and is nested too deep',
  'store-locked': ({ format }) => `it is ${storeName(format)} with a password, and none was given`,
  'store-not-opened': ({ format }) => `it is ${storeName(format)}, and the password is wrong`,
  'store-cut-off': ({ format }) => `it is ${storeName(format)}, and it is cut off`,
  'store-not-decrypted': ({ mac }) =>
    mac === 'fits'
      ? 'it is a PKCS#12 store, and the password does not decrypt it'
      : 'it is a PKCS#12 store whose MAC algorithm is not supported, and the password does not decrypt it',
  'store-bytes-broken': ({ format, fault }) =>
    `${format === 'pkcs12' ? 'it begins like a PKCS#12 store and is broken' : `it is ${storeName(format)} and it is broken`}: ${structureFaultText(fault)}`,
  'store-algorithm-not-supported': ({ format, fault }) => `it is ${storeName(format)}: ${algorithmFaultText(fault)}`,
};

const pemFileTexts: Texts<PemFileFault> = {
  'pem-other-beside': ({ place, found }) => `its block ${place} is no certificate, and only certificates are read: ${textOf(found)}`,
  'pem-java-block': ({ place, fault }) => `${javaBlockText(fault, place)}`,
  'pem-certificate-refused': ({ place, fault }) => `the JDK does not read certificate ${place}: ${certificateFaultText(fault)}`,
  'pem-by-jdk': ({ jdks, fault }) => `${textOf(fault)}. ${whichJdks[jdks]}`,
  'pem-key-not-read': ({ fault }) => `Elasticsearch does not read its key: ${javaKeyText(fault)}`,
  'pem-certificate-unreadable': ({ place, flaw }) =>
    `${place === null ? 'a certificate in it' : `certificate ${place}`} cannot be read: it ${flawText(flaw)}`,
  'pem-byte-order-mark': () => 'its first line begins with a byte order mark, which hides the block from Elasticsearch',
  'pem-first-block-no-key': () => 'its first PEM block is not a private key',
  'pem-utf16': () => 'it is written in UTF-16, in which the JDK finds no certificate: write it in UTF-8 without a byte order mark',
  'pem-without-key': () => 'it holds no PEM private key',
  'pem-expected-by-kibana': () => 'it is DER, and Kibana reads only PEM',
  'pem-parameters-without-key': ({ label }) => `after its ${label} no key follows`,
  'pem-key-unusable': ({ fault }) => `its key ${fault === null ? 'cannot be used' : pemKeyFaultText(fault)}`,
};

const whichJdks = {
  'before-21': 'JDK 20 and earlier do not read that, later ones do',
  'before-25': 'JDK 24 and earlier do not read that, JDK 25 does',
  'from-25': 'JDK 25 does not read that, earlier ones do',
} as const;

const texts: Texts<ContentFault | InsteadOf['found']> = {
  ...certificatesTexts,
  ...storeTexts,
  ...pemFileTexts,
  'file-unread': (unread) => fileFaultText(unread),
  'content-without-certificate': () => 'it holds no certificate',
  'content-no-text': () => 'it is not text in UTF-8',
  'content-pkcs7-empty': () => 'it is a PKCS#7 bundle without certificates',
  'content-without-block': () => 'it has no line that begins a PEM block',
  'content-block-of': ({ label }) => `its first PEM block is ${withArticle(label)}`,
  'content-of-format': ({ format }) => `it is ${format.toUpperCase()}`,
  'content-instead': ({ found, expected }) => `${textOf(found)}, where ${expectations[expected]} was expected`,
};

const expectations: Readonly<Record<InsteadOf['expected'], string>> = {
  certificate: 'a certificate',
  'pem-certificate': 'a PEM certificate',
  'pem-key': 'a PEM private key',
  key: 'a private key',
  pkcs12: 'PKCS#12',
  'java-store': 'a Java key store or PKCS#12',
};

function storeName(format: 'pkcs12' | 'jks' | 'jceks'): string {
  return format === 'pkcs12' ? 'a PKCS#12 store' : `a Java key store (${format.toUpperCase()})`;
}

function withArticle(label: string): string {
  return /^[AEIOU]|^RSA\b|^X/.test(label) ? `an ${label}` : `a ${label}`;
}

function textOf(fault: ContentFault | InsteadOf['found']): string {
  return (texts[fault.code] as (fault: ContentFault | InsteadOf['found']) => string)(fault);
}

/** What is wrong with the content of a file, as the end of `FILE: …`. */
export function contentFaultText(fault: ContentFault): string {
  return textOf(fault);
}

/** The same of a file that is inspected. */
export function fileProblemText(problem: FileProblem): string {
  return problem.code === 'store-holds-nothing' ? 'it opens, and holds nothing' : textOf(problem);
}

const noteTexts: Texts<StoreNote> = {
  'note-block-passed-over': ({ fault }) => contentFaultText(fault),
  'note-mac-not-checked': ({ fault }) => `${algorithmFaultText(fault)}; the content was read without checking it`,
};

/** What is said beside the entries of a store, without a full stop. */
export function storeNoteText(note: StoreNote): string {
  return (noteTexts[note.code] as (note: StoreNote) => string)(note);
}
