import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { checkServerIdentity, connect, createSecureContext, type SecureContext, TLSSocket } from 'node:tls';
import { keysOf, makeCa, name } from '../support/certificate-maker.ts';
import type { Judge, Judgement } from './jsse-judge.ts';

/** In PEM. */
export const pemOf = (bytes: Uint8Array): string => {
  const lines =
    Buffer.from(bytes)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
};
/** The side that presents a chain must not mind what it presents. */
const lax = 'DEFAULT@SECLEVEL=0';

/** What tls.Server itself asks; a bare TLSSocket leaves it to its owner, and `authorizationError` has the code without the words. Empty: no error. */
function verifyError(socket: TLSSocket): string {
  const error = (
    socket as unknown as { readonly ssl: { verifyError: () => (Error & { readonly code?: string }) | null } }
  ).ssl.verifyError();
  return error === null ? '' : `${error.code} ${error.message}`;
}

/** node:tls on loopback: `tls.connect` judges what a server presents, a server with `requestCert` what a client does. */
export async function startNodeJudge(): Promise<Judge> {
  let accept: (socket: Socket) => void = (socket) => socket.destroy();
  const server = createServer((socket) => accept(socket)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const own = keysOf('P-256', 'own server');
  const ownContext = { key: own.privateKey.export({ type: 'pkcs8', format: 'pem' }), cert: pemOf(makeCa(name('own server'), own)) };
  return {
    ask: async (question) => {
      const presented = {
        key: question.keys.privateKey.export({ type: 'pkcs8', format: 'pem' }),
        cert: question.chain.map(pemOf).join(''),
        ciphers: lax,
      };
      let context: SecureContext;
      try {
        context = createSecureContext(presented);
      } catch (error) {
        return { trusted: false, words: `cannot be presented: ${String(error)}` };
      }
      const ca = question.anchors.map(pemOf);
      return new Promise<Judgement>((resolve) => {
        const sockets: { destroy: () => void }[] = [];
        const tell = (trusted: boolean, words: string): void => {
          for (const socket of sockets) socket.destroy();
          resolve({ trusted, words });
        };
        if (question.purpose === 'server') {
          accept = (socket) => {
            const serving = new TLSSocket(socket, { isServer: true, secureContext: context });
            serving.on('error', () => {});
            sockets.push(serving, socket);
          };
          const client = connect({
            port,
            host: '127.0.0.1',
            ca,
            rejectUnauthorized: false,
            checkServerIdentity: (_host, certificate) =>
              question.name === null ? undefined : checkServerIdentity(question.name, certificate),
          });
          sockets.push(client);
          client.on('secureConnect', () =>
            tell(client.authorized, client.authorized ? 'trusted' : `${String(client.authorizationError)} ${verifyError(client)}`),
          );
          client.on('error', (error) => tell(false, String(error)));
        } else {
          accept = (socket) => {
            let secure: SecureContext;
            try {
              secure = createSecureContext({ ...ownContext, ca });
            } catch (error) {
              return tell(false, String(error));
            }
            const serving = new TLSSocket(socket, { isServer: true, secureContext: secure, requestCert: true, rejectUnauthorized: false });
            sockets.push(serving, socket);
            serving.on('error', (error) => tell(false, String(error)));
            serving.on('secure', () => {
              const error = verifyError(serving);
              tell(error === '', error === '' ? 'trusted' : error);
            });
          };
          const client = connect({ port, host: '127.0.0.1', secureContext: context, rejectUnauthorized: false });
          client.on('error', () => {});
          sockets.push(client);
        }
      });
    },
    close: async () => {
      server.close();
      await once(server, 'close');
    },
  };
}
