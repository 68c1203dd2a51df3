import type { Certificate } from '../../model/certificate.ts';
import type { Secret } from '../../model/secret.ts';
import type { Identity } from '../../model/setup.ts';
import { javaCertificates } from '../../stores/java/java-certificates.ts';
import { javaPrivateKey } from '../../stores/java/java-private-key.ts';
import { belongsTo } from '../../stores/private-key.ts';
import { formatOf } from '../../stores/read-store.ts';
import { keysOf } from '../../stores/store-faults.ts';
import { keyPassword, pemPassword } from '../password-names.ts';
import type { ContextLoader } from './context-loader.ts';
import { javaReadingOf } from './java-reading.ts';
import { openStore } from './open-store.ts';
import { pemProblem } from './pem-problem.ts';

/** The certificates that a context would show, with their keys. */
export async function loadIdentities(loader: ContextLoader): Promise<readonly Identity[]> {
  const certificate = loader.text('certificate');
  const key = loader.text('key');
  const store = loader.text('keystore.path');
  if (store !== null && certificate === null && key === null) return await storeIdentities(loader);
  if (certificate !== null && key !== null && store === null) return await pemIdentity(loader);
  return [];
}

async function storeIdentities(loader: ContextLoader): Promise<readonly Identity[]> {
  const setting = loader.key('keystore.path');
  const type = loader.storeType('keystore');
  const [path] = loader.locate('keystore.path', loader.storeWord('keystore', 'key')) ?? [];
  if (path === undefined) return [];
  const before = loader.startupErrors.length;
  const store = await openStore(loader, 'keystore', path, 'key');
  if (store === null) return [];
  const keys = keysOf(store);
  // For HTTP, Elasticsearch leaves out keys of CAs, which auto-configuration keeps there for enrolling nodes.
  const used = loader.plan.kind === 'http' ? keys.filter(({ chain }) => chain[0]?.isCa !== true) : keys;
  if (used.length === 0 && loader.startupErrors.length === before) {
    // The missing space is Elasticsearch's own.
    const log = `the ${type} keystore [${path}]does not contain a private key entry`;
    const because = { code: 'store-without-key', file: path, besides: keys.length > 0 ? 'key-of-ca' : null } as const;
    loader.startupErrors.push(loader.problem('keystore-without-private-key', because, { setting, file: path, log }));
  }
  const locked = used.find(({ fault }) => fault !== null);
  if (locked !== undefined) {
    const own = loader.password(keyPassword) !== null;
    const log = `cannot load [${type}] keystore from [${path}] due to UnrecoverableKeyException`;
    if (locked.fault === 'wrong-password') {
      const tried = own ? 'own' : 'of-store';
      const because = { code: 'store-key-password-differs', file: path, alias: locked.alias, tried } as const;
      if (loader.options.secretsUnknown && !own) loader.noteUnknown(loader.passwordUnknown(loader.key(keyPassword.secure)));
      else {
        loader.startupErrors.push(
          loader.problem('keystore-password-wrong', because, {
            setting: own ? loader.settingOf(keyPassword) : setting,
            file: path,
            log,
          }),
        );
      }
    } else {
      const because = { code: 'store-key-unusable', file: path, alias: locked.alias, fault: locked.because } as const;
      loader.startupErrors.push(loader.problem('keystore-type-mismatch', because, { setting, file: path, log, certainty: 'likely' }));
    }
  }
  return used.map(({ chain, key, alias, matches }) => ({ chain, key, alias, keyMatches: matches, file: path }));
}

async function pemIdentity(loader: ContextLoader): Promise<readonly Identity[]> {
  const reading = javaReadingOf(loader.options.version);
  const keySetting = loader.key('key');
  const setting = loader.key('certificate');
  const [keyPath] = loader.locate('key', 'PEM private key') ?? [];
  const [path] = loader.locate('certificate', 'PEM certificate') ?? [];
  const openedKey = keyPath === undefined ? null : await loader.open(keyPath, keySetting);
  let key: Identity['key'] = null;
  let keyFailed = false;
  if (keyPath === undefined || openedKey === null) keyFailed = true;
  else if (openedKey.bytes === null) {
    keyFailed = true;
    loader.noteUnread(openedKey, keyPath, keySetting, 'PEM private key');
  } else {
    const configured = loader.password(pemPassword);
    const unsure = loader.options.secretsUnknown && configured === null;
    let read = javaPrivateKey(openedKey.bytes, configured === null ? [] : [configured], keyPath, reading);
    const fault = read;
    if (read.rule === 'pem-key-encrypted') {
      const { bytes } = openedKey;
      const fits = (password: Secret) => javaPrivateKey(bytes, [password], keyPath, reading).rule !== 'pem-key-encrypted';
      const more = await loader.options.passwords({ kind: 'key', file: keyPath, setting: loader.key(pemPassword.secure), fits });
      if (more.length > 0) read = javaPrivateKey(openedKey.bytes, more, keyPath, reading);
    }
    loader.describe(keyPath, keySetting, openedKey, formatOf(openedKey.bytes), read.problem);
    key = read.key;
    if (fault.problem !== null) {
      keyFailed = !fault.depends;
      if (unsure && fault.rule === 'pem-key-encrypted') loader.noteUnknown(loader.passwordUnknown(loader.key(pemPassword.secure)));
      else
        loader.startupErrors.push(
          loader.problem(
            fault.rule ?? 'pem-key-unsupported',
            { code: 'file-content-wrong', file: keyPath, fault: fault.problem },
            {
              setting: keySetting,
              file: keyPath,
              ...(fault.log === null ? {} : { log: fault.log }),
              ...(fault.depends ? { certainty: 'likely' } : {}),
            },
          ),
        );
    }
  }
  if (path === undefined) return [];
  const opened = await loader.open(path, setting);
  if (opened.bytes === null) {
    if (!loader.hasStartupError(path)) loader.noteUnread(opened, path, setting, 'PEM certificate');
    return [];
  }
  const read = javaCertificates(opened.bytes, reading);
  loader.describe(path, setting, opened, formatOf(opened.bytes), read.problem);
  if (read.problem !== null) {
    if (!loader.hasStartupError(path)) {
      const fault = read.log(path);
      const log = read.reason === 'empty' ? fault : `cannot load PEM certificate from [${path}] due to ${fault}`;
      loader.startupErrors.push(pemProblem(loader, read, read.problem, { path, setting, log }));
    }
    if (!read.depends) return [];
  }
  const [leaf] = read.certificates;
  const broken = read.certificates.findIndex((certificate, index) => {
    const next = read.certificates[index + 1];
    return next !== undefined && Buffer.compare(certificate.issuerDer, next.subjectDer) !== 0;
  });
  if (broken >= 0 && !keyFailed) {
    const unrelated = read.certificates[broken + 1];
    const rule = unrelated !== undefined && isRelated(unrelated, read.certificates) ? 'chain-order-invalid' : 'chain-unrelated-certificate';
    const subject = read.certificates[broken]?.subject ?? '';
    const nextSubject = unrelated?.subject ?? '';
    const because = { code: 'chain-broken', file: path, position: broken + 1, subject, nextSubject } as const;
    const log = `failed to load a KeyManager for certificate/key pair [${path}], [${keyPath ?? ''}]`;
    loader.startupErrors.push(loader.problem(rule, because, { setting, file: path, log }));
  }
  return [{ chain: read.certificates, key, alias: null, keyMatches: belongsTo(key, leaf), file: path }];
}

/** Whether a certificate issued another of these, or was issued by one. */
function isRelated(certificate: Certificate, all: readonly Certificate[]): boolean {
  const same = (a: Uint8Array, b: Uint8Array) => Buffer.compare(a, b) === 0;
  return all.some(
    (other) => other !== certificate && (same(other.issuerDer, certificate.subjectDer) || same(other.subjectDer, certificate.issuerDer)),
  );
}
