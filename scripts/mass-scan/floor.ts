// What no scanner in Node can do without, over targets from standard input: `socket` connects, sends a hello, reads and goes; `handshake` takes it through the
// handshake machine to where client authentication is told (with a request: to the end), and judges and reports nothing.
import net from 'node:net';
import { createInterface } from 'node:readline';
import { sharedKeys } from '../../src/tls/crypto/ephemeral-keys.ts';
import { ClientMachine } from '../../src/tls/handshake/client-machine.ts';
import type { ClientOptions } from '../../src/tls/handshake/client-options.ts';

const [what, concurrency] = process.argv.slice(2);
const targets: string[] = [];
for await (const line of createInterface({ input: process.stdin })) targets.push(line);

const options: ClientOptions = { versions: ['TLSv1.3', 'TLSv1.2'], stopAfter: 'no-certificate-request', ephemeralKeys: sharedKeys() };
const hello = Buffer.concat(new ClientMachine(options).start().send);
let next = 0;
for (let lane = 0; lane < Number(concurrency); lane++) begin();

function begin(): void {
  const target = targets[next++];
  if (target === undefined) return;
  const colon = target.lastIndexOf(':');
  const socket = net.connect({ host: target.slice(0, colon), port: Number(target.slice(colon + 1)), noDelay: true });
  const done = () => socket.destroy();
  socket.on('error', () => {});
  socket.once('close', begin);
  if (what === 'socket') {
    socket.once('connect', () => socket.write(hello));
    socket.once('data', done);
    return;
  }
  const machine = new ClientMachine(options);
  socket.once('connect', () => socket.write(Buffer.concat(machine.start().send)));
  socket.on('data', (bytes: Uint8Array) => {
    const { send, events } = machine.receive(bytes);
    if (send.length > 0) socket.write(Buffer.concat(send));
    if (events.some(({ kind }) => kind !== 'connected')) done();
  });
}
