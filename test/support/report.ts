import type { Finding } from '../../src/model/finding.ts';
import type { CertificateReport, EndpointReport, Report } from '../../src/model/report.ts';

/** A certificate of a report, well kept but for what the test changes. */
export function certificateReport(change: Partial<CertificateReport> = {}): CertificateReport {
  return {
    subject: 'CN=es01',
    issuer: 'CN=Acme CA',
    serialNumber: '0a',
    notBefore: '2026-01-01T00:00:00.000Z',
    notAfter: '2028-01-01T00:00:00.000Z',
    daysLeft: 400,
    subjectAltNames: ['DNS:es01'],
    sha256: 'ab'.repeat(32),
    sha1: 'cd'.repeat(20),
    publicKey: { algorithm: 'EC', bits: 256, curve: 'P-256' },
    signatureAlgorithm: 'ecdsa-with-SHA256',
    isCa: false,
    keyUsage: null,
    extendedKeyUsage: null,
    subjectKeyId: null,
    authorityKeyId: null,
    ...change,
  };
}

export function finding(change: Partial<Finding> = {}): Finding {
  return {
    rule: 'leaf-expired',
    severity: 'critical',
    title: 'Expired certificate',
    detail: 'It ended on 2026-01-01.',
    evidence: { notAfter: '2026-01-01T00:00:00.000Z' },
    remedy: 'Issue a new one.',
    fix: {
      steps: [{ where: { machine: 'every-node', name: null, file: null }, kind: 'advice', text: change.remedy ?? 'Issue a new one.' }],
    },
    source: 'RFC 5280 §6.1.3',
    ...change,
  };
}

/** A healthy transport endpoint, but for what the test changes. */
export function endpointReport(change: Partial<EndpointReport> = {}): EndpointReport {
  return {
    target: 'es01:9300',
    host: 'es01',
    address: '10.0.0.11',
    port: 9300,
    channel: 'transport',
    channelFrom: 'answer',
    reachability: 'open',
    answer: 'tls',
    status: 'Elasticsearch 8.19 transport over TLSv1.3.',
    deployment: { type: 'self', guessed: true },
    service: { security: 'tls', product: 'elasticsearch', version: '8.19', clusterName: null, nodeName: null, speaks: 'transport' },
    tls: {
      version: 'TLSv1.3',
      cipherSuite: 'TLS_AES_256_GCM_SHA384',
      group: 'x25519',
      signatureScheme: 'ecdsa_secp256r1_sha256',
      alpn: null,
      versions: { 'TLSv1.3': 'accepted', 'TLSv1.2': 'accepted' },
    },
    clientAuth: {
      mode: 'required',
      byVersion: { 'TLSv1.3': 'required', 'TLSv1.2': 'required' },
      acceptableIssuers: ['CN=Acme CA'],
      evidence: 'alert 42 bad_certificate after an empty Certificate',
    },
    chain: [certificateReport()],
    verdicts: 'not-checked',
    trust: 'not-checked',
    trustDifference: null,
    trustRemark: null,
    trustPath: [],
    hostname: { verdict: 'match', name: 'es01', detail: 'DNS:es01' },
    findings: [],
    unknown: [],
    incomplete: [],
    localAddress: '10.0.0.9',
    startedAt: '2026-11-23T10:00:00.000Z',
    listedAt: null,
    cost: { connections: 2, bytesSent: 800, bytesReceived: 5120, durationMs: 31.2 },
    ...change,
  };
}

export function report(endpoints: readonly EndpointReport[], change: Partial<Report> = {}): Report {
  const of = (severity: Finding['severity']) =>
    endpoints.flatMap(({ findings }) => findings).filter((each) => each.severity === severity).length;
  return {
    schema: 'handclasp.report/1',
    tool: { name: 'handclasp', version: '0.1.0' },
    startedAt: '2026-11-23T18:00:00.000Z',
    finishedAt: '2026-11-23T18:00:01.500Z',
    partial: false,
    endpoints,
    summary: {
      critical: of('critical'),
      high: of('high'),
      medium: of('medium'),
      low: of('low'),
      info: of('info'),
      endpoints: endpoints.length,
      unreachable: endpoints.filter(({ reachability }) => reachability !== 'open').length,
      incomplete: endpoints.filter(({ incomplete }) => incomplete.length > 0).length,
    },
    ...change,
  };
}
