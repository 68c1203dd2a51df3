import type { Problem } from '../../model/inspection.ts';
import type { StoreProblem } from '../../model/reasons/store-problem.ts';
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
import { storeProblemText } from '../../wording/store-problem-texts.ts';

/** What is wrong with a store, or a file with keys, as such: by the rules on files, where nothing says what it is used for. */
export function* storeProblems(opened: OpenedStore): Generator<Problem> {
  const { entries } = opened;
  const keys = keysOf(opened);
  const held = keys.map(({ alias, chain: [certificate = null] }) => ({ alias, certificate }));
  for (const entry of keys) {
    if (belongs(entry, opened) !== false) continue;
    const [certificate] = entry.chain;
    yield problem(
      keyCertificateMismatch,
      certificate === undefined
        ? { code: 'store-key-of-no-certificate' }
        : { code: 'store-key-of-another', alias: entry.alias, subject: certificate.subject },
    );
  }
  for (const entry of entries) {
    if (entry.kind !== 'unreadable' || isPlain(opened)) continue;
    const { alias, what, flaw } = entry;
    yield problem(certificateUnreadable, { code: 'store-entry-unreadable', alias, what, flaw });
  }
  for (const entry of keys.filter(({ chain, matches }) => chain[0]?.isCa === true && matches !== false)) {
    const enrols = isForEnrolment({ alias: entry.alias, certificate: entry.chain[0] ?? null }, held);
    yield problem(
      caPrivateKeyOnNodes,
      { code: 'store-ca-key', alias: entry.alias, subject: entry.chain[0]?.subject ?? '', enrols },
      enrols ? 'info' : null,
    );
  }
  if (keys.length > 1) {
    yield problem(keystoreSeveralKeys, { code: 'store-several-keys', keys: keys.length }, severalKeysSeverity(held));
  }
  if (!isPlain(opened)) yield* storeUseProblems(opened);
  const weakness = passwordWeakness(opened);
  if (weakness !== null) yield problem(weakStorePassword, { code: 'store-password-weak', weakness });
}

/** What it lacks for each use that it may have. */
function* storeUseProblems(opened: OpenedStore): Generator<Problem> {
  const [lacking, identity] = [noAnchors(opened), noIdentity(opened)];
  if (lacking !== null) {
    const { unmarked, keys } = lacking;
    // For a key store that is as it should be.
    yield problem(truststoreNoAnchors, { code: 'store-no-anchors', unmarked }, keys > 0 ? 'info' : null);
  }
  if (identity === 'no-certificate') {
    yield problem(keystoreWithoutPrivateKey, { code: 'store-key-without-certificate' });
  } else if (identity === 'no-key' && holdsLeavesAlone(opened)) {
    // For a trust store that pins them that is as it should be.
    yield problem(keystoreWithoutPrivateKey, { code: 'store-leaves-without-key' }, lacking === null ? 'info' : null);
  }
  // Elasticsearch reads it, and it may be for that.
  if (opened.unknownToForge) yield problem(kibanaLegacyPkcs12, { code: 'store-encryption-unknown-to-kibana' }, 'medium');
}

/** Nothing in it is a CA, so that it looks like a key store that lost its keys. */
function holdsLeavesAlone({ entries }: OpenedStore): boolean {
  const certificates = entries.flatMap((entry) => (entry.kind === 'trusted' || entry.kind === 'unmarked' ? [entry.certificate] : []));
  return certificates.length > 0 && certificates.every(({ isCa }) => !isCa);
}

/** @param severity where nothing says what the file is used for, and the rule's own would say too much; null: the rule's own */
function problem(rule: RuleText, because: StoreProblem, severity: Severity | null = null): Problem {
  return { rule: rule.id, severity: severity ?? rule.severity, detail: storeProblemText(because) };
}

/** A key in PEM has no certificate of its own: it belongs to one of the file, or, where there are any, to none. */
export function belongs({ key, matches }: KeyEntry, { entries, format }: OpenedStore): boolean | null {
  if (matches !== null || format !== 'pem') return matches;
  return key !== null && entries.some(({ kind }) => kind === 'trusted') ? false : null;
}
