import type { Certificate } from '../../model/certificate.ts';
import { type KeyIdDifference, keyIdDifferences } from '../../model/key-id-differences.ts';
import type { Acceptance, Peer } from '../../model/peer-handshake.ts';
import type { AnotherId, AnotherKey } from '../../model/reasons/refusal-fault.ts';
import { sameName } from '../../model/same-name.ts';
import { signedBy } from '../../x509/signature.ts';
import type { ByNames, Refusal } from './acceptance-parts.ts';

type Certainty = Refusal['certainty'];

/**
 * Whether the CA that `judge` trusts by a name is one that it takes for the issuer of `child`, as JSSE does: its key made the signature, and key id and serial number
 * are those that `child` names. "Another key" is said only where signatures were compared: a CA that was issued again has its key under another key id or serial number.
 */
export function keyBehindName(
  { judge, trust, holder }: Omit<ByNames, 'leaf'>,
  child: Certificate,
  known: readonly Certificate[],
): Acceptance {
  const authority = child.issuer;
  const keyId = keyIdOf(child, holder.chain);
  const entries = trust.names.filter(({ name }) => sameName(name, authority)).length;
  const namesakes = unique([...holder.chain, ...judge.chain, ...known]).filter(({ isCa, subject }) => isCa && sameName(subject, authority));
  const signers = namesakes.filter((one) => signedBy(child, one) === true);
  const reissued = signers.filter((one) => differencesOf(child, one).length > 0);
  const facts = { subject: child.subject, authority, authorityKeyId: keyId };
  const anotherKey = (theirs: string | null, shown: AnotherKey, certainty: Certainty): Refusal => ({
    kind: 'refused',
    reason: 'lookalike-ca',
    fault: { code: 'refusal-lookalike-ca', authority, keyId, shown },
    facts: { ...facts, trustedKeyId: theirs },
    certainty,
  });
  const anotherId = (differences: readonly KeyIdDifference[], shown: AnotherId, certainty: Certainty): Refusal => ({
    kind: 'refused',
    reason: 'key-identifier-mismatch',
    fault: { code: 'refusal-key-ids', authority, differences, shown },
    facts: { ...facts, differences },
    certainty,
  });

  const tried = trust.tried.filter(
    ({ issuer, answer, tellsOfAuthority }) => sameName(issuer, authority) && (answer === 'accepted' || tellsOfAuthority),
  );
  const same = tried.find(({ authorityKeyId }) => authorityKeyId !== null && authorityKeyId === keyId);
  if (same?.answer === 'accepted') return { kind: 'accepted', because: { code: 'same-ca-let-in', judge: judge.label } };
  if (same?.answer === 'refused') {
    const shown = { code: 'key-refused-by-judge', judge: judge.label } as const;
    const [again] = reissued;
    return again === undefined ? anotherKey(null, shown, 'proven') : anotherId(differencesOf(child, again), shown, 'proven');
  }
  const letIn = tried.find(({ answer, authorityKeyId }) => answer === 'accepted' && authorityKeyId !== null && authorityKeyId !== keyId);
  const other = letIn?.authorityKeyId ?? null;
  if (other !== null && keyId !== null && entries === 1) {
    const again = reissued.find(({ subjectKeyId }) => subjectKeyId === other);
    const compared = namesakes.some((one) => one.subjectKeyId === other && signedBy(child, one) === false);
    const shown = { code: 'key-id-let-in', judge: judge.label, keyId: other, compared } as const;
    return again === undefined ? anotherKey(other, shown, 'proven') : anotherId(differencesOf(child, again), shown, 'proven');
  }

  if (keyId === null)
    return reissued.length > 0 && reissued.length === signers.length
      ? undeterminedId(judge, child, reissued)
      : bySignature(child, signers, namesakes);
  const issued = judge.chain.filter((one) => !one.selfIssued && sameName(one.issuer, authority));
  const sharing = signers.filter((one) => issued.some((mine) => signedBy(mine, one) === true));
  if (sharing.some((one) => differencesOf(child, one).length === 0 && issued.some((mine) => isIssuer(one, mine))))
    return { kind: 'accepted', because: { code: 'issuer-signed-its-own', judge: judge.label, authority } };
  // What issued its own certificate is most likely what it trusts by that name.
  const mine = sharing.find((one) => issued.some((own) => isIssuer(one, own)));
  if (mine !== undefined) {
    if (entries > 1) return undeterminedId(judge, child, [mine]);
    const differences = differencesOf(child, mine);
    return anotherId(differences, { code: 'issuer-of-own', judge: judge.label, what: differences[0]?.what ?? 'key id' }, 'likely');
  }
  if (sharing.length > 0)
    return {
      kind: 'unknown',
      because: { code: 'one-of-two-certificates-trusted', judge: judge.label, authority },
    };
  const own = issued.map((one) => ({ id: keyIdOf(one, judge.chain), serial: one.authorityCertSerialNumber }));
  const alike = own.find(({ id }) => id === keyId);
  if (alike !== undefined) {
    if (alike.serial === null || child.authorityCertSerialNumber === null || alike.serial === child.authorityCertSerialNumber)
      return { kind: 'accepted', because: { code: 'issuer-of-same-key-id', judge: judge.label, authority } };
    const serials: KeyIdDifference = { what: 'serial number', named: child.authorityCertSerialNumber, has: alike.serial };
    if (entries > 1)
      return {
        kind: 'unknown',
        because: { code: 'serial-not-shown', judge: judge.label, authority, entries, serial: serials.named },
      };
    return anotherId([serials], { code: 'serial-of-own', judge: judge.label }, 'likely');
  }
  const theirs = own.find(({ id }) => id !== null)?.id ?? null;
  if (theirs !== null) {
    if (entries > 1)
      return {
        kind: 'unknown',
        because: { code: 'key-id-not-shown', judge: judge.label, authority, entries, keyId },
      };
    const compared = namesakes.some((one) => signedBy(child, one) === false && issued.some((mine) => signedBy(mine, one) === true));
    // It may trust another CA of the name than the one that issued its own certificate.
    return anotherKey(theirs, { code: 'key-id-of-own', judge: judge.label, keyId: theirs, compared }, 'likely');
  }
  if (reissued.length > 0 && reissued.length === signers.length) return undeterminedId(judge, child, reissued);
  const ids = new Set([...namesakes, ...known].flatMap((one) => keyIdsNamed(one, authority)));
  ids.delete(keyId);
  if (ids.size > 0)
    return {
      kind: 'unknown',
      because: { code: 'several-key-ids', judge: judge.label, authority },
    };
  return { kind: 'accepted', because: { code: 'issuer-named', judge: judge.label, authority } };
}

/** As JSSE compares them, which leaves the issuer of the CA aside. */
function differencesOf(child: Certificate, authority: Certificate): readonly KeyIdDifference[] {
  return keyIdDifferences(child, authority, () => true);
}

function isIssuer(authority: Certificate, child: Certificate): boolean {
  return signedBy(child, authority) === true && differencesOf(child, authority).length === 0;
}

/** All CA certificates at hand whose key did sign have another id. */
function undeterminedId(judge: Peer, child: Certificate, reissued: readonly Certificate[]): Acceptance {
  const [first] = reissued;
  const differences = first === undefined ? [] : differencesOf(child, first);
  return {
    kind: 'unknown',
    because: { code: 'reissued-ca-trusted', judge: judge.label, authority: child.issuer, subject: child.subject, differences },
  };
}

function unique(certificates: readonly Certificate[]): readonly Certificate[] {
  return [...new Map(certificates.map((one) => [one.sha256, one])).values()];
}

/** The id of the key that signed a certificate: of the CA that was sent with it, where its key made the signature, else as the certificate says. */
function keyIdOf(child: Certificate, chain: readonly Certificate[]): string | null {
  if (child.selfSigned) return child.subjectKeyId ?? child.authorityKeyId;
  const sent = chain.find((one) => sameName(one.subject, child.issuer) && one.subjectKeyId !== null && signedBy(child, one) === true);
  return sent?.subjectKeyId ?? child.authorityKeyId;
}

function keyIdsNamed(certificate: Certificate, name: string): readonly string[] {
  return [
    ...(sameName(certificate.subject, name) && certificate.isCa ? [certificate.subjectKeyId] : []),
    ...(sameName(certificate.issuer, name) && !certificate.selfSigned ? [certificate.authorityKeyId] : []),
  ].filter((id) => id !== null);
}

function bySignature(child: Certificate, signers: readonly Certificate[], namesakes: readonly Certificate[]): Acceptance {
  if (signers.length > 0 && new Set(namesakes.map(({ spkiSha256 }) => spkiSha256)).size === 1)
    return { kind: 'accepted', because: { code: 'signed-by-only-namesake', authority: child.issuer } };
  return {
    kind: 'unknown',
    because: { code: 'no-authority-key-id', subject: child.subject, authority: child.issuer },
  };
}
