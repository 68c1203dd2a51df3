import type { Problem } from '../../model/inspection.ts';
import type { RuleText } from '../../model/rule-text.ts';
import type { Severity } from '../../model/severity.ts';
import { certificateUnreadable } from '../../rules/certificate/certificate-unreadable.ts';
import { keyCertificateMismatch } from '../../rules/endpoint/key-certificate-mismatch.ts';
import { isForEnrolment, severalKeysSeverity } from '../../rules/facts/held-keys.ts';
import { caPrivateKeyOnNodes } from '../../rules/setup/ca-private-key-on-nodes.ts';
import { keystoreSeveralKeys } from '../../rules/setup/keystore-several-keys.ts';
import { keystoreWithoutPrivateKey } from '../../rules/setup/keystore-without-private-key.ts';
import { kibanaLegacyPkcs12 } from '../../rules/setup/kibana-legacy-pkcs12.ts';
import { truststoreNoAnchors } from '../../rules/setup/truststore-no-anchors.ts';
import { weakStorePassword } from '../../rules/setup/weak-store-password.ts';
import type { KeyEntry } from '../../stores/store.ts';
import { isPlain, keysOf, noAnchors, noIdentity, type OpenedStore, passwordWeakness } from '../../stores/store-faults.ts';
import { entryFlawText } from '../../wording/key-fault-texts.ts';
import { weakPasswordTexts } from '../../wording/weak-password-text.ts';

/** What is wrong with a store, or a file with keys, as such: by the rules on files, where nothing says what it is used for. */
export function* storeProblems(opened: OpenedStore): Generator<Problem> {
  const { entries } = opened;
  const keys = keysOf(opened);
  const held = keys.map(({ alias, chain: [certificate = null] }) => ({ alias, certificate }));
  for (const entry of keys) {
    if (belongs(entry, opened) !== false) continue;
    const detail =
      entry.chain[0] === undefined
        ? 'The private key belongs to no certificate of this file.'
        : `The private key${named(entry)} does not belong to ${entry.chain[0].subject}: every handshake with it fails.`;
    yield problem(keyCertificateMismatch, detail);
  }
  for (const entry of entries) {
    if (entry.kind !== 'unreadable' || isPlain(opened)) continue;
    const detail = `${entry.alias ?? 'An entry'} holds ${entry.what} that cannot be read: ${entryFlawText(entry.flaw)}.`;
    yield problem(certificateUnreadable, detail);
  }
  for (const entry of keys.filter(({ chain, matches }) => chain[0]?.isCa === true && matches !== false)) {
    const enrols = isForEnrolment({ alias: entry.alias, certificate: entry.chain[0] ?? null }, held);
    yield problem(
      caPrivateKeyOnNodes,
      `It holds the private key of the CA ${entry.chain[0]?.subject ?? ''}${named(entry)}: ${enrols ? 'nodes need it to enrol others' : 'whoever reads this file can issue certificates, so it belongs on no node'}.`,
      enrols ? 'info' : null,
    );
  }
  if (keys.length > 1) {
    const detail = `It holds ${keys.length} private keys: which one is shown, the JVM decides; Kibana takes none.`;
    yield problem(keystoreSeveralKeys, detail, severalKeysSeverity(held));
  }
  if (!isPlain(opened)) yield* storeUseProblems(opened);
  const weakness = passwordWeakness(opened);
  if (weakness !== null) yield problem(weakStorePassword, `It is protected by ${weakPasswordTexts[weakness]}.`);
}

/** What it lacks for each use that it may have. */
function* storeUseProblems(opened: OpenedStore): Generator<Problem> {
  const [lacking, identity] = [noAnchors(opened), noIdentity(opened)];
  if (lacking !== null) {
    const { unmarked, keys } = lacking;
    const seen =
      unmarked > 0
        ? `${unmarked === 1 ? 'One certificate lacks' : `${unmarked} certificates lack`} the attribute 2.16.840.1.113894.746875.1.1, without which a JVM does not see a certificate, and there is no other`
        : 'It holds no trusted certificate';
    // For a key store that is as it should be.
    yield problem(truststoreNoAnchors, `${seen}: with it as trust store Elasticsearch does not start.`, keys > 0 ? 'info' : null);
  }
  if (identity === 'no-certificate') {
    yield problem(
      keystoreWithoutPrivateKey,
      'It holds a private key and no certificate for it: with it as key store Kibana does not start.',
    );
  } else if (identity === 'no-key' && holdsLeavesAlone(opened)) {
    // For a trust store that pins them that is as it should be.
    yield problem(
      keystoreWithoutPrivateKey,
      'It holds certificates of servers or clients and no private key: with it as key store neither a node nor Kibana starts.',
      lacking === null ? 'info' : null,
    );
  }
  // Elasticsearch reads it, and it may be for that.
  if (opened.unknownToForge) yield problem(kibanaLegacyPkcs12, 'Kibana does not read the way in which it is encrypted.', 'medium');
}

/** Nothing in it is a CA, so that it looks like a key store that lost its keys. */
function holdsLeavesAlone({ entries }: OpenedStore): boolean {
  const certificates = entries.flatMap((entry) => (entry.kind === 'trusted' || entry.kind === 'unmarked' ? [entry.certificate] : []));
  return certificates.length > 0 && certificates.every(({ isCa }) => !isCa);
}

/** @param severity where nothing says what the file is used for, and the rule's own would say too much; null: the rule's own */
function problem(rule: RuleText, detail: string, severity: Severity | null = null): Problem {
  return { rule: rule.id, severity: severity ?? rule.severity, detail };
}

function named({ alias }: KeyEntry): string {
  return alias === null ? '' : ` (${alias})`;
}

/** A key in PEM has no certificate of its own: it belongs to one of the file, or, where there are any, to none. */
export function belongs({ key, matches }: KeyEntry, { entries, format }: OpenedStore): boolean | null {
  if (matches !== null || format !== 'pem') return matches;
  return key !== null && entries.some(({ kind }) => kind === 'trusted') ? false : null;
}
