import { once } from 'node:events';
import net from 'node:net';
import tls from 'node:tls';
import type { Identity } from '../../src/lab/pki.ts';

/** A TLS server at every address of loopback, which takes its time. */
export class LoopbackEndpoints {
  port = 0;
  /** By address, when it was connected to first, and how often. */
  readonly met = new Map<string, { readonly at: number; count: number }>();
  readonly #server: net.Server;

  constructor(identity: Pick<Identity, 'privateKeyPem' | 'chainPem'>, delayMs: number) {
    const secure = tls.createServer({ key: identity.privateKeyPem, cert: identity.chainPem }, (socket) => {
      socket.on('error', () => {}).on('data', () => socket.end());
    });
    secure.on('tlsClientError', () => {});
    this.#server = net.createServer((socket) => {
      const address = socket.localAddress ?? '';
      const known = this.met.get(address);
      if (known === undefined) this.met.set(address, { at: Date.now(), count: 1 });
      else known.count += 1;
      socket.on('error', () => {});
      setTimeout(() => secure.emit('connection', socket), delayMs);
    });
  }

  async open(): Promise<void> {
    this.#server.listen(0, '0.0.0.0');
    await once(this.#server, 'listening');
    this.port = (this.#server.address() as net.AddressInfo).port;
  }

  close(): void {
    this.#server.close();
  }

  targets(networks: number, each: number): readonly string[] {
    return Array.from(
      { length: networks * each },
      (_, at) => `https://127.0.${10 + Math.floor(at / each)}.${(at % each) + 1}:${this.port}`,
    );
  }
}
