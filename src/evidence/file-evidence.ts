import { guessDeployment } from '../elastic/deployments.ts';
import type { Certificate, UnreadableCertificate } from '../model/certificate.ts';
import type { CertificateEvidence } from '../model/evidence.ts';
import { allNamesOf, chainEvidence, type PresentedChain } from './certificate-evidence.ts';

/** What a file tells of itself: the instant that dates are judged at, when a certificate is due, and how the stack that it is of is likely run. */
export type FileEvidence = Pick<CertificateEvidence, 'at' | 'deployment' | 'expiresInMs' | 'ofRouteServer'>;

/** Goes by the names in all certificates of the file, and by where it lies. */
export function aboutFile(file: string, certificates: readonly Certificate[], at: Date, expiresInMs: number | null): FileEvidence {
  const ofRouteServer = /(?:^|[/\\])services[/\\]route-server[/\\]managed[/\\]cert\.pem$/.test(file);
  return {
    at,
    expiresInMs,
    ...(ofRouteServer
      ? { ofRouteServer, deployment: { type: 'ece', guessed: true } }
      : { deployment: guessDeployment({ host: '', names: certificates.flatMap(allNamesOf) }) }),
  };
}

/** What can be said of a CA in a file, which issues, and is shown by nobody as its own. */
export function authorityInFile(certificate: Certificate, file: FileEvidence): CertificateEvidence {
  return { ...atRest([], file), authorities: [{ certificate, from: 'file', child: null }] };
}

/**
 * What can be said of any other certificate in a file that does not tell who shows it, nor where.
 *
 * @param above those that come with it, nearest first; empty: it is judged by itself
 */
export function certificateInFile(certificate: Certificate, above: readonly Certificate[], file: FileEvidence): CertificateEvidence {
  return atRest([certificate, ...above], file);
}

/** What can be said of a certificate in a file that cannot be read. */
export function unreadableInFile(unreadable: UnreadableCertificate, file: FileEvidence): CertificateEvidence {
  return { ...atRest([], file), unreadable: [unreadable], absent: null };
}

function atRest(certificates: readonly Certificate[], { at, deployment, expiresInMs, ofRouteServer }: FileEvidence): CertificateEvidence {
  const chain = certificates.map(({ der }) => der);
  const presented: PresentedChain = {
    channel: 'unknown',
    use: 'at-rest',
    foundAt: 'file',
    vantage: null,
    address: null,
    chain,
    chains: [chain],
    absent: { kind: 'not-applicable' },
    acceptableIssuers: null,
    asksClients: 'unknown',
    keyMatches: null,
    host: '',
    serverName: null,
  };
  return {
    ...chainEvidence(presented, { anchors: [], at }),
    deployment,
    expiresInMs,
    ...(ofRouteServer === true ? { ofRouteServer } : {}),
    trust: noTrust,
    peers: null,
    publicTrust: noTrust,
  };
}

const noTrust = { kind: 'not-checked', because: { code: 'no-trust-given' } } as const;
