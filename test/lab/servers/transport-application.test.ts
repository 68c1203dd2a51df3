import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { type Listener, startListener } from '../../../src/lab/servers/listener.ts';
import {
  elasticsearch7Node,
  elasticsearch8Node,
  type TransportNode,
  transportApplication,
} from '../../../src/lab/servers/transport-application.ts';

const hex = (text: string): Buffer => Buffer.from(text.replaceAll(' ', ''), 'hex');

/** Requests and answers were taken from nodes of 7.17.29 and 8.19.21, save the claims. */
const request = (claim: string): Buffer =>
  hex(`455300000031 0000000000000001 08 006d6833 0000001a 00000016 696e7465726e616c3a7463702f68616e647368616b65 0004 ${claim}`);
const highest = 'fface204';
const releaseRequest = hex(
  '455300000036 0000000000000001 08 00864700 00000019 000016 696e7465726e616c3a7463702f68616e647368616b65 000a fface204 05392e302e30',
);

describe('the transport servers of the lab', () => {
  let listener: Listener | undefined;
  afterEach(() => listener?.close());

  /** All that comes back for some writes, a turn apart, until the server is silent or ends; `FIN` at the end where it ended. */
  const converse = async (node: TransportNode, ...writes: readonly (Uint8Array | string)[]): Promise<string> => {
    listener = await startListener({ host: '127.0.0.1', port: 0, tls: null, application: transportApplication(node) });
    const client = connect({ port: listener.port, host: '127.0.0.1', noDelay: true });
    const heard: Buffer[] = [];
    client.on('data', (bytes: Buffer) => heard.push(bytes));
    const ended = once(client, 'end').then(() => 'FIN');
    for (const bytes of writes) {
      client.write(bytes);
      await new Promise((done) => setTimeout(done, 10));
    }
    const silent = new Promise<string>((done) => setTimeout(() => done(''), 60));
    const end = await Promise.race([ended, silent]);
    client.destroy();
    return Buffer.concat(heard).toString('hex') + end;
  };

  it('answer the handshake with their version', async () => {
    assert.equal(await converse(elasticsearch8Node, request(highest)), '455300000017000000000000000109006d683300000002000088cf9b04');
  });

  it('answer the handshake with their version, 7.17', async () => {
    assert.equal(await converse(elasticsearch7Node, request(highest)), '455300000017000000000000000109006d683300000002000087e7b503');
  });

  it('answer with the claim where that is lower, as 8.19 does', async () => {
    const answer = await converse(elasticsearch8Node, request('82d0b503'));
    assert.ok(answer.endsWith('82d0b503'), answer);
  });

  it('tell the release in the header format for it, which 7.17 does not read', async () => {
    assert.equal(
      await converse(elasticsearch8Node, releaseRequest),
      '45530000001f0000000000000001090086470000000002000088cf9b0407382e31392e3231',
    );
    await listener?.close();
    assert.equal(await converse(elasticsearch7Node, releaseRequest), 'FIN');
  });

  it('echo pings and answer the request id they were asked with, in whatever pieces it comes', async () => {
    const asked = request(highest);
    asked.writeBigInt64BE(77n, 6);
    const answer = await converse(elasticsearch8Node, hex('4553'), hex('ffffffff4553ffffffff'), asked.subarray(0, 20), asked.subarray(20));
    assert.equal(answer, `4553ffffffff4553ffffffff455300000017000000000000004d09006d683300000002000088cf9b04`);
  });

  it('tell HTTP where it is, and end', async () => {
    assert.equal(
      await converse(elasticsearch8Node, 'GET / HTTP/1.1\r\n\r\n'),
      `${Buffer.from('This is not an HTTP port').toString('hex')}FIN`,
    );
  });

  for (const [what, bytes] of [
    ['an SSH banner', 'SSH-2.0-OpenSSH_9.6\r\n'],
    ['a ClientHello', hex('16030100050100000103')],
    ['a length of 0', hex('455300000000')],
    ['another request', hex('45530000001f 0000000000000001 00 006d6833 0000000d 00000009 636c75737465723a78 00')],
  ] as const) {
    it(`end without a word at ${what}`, async () => {
      assert.equal(await converse(elasticsearch8Node, bytes), 'FIN');
    });
  }

  it('wait for more than five bytes', async () => {
    assert.equal(await converse(elasticsearch8Node, 'SSH-2'), '');
  });
});
