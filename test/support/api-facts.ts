import type { ApiAnswer, ApiFacts, ListedCertificate, ListedNode, NodeAnswers } from '../../src/model/api-facts.ts';
import type { Certificate } from '../../src/model/certificate.ts';
import { authority, certificate, noon } from './evidence.ts';

export function reported<T>(value: T): ApiAnswer<T> {
  return { kind: 'told', value };
}

/** What a caller without the privilege is told. */
export const forbidden = { kind: 'refused', because: { code: 'privilege-lacking', of: 'user' } } as const;
export const absent = { kind: 'absent', because: { code: 'no-such-question', status: 410 } } as const;

/** A certificate as `_ssl/certificates` lists it, with its private key. */
export function listed(of: Certificate, given: Partial<ListedCertificate> = {}): ListedCertificate {
  return {
    path: 'certs/node.crt',
    format: 'PEM',
    alias: null,
    subject: of.subject,
    serialNumber: of.serialNumber,
    hasPrivateKey: true,
    expiry: of.notAfter,
    issuer: of.issuer,
    ...given,
  };
}

/** The node of `evidence()`. */
export const listedNode: ListedNode = {
  id: 'es01-id',
  name: 'es01',
  version: '8.19.21',
  http: { published: { name: null, address: '10.0.0.11', port: 9200 }, bound: [] },
  transport: { published: { name: null, address: '10.0.0.11', port: 9300 }, bound: [] },
};

/** What a healthy node answers to a caller that may monitor: its certificate and its CA lie in its files, and there are no remote clusters. */
export function nodeAnswers(given: Partial<NodeAnswers> = {}): NodeAnswers {
  return {
    url: 'https://es01:9200',
    askedAt: noon,
    cluster: reported({ clusterName: 'acme', clusterUuid: 'uuid', nodeName: 'es01', version: '8.19.21' }),
    self: reported(listedNode),
    nodes: reported([listedNode]),
    certificates: reported([listed(certificate()), listed(authority(), { path: 'certs/ca.crt', hasPrivateKey: false })]),
    members: reported([{ name: 'es01', address: '10.0.0.11', port: 9300 }]),
    remotes: reported([]),
    clocks: reported({ 'es01-id': { aheadMs: 3, boundMs: 5 } }),
    ...given,
  };
}

/** Of a healthy node, one of three. */
export function apiFacts(given: Partial<ApiFacts> = {}): ApiFacts {
  return {
    own: nodeAnswers(),
    direct: true,
    node: listedNode,
    member: reported({ name: 'es01', others: 2 }),
    clock: { aheadMs: 3, boundMs: 5 },
    remoteConnections: [],
    ...given,
  };
}
