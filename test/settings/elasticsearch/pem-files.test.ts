import assert from 'node:assert/strict';
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import type { SetupProblem } from '../../../src/model/setup.ts';
import { setupProblemText } from '../../../src/wording/setup-problem-texts.ts';
import { der, extensions, keysOf, makeCa, makeCertificate, makeLeaf, name } from '../../support/certificate-maker.ts';
import { nodeSetup } from '../setup-files.ts';

const transport = 'xpack.security.transport.ssl';
const caKeys = keysOf('P-256', 'pem files CA');
const caName = name('CN=test CA');
const by = { name: caName, keys: caKeys };
const keys = keysOf('P-256', 'pem files node');
const pem = (bytes: Uint8Array, label = 'CERTIFICATE') => `-----BEGIN ${label}-----\n${lines(bytes)}-----END ${label}-----\n`;
const lines = (bytes: Uint8Array) =>
  Buffer.from(bytes)
    .toString('base64')
    .replace(/.{1,64}/g, '$&\n');
const keyPem = (key: KeyObject, options: { cipher?: string; passphrase?: string } = {}) =>
  key.export({ type: 'pkcs8', format: 'pem', ...options } as { type: 'pkcs8'; format: 'pem' });
const ca = pem(makeCa(caName, caKeys));
const good = { 'ca.crt': ca, 'node.crt': pem(makeLeaf(['DNS:es01'], by, { keys })), 'node.key': keyPem(keys.privateKey) };

/** What keeps a node of a release from starting, by its TLS files. */
async function problems(files: Readonly<Record<string, string | Uint8Array>>, version: string | null): Promise<readonly SetupProblem[]> {
  const yml = [
    `${transport}.enabled: true`,
    `${transport}.key: node.key`,
    `${transport}.certificate: node.crt`,
    `${transport}.certificate_authorities: ca.crt`,
    `${transport}.secure_key_passphrase: changeit`,
  ].join('\n');
  const { startupErrors } = await nodeSetup({
    yml: yml.replace('secure_key_passphrase', 'key_passphrase'),
    files: { ...good, ...files },
    version,
  });
  return startupErrors.filter(({ stops }) => stops);
}

/** PKCS#7 (RFC 2315) that is there for its certificates alone. */
function bundle(...certificates: readonly Uint8Array[]): Uint8Array {
  const [data, signedData] = ['1.2.840.113549.1.7.1', '1.2.840.113549.1.7.2'];
  const inner = der.sequence(der.integer(1), der.raw(0x31), der.sequence(der.oid(data)), der.raw(0xa0, ...certificates), der.raw(0x31));
  return der.sequence(der.oid(signedData), der.raw(0xa0, inner));
}

const caDer = makeCa(caName, caKeys);
const other = (kind: 'ed25519' | 'ed448') =>
  (kind === 'ed25519' ? generateKeyPairSync('ed25519') : generateKeyPairSync('ed448')).privateKey;
const explicit = generateKeyPairSync('ec', { namedCurve: 'prime256v1', paramEncoding: 'explicit' });
const emptyName = der.sequence();
const leafOf = (more: Parameters<typeof makeCertificate>[0]) => pem(makeCertificate(more));
const san = { critical: extensions.subjectAltName(['DNS:es01'], true), plain: extensions.subjectAltName(['DNS:es01'], false) };

/** What each release says of a file: nothing, or what stops it. JDK 24 is 9.0.0's, JDK 26 that of 9.5.3. */
const cases: readonly {
  readonly what: string;
  readonly files: Readonly<Record<string, string | Uint8Array>>;
  readonly on24: RegExp | null;
  readonly on26: RegExp | null;
}[] = [
  { what: 'files as they should be', files: {}, on24: null, on26: null },
  { what: 'a byte order mark before a CA', files: { 'ca.crt': `\ufeff${ca}` }, on24: /byte order mark/, on26: null },
  { what: 'a byte order mark before two CAs', files: { 'ca.crt': `\ufeff${ca}${ca}` }, on24: /byte order mark/, on26: null },
  {
    what: 'a byte order mark before the key',
    files: { 'node.key': `\ufeff${good['node.key']}` },
    on24: /byte order mark/,
    on26: /byte order mark/,
  },
  { what: 'an indented CA', files: { 'ca.crt': ca.replace(/^/gm, '  ') }, on24: /begins with -----BEGIN/, on26: null },
  { what: 'a CA in UTF-16', files: { 'ca.crt': new Uint8Array(Buffer.from(`\ufeff${ca}`, 'utf16le')) }, on24: /UTF-16/, on26: /UTF-16/ },
  {
    what: 'a line of dashes and words before a CA',
    files: { 'ca.crt': `---------- root ca ----------\n${ca}` },
    on24: /line of dashes/,
    on26: /line of dashes/,
  },
  { what: 'four dashes before a CA', files: { 'ca.crt': `---- root ca ----\n${ca}` }, on24: null, on26: null },
  { what: 'a blank behind BEGIN CERTIFICATE-----', files: { 'ca.crt': ca.replace('-----\n', '----- \n') }, on24: null, on26: /END line/ },
  { what: 'PKCS#7 in PEM for CAs', files: { 'ca.crt': pem(bundle(caDer), 'PKCS7') }, on24: null, on26: null },
  { what: 'PKCS#7 in DER for CAs', files: { 'ca.crt': bundle(caDer) }, on24: null, on26: null },
  {
    what: 'PKCS#7 without a certificate',
    files: { 'ca.crt': pem(bundle(), 'PKCS7') },
    on24: /without certificates/,
    on26: /without certificates/,
  },
  {
    what: 'TRUSTED CERTIFICATE with trust attributes',
    files: { 'ca.crt': pem(new Uint8Array(Buffer.concat([caDer, der.sequence()])), 'TRUSTED CERTIFICATE') },
    on24: /2 bytes/,
    on26: /2 bytes/,
  },
  { what: 'TRUSTED CERTIFICATE without', files: { 'ca.crt': pem(caDer, 'TRUSTED CERTIFICATE') }, on24: null, on26: null },
  {
    what: 'a key beside a CA',
    files: { 'ca.crt': ca + good['node.key'] },
    on24: /block 2 is no certificate/,
    on26: /block 2 is no certificate/,
  },
  {
    what: 'a certificate without a subject, and no critical subjectAltName',
    files: { 'node.crt': leafOf({ subject: emptyName, issuer: caName, keys, signedBy: caKeys, extensions: [san.plain] }) },
    on24: /neither a subject nor a critical/,
    on26: /neither a subject nor a critical/,
  },
  {
    what: 'a certificate without a subject, with a critical subjectAltName',
    files: { 'node.crt': leafOf({ subject: emptyName, issuer: caName, keys, signedBy: caKeys, extensions: [san.critical] }) },
    on24: null,
    on26: null,
  },
  {
    what: 'a CA without a name',
    files: { 'ca.crt': leafOf({ subject: emptyName, issuer: emptyName, keys: caKeys, extensions: [san.critical] }) },
    on24: /it has no issuer/,
    on26: /it has no issuer/,
  },
  {
    what: 'a CA with explicit parameters',
    files: { 'ca.crt': pem(makeCa(caName, explicit)) },
    on24: /its public key is of a form that is not read/,
    on26: /its public key is of a form that is not read/,
  },
  { what: 'a key with explicit parameters', files: { 'node.key': keyPem(explicit.privateKey) }, on24: /parameters/, on26: /parameters/ },
  { what: 'an Ed25519 key', files: { 'node.key': keyPem(other('ed25519')) }, on24: /an Ed25519 key/, on26: /an Ed25519 key/ },
  { what: 'an Ed448 key', files: { 'node.key': keyPem(other('ed448')) }, on24: /an Ed448 key/, on26: /an Ed448 key/ },
  {
    what: 'an RSA-PSS key',
    files: { 'node.key': keyPem(keysOf('RSA-PSS-2048').privateKey) },
    on24: /an RSA-PSS key/,
    on26: /an RSA-PSS key/,
  },
  {
    what: 'a key under PBES2 and AES of 256 bits',
    files: { 'node.key': keyPem(keys.privateKey, { cipher: 'aes-256-cbc', passphrase: 'changeit' }) },
    on24: null,
    on26: null,
  },
  {
    what: 'a key under PBES2 and AES of 192 bits',
    files: { 'node.key': keyPem(keys.privateKey, { cipher: 'aes-192-cbc', passphrase: 'changeit' }) },
    on24: /AES of 192 bits/,
    on26: /AES of 192 bits/,
  },
  {
    what: 'a key under PBES2 and triple DES',
    files: { 'node.key': keyPem(keys.privateKey, { cipher: 'des-ede3-cbc', passphrase: 'changeit' }) },
    on24: /triple DES/,
    on26: /triple DES/,
  },
];

const told = (found: readonly SetupProblem[]) => found.map(({ because }) => setupProblemText(because)).join(' ');

describe('PEM files of a node, as its JDK reads them', () => {
  for (const { what, files, on24, on26 } of cases) {
    it(`are read or not: ${what}`, async () => {
      for (const [version, expected] of [
        ['9.0.0', on24],
        ['9.5.3', on26],
      ] as const) {
        const found = await problems(files, version);
        if (expected === null) assert.deepEqual(told(found), '', version);
        else {
          assert.match(told(found), expected, version);
          assert.deepEqual(
            found.map(({ certainty }) => certainty),
            ['proven'],
            version,
          );
        }
      }
    });
    it(`depend on a JDK that is not known where its releases differ: ${what}`, async () => {
      const found = await problems(files, null);
      if (on24 === null && on26 === null) assert.deepEqual(told(found), '');
      else if (on24 !== null && on26 !== null)
        assert.deepEqual(
          found.map(({ certainty }) => certainty),
          ['proven'],
        );
      else {
        assert.deepEqual(
          found.map(({ certainty }) => certainty),
          ['likely'],
        );
        assert.match(told(found), on24 === null ? /JDK 25 does not read that, earlier ones do/ : /JDK 24 and earlier do not read that/);
      }
    });
  }

  it('keep the CAs for judging where some JDK reads them', async () => {
    const yml = `${transport}.enabled: true\n${transport}.certificate_authorities: ca.crt\n`;
    const setup = await nodeSetup({ yml, files: { 'ca.crt': `\ufeff${ca}` }, version: null });
    assert.equal(setup.contexts[0]?.trust.kind, 'anchors');
    assert.equal(setup.contexts[0]?.trust.anchors.length, 1);
  });

  it('are read under PBES2 from 7.16 on', async () => {
    const files = { 'node.key': keyPem(keys.privateKey, { cipher: 'aes-256-cbc', passphrase: 'changeit' }) };
    assert.match(told(await problems(files, '7.15.2')), /PBES2, which Elasticsearch reads from 7\.16 on/);
    assert.equal(told(await problems(files, '7.16.0')), '');
  });
});
