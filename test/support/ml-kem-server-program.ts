import { generateKeyPairSync } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import tls from 'node:tls';
import { issue, makeCa } from '../../src/lab/pki.ts';

/**
 * A TLS server in a Node of its own, for what the OpenSSL of this one does not have: options of node:tls as JSON in the first argument, the port on standard output.
 * `mlDsa` asks for a certificate whose key is of that kind. It ends with standard input.
 */
const { mlDsa, ...options } = JSON.parse(process.argv[2] ?? '{}') as tls.TlsOptions & { readonly mlDsa?: 'ml-dsa-65' };
const identity =
  // The types are those of a Node before ML-DSA.
  mlDsa === undefined ? null : issue(makeCa(), { subject: 'enumerated', key: generateKeyPairSync(mlDsa as 'ed25519') });
const server = tls.createServer(
  { ...options, ...(identity === null ? {} : { key: identity.privateKeyPem, cert: identity.chainPem }) },
  (socket) => {
    socket.on('error', () => {}).on('data', () => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n'));
  },
);
server.on('tlsClientError', () => {});
server.listen(0, '127.0.0.1', () => process.stdout.write(`${(server.address() as AddressInfo).port}\n`));
process.stdin.on('end', () => process.exit()).resume();
