import type { EndpointReport } from '../model/report.ts';
import type { Severity } from '../model/severity.ts';
import type { Waiver } from '../model/waiver.ts';
import type { Metric, Sample } from './metric.ts';
import { mostCertificates } from './run-metrics.ts';

/** What is read of an endpoint, of a report or of a line of a streamed scan. */
export type MeasurableEndpoint = Omit<EndpointReport, 'findings'> & {
  readonly findings: readonly { readonly severity: Severity; readonly waived?: Waiver }[];
};

/** An endpoint in numbers and words. Texts are shared between endpoints: a fleet has a hundred thousand of them. */
export type MeasuredEndpoint = {
  readonly isOpen: boolean;
  /** Whole ones. */
  readonly milliseconds: number;
  /** 4 or 6; null where there is no address. */
  readonly ipProtocol: 4 | 6 | null;
  /** Unix time of the first end in the chain that was sent; null where no certificate was seen. */
  readonly earliestEnd: number | null;
  /** SHA-256 of its own certificate. */
  readonly leaf: string | null;
  readonly version: string | null;
  readonly cipher: string | null;
  /** Versions that it accepts, with blanks between. */
  readonly accepted: string;
  readonly clientAuth: string | null;
  /** Null where nobody checked. */
  readonly isTrusted: boolean | null;
  readonly isNameRight: boolean | null;
  /** Findings that nobody waived: critical, high, medium. */
  readonly found: readonly [number, number, number];
};

/** Those that are told of an endpoint. */
const told = ['critical', 'high', 'medium'] as const satisfies readonly Severity[];

export function measureEndpoint(endpoint: MeasurableEndpoint): MeasuredEndpoint {
  const { reachability, address, cost, chain, tls, clientAuth, trust, hostname, findings } = endpoint;
  const ends = chain.map(({ notAfter }) => Date.parse(notAfter) / 1000).filter((end) => !Number.isNaN(end));
  const count = (severity: Severity) => findings.filter((finding) => finding.severity === severity && finding.waived === undefined).length;
  const accepted = Object.entries(tls?.versions ?? {}).flatMap(([version, answer]) =>
    answer === 'accepted' ? [versionName(version)] : [],
  );
  return {
    isOpen: reachability === 'open',
    milliseconds: Math.round(cost.durationMs),
    ipProtocol: address === null ? null : address.includes(':') ? 6 : 4,
    earliestEnd: ends.length === 0 ? null : Math.min(...ends),
    leaf: chain[0]?.sha256 ?? null,
    version: tls === null ? null : versionName(tls.version),
    cipher: tls?.cipherSuite ?? null,
    accepted: accepted.join(','),
    clientAuth: clientAuth?.mode ?? null,
    isTrusted: trust === 'not-checked' ? null : trust === 'trusted',
    isNameRight: hostname.verdict === 'not-checked' ? null : hostname.verdict === 'match',
    found: [count('critical'), count('high'), count('medium')],
  };
}

/** As Go has it, and so blackbox_exporter: `TLS 1.3`. */
function versionName(version: string): string {
  return version.replace(/^(SSL|TLS)v/, '$1 ');
}

/** A name of an endpoint's samples, which have the labels of the endpoint besides. */
export type EndpointMetric = Metric & { readonly of: (endpoint: MeasuredEndpoint) => readonly Sample[] };

/** What blackbox_exporter has a name for bears that name, so that dashboards and alerts go on working; the others begin with `handclasp_`. */
export const endpointMetrics: readonly EndpointMetric[] = [
  {
    name: 'probe_success',
    help: '1 where a TCP connection came about.',
    of: ({ isOpen }) => [[{}, isOpen ? 1 : 0]],
  },
  {
    name: 'probe_duration_seconds',
    help: 'How long the endpoint was asked.',
    of: ({ milliseconds }) => [[{}, milliseconds / 1000]],
  },
  {
    name: 'probe_ip_protocol',
    help: 'Whether the address is one of IPv4 or IPv6.',
    of: ({ ipProtocol }) => (ipProtocol === null ? [] : [[{}, ipProtocol]]),
  },
  {
    name: 'probe_ssl_earliest_cert_expiry',
    help: 'When the first certificate of the chain ends, in Unix time.',
    of: ({ earliestEnd }) => (earliestEnd === null ? [] : [[{}, earliestEnd]]),
  },
  {
    name: 'probe_ssl_last_chain_expiry_timestamp_seconds',
    help: 'When the chain ends by which the endpoint is trusted, in Unix time; absent where it is not trusted, or nobody checked.',
    of: ({ earliestEnd, isTrusted }) => (earliestEnd === null || isTrusted !== true ? [] : [[{}, earliestEnd]]),
  },
  {
    name: 'probe_tls_version_info',
    help: 'The newest version of TLS that was negotiated.',
    of: ({ version }) => (version === null ? [] : [[{ version }, 1]]),
  },
  {
    name: 'probe_tls_cipher_info',
    help: 'The cipher suite that was negotiated in that version.',
    of: ({ cipher }) => (cipher === null ? [] : [[{ cipher }, 1]]),
  },
  {
    name: 'handclasp_protocol_accepted',
    help: '1 for each version of TLS that the endpoint accepts.',
    of: ({ accepted }) => (accepted === '' ? [] : accepted.split(',').map((version): Sample => [{ version }, 1])),
  },
  {
    name: 'handclasp_client_auth_info',
    help: 'Whether the endpoint asks for a client certificate: none, optional, required or unknown.',
    of: ({ clientAuth }) => (clientAuth === null ? [] : [[{ mode: clientAuth }, 1]]),
  },
  {
    name: 'handclasp_trusted',
    help: '1 where all that connect there trust the chain; absent where it was not checked.',
    of: ({ isTrusted }) => (isTrusted === null ? [] : [[{}, isTrusted ? 1 : 0]]),
  },
  {
    name: 'handclasp_name_matches',
    help: '1 where the certificate is for the name that was connected to; absent where it was not checked.',
    of: ({ isNameRight }) => (isNameRight === null ? [] : [[{}, isNameRight ? 1 : 0]]),
  },
  {
    name: 'handclasp_endpoint_findings',
    help: 'Findings of an endpoint by severity.',
    of: ({ found }) => found.map((count, index): Sample => [{ severity: told[index] ?? '' }, count]),
  },
];

/** The certificate of an endpoint, in labels: they are the same wherever it is shown. */
export const leafMetric: Metric = {
  name: 'probe_ssl_last_chain_info',
  help: `The certificate of the endpoint; of the ${mostCertificates} certificates that end first.`,
};

/** As blackbox_exporter has them. */
export function leafLabels({
  sha256,
  subject,
  issuer,
  names,
  serialNumber,
}: {
  readonly sha256: string;
  readonly subject: string;
  readonly issuer: string;
  /** `DNS:es01; IP:10.0.0.11` */
  readonly names: string;
  readonly serialNumber: string;
}): Readonly<Record<string, string>> {
  return {
    fingerprint_sha256: sha256,
    subject: withoutBlanks(subject),
    issuer: withoutBlanks(issuer),
    subjectalternative: names
      .split('; ')
      .flatMap((name) => (name.startsWith('DNS:') ? [name.slice(4)] : []))
      .join(','),
    // Go prints whole octets.
    serialnumber: serialNumber.length % 2 === 0 ? serialNumber : `0${serialNumber}`,
  };
}

/** Go parts a name by commas alone. */
function withoutBlanks(name: string): string {
  return name.replace(/(?<!\\), /g, ',');
}
