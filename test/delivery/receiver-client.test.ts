import assert from 'node:assert/strict';
import { createPrivateKey } from 'node:crypto';
import { createServer, type Socket } from 'node:net';
import type { Receiver } from '../../src/delivery/receiver.ts';
import { receiverClient } from '../../src/delivery/receiver-client.ts';
import { daysFromNow, issue, makeCa } from '../../src/lab/pki.ts';
import { Secret } from '../../src/model/secret.ts';
import { deliveryFaultText } from '../../src/wording/delivery-texts.ts';
import { type FakeReceiver, startFakeReceiver } from '../support/fake-receiver.ts';
import { listening } from '../support/listening.ts';
import { restCa } from '../support/rest-server.ts';

const document = `${JSON.stringify({ create: { _index: 'logs-handclasp.endpoint-default', _id: '1' } })}\n{}\n`;
const stranger = makeCa({ subject: 'Another CA' });

describe('a receiver over TLS', () => {
  let server: FakeReceiver | null = null;
  afterEach(async () => {
    await server?.close();
    server = null;
  });

  const send = async (port: number, change: Partial<Receiver> = {}, body = document) => {
    const client = await receiverClient({
      scheme: 'https',
      host: '127.0.0.1',
      port,
      path: '',
      anchors: [restCa.certificate],
      trustPublicRoots: false,
      identity: null,
      credentials: { kind: 'api-key', encoded: new Secret('aWQ6a2V5LW9mLXRoaXMtdGVzdA==') },
      timeoutMs: 2000,
      ...change,
    });
    try {
      return await client.send('POST', '/_bulk', 'application/x-ndjson', body);
    } finally {
      await client.close();
    }
  };

  it('gets documents and credentials where our verdict trusts it', async () => {
    server = await startFakeReceiver(() => 'take', { tls: {} });
    // Several records, and more than a socket takes at once.
    const many = Array.from({ length: 5000 }, (_, n) =>
      document.replace('"1"', `"${n}"`).replace('{}', `{"text":"${'x'.repeat(300)}"}`),
    ).join('');
    const answer = await send(server.port, {}, many);
    assert.ok(answer.kind === 'answer' && answer.status === 200, JSON.stringify(answer).slice(0, 200));
    assert.equal(server.documents.size, 5000);
    assert.equal(server.requests[0]?.authorization, 'ApiKey aWQ6a2V5LW9mLXRoaXMtdGVzdA==');
  });

  it('is asked several times over one connection', async () => {
    server = await startFakeReceiver(() => 'take', { tls: {} });
    const client = await receiverClient({
      ...{ scheme: 'https', host: 'localhost', port: server.port, path: '/es', anchors: [restCa.certificate], trustPublicRoots: false },
      ...{ identity: null, credentials: null, timeoutMs: 2000 },
    });
    for (let n = 0; n < 5; n++) assert.equal((await client.send('POST', '/_bulk', 'application/x-ndjson', document)).kind, 'answer');
    await client.close();
    assert.deepEqual([...new Set(server.requests.map(({ path }) => path))], ['/es/_bulk']);
  });

  for (const [what, tls, change, text] of [
    ['is of another CA', { authority: stranger }, {}, /^its certificate is not trusted: .*; nothing was sent to it$/],
    ['has expired', { certificate: { notBefore: daysFromNow(-20), notAfter: daysFromNow(-2) } }, {}, /is not trusted: .*(ended|expired)/],
    ['is not yet valid', { certificate: { notBefore: daysFromNow(2), notAfter: daysFromNow(20) } }, {}, /is not trusted: .*valid from/],
    ['is for another name', { certificate: { altNames: ['DNS:elsewhere'] } }, {}, /is not trusted: .*127\.0\.0\.1/],
    ['leads to no CA that was given', {}, { anchors: [stranger.certificate] }, /is not trusted/],
  ] as const) {
    it(`is sent nothing where its certificate ${what}`, async () => {
      server = await startFakeReceiver(() => 'take', { tls });
      const answer = await send(server.port, change);
      assert.ok(answer.kind === 'fault' && !answer.passes, JSON.stringify(answer));
      assert.match(deliveryFaultText(answer.because), text);
      assert.equal(server.requests.length, 0);
    });
  }

  it('is shown a client certificate', async () => {
    const ca = makeCa({ subject: 'Client CA' });
    const identity = issue(ca, { subject: 'handclasp' });
    server = await startFakeReceiver(() => 'take', { tls: { clientCa: ca.certificatePem } });
    const shown = await send(server.port, {
      credentials: null,
      identity: { chain: [identity.certificate], key: createPrivateKey(identity.privateKeyPem) },
    });
    assert.equal(shown.kind, 'answer', JSON.stringify(shown));
    assert.equal(server.requests[0]?.client, 'handclasp');
    const none = await send(server.port, { credentials: null });
    assert.ok(none.kind === 'fault', JSON.stringify(none));
    assert.equal(deliveryFaultText(none.because), 'it refused the TLS handshake (certificate_required)');
    assert.equal(none.passes, false);
  });

  it('is sent no credentials in the clear, and nothing without trust', async () => {
    for (const [change, code] of [
      [{ scheme: 'http' }, 'credentials-in-clear'],
      [{ anchors: [] }, 'no-trust-to-verify-by'],
      [{ host: 'fe80::1%lo' }, 'zone-in-address'],
    ] as const) {
      const answer = await send(1, change);
      assert.ok(answer.kind === 'fault' && !answer.passes);
      assert.equal(answer.because.code, code);
    }
  });

  it('is given up for now where it is silent, is gone, or speaks something else', async () => {
    const sockets: Socket[] = [];
    const silent = createServer((socket) => sockets.push(socket));
    const babbling = createServer((socket) => socket.on('error', () => {}).end('220 mail.example.org ESMTP\r\n'));
    try {
      for (const port of [await listening(silent), await listening(babbling), 1]) {
        const answer = await send(port, { timeoutMs: 300 });
        assert.ok(answer.kind === 'fault' && answer.passes, JSON.stringify(answer));
        assert.ok(deliveryFaultText(answer.because).length > 10);
      }
    } finally {
      for (const socket of sockets) socket.destroy();
      silent.close();
      babbling.close();
    }
  });
});
