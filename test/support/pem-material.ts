import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** PEM and DER to make odd files of, by name. */
export type PemMaterial = {
  readonly certificates: Readonly<Record<string, string>>;
  readonly keys: Readonly<Record<string, string>>;
  /** With the password `changeit`, or a password that is not of ASCII where the name ends in `-umlaut`. */
  readonly encrypted: Readonly<Record<string, string>>;
  /** Blocks of other kinds, and PKCS#7. */
  readonly others: Readonly<Record<string, string>>;
  readonly binary: Readonly<Record<string, Uint8Array>>;
};

export const password = 'changeit';
export const umlaut = 'straße';

/** Forms of PKCS#8 under a password, as OpenSSL writes them. */
const encryptions: Readonly<Record<string, readonly string[]>> = {
  'pbes1-md5-des': ['-v1', 'PBE-MD5-DES'],
  'pbes1-sha1-des': ['-v1', 'PBE-SHA1-DES'],
  'pbes1-md5-rc2': ['-v1', 'PBE-MD5-RC2-64'],
  'pkcs12-3des': ['-v1', 'PBE-SHA1-3DES'],
  'pkcs12-2des': ['-v1', 'PBE-SHA1-2DES'],
  'pkcs12-rc2-40': ['-v1', 'PBE-SHA1-RC2-40'],
  'pkcs12-rc2-128': ['-v1', 'PBE-SHA1-RC2-128'],
  'pkcs12-rc4-40': ['-v1', 'PBE-SHA1-RC4-40'],
  'pkcs12-rc4-128': ['-v1', 'PBE-SHA1-RC4-128'],
  'pbes2-aes-128': ['-v2', 'aes-128-cbc'],
  'pbes2-aes-192': ['-v2', 'aes-192-cbc'],
  'pbes2-aes-256': ['-v2', 'aes-256-cbc'],
  'pbes2-3des': ['-v2', 'des3'],
  'pbes2-des': ['-v2', 'des-cbc'],
  'pbes2-rc2': ['-v2', 'rc2-cbc'],
  'pbes2-camellia': ['-v2', 'camellia-256-cbc'],
  'pbes2-ofb': ['-v2', 'aes-256-ofb'],
  'pbes2-sha1': ['-v2', 'aes-256-cbc', '-v2prf', 'hmacWithSHA1'],
  'pbes2-sha224': ['-v2', 'aes-128-cbc', '-v2prf', 'hmacWithSHA224'],
  'pbes2-sha384': ['-v2', 'aes-256-cbc', '-v2prf', 'hmacWithSHA384'],
  'pbes2-sha512': ['-v2', 'aes-128-cbc', '-v2prf', 'hmacWithSHA512'],
  'pbes2-sha512-256': ['-v2', 'aes-128-cbc', '-v2prf', 'hmacWithSHA512-256'],
  'pbes2-sha512-224': ['-v2', 'aes-256-cbc', '-v2prf', 'hmacWithSHA512-224'],
  'pbes2-md5': ['-v2', 'aes-128-cbc', '-v2prf', 'hmacWithMD5'],
  scrypt: ['-scrypt'],
};

const curves = [
  'prime256v1',
  'secp384r1',
  'secp521r1',
  'secp224r1',
  'secp256k1',
  'brainpoolP256r1',
  'brainpoolP256t1',
  'prime192v1',
  'sect233r1',
  'wap-wsg-idm-ecid-wtls9',
];

/** Makes it in a folder with the program openssl, which has its legacy provider. */
export function makePemMaterial(folder: string): PemMaterial {
  const openssl = (...args: readonly string[]) => execFileSync('openssl', [...args], { cwd: folder, stdio: 'pipe' });
  const read = (name: string) => readFileSync(join(folder, name), 'utf8');
  const legacy = ['-provider', 'legacy', '-provider', 'default'];
  const keys: Record<string, string> = {};
  const certificates: Record<string, string> = {};
  const encrypted: Record<string, string> = {};
  const key = (name: string, command: string, ...args: readonly string[]) => {
    openssl(command, '-out', name, ...args);
    keys[name] = read(name);
  };
  const certificate = (name: string, of: string, ...args: readonly string[]) => {
    openssl('req', '-x509', '-new', '-key', of, '-days', '900', '-out', `${name}.crt`, ...args);
    certificates[name] = read(`${name}.crt`);
  };
  key('rsa', 'genpkey', '-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:2048');
  key('rsa-512', 'genpkey', '-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:512');
  key('rsa-traditional', 'rsa', '-in', 'rsa', '-traditional');
  key('rsa-pss', 'genpkey', '-algorithm', 'rsa-pss', '-pkeyopt', 'rsa_keygen_bits:2048');
  for (const name of ['ed25519', 'ed448', 'x25519']) key(name, 'genpkey', '-algorithm', name);
  key('dsa-parameters', 'dsaparam', '-genkey', '2048');
  key('dsa', 'dsa', '-in', 'dsa-parameters');
  key('dsa-pkcs8', 'pkcs8', '-topk8', '-nocrypt', '-in', 'dsa');
  for (const curve of curves) {
    key(`${curve}-parameters`, 'ecparam', '-genkey', '-name', curve);
    key(`${curve}-traditional`, 'ec', '-in', `${curve}-parameters`);
    key(curve, 'pkcs8', '-topk8', '-nocrypt', '-in', `${curve}-parameters`);
    certificate(curve, curve, '-subj', `/CN=${curve}`);
  }
  key('explicit-traditional', 'ecparam', '-genkey', '-noout', '-name', 'prime256v1', '-param_enc', 'explicit');
  key('explicit', 'pkcs8', '-topk8', '-nocrypt', '-in', 'explicit-traditional');
  key('compressed', 'ec', '-in', 'prime256v1', '-conv_form', 'compressed');
  for (const name of ['rsa', 'rsa-pss', 'ed25519', 'ed448', 'explicit', 'compressed']) certificate(name, name, '-subj', `/CN=${name}`);
  certificate('nameless', 'prime256v1', '-subj', '/');
  certificate('nameless-critical', 'prime256v1', '-subj', '/', '-addext', 'subjectAltName=critical,DNS:es01');
  openssl('req', '-new', '-key', 'prime256v1', '-subj', '/', '-addext', 'subjectAltName=DNS:es01', '-out', 'nameless.csr');
  for (const [name, san] of [
    ['subjectless', 'DNS:es01'],
    ['subjectless-critical', 'critical,DNS:es01'],
  ] as const) {
    openssl('req', '-new', '-key', 'prime256v1', '-subj', '/', '-addext', `subjectAltName=${san}`, '-out', `${name}.csr`);
    openssl('x509', '-req', '-in', `${name}.csr`, '-CA', 'rsa.crt', '-CAkey', 'rsa', '-copy_extensions', 'copy', '-out', `${name}.crt`);
    certificates[name] = read(`${name}.crt`);
  }
  for (const [name, args] of Object.entries(encryptions)) {
    for (const [form, secret] of [
      ['', password],
      ['-umlaut', umlaut],
    ] as const) {
      openssl('pkcs8', '-topk8', '-in', 'rsa', '-out', 'encrypted', '-passout', `pass:${secret}`, ...legacy, ...args);
      encrypted[`${name}${form}`] = read('encrypted');
    }
  }
  for (const cipher of ['des', 'des3', 'aes128', 'aes192', 'aes256', 'camellia128', 'aria128', 'seed']) {
    openssl('rsa', '-in', 'rsa', '-traditional', `-${cipher}`, '-out', 'encrypted', '-passout', `pass:${password}`, ...legacy);
    encrypted[`traditional-${cipher}`] = read('encrypted');
  }
  openssl('ec', '-in', 'prime256v1', '-aes128', '-out', 'encrypted', '-passout', `pass:${umlaut}`);
  encrypted['traditional-ec-umlaut'] = read('encrypted');
  openssl('pkcs8', '-topk8', '-in', 'rsa', '-out', 'encrypted', '-passout', 'pass:');
  encrypted['empty-password'] = read('encrypted');
  const others: Record<string, string> = {};
  const other = (name: string, ...args: readonly string[]) => {
    openssl(...args, '-out', name);
    others[name] = read(name);
  };
  other('request', 'req', '-new', '-key', 'prime256v1', '-subj', '/CN=request');
  other('public', 'pkey', '-in', 'rsa', '-pubout');
  other('trusted', 'x509', '-in', 'rsa.crt', '-trustout', '-addtrust', 'serverAuth');
  other('trusted-plain', 'x509', '-in', 'rsa.crt', '-trustout');
  other('bundle', 'crl2pkcs7', '-nocrl', '-certfile', 'rsa.crt', '-certfile', 'prime256v1.crt');
  other('bundle-empty', 'crl2pkcs7', '-nocrl');
  other('cms', 'cms', '-sign', '-stream', '-in', 'rsa.crt', '-signer', 'rsa.crt', '-inkey', 'rsa', '-nodetach', '-outform', 'PEM');
  other('cms-data', 'cms', '-data_create', '-in', 'rsa.crt', '-outform', 'PEM');
  const der = (pem: string) => new Uint8Array(Buffer.from(pem.replace(/-----[^\n]*-----|\s/g, ''), 'base64'));
  openssl(
    'cms',
    '-sign',
    '-stream',
    '-in',
    'rsa.crt',
    '-signer',
    'rsa.crt',
    '-inkey',
    'rsa',
    '-nodetach',
    '-outform',
    'DER',
    '-out',
    'ber',
  );
  const binary = {
    rsa: der(certificates.rsa ?? ''),
    ec: der(certificates.prime256v1 ?? ''),
    bundle: der(others.bundle ?? ''),
    ber: new Uint8Array(readFileSync(join(folder, 'ber'))),
    request: der(others.request ?? ''),
    key: der(keys.rsa ?? ''),
  };
  return { certificates, keys, encrypted, others, binary };
}
