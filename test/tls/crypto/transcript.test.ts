import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { Transcript } from '../../../src/tls/crypto/transcript.ts';
import { hex, toHex } from '../../support/hex.ts';
import { simpleHandshake } from './rfc8448.ts';

describe('Transcript', () => {
  it('gives the hashes of the trace in RFC 8448 §3, and goes on after each', () => {
    const transcript = new Transcript('sha256');
    transcript.add(hex(simpleHandshake.clientHello));
    transcript.add(hex(simpleHandshake.serverHello));
    assert.equal(toHex(transcript.digest()), simpleHandshake.helloHash);
    assert.equal(toHex(transcript.digest()), simpleHandshake.helloHash);
    for (const name of ['encryptedExtensions', 'certificate', 'certificateVerify', 'serverFinished'] as const)
      transcript.add(hex(simpleHandshake[name]));
    assert.equal(toHex(transcript.digest()), simpleHandshake.serverFinishedHash);
  });

  it('puts MD5 before SHA-1 for TLS 1.0 and 1.1', () => {
    const transcript = new Transcript('md5-sha1');
    transcript.add(hex('616263'));
    // RFC 1321 §A.5 and FIPS 180-1 §A for "abc".
    assert.equal(toHex(transcript.digest()), '900150983cd24fb0d6963f7d28e17f72a9993e364706816aba3e25717850c26c9cd0d89d');
  });

  it('hashes with SHA-384', () => {
    const transcript = new Transcript('sha384');
    transcript.add(hex('616263'));
    assert.equal(toHex(transcript.digest()), createHash('sha384').update('abc').digest('hex'));
  });
});
