import type { ChangeFacts } from '../model/change.ts';
import type { EndpointState, PastCertificate, PastFinding, PastUnknown } from '../model/past-run.ts';
import { protocolVersions } from '../model/protocol-version.ts';
import { atLeast, type Severity } from '../model/severity.ts';
import { suiteWeakness } from '../model/suite-weakness.ts';

/** A change, and how bad it is. */
export type JudgedChange = ChangeFacts & { readonly severity: Severity };

/**
 * What became different at an endpoint that answered in both runs. Only what both could tell is compared: a version that one of them did not ask for has neither appeared nor gone.
 *
 * @param hadBefore whether a rule had a finding here before the earlier of the two runs
 */
export function endpointChanges(
  before: EndpointState,
  after: EndpointState,
  hadBefore: (rule: string) => boolean,
): readonly JudgedChange[] {
  return [
    ...certificateChanges(before.certificate, after.certificate),
    ...clientAuthChange(before, after),
    ...securityChange(before, after),
    ...versionChanges(before, after),
    ...suiteChanges(before, after),
    ...findingChanges(before, after, hadBefore),
  ];
}

function certificateChanges(before: PastCertificate | null, after: PastCertificate | null): readonly JudgedChange[] {
  if (before === null || after === null || before.sha256 === after.sha256) return [];
  const sameKey = before.keySha256 === null || after.keySha256 === null ? null : before.keySha256 === after.keySha256;
  const sameIssuer = before.issuer === after.issuer;
  const isLater = Date.parse(after.notAfter) > Date.parse(before.notAfter);
  const changes: JudgedChange[] = [];
  if (before.subject === after.subject && isLater) {
    // Whoever got hold of the old key has the new certificate's too.
    changes.push({ kind: 'certificate-renewed', sameKey, before, after, severity: sameKey === true ? 'low' : 'info' });
  } else changes.push({ kind: 'certificate-swapped', before, after, severity: 'medium' });
  const sameAuthority =
    before.authorityKeyId === null || after.authorityKeyId === null ? null : before.authorityKeyId === after.authorityKeyId;
  if (!sameIssuer || sameAuthority === false)
    changes.push({ kind: 'issuer-changed', sameName: sameIssuer, before: before.issuer, after: after.issuer, severity: 'medium' });
  return changes;
}

const strictness = { none: 0, optional: 1, required: 2 } as const;

function clientAuthChange(before: EndpointState, after: EndpointState): readonly JudgedChange[] {
  const [was, is] = [before.clientAuth, after.clientAuth];
  if (was === null || is === null || was === 'unknown' || is === 'unknown' || was === is) return [];
  if (strictness[is] > strictness[was]) return [{ kind: 'client-auth-strengthened', before: was, after: is, severity: 'info' }];
  // At ports for nodes nothing else decides who joins the cluster; elsewhere there are passwords as well.
  const isOfNodes = after.channel === 'transport' || after.channel === 'remote-cluster';
  return [{ kind: 'client-auth-weakened', before: was, after: is, severity: isOfNodes ? 'critical' : 'medium' }];
}

function securityChange(before: EndpointState, after: EndpointState): readonly JudgedChange[] {
  const [was, is] = [before.service.security, after.service.security];
  if (was === 'tls' && is === 'plaintext') return [{ kind: 'tls-lost', severity: 'critical' }];
  return was === 'plaintext' && is === 'tls' ? [{ kind: 'tls-gained', severity: 'info' }] : [];
}

/** How bad it is that a version is accepted (RFC 8996, RFC 7568). */
const versionSeverity = { 'TLSv1.3': 'info', 'TLSv1.2': 'info', 'TLSv1.1': 'high', TLSv1: 'high', SSLv3: 'critical' } as const;

function versionChanges({ versions: before }: EndpointState, { versions: after }: EndpointState): readonly JudgedChange[] {
  return protocolVersions.flatMap((version): readonly JudgedChange[] => {
    if (before[version] === 'rejected' && after[version] === 'accepted')
      return [{ kind: 'version-appeared', version, severity: versionSeverity[version] }];
    return before[version] === 'accepted' && after[version] === 'rejected' ? [{ kind: 'version-gone', version, severity: 'info' }] : [];
  });
}

function suiteChanges({ cipherSuites: before }: EndpointState, { cipherSuites: after }: EndpointState): readonly JudgedChange[] {
  return protocolVersions.flatMap((version): readonly JudgedChange[] => {
    const [was, is] = [before[version], after[version]];
    if (was === undefined || is === undefined) return [];
    // A list that was cut says nothing of what it lacks.
    const added = was.whole ? is.accepted.filter((suite) => !was.accepted.includes(suite)) : [];
    const gone = is.whole ? was.accepted.filter((suite) => !is.accepted.includes(suite)) : [];
    return [
      ...(added.length === 0 ? [] : [{ kind: 'suites-appeared', version, suites: added, severity: worstOf(added) } as const]),
      ...(gone.length === 0 ? [] : [{ kind: 'suites-gone', version, suites: gone, severity: 'info' } as const]),
    ];
  });
}

function worstOf(suites: readonly string[]): Severity {
  return suites.reduce<Severity>((worst, suite) => {
    const { severity } = suiteWeakness(suite);
    return severity !== null && atLeast(severity, worst) ? severity : worst;
  }, 'info');
}

/** What findings are about: an endpoint, or the cluster. */
type Judged = { readonly findings: readonly PastFinding[]; readonly unknown: readonly PastUnknown[] };

/** What became of findings, rule by rule. What a run could not judge is neither opened nor closed by it. */
export function findingChanges(before: Judged, after: Judged, hadBefore: (rule: string) => boolean): readonly JudgedChange[] {
  const [was, is] = [worstByRule(before.findings), worstByRule(after.findings)];
  const notJudged = new Map(after.unknown.map((one) => [one.rule, one]));
  const wasNotJudged = new Set(before.unknown.map(({ rule }) => rule));
  const changes: JudgedChange[] = [];
  for (const [rule, { title, severity }] of is) {
    const earlier = was.get(rule);
    if (earlier === undefined) changes.push({ kind: hadBefore(rule) ? 'finding-reopened' : 'finding-opened', rule, title, severity });
    else if (earlier.severity !== severity) {
      const isWorse = atLeast(severity, earlier.severity);
      changes.push({
        kind: isWorse ? 'finding-worsened' : 'finding-eased',
        ...{ rule, title, before: earlier.severity },
        severity: isWorse ? severity : 'info',
      });
    }
  }
  for (const [rule, { title, severity }] of was) {
    if (!is.has(rule) && !notJudged.has(rule)) changes.push({ kind: 'finding-closed', rule, title, before: severity, severity: 'info' });
  }
  for (const { rule, because } of notJudged.values()) {
    if (wasNotJudged.has(rule) || is.has(rule)) continue;
    const earlier = was.get(rule)?.severity ?? null;
    // A problem that is no longer seen is not gone: until it is judged again it counts as it did.
    changes.push({ kind: 'no-longer-judged', rule, because, before: earlier, severity: earlier ?? 'low' });
  }
  return changes;
}

function worstByRule(findings: readonly PastFinding[]): ReadonlyMap<string, PastFinding> {
  const worst = new Map<string, PastFinding>();
  for (const finding of findings) {
    const known = worst.get(finding.rule);
    if (known === undefined || !atLeast(known.severity, finding.severity)) worst.set(finding.rule, finding);
  }
  return worst;
}
