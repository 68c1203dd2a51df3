import assert from 'node:assert/strict';
import { createHash, hkdfSync } from 'node:crypto';
import {
  applicationSecrets,
  finishedMac,
  handshakeSecrets,
  nextTrafficSecret,
  resumptionBinder,
  resumptionPsk,
  trafficKeys,
} from '../../../src/tls/crypto/key-schedule.ts';
import { hex, toHex } from '../../support/hex.ts';
import { resumedHandshake as resumed, simpleHandshake as trace } from './rfc8448.ts';

describe('The TLS 1.3 key schedule (RFC 8446 §7), against the trace of RFC 8448 §3', () => {
  it('derives the handshake secrets and the master secret', () => {
    const secrets = handshakeSecrets('sha256', hex(trace.sharedSecret), hex(trace.helloHash));
    assert.equal(toHex(secrets.client), trace.clientHandshakeSecret);
    assert.equal(toHex(secrets.server), trace.serverHandshakeSecret);
    assert.equal(toHex(secrets.master), trace.masterSecret);
  });

  it('derives the application secrets', () => {
    const secrets = applicationSecrets('sha256', hex(trace.masterSecret), hex(trace.serverFinishedHash));
    assert.equal(toHex(secrets.client), trace.clientApplicationSecret);
    assert.equal(toHex(secrets.server), trace.serverApplicationSecret);
  });

  it('derives keys and IVs', () => {
    const server = trafficKeys('sha256', hex(trace.serverHandshakeSecret), 16);
    assert.deepEqual([toHex(server.key), toHex(server.iv)], [trace.serverHandshakeKey, trace.serverHandshakeIv]);
    const client = trafficKeys('sha256', hex(trace.clientHandshakeSecret), 16);
    assert.deepEqual([toHex(client.key), toHex(client.iv)], [trace.clientHandshakeKey, trace.clientHandshakeIv]);
    const application = trafficKeys('sha256', hex(trace.serverApplicationSecret), 16);
    assert.deepEqual([toHex(application.key), toHex(application.iv)], [trace.serverApplicationKey, trace.serverApplicationIv]);
  });

  it('computes both Finished messages', () => {
    const beforeFinished = createHash('sha256');
    for (const name of ['clientHello', 'serverHello', 'encryptedExtensions', 'certificate', 'certificateVerify'] as const)
      beforeFinished.update(hex(trace[name]));
    const server = finishedMac('sha256', hex(trace.serverHandshakeSecret), beforeFinished.digest());
    assert.equal(`14000020${toHex(server)}`, trace.serverFinished);
    const client = finishedMac('sha256', hex(trace.clientHandshakeSecret), hex(trace.serverFinishedHash));
    assert.equal(`14000020${toHex(client)}`, trace.clientFinished);
  });

  it('derives the key of a ticket, and binds it to the hello of RFC 8448 §4', () => {
    const clientFinished = createHash('sha256');
    for (const name of [
      'clientHello',
      'serverHello',
      'encryptedExtensions',
      'certificate',
      'certificateVerify',
      'serverFinished',
      'clientFinished',
    ] as const)
      clientFinished.update(hex(trace[name]));
    const psk = resumptionPsk('sha256', hex(trace.masterSecret), clientFinished.digest(), hex(resumed.ticketNonce));
    assert.equal(toHex(psk), resumed.psk);
    assert.equal(toHex(resumptionBinder('sha256', psk, hex(resumed.binderHash))), resumed.binder);
  });

  it('makes secrets and keys of the lengths that SHA-384 and AES-256 have', () => {
    const secrets = handshakeSecrets('sha384', hex(trace.sharedSecret), new Uint8Array(48));
    for (const secret of [secrets.client, secrets.server, secrets.master]) assert.equal(secret.length, 48);
    assert.notEqual(toHex(secrets.client), toHex(secrets.server));
    const keys = trafficKeys('sha384', secrets.client, 32);
    assert.deepEqual([keys.key.length, keys.iv.length], [32, 12]);
  });

  it('updates a traffic secret with the label of RFC 8446 §7.2', () => {
    // HKDF-Expand by itself cannot be asked of hkdfSync; it extracts the trace's Handshake Secret first.
    const label = Buffer.concat([Uint8Array.of(0, 32, 17), Buffer.from('tls13 traffic upd'), Uint8Array.of(0)]);
    const expected = new Uint8Array(hkdfSync('sha256', hex(trace.sharedSecret), hex(trace.afterEarlySecret), label, 32));
    assert.equal(toHex(nextTrafficSecret('sha256', hex(trace.handshakeSecret))), toHex(expected));
  });
});
