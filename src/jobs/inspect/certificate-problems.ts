import { isIP } from 'node:net';
import type { Certificate } from '../../model/certificate.ts';
import { flawText } from '../../model/certificate-flaw.ts';
import type { Problem } from '../../model/inspection.ts';
import type { Severity } from '../../model/severity.ts';
import { unreadableConsequence, unreadableSeverity } from '../../rules/certificate/certificate-unreadable.ts';
import { oddEntries, oddEntrySeverity, oddEntryText } from '../../rules/certificate/san-entry-malformed.ts';
import { withinExpiresIn } from '../../rules/facts/within-expires-in.ts';

const dayMs = 86_400_000;

/** What is wrong with a certificate by its dates, key, names and usages. @param expiresInMs how long before its end it is due whatever its life; null: as the rules say */
export function certificateProblems(certificate: Certificate, at: Date, expiresInMs: number | null = null): readonly Problem[] {
  return [
    ...form(certificate),
    ...[...dates(certificate, at, expiresInMs)].map((one) => ({
      ...one,
      ...withinExpiresIn({ expiresInMs }, certificate.notAfter.getTime() - at.getTime()),
    })),
    ...cryptography(certificate),
    ...(certificate.isCa ? authority(certificate) : leaf(certificate)),
  ];
}

function problem(rule: string, severity: Severity, detail: string): Problem {
  return { rule, severity, detail };
}

function* form(certificate: Certificate): Generator<Problem> {
  for (const { flaw, unreadableTo } of certificate.flaws ?? [])
    yield problem(
      'certificate-unreadable',
      unreadableSeverity(unreadableTo),
      `It ${flawText(flaw)}: ${unreadableConsequence(unreadableTo)}`,
    );
  for (const entry of oddEntries(certificate)) yield problem('san-entry-malformed', oddEntrySeverity(entry), oddEntryText(entry));
}

function* dates({ isCa, notBefore, notAfter }: Certificate, at: Date, expiresInMs: number | null): Generator<Problem> {
  if (notAfter < notBefore) yield problem('leaf-expired', 'critical', 'It ends before it begins, so it is never valid.');
  if (notBefore > at) yield problem('leaf-not-yet-valid', 'high', `It is valid from ${day(notBefore)} on, which is to come.`);
  const daysLeft = (notAfter.getTime() - at.getTime()) / dayMs;
  if (daysLeft < 0) {
    yield problem(isCa ? 'ca-expired' : 'leaf-expired', isCa ? 'high' : 'critical', `It ended on ${day(notAfter)}.`);
    return;
  }
  // A certificate that lives for a week is not to be called expiring from its first day on.
  const lifetimeDays = (notAfter.getTime() - notBefore.getTime()) / dayMs;
  const left = `It ends on ${day(notAfter)}, in ${Math.floor(daysLeft)} days.`;
  const wished = (expiresInMs ?? 0) / dayMs;
  if (isCa && daysLeft <= Math.max(wished, Math.min(90, lifetimeDays / 3))) yield problem('ca-expiring', 'medium', left);
  if (!isCa && daysLeft <= Math.max(wished, Math.min(30, lifetimeDays / 3)))
    yield problem('leaf-expiring', daysLeft <= Math.min(7, lifetimeDays / 6) ? 'high' : 'medium', left);
}

function* cryptography({ publicKey, signatureAlgorithm, selfSigned }: Certificate): Generator<Problem> {
  const { algorithm, bits } = publicKey;
  const size = bits ?? Number.POSITIVE_INFINITY;
  if (algorithm.startsWith('RSA') && size < 2048)
    yield problem('weak-key', size < 1024 ? 'critical' : 'high', `Its RSA key has ${size} bits; 2048 are the least to use.`);
  if (algorithm === 'EC' && size < 224)
    yield problem('weak-key', 'high', `Its EC key has ${size} bits; 224 are the least that the JDK takes.`);
  if (algorithm === 'DSA') yield problem('weak-key', 'high', 'Its key is for DSA, which TLS 1.3 does not have and nobody offers.');
  // Nobody verifies a trust anchor by its own signature.
  if (!selfSigned && /md5|md2|sha1/i.test(signatureAlgorithm))
    yield problem('weak-signature', 'high', `It is signed with ${signatureAlgorithm}.`);
}

function* authority({ keyUsage }: Certificate): Generator<Problem> {
  if (keyUsage === null) yield problem('ca-without-keyusage', 'low', 'It is a CA without keyUsage, which strict verifiers refuse.');
  else if (!keyUsage.includes('keyCertSign')) {
    yield problem(
      'ca-keyusage-without-certsign',
      'critical',
      `It is a CA whose keyUsage (${keyUsage.join(', ')}) lacks keyCertSign, so nothing it signed is trusted.`,
    );
  }
}

function* leaf({ keyUsage, extendedKeyUsage, subjectAltNames, publicKey }: Certificate): Generator<Problem> {
  if (keyUsage !== null && !keyUsage.includes('digitalSignature')) {
    const severity = publicKey.algorithm === 'RSA' && keyUsage.includes('keyEncipherment') ? 'high' : 'critical';
    yield problem(
      'ku-without-digitalsignature',
      severity,
      `Its keyUsage (${keyUsage.join(', ')}) lacks digitalSignature, which ECDHE and TLS 1.3 need.`,
    );
  }
  const purposes = extendedKeyUsage ?? ['anyExtendedKeyUsage'];
  const serves = (purpose: string) => purposes.includes(purpose) || purposes.includes('anyExtendedKeyUsage');
  if (!serves('serverAuth') && !serves('clientAuth')) {
    yield problem(
      'eku-missing-serverauth',
      'critical',
      `Its extendedKeyUsage (${purposes.join(', ')}) allows neither TLS server nor TLS client.`,
    );
  } else if (!serves('clientAuth')) {
    yield problem(
      'eku-transport-missing-clientauth',
      'info',
      'It is for TLS servers only: fit for HTTP and Kibana, not for transport, where each node is client as well.',
    );
  } else if (!serves('serverAuth')) {
    yield problem('eku-missing-serverauth', 'info', 'It is for TLS clients only: no node and no Kibana can serve it.');
  }
  const names = subjectAltNames ?? [];
  if (serves('serverAuth') && names.length === 0)
    yield problem('san-missing', 'medium', 'It has no subjectAltName; who checks names has at best its common name.');
  const addresses = names.filter(({ kind, value }) => kind === 'dns' && isIP(value) !== 0).map(({ value }) => value);
  if (addresses.length > 0)
    yield problem('san-ip-as-dns', 'high', `It has ${addresses.join(', ')} as a DNS name; an address counts as iPAddress only.`);
}

function day(date: Date): string {
  return date.toISOString().replace(/T.*/, '');
}
