import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readTransportFrames, type TransportFrame, transportHandshakeRequest } from '../../src/elastic/transport-frame.ts';
import { readTransportNames } from '../../src/elastic/transport-names.ts';

const hex = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text.replaceAll(/\s/g, ''), 'hex'));

const answer = (body: Uint8Array, error = false): TransportFrame => ({
  kind: 'message',
  requestId: 2,
  status: { response: true, error, compressed: false, handshake: false },
  version: 8841096,
  variableHeader: new Uint8Array([0, 0]),
  body,
});

// Bodies of answers as nodes without security gave them.
const elasticsearch8 =
  'c781f403283466653434633235356333643064613036373739623932316531333263646335353565643961666608706c61696e382d31164834493652493650516969776e6a47314c71766139411638444d32613171625477796c5f3065547670373956410b3132372e302e3136312e310b3132372e302e3136312e31047f00a1010b3132372e302e3136312e3100002454010f787061636b2e696e7374616c6c656404747275650b046461746101640109646174615f636f6c640163010c646174615f636f6e74656e740173010b646174615f66726f7a656e01660108646174615f686f7401680109646174615f7761726d01770106696e67657374016900066d6173746572016d00026d6c016c001572656d6f74655f636c75737465725f636c69656e74017200097472616e73666f726d017400c781f403a3a0ab03a3a0ab03a887890408706c61696e382d311068616e64636c6173702d706c61696e38';
const elasticsearch7 =
  '87e7b503283538306166663161303036346365346339333239336161616236666363353565323263313064316308706c61696e372d3116744a6172426a5531516447334b49655133376768737716674444744135684b524836393953777547534d564e410b3132372e302e3136322e310b3132372e302e3136322e31047f00a2010b3132372e302e3136322e3100002454010f787061636b2e696e7374616c6c6564047472756509046461746101640109646174615f636f6c640163010c646174615f636f6e74656e740173010b646174615f66726f7a656e01660108646174615f686f7401680109646174615f7761726d01770106696e67657374016900066d6173746572016d001572656d6f74655f636c75737465725f636c69656e7401720087e7b5031068616e64636c6173702d706c61696e37';
const openSearch2 =
  '0109706c61696e6f732d31164642347769444155526a71766131464f78613636516716416d3143415a765452355347337168306a4461494f670b3132372e302e3136332e310b3132372e302e3136332e31047f00a3010b3132372e302e3136332e3100002454011f73686172645f696e646578696e675f70726573737572655f656e61626c65640474727565040f636c75737465725f6d616e61676572016d00046461746101640106696e676573740169001572656d6f74655f636c75737465725f636c69656e74017200a3d985411168616e64636c6173702d706c61696e6f73a3d98541';

describe('what a node says of itself', () => {
  it('is asked for in 55 bytes, or 56 where the format has features', () => {
    const [new8, old7] = [8841096, 7172999].map((headerVersion) => transportHandshakeRequest({ headerVersion, requestId: 2 }));
    assert.equal(
      Buffer.from(new8 ?? []).toString('hex'),
      '45530000003100000000000000020000 86e7880000001f0000'.replaceAll(' ', '') +
        '1c696e7465726e616c3a7472616e73706f72742f68616e647368616b6500',
    );
    assert.deepEqual([new8?.length, old7?.length], [55, 56]);
  });

  it('is asked for as a node asks: with the header of the system user, in the format of that version', () => {
    const header = (headerVersion: number, asNode: string) => {
      const bytes = Buffer.from(transportHandshakeRequest({ headerVersion, requestId: 2, asNode })).toString('latin1');
      const [, value = ''] = /_xpack_security_authentication(?:.)([A-Za-z0-9+/]+={0,2})/s.exec(bytes) ?? [];
      return Buffer.from(value, 'base64').toString('hex');
    };
    const realm = (node: string) => `${Buffer.from(node).toString('hex')}085f5f617474616368085f5f617474616368`;
    // Version, internal, `_system`, node and realm, no domain, nobody looked up, INTERNAL, no metadata.
    assert.equal(header(9458000, 'es03'), `d0a2c10401075f73797374656d04${realm('es03')}00000400`);
    // A realm of 7.17 has no domain.
    assert.equal(header(7172999, 'es03'), `87e7b50301075f73797374656d04${realm('es03')}000400`);
    assert.equal(header(9458000, 'knöten'), `d0a2c10401075f73797374656d04${realm('node')}00000400`);
  });

  it('is asked for with one header before the action', () => {
    const frame = transportHandshakeRequest({ headerVersion: 9458000, requestId: 2, asNode: 'es03' });
    const { frames, problem } = readTransportFrames(frame);
    const [read] = frames;
    assert.equal(problem, null);
    assert.ok(read?.kind === 'message' && read.variableHeader !== null);
    // One header and its value; no header of the answer; the action. Each text behind its length.
    const said = Buffer.from(read.variableHeader).toString('latin1');
    assert.deepEqual([...read.variableHeader.subarray(0, 2)], [1, '_xpack_security_authentication'.length]);
    assert.equal(said.slice(2, 32), '_xpack_security_authentication');
    assert.ok(said.endsWith(`\0${String.fromCharCode(28)}internal:transport/handshake`));
    assert.deepEqual([...read.body], [0]);
  });

  const reported = [
    ['Elasticsearch 8.19.21', elasticsearch8, 8841096, 'plain8-1', '127.0.161.1', 'handclasp-plain8'],
    ['Elasticsearch 7.17.29', elasticsearch7, 7172999, 'plain7-1', '127.0.162.1', 'handclasp-plain7'],
    ['OpenSearch 2.19.4', openSearch2, 136408227, 'plainos-1', '127.0.163.1', 'handclasp-plainos'],
  ] as const;
  for (const [product, body, versionId, nodeName, host, clusterName] of reported) {
    it(`is its name, the address that it publishes, and its cluster: ${product}`, () => {
      assert.deepEqual(readTransportNames(answer(hex(body)), versionId), { nodeName, publishAddress: { host, port: 9300 }, clusterName });
    });
  }

  it('is its name and address where security refuses to say more', () => {
    const text = '[es-1][127.0.10.1:9300][internal:transport/handshake]';
    const body = Uint8Array.from([0, 1, text.length, ...Buffer.from(text), 1, 2, 3]);
    assert.deepEqual(readTransportNames(answer(body, true), 8841096), {
      nodeName: 'es-1',
      publishAddress: { host: '127.0.10.1', port: 9300 },
      clusterName: null,
    });
  });

  it('is nothing where the answer is another, cut short, or any bytes', () => {
    assert.equal(readTransportNames({ kind: 'ping' }, 8841096), null);
    const whole = hex(elasticsearch8);
    for (let length = 0; length < 130; length++) assert.equal(readTransportNames(answer(whole.subarray(0, length)), 8841096), null);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.boolean(), (bytes, error) => {
        readTransportNames(answer(bytes, error), 8841096);
      }),
    );
  });

  it('is read out of a frame as it came', () => {
    const { frames } = readTransportFrames(transportHandshakeRequest({ headerVersion: 8841096, requestId: 2 }));
    assert.equal(frames[0] === undefined ? undefined : readTransportNames(frames[0], 8841096), null, 'a request is no answer');
  });
});
