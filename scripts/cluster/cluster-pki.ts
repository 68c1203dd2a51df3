import { createPrivateKey, createPublicKey, X509Certificate } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CertificateWish } from '../../src/lab/certificate-wish.ts';
import { generateKeyPair } from '../../src/lab/key-pair.ts';
import { type Authority, daysFromNow, type Identity, issue, makeCa, withChain } from '../../src/lab/pki.ts';
import type { Name } from '../../src/lab/pki-names.ts';
import { parseCertificate } from '../../src/x509/parse-certificate.ts';
import type { CertificateChoice, CertificateVariant } from './cluster-options.ts';
import { stateFolder } from './state-folder.ts';

/** What a node keeps in `config/certs`. */
export type NodeCertificates = {
  /** Paths relative to the node's folder. */
  readonly files: readonly (readonly [path: string, text: string])[];
  /** The nodes' subjects as OpenSearch's `nodes_dn` takes them. */
  readonly nodeNames: string;
};

/** Subject of the CA that all clusters under one state folder trust, in wire order. */
const authoritySubject: Name = [
  ['O', 'handclasp'],
  ['CN', 'handclasp cluster CA'],
];

/** Its subject as a report spells it. */
export const authorityName = 'CN=handclasp cluster CA, O=handclasp';

/**
 * The CA of all clusters under the state folder, made at the first call. It outlives them, so that certificates can be issued before a cluster is started, and clusters
 * can be made to meet.
 */
export async function clusterAuthority(): Promise<Authority> {
  const folder = join(stateFolder(), 'pki', 'authority');
  if (!existsSync(folder)) await makeAuthority(folder);
  return authorityOfFiles(await readFile(join(folder, 'ca.crt'), 'utf8'), await readFile(join(folder, 'ca.key'), 'utf8'), authoritySubject);
}

/** A CA whose certificate and key are in PEM; text around them is left out. A subject of several attributes has to be given, since its text does not tell how it is encoded. */
export function authorityOfFiles(certificate: string, key: string, subject?: Name): Authority {
  const read = new X509Certificate(certificate);
  const privateKey = createPrivateKey(key.slice(key.indexOf('-----BEGIN')));
  const publicKey = createPublicKey(privateKey);
  return {
    subject: subject ?? read.subject.replace(/^CN=/, ''),
    certificate: read.raw,
    certificatePem: read.toString(),
    privateKey,
    publicKey,
    subjectKeyId: Buffer.from(keyIdIn(read.raw), 'hex'),
    chain: [],
  };
}

function keyIdIn(der: Uint8Array): string {
  const read = parseCertificate(der);
  return read.kind === 'certificate' ? (read.certificate.subjectKeyId ?? '') : '';
}

/** The certificates of one node: the chosen one for transport, its own for HTTP. */
export async function nodeCertificates(index: number, address: string, choice: CertificateChoice | undefined): Promise<NodeCertificates> {
  const authority = await clusterAuthority();
  const good = nodeWish(index, address);
  const http = issue(authority, good);
  const transport = await transportFiles(authority, good, choice);
  const withIssuing = choice?.kind === 'variant' && choice.variant === 'missing-intermediate';
  return {
    files: [
      // Who is given an intermediate often has it among the trusted CAs, and not where it belongs.
      ['config/certs/ca.crt', authority.certificatePem + (withIssuing ? issuingAuthority(authority).certificatePem : '')],
      ['config/certs/transport.crt', transport.certificate],
      ['config/certs/transport.key', transport.key],
      ['config/certs/http.crt', http.chainPem],
      ['config/certs/http.key', http.privateKeyPem],
    ],
    nodeNames: 'CN=node-*,O=handclasp',
  };
}

/** What a client of this cluster needs: the CA, and a certificate that it signed for a client that is no node. Returns paths. */
export async function writeClientFiles(
  folder: string,
): Promise<{ readonly ca: string; readonly certificate: string; readonly key: string }> {
  const authority = await clusterAuthority();
  const client = issue(authority, { subject: subject('client'), extendedKeyUsage: ['clientAuth'], key: generateKeyPair('RSA-2048') });
  const paths = { ca: join(folder, 'ca.crt'), certificate: join(folder, 'client.crt'), key: join(folder, 'client.key') };
  await mkdir(folder, { recursive: true });
  await writeFile(paths.ca, authority.certificatePem);
  await writeFile(paths.certificate, client.chainPem);
  await writeFile(paths.key, client.privateKeyPem, { mode: 0o600 });
  return paths;
}

function subject(commonName: string): Name {
  return [
    ['O', 'handclasp'],
    ['CN', commonName],
  ];
}

function nodeWish(index: number, address: string): CertificateWish {
  return {
    subject: subject(`node-${index}`),
    altNames: [`DNS:node-${index}.handclasp.test`, 'DNS:localhost', `IP:${address}`, 'IP:127.0.0.1'],
    key: generateKeyPair('RSA-2048'),
  };
}

async function transportFiles(authority: Authority, good: CertificateWish, choice: CertificateChoice | undefined) {
  if (choice !== undefined && choice.kind === 'files') {
    return { certificate: await readFile(choice.certificate, 'utf8'), key: await readFile(choice.key, 'utf8') };
  }
  const identity = choice === undefined ? issue(authority, good) : faulty(authority, good, choice.variant);
  return { certificate: identity.chainPem, key: identity.privateKeyPem };
}

/** The ways in which a node's certificate is known to be wrong, or well in another way. */
function faulty(authority: Authority, good: CertificateWish, which: CertificateVariant): Identity {
  const key = generateKeyPair('RSA-2048');
  switch (which) {
    case 'expired':
      return issue(authority, { ...good, notBefore: daysFromNow(-400), notAfter: daysFromNow(-35) });
    case 'not-yet-valid':
      return issue(authority, { ...good, notBefore: daysFromNow(365), notAfter: daysFromNow(730) });
    case 'other-ca':
      return issue(makeCa({ subject: subject('some other CA'), key }), good);
    case 'lookalike-ca':
      return issue(makeCa({ subject: authoritySubject, key }), good);
    case 'no-client-auth':
      return issue(authority, { ...good, extendedKeyUsage: ['serverAuth'] });
    case 'no-server-auth':
      return issue(authority, { ...good, extendedKeyUsage: ['clientAuth'] });
    case 'no-san':
      return issue(authority, { ...good, altNames: null });
    case 'other-names':
      return issue(authority, { ...good, altNames: ['DNS:elsewhere.handclasp.test', 'IP:192.0.2.1'] });
    case 'intermediate':
      return issue(issuingAuthority(authority), good);
    case 'missing-intermediate':
      return withChain(issue(issuingAuthority(authority), good), []);
    case 'other-key':
      return { ...issue(authority, good), privateKeyPem: key.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() };
  }
}

/** Under the CA of all clusters; made once, so that nodes that start together share it. */
function issuingAuthority(authority: Authority): Authority {
  issuing ??= makeCa({ subject: subject('handclasp issuing CA'), parent: authority, key: generateKeyPair('RSA-2048') });
  return issuing;
}

let issuing: Authority | null = null;

/** Written aside and renamed, so that two processes that start together end with one CA. */
async function makeAuthority(folder: string): Promise<void> {
  const key = generateKeyPair('RSA-2048');
  const authority = makeCa({ subject: authoritySubject, key });
  const aside = await mkdtemp(join(stateFolder(), 'pki', '.partial-'));
  await writeFile(join(aside, 'ca.crt'), authority.certificatePem);
  await writeFile(join(aside, 'ca.key'), authority.privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
  await rename(aside, folder).catch(async (error: unknown) => {
    await rm(aside, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  });
}
