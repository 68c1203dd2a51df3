import type { StoreProblem } from '../model/reasons/store-problem.ts';
import { entryFlawText } from './key-fault-texts.ts';
import type { Texts } from './texts.ts';
import { weakPasswordTexts } from './weak-password-text.ts';

const texts: Texts<StoreProblem> = {
  'store-key-of-no-certificate': () => 'The private key belongs to no certificate of this file.',
  'store-key-of-another': ({ alias, subject }) =>
    `The private key${inBrackets(alias)} does not belong to ${subject}: every handshake with it fails.`,
  'store-key-of-another-file': ({ subject, path }) =>
    `The private key does not belong to ${subject} in ${path}: every handshake with the two fails.`,
  'store-entry-unreadable': ({ alias, what, flaw }) => `${alias ?? 'An entry'} holds ${what} that cannot be read: ${entryFlawText(flaw)}.`,
  'store-ca-key': ({ alias, subject, enrols }) =>
    `It holds the private key of the CA ${subject}${inBrackets(alias)}: ${enrols ? 'nodes need it to enrol others' : 'whoever reads this file can issue certificates, so it belongs on no node'}.`,
  'store-several-keys': ({ keys }) => `It holds ${keys} private keys: which one is shown, the JVM decides; Kibana takes none.`,
  'store-no-anchors': ({ unmarked }) => {
    const seen =
      unmarked > 0
        ? `${unmarked === 1 ? 'One certificate lacks' : `${unmarked} certificates lack`} the attribute 2.16.840.1.113894.746875.1.1, without which a JVM does not see a certificate, and there is no other`
        : 'It holds no trusted certificate';
    return `${seen}: with it as trust store Elasticsearch does not start.`;
  },
  'store-key-without-certificate': () => 'It holds a private key and no certificate for it: with it as key store Kibana does not start.',
  'store-leaves-without-key': () =>
    'It holds certificates of servers or clients and no private key: with it as key store neither a node nor Kibana starts.',
  'store-encryption-unknown-to-kibana': () => 'Kibana does not read the way in which it is encrypted.',
  'store-password-weak': ({ weakness }) => `It is protected by ${weakPasswordTexts[weakness]}.`,
};

/** What is wrong with the file, as a sentence. */
export function storeProblemText(problem: StoreProblem): string {
  return (texts[problem.code] as (problem: StoreProblem) => string)(problem);
}

function inBrackets(alias: string | null): string {
  return alias === null ? '' : ` (${alias})`;
}
