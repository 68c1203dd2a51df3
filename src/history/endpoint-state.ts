import { createHash, X509Certificate } from 'node:crypto';
import type { Observation } from '../model/observation.ts';
import type { ClusterState, EndpointState, PastCertificate, PastFinding, PastUnknown } from '../model/past-run.ts';
import { protocolVersions } from '../model/protocol-version.ts';
import type { EndpointReport, Report } from '../model/report.ts';

/** An endpoint without what differs from run to run though nothing changed. @param observation what was seen there; null where nobody kept it */
export function endpointState(endpoint: EndpointReport, observation: Observation | null): EndpointState {
  const { channel, reachability, answer, service, tls, clientAuth, chain, trust, findings, unknown, incomplete } = endpoint;
  const { security, product, version, clusterName, nodeName } = service;
  const [leaf] = chain;
  return {
    channel,
    reachability,
    answer,
    service: { security, product, version, clusterName, nodeName },
    versions: tls?.versions ?? {},
    cipherSuites: suitesOf(observation),
    clientAuth: clientAuth?.mode ?? null,
    certificate: leaf === undefined ? null : pastCertificate(leaf, observation),
    trust,
    findings: findings.map(pastFinding),
    unknown: unknown.map(pastUnknown),
    incomplete,
  };
}

/** What a report has of several endpoints, or of the cluster. */
export function clusterState({ findings = [], unknown = [], policy }: Report): ClusterState {
  return {
    findings: findings.map((one) => ({ ...pastFinding(one), subjects: one.subjects })),
    unknown: unknown.map(pastUnknown),
    policy: policy === undefined ? null : { name: policy.name, verdict: policy.verdict },
  };
}

function pastFinding({ rule, severity, title }: PastFinding): PastFinding {
  return { rule, severity, title };
}

function pastUnknown({ rule, code, because }: PastUnknown): PastUnknown {
  return { rule, code, because };
}

function suitesOf(observation: Observation | null): EndpointState['cipherSuites'] {
  const suites = observation?.details?.cipherSuites ?? {};
  return Object.fromEntries(
    protocolVersions.flatMap((version) => {
      const told = suites[version];
      if (told === undefined) return [];
      // Where the client's order decides, they come in another order each time.
      const accepted = told.serverOrder === true ? told.accepted : told.accepted.toSorted();
      return [[version, { accepted, whole: told.gap === null }]];
    }),
  );
}

function pastCertificate(leaf: EndpointReport['chain'][number], observation: Observation | null): PastCertificate {
  const { sha256, subject, issuer, serialNumber, notBefore, notAfter, subjectAltNames, authorityKeyId } = leaf;
  const shown = (observation?.conversations ?? []).flatMap(({ chain }) => chain.slice(0, 1));
  const der = shown.find((one) => createHash('sha256').update(one).digest('hex') === sha256);
  return {
    ...{ sha256, subject, issuer, serialNumber, notBefore, notAfter, subjectAltNames },
    keySha256: der === undefined ? null : keyHash(der),
    authorityKeyId,
  };
}

/** Null for a key that Node cannot read. */
function keyHash(der: Uint8Array): string | null {
  try {
    const spki = new X509Certificate(der).publicKey.export({ type: 'spki', format: 'der' });
    return createHash('sha256').update(spki).digest('hex');
  } catch {
    return null;
  }
}
