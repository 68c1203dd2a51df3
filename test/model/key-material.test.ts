import assert from 'node:assert/strict';
import { createHash, generateKeyPairSync } from 'node:crypto';
import { issue, makeCa } from '../../src/lab/pki.ts';
import { type Material, materialIn } from '../../src/model/key-material.ts';
import { showable } from '../../src/model/showable.ts';
import { fixture } from '../settings/setup-files.ts';

const identity = issue(makeCa({ subject: 'CA' }), { subject: 'es01' });
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
const pem = String(rsa.export({ type: 'pkcs8', format: 'pem' }));
const encrypted = String(rsa.export({ type: 'pkcs1', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' }));
const der = rsa.export({ type: 'pkcs8', format: 'der' });
const small = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'der' });
const base64 = (bytes: Uint8Array | string) => Buffer.from(bytes).toString('base64');
const wrapped = (text: string, width: number, end = '\n') => text.replace(new RegExp(`.{${width}}`, 'g'), `$&${end}`);

const material: readonly (readonly [name: string, text: string, kind: Material['kind']])[] = [
  ['PEM with its line breaks', pem, 'pem'],
  ['PEM with the line breaks of Windows', pem.replaceAll('\n', '\r\n'), 'pem'],
  ['PEM whose line breaks are written out', pem.replaceAll('\n', '\\n'), 'pem'],
  ['PEM whose line breaks became blanks', pem.replaceAll('\n', ' ').trim(), 'pem'],
  ['PEM without any line break', pem.replaceAll('\n', ''), 'pem'],
  ['PEM that is indented', pem.replaceAll('\n', '\n    '), 'pem'],
  ['PEM with a byte order mark', `\uFEFF${pem}`, 'pem'],
  ['PEM in quotes', `"${pem}"`, 'pem'],
  ['PEM with a dash too few', pem.replaceAll('-----', '----'), 'pem'],
  ['an encrypted key, which has commas in its head', encrypted, 'pem'],
  ['a certificate', identity.certificatePem, 'pem'],
  ['a key and its chain', identity.privateKeyPem + identity.chainPem, 'pem'],
  ['PEM that lost its end', pem.slice(0, 300), 'pem'],
  ['PEM that lost its beginning', pem.slice(200), 'pem'],
  ['PEM without its labels', pem.split('\n').slice(1, -2).join('\n'), 'base64'],
  ['DER in base64', base64(der), 'base64'],
  ['DER in base64 of the URL', Buffer.from(der).toString('base64url'), 'base64'],
  ['DER in base64, in lines', wrapped(base64(der), 76), 'base64'],
  ['a small key in base64', base64(small), 'base64'],
  ['a certificate in base64', base64(identity.certificate), 'base64'],
  ['base64 that was cut', base64(der).slice(0, 60), 'base64'],
  ['PEM in base64, as a Kubernetes Secret has it', base64(pem), 'base64-pem'],
  ['PEM in base64, in lines', wrapped(base64(pem), 76), 'base64-pem'],
  ['PEM with a byte order mark in base64', base64(`\uFEFF${pem}`), 'base64-pem'],
  ['a PKCS#12 store', base64(fixture('certutil-node.p12')), 'base64'],
  ['a Java store', base64(fixture('keytool.jks')), 'base64'],
  ['a Java store in base64 of the URL', Buffer.from(fixture('keytool.jks')).toString('base64url'), 'base64'],
  ['DER in hexadecimal', Buffer.from(der).toString('hex'), 'hex'],
  [
    'DER in hexadecimal with colons',
    Buffer.from(small)
      .toString('hex')
      .toUpperCase()
      .replace(/..(?=.)/g, '$&:'),
    'hex',
  ],
  ['a data: URL', `data:application/x-pem-file;base64,${base64(pem)}`, 'data-url'],
  ['several lines of anything', 'first\nsecond', 'several-lines'],
];

const hash = createHash('sha256').update('layer').digest('hex');
const paths = [
  'certs/node.key',
  'elastic-certificates.p12',
  '/etc/elasticsearch/certs/elastic-certificates.p12',
  '/usr/share/elasticsearch/config/certs/transport/ProductionClusterEUWest1Node01TransportCertificate2024.pem',
  'config/certs/NodeCertificateForElasticsearchTransportLayerOfTheProductionClusterInFrankfurt',
  String.raw`C:\ProgramData\Elastic\Elasticsearch\config\certs\http.p12`,
  'C:/Program Files/Elastic/Kibana/config/certs/kibana-server+chain=2024.crt',
  String.raw`\\fileserver\share\elastic\certs\Elastic-Transport-CA.pem`,
  '/var/run/secrets/kubernetes.io/serviceaccount/..2024_01_01_00_00_00.123456789/ca.crt',
  '/nix/store/8xk3mzbd5v4a9y0lq2w1r7c6n5h4j3gd-elasticsearch-8.15.0/config/certs/node.key',
  '/mnt/volumes/550e8400-e29b-41d4-a716-446655440000/6ba7b810-9dad-11d1-80b4-00c04fd430c8/tls.key',
  `/data/docker/overlay2/${hash}/merged/usr/share/elasticsearch/config/certs/ca/ca.crt`,
  `certs/${hash}`,
  hash,
  'certs/elasticsearch-transport-certificate-Production-Cluster-EU-West-1-node01-2024-key',
  '../../shared/pki/intermediates/Acme_Issuing_CA_G2_SHA256_RSA4096_2023-2033_bundle.pem',
  'MIIRootCerts/transport/elastic/certificates/node01/production/Key',
  'LS0/certs/node.key',
  '/home/Jane Doe/Elastic Stack/certs/node 01.key',
  '~/certs/es01.key',
  '/snap/es/1234/a+b=c/d==/node+key=v2.pem',
  '/mnt/efs/fs-0123456789abcdef0:/elasticsearch/certs/node.key',
  '/opt/bitnami/elasticsearch/config/certs/elasticsearch.keystore.jks',
  '/etc/kibana/certs/Kibana_Server_Certificate_Including_Intermediate_And_Root_For_Internal_Use_Only',
  '/etc/elasticsearch/certs/BEGIN CERTIFICATE.pem',
  'certs/node.key\n',
];

describe('what stands in place of a path', () => {
  for (const [name, text, kind] of material) {
    it(`is told to be no path: ${name}`, () => {
      const found = materialIn(text);
      assert.equal(found?.kind, kind);
      assert.match(
        `${found?.name}, ${found?.size}`,
        /^(?:PEM text|base64|base64 of PEM text|hexadecimal text|a data: URL|text), \d+ (?:lines?|characters)$/,
      );
      assert.equal(materialIn(`  \n${text}\n\n`)?.kind, kind, 'blanks around it');
    });
  }

  it('is told how long it is, whichever way its lines are parted', () => {
    const lines = pem.trim().split('\n').length;
    for (const text of [pem, pem.replaceAll('\n', '\r\n'), pem.replaceAll('\n', '\\n'), pem.replaceAll('\n', ' ')])
      assert.equal(materialIn(text)?.size, `${lines} lines`);
  });

  it('is mostly told by a single line of PEM, though nothing begins there', () => {
    const lines = pem.split('\n').slice(2, -3);
    const passed = lines.filter((line) => materialIn(line) === null);
    assert.ok(lines.length > 20 && passed.length <= 4, passed.join(' '));
  });

  it('has a private key, or none, as far as its labels say', () => {
    assert.equal(materialIn(pem)?.privateKey, 'yes');
    assert.equal(materialIn(encrypted)?.privateKey, 'yes');
    assert.equal(materialIn(identity.chainPem)?.privateKey, 'no');
    assert.equal(materialIn(identity.chainPem + pem)?.privateKey, 'yes');
    assert.equal(materialIn(base64(der))?.privateKey, 'unknown');
  });

  it('is a path, and shown as one, where it may be one', () => {
    for (const path of paths) {
      assert.equal(materialIn(path), null, path);
      assert.equal(showable(path), path);
    }
  });
});
