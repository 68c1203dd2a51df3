import { generateKeyPairSync } from 'node:crypto';
import type { CertificateWish } from '../../../src/lab/certificate-wish.ts';
import { type KeyPair, keyPairOf } from '../../../src/lab/key-pair.ts';
import { type Authority, daysFromNow, type Identity, issue, makeCa, makeSelfSigned, withChain } from '../../../src/lab/pki.ts';

/** A chain that a peer presents, and whom the other side trusts. */
export type CertificateKind = { readonly name: string; readonly make: () => { readonly identity: Identity; readonly anchor: Uint8Array } };

const names = ['DNS:localhost', 'IP:127.0.0.1'] as const;
const caKey = keyPairOf('RSA-2048');
const rootNamed = (subject: string, wish: CertificateWish = {}) => makeCa({ subject, key: caKey, ...wish });

function leafOf(authority: Authority, wish: CertificateWish = {}): Identity {
  return issue(authority, { subject: 'es01', altNames: names, key: 'RSA-2048', ...wish });
}

function kind(name: string, make: () => { readonly identity: Identity; readonly root: Authority }): CertificateKind {
  return {
    name,
    make: () => {
      const { identity, root } = make();
      return { identity, anchor: root.certificate };
    },
  };
}

/** Below a root with an RSA key, which is not sent. */
const leafWith = (name: string, wish: CertificateWish): CertificateKind =>
  kind(name, () => {
    const root = rootNamed('root');
    return { identity: leafOf(root, wish), root };
  });

/** The root is sent as well, as `certutil` and PKCS#12 stores have it. */
function rootSent(name: string, root: Authority, wish: CertificateWish = {}): CertificateKind {
  return kind(name, () => {
    const identity = leafOf(root, wish);
    return { identity: withChain(identity, [root.certificate]), root };
  });
}

/** A key for RSA-PSS alone; with a hash, for signatures with that hash alone. */
function pssKey(hash?: 'sha256'): KeyPair {
  return hash === undefined
    ? generateKeyPairSync('rsa-pss', { modulusLength: 2048 })
    : generateKeyPairSync('rsa-pss', { modulusLength: 2048, hashAlgorithm: hash, mgf1HashAlgorithm: hash });
}

export const certificateKinds: readonly CertificateKind[] = [
  leafWith('RSA 2048', {}),
  leafWith('RSA 3072', { key: 'RSA-3072' }),
  leafWith('RSA 4096', { key: 'RSA-4096' }),
  leafWith('RSA 1024', { key: 'RSA-1024' }),
  leafWith('RSA 1536', { key: 'RSA-1536' }),
  leafWith('RSA 2047', { key: 'RSA-2047' }),
  leafWith('RSA-PSS key', { key: pssKey() }),
  leafWith('RSA-PSS key for SHA-256', { key: pssKey('sha256') }),
  leafWith('ECDSA P-256', { key: 'P-256' }),
  leafWith('ECDSA P-384', { key: 'P-384' }),
  leafWith('ECDSA P-521', { key: 'P-521' }),
  leafWith('ECDSA secp256k1', { key: 'secp256k1' }),
  leafWith('ECDSA brainpoolP256r1', { key: generateKeyPairSync('ec', { namedCurve: 'brainpoolP256r1' }) }),
  leafWith('ECDSA P-224', { key: generateKeyPairSync('ec', { namedCurve: 'secp224r1' }) }),
  leafWith('Ed25519', { key: 'Ed25519' }),
  leafWith('Ed448', { key: 'Ed448' }),
  leafWith('leaf signed with SHA-1', { hash: 'sha1' }),
  leafWith('leaf signed with MD5', { hash: 'md5' }),
  leafWith('leaf signed with SHA-384', { hash: 'sha384' }),
  leafWith('leaf signed with SHA-512', { hash: 'sha512' }),
  leafWith('leaf signed with RSA-PSS', { padding: 'pss' }),
  leafWith('leaf signed with RSA-PSS and SHA-512', { padding: 'pss', hash: 'sha512' }),
  leafWith('P-256 leaf signed with SHA-1', { key: 'P-256', hash: 'sha1' }),
  leafWith('no digitalSignature', { keyUsage: ['keyEncipherment'] }),
  leafWith('no keyEncipherment', { keyUsage: ['digitalSignature'] }),
  leafWith('client use alone', { extendedKeyUsage: ['clientAuth'] }),
  leafWith('server use alone', { extendedKeyUsage: ['serverAuth'] }),
  leafWith('expired', { notBefore: daysFromNow(-400), notAfter: daysFromNow(-2) }),
  rootSent('root sent, SHA-256', rootNamed('root')),
  rootSent('root sent, signed with SHA-1', rootNamed('old root', { hash: 'sha1' })),
  rootSent('root sent, signed with MD5', rootNamed('very old root', { hash: 'md5' })),
  rootSent('root of 1024 bits sent', rootNamed('short root', { key: keyPairOf('RSA-1024') })),
  rootSent('P-256 leaf under an RSA root signed with SHA-1', rootNamed('old root', { hash: 'sha1' }), { key: 'P-256' }),
  rootSent('root with P-384', rootNamed('ec root', { key: 'P-384' })),
  rootSent('RSA leaf under a root with Ed25519', rootNamed('ed root', { key: 'Ed25519' })),
  rootSent('P-256 leaf under a root with P-521', rootNamed('big root', { key: 'P-521' }), { key: 'P-256', hash: 'sha512' }),
  rootSent('RSA leaf under a P-256 root signed with SHA-1', rootNamed('old ec root', { key: 'P-256', hash: 'sha1' })),
  kind('intermediate signed with SHA-1', () => {
    const root = rootNamed('root');
    const issuing = makeCa({ subject: 'issuing', parent: root, key: keyPairOf('RSA-3072'), hash: 'sha1' });
    return { identity: leafOf(issuing), root };
  }),
  kind('intermediate signed with SHA-256', () => {
    const root = rootNamed('root');
    return { identity: leafOf(makeCa({ subject: 'issuing', parent: root, key: keyPairOf('RSA-3072') })), root };
  }),
  kind('root signed with SHA-1 above an intermediate, both sent', () => {
    const root = rootNamed('old root', { hash: 'sha1' });
    const identity = leafOf(makeCa({ subject: 'issuing', parent: root, key: keyPairOf('RSA-3072') }));
    return { identity: withChain(identity, [...identity.chain.slice(1), root.certificate]), root };
  }),
  kind('foreign root', () => ({ identity: leafOf(rootNamed('other')), root: makeCa({ subject: 'other', key: keyPairOf('RSA-3072') }) })),
  {
    name: 'self-signed',
    make: () => {
      const identity = makeSelfSigned({ subject: 'es01', altNames: names, key: 'RSA-2048' });
      return { identity, anchor: identity.certificate };
    },
  },
  {
    name: 'self-signed with SHA-1',
    make: () => {
      const identity = makeSelfSigned({ subject: 'es01', altNames: names, key: 'RSA-2048', hash: 'sha1' });
      return { identity, anchor: identity.certificate };
    },
  },
];
