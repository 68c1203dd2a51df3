import type { TrustUnread } from '../../model/reasons/setup-reason.ts';
import type { Anchor, SetupProblem, Trust, VerificationMode } from '../../model/setup.ts';
import { javaCertificates } from '../../stores/java/java-certificates.ts';
import { formatOf } from '../../stores/read-store.ts';
import type { StoreEntry } from '../../stores/store.ts';
import { noAnchors } from '../../stores/store-faults.ts';
import { fileUnread } from '../open-file.ts';
import type { ContextLoader } from './context-loader.ts';
import { javaReadingOf } from './java-reading.ts';
import { openStore } from './open-store.ts';
import { pemProblem } from './pem-problem.ts';

/** Whom a context trusts, as far as its files can be read. */
export async function loadTrust(loader: ContextLoader, verification: VerificationMode): Promise<Trust> {
  const authorities = loader.settings.list(loader.key('certificate_authorities'));
  const store = loader.text('truststore.path');
  const mode = loader.settings.placeOf(loader.key('verification_mode'));
  if (verification === 'none') return { kind: 'everything', anchors: [], publicRoots: false, because: null, place: mode };
  if (authorities !== null) return await trustAuthorities(loader, 'certificate_authorities', 'ca-file');
  if (store !== null) return await trustStore(loader);
  return await defaultTrust(loader);
}

async function trustAuthorities(
  loader: ContextLoader,
  name: 'certificate_authorities' | 'certificate',
  from: Anchor['from'],
): Promise<Trust> {
  const setting = loader.key(name);
  const place = loader.settings.placeOf(setting);
  const what = 'PEM certificate_authorities';
  const paths = loader.locate(name, what);
  const anchors: Anchor[] = [];
  const failed = (problem: SetupProblem): Trust => {
    loader.startupErrors.push(problem);
    return { kind: 'unknown', anchors, publicRoots: false, because: asTrustUnread(problem), place };
  };
  if (paths === null) return { kind: 'unknown', anchors, publicRoots: false, because: { code: 'setting-names-no-file', setting }, place };
  for (const path of paths) {
    const opened = await loader.open(path, setting);
    if (opened.bytes === null) {
      const problem = loader.noteUnread(opened, path, setting, what, paths);
      return {
        kind: 'unknown',
        anchors,
        publicRoots: false,
        because: problem === null ? fileUnread(path, opened) : asTrustUnread(problem),
        place,
      };
    }
    const read = javaCertificates(opened.bytes, javaReadingOf(loader.options.version));
    loader.describe(path, setting, opened, formatOf(opened.bytes), read.problem);
    if (read.problem !== null) {
      const fault = read.log(paths.join(','));
      const log =
        read.reason === 'empty'
          ? `cannot load ${what} from [${paths.join(',')}] - ${fault}`
          : `cannot load ${what} from [${paths.join(',')}] due to ${fault}`;
      const problem = pemProblem(loader, read, read.problem, { path, setting, log });
      if (!read.depends) return failed(problem);
      loader.startupErrors.push(problem);
    }
    anchors.push(...read.certificates.map((certificate): Anchor => ({ certificate, file: path, alias: null, from })));
  }
  return { kind: 'anchors', anchors, publicRoots: false, because: null, place };
}

async function trustStore(loader: ContextLoader): Promise<Trust> {
  const setting = loader.key('truststore.path');
  const place = loader.settings.placeOf(setting);
  const [path] = loader.locate('truststore.path', loader.storeWord('truststore', 'trust')) ?? [];
  if (path === undefined)
    return { kind: 'unknown', anchors: [], publicRoots: false, because: { code: 'setting-names-no-file', setting }, place };
  const store = await openStore(loader, 'truststore', path, 'trust');
  if (store === null)
    return { kind: 'unknown', anchors: [], publicRoots: false, because: { code: 'trust-file-unread', what: path }, place };
  const anchors = anchorsOf(store.entries, path);
  const lacking = noAnchors(store);
  if (lacking !== null) {
    const log = `the truststore [${path}] does not contain any trusted certificate entries`;
    const because = { code: 'store-without-anchor', file: path, ...lacking } as const;
    loader.startupErrors.push(loader.problem('truststore-no-anchors', because, { setting, file: path, log }));
  }
  return { kind: 'anchors', anchors, publicRoots: false, because: null, place };
}

function asTrustUnread({ rule, because: problem }: SetupProblem): TrustUnread {
  return { code: 'setup-problem', rule, problem };
}

/** The roots of the JVM, and what the node's own store or certificate file brings. */
async function defaultTrust(loader: ContextLoader): Promise<Trust> {
  const store = loader.text('keystore.path');
  const certificate = loader.text('certificate');
  const standard: Trust = { kind: 'anchors', anchors: [], publicRoots: true, because: null, place: null };
  if (store !== null && certificate === null) {
    const [path] = loader.locate('keystore.path', loader.storeWord('keystore', 'trust')) ?? [];
    if (path === undefined)
      return { ...standard, kind: 'unknown', because: { code: 'setting-names-no-file', setting: loader.key('keystore.path') } };
    const read = await openStore(loader, 'keystore', path, 'trust');
    if (read === null) return { ...standard, kind: 'unknown', because: { code: 'trust-file-unread', what: path } };
    return { ...standard, anchors: anchorsOf(read.entries, path) };
  }
  if (certificate !== null && store === null && loader.text('key') !== null) {
    return { ...(await trustAuthorities(loader, 'certificate', 'own-certificate')), publicRoots: true, place: null };
  }
  return standard;
}

/** As the JVM takes a store for trust: its trusted entries, and the leaf of each key. */
function anchorsOf(entries: readonly StoreEntry[], file: string): readonly Anchor[] {
  return entries.flatMap((entry): readonly Anchor[] => {
    if (entry.kind === 'trusted') return [{ certificate: entry.certificate, file, alias: entry.alias, from: 'trusted-entry' }];
    const [leaf] = entry.kind === 'key' ? entry.chain : [];
    if (entry.kind !== 'key' || leaf === undefined) return [];
    return [{ certificate: leaf, file, alias: entry.alias, from: 'key-entry', keyMatches: entry.matches }];
  });
}
