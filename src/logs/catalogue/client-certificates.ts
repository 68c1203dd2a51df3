import type { LogLine } from './log-line.ts';

const without = { from: 'glance', by: 'a client without a certificate' } as const;
const causes = [
  'trust-unknown-issuer',
  'trust-missing-intermediate',
  'http-client-cert-required-by-surprise',
  'remote-port-model-mismatch',
] as const;

/** A client that shows no certificate where one is demanded. */
export const clientCertificates: readonly LogLine[] = [
  {
    texts: [
      ['Empty client certificate chain', 'javax.net.ssl.SSLHandshakeException: Empty client certificate chain'],
      ['null cert chain', 'javax.net.ssl.SSLHandshakeException: null cert chain'],
    ],
    writtenBy: ['jsse'],
    role: 'server',
    refusedBy: 'this-node',
    rule: 'client-cert-not-sent',
    related: [...causes, 'self-signed-per-node'],
    reasons: ['empty-chain'],
    leftBy: without,
  },
  {
    texts: [['Empty server certificate chain', 'javax.net.ssl.SSLHandshakeException: Empty server certificate chain']],
    writtenBy: ['jsse'],
    role: 'client',
    refusedBy: 'this-node',
    rule: 'chain-refused',
    reasons: ['empty-chain'],
  },
  {
    texts: [
      ['did not provide a certificate', 'failed to establish trust with client at [10.0.0.9]; the client did not provide a certificate'],
    ],
    writtenBy: ['elasticsearch'],
    role: 'server',
    refusedBy: 'this-node',
    rule: 'client-cert-not-sent',
    related: causes,
    reasons: ['empty-chain'],
  },
  {
    // Kibana or a Node is asked for one that a browser lacks.
    texts: [
      ['peer did not return a certificate', 'error:0A0000C7:SSL routines::peer did not return a certificate'],
      ['ERR_SSL_PEER_DID_NOT_RETURN_A_CERTIFICATE', "code: 'ERR_SSL_PEER_DID_NOT_RETURN_A_CERTIFICATE'"],
    ],
    writtenBy: ['openssl', 'node', 'go'],
    role: 'server',
    refusedBy: 'this-node',
    rule: 'client-cert-not-sent',
    related: causes,
    reasons: ['empty-chain'],
  },
];
