import type { SetupProblemReason } from '../../model/reasons/setup-problem-reason.ts';
import { Secret } from '../../model/secret.ts';
import type { SetupProblem } from '../../model/setup.ts';
import { readStore } from '../../stores/read-store.ts';
import { type OpenedStore, passwordWeakness } from '../../stores/store-faults.ts';
import { javaComplaint } from '../../stores/store-type.ts';
import { keyPassword, storePassword, trustPassword } from '../password-names.ts';
import type { ContextLoader, ContextStore } from './context-loader.ts';

/** Says so where the password is as good as none; once of a store that is opened for both uses. */
function warnOfPassword(loader: ContextLoader, store: OpenedStore, path: string, setting: string): void {
  const weakness = passwordWeakness(store);
  if (weakness === null) return;
  const because = { code: 'store-password-weak', file: path, weakness } as const;
  const warning = loader.problem('weak-store-password', because, { setting, file: path, stops: false });
  if (!loader.warnings.some(({ rule, file }) => rule === warning.rule && file === path)) loader.warnings.push(warning);
}

/** Opens a store with the password that the node has; if that fails, says so, and tries the user's, so that the content can be judged all the same. */
export async function openStore(
  loader: ContextLoader,
  store: ContextStore,
  path: string,
  use: 'key' | 'trust',
): Promise<OpenedStore | null> {
  const setting = loader.key(`${store}.path`);
  const names = store === 'keystore' ? storePassword : trustPassword;
  const type = loader.storeType(store);
  const what = loader.storeWord(store, use);
  const opened = await loader.open(path, setting);
  const tell = (problem: SetupProblem) => {
    if (!loader.hasStartupError(path)) loader.startupErrors.push(problem);
  };
  if (opened.bytes === null) {
    if (!loader.hasStartupError(path)) loader.noteUnread(opened, path, setting, what);
    return null;
  }
  const configured = loader.password(names);
  const given = configured === null ? '(no password was provided)' : '(a keystore password was provided)';
  const tail = use === 'trust' ? `; ${given}` : '';
  if (!/^(?:jks|pkcs12)$/i.test(type)) {
    const log = `cannot load ${what} from [${path}] due to KeyStoreException (${type} not found)${tail}`;
    if (!/^(?:jceks|bcfks)$/i.test(type))
      tell(loader.problem('keystore-type-mismatch', { code: 'store-type-unknown', type }, { setting, file: path, log }));
    else loader.noteUnknown({ code: 'store-type-not-read', context: loader.plan.prefix, file: path, type });
    return null;
  }
  const keyPasswords = [loader.password(keyPassword)].filter((password) => password !== null);
  const own = configured ?? new Secret('');
  const first = readStore(opened.bytes, { name: path, passwords: [own], keyPasswords: use === 'key' ? keyPasswords : [] });
  if (first.kind === 'store' && first.format !== 'pem' && first.format !== 'der') {
    loader.describe(path, setting, opened, first.format, null);
    warnOfPassword(loader, first, path, setting);
    return first;
  }
  if (first.kind === 'unreadable' && (first.fault === 'wrong-password' || first.fault === 'password-needed')) {
    if (loader.options.secretsUnknown && configured === null) loader.noteUnknown(loader.passwordUnknown(loader.key(names.secure)));
    else {
      const rule = configured === null ? 'keystore-password-not-stored' : 'keystore-password-wrong';
      const because: SetupProblemReason =
        configured === null
          ? { code: 'store-password-not-set', file: path, setting: loader.key(names.secure), legacy: loader.key(names.legacy) }
          : { code: 'store-password-wrong', file: path, setting: loader.settingOf(names) };
      const log = `cannot read configured ${what} [${path}] - this is usually caused by an incorrect password${tail}`;
      tell(loader.problem(rule, because, { setting: configured === null ? setting : loader.settingOf(names), file: path, log }));
    }
    const { bytes } = opened;
    const fits = (password: Secret) => readStore(bytes, { name: path, passwords: [password] }).kind === 'store';
    const more = await loader.options.passwords({ kind: 'store', file: path, setting: loader.key(names.secure), fits });
    const second = readStore(opened.bytes, { name: path, passwords: more, keyPasswords: [...keyPasswords, ...more] });
    loader.describe(path, setting, opened, first.format, second.kind === 'store' ? null : first.because);
    return second.kind === 'store' ? second : null;
  }
  if (first.kind === 'unreadable' && (first.fault === 'not-supported' || first.fault === 'mac-not-supported')) {
    loader.describe(path, setting, opened, first.format, first.because);
    loader.noteUnknown({ code: 'store-not-supported', context: loader.plan.prefix, file: path, fault: first.because });
    return null;
  }
  const found = first.kind === 'unreadable' ? first.because : ({ code: 'content-of-format', format: first.format } as const);
  const damaged = first.kind === 'unreadable' && (first.format === 'pkcs12' || first.format === 'jks') ? first.because : null;
  const fault = damaged ?? ({ code: 'content-instead', found, expected: /^jks$/i.test(type) ? 'java-store' : 'pkcs12' } as const);
  loader.describe(path, setting, opened, first.format, fault);
  // Of a damaged store the JVM says something else each time.
  const cause = damaged !== null ? null : javaComplaint(opened.bytes, type);
  const log = `cannot read configured ${what} [${path}]${damaged !== null ? '' : `${cause === null ? '' : ` - ${cause}`}${tail}`}`;
  tell(loader.problem('keystore-type-mismatch', { code: 'file-content-wrong', file: path, fault }, { setting, file: path, log }));
  return null;
}
