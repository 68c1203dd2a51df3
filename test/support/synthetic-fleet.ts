import { createHash } from 'node:crypto';
import type { EndpointReport } from '../../src/model/report.ts';
import { certificateReport, endpointReport, finding } from './report.ts';

const authorities = 40;
const day = 86_400_000;

/** Endpoints of a fleet, each with a certificate of its own and one of some CAs above it, and with the findings that fleets have. Nothing is connected to. */
export function* syntheticFleet(endpoints: number): Generator<EndpointReport> {
  const cas = Array.from({ length: authorities }, (_, index) =>
    certificateReport({
      subject: `CN=Transport CA ${index}, O=Example`,
      issuer: `CN=Transport CA ${index}, O=Example`,
      sha256: hashOf(`ca ${index}`),
      isCa: true,
      subjectAltNames: [],
    }),
  );
  for (let index = 0; index < endpoints; index++) {
    const ca = cas[index % authorities] ?? certificateReport();
    const host = `es-${String(index).padStart(6, '0')}.prod.example.org`;
    const sha256 = hashOf(`leaf ${index}`);
    const leaf = certificateReport({
      subject: `CN=${host}, O=Example`,
      issuer: ca.subject,
      serialNumber: hashOf(`serial ${index}`).slice(0, 32),
      sha256,
      subjectAltNames: [`DNS:${host}`, `IP:10.${index >> 16}.${(index >> 8) & 255}.${index & 255}`],
      notAfter: new Date(Date.UTC(2027, 0, 1) + (index % 700) * day).toISOString(),
    });
    yield endpointReport({
      target: `${host}:9300`,
      host,
      address: `10.${index >> 16}.${(index >> 8) & 255}.${index & 255}`,
      chain: [leaf, ca],
      findings: [
        finding({
          rule: 'leaf-expiring',
          severity: 'medium',
          title: 'Certificate expires soon',
          detail: `The certificate ${leaf.subject} ends soon.`,
          evidence: { sha256, subject: leaf.subject },
        }),
        finding({
          rule: 'trust-unknown-issuer',
          title: 'Issuer is not trusted',
          detail: `${leaf.issuer} is not trusted.`,
          evidence: { issuer: leaf.issuer },
        }),
        finding({
          rule: 'weak-cipher-accepted',
          severity: 'low',
          title: 'Weak cipher suite is accepted',
          detail: 'The server accepts TLS_RSA_WITH_AES_128_CBC_SHA.',
          evidence: {},
        }),
        ...(index % 3 === 0
          ? [
              finding({
                rule: 'weak-key',
                severity: 'high',
                title: 'Key is too short',
                detail: `The key of ${leaf.subject} has 1024 bits.`,
                evidence: { sha256 },
              }),
            ]
          : []),
        ...(index % 5 === 0
          ? [
              finding({
                rule: 'transport-client-auth-optional',
                title: 'Transport accepts clients without a certificate',
                detail: 'We connected without one.',
                evidence: {},
              }),
            ]
          : []),
      ],
    });
  }
}

/** The same as lines of a streamed scan, some together. */
export function* syntheticLines(endpoints: number, together = 32): Generator<Uint8Array> {
  let lines: string[] = [];
  for (const endpoint of syntheticFleet(endpoints)) {
    const findings = endpoint.findings.map(({ fix: _, ...told }) => told);
    lines.push(`${JSON.stringify({ schema: 'handclasp.endpoint/1', part: { nth: 1, of: 1 }, ...endpoint, findings })}\n`);
    if (lines.length < together) continue;
    yield Buffer.from(lines.join(''));
    lines = [];
  }
  if (lines.length > 0) yield Buffer.from(lines.join(''));
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
