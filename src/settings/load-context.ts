import { isAbsolute, relative, resolve } from 'node:path';
import type { Certificate } from '../model/certificate.ts';
import type { Secret } from '../model/secret.ts';
import { Secret as SecretValue } from '../model/secret.ts';
import type {
  Anchor,
  ClientAuthentication,
  ContextKind,
  Identity,
  MaterialFile,
  SetupProblem,
  TlsContext,
  Trust,
  VerificationMode,
} from '../model/setup.ts';
import { type JavaPemCertificates, javaCertificates, javaPrivateKey } from './java-pem.ts';
import type { MergedSettings } from './merged-settings.ts';
import { describeFault, type OpenedFile, openFile } from './open-file.ts';
import type { PasswordSource } from './password-source.ts';
import { belongsTo } from './private-key.ts';
import { formatOf, readStore } from './read-store.ts';
import { largestStore, type Store, type StoreEntry } from './store.ts';
import { atLeastVersion, defaultCipherSuites, defaultProtocols, knownProtocols } from './tls-defaults.ts';

/** One context of a node, by the prefix of its settings. */
export type ContextPlan = { readonly kind: ContextKind; readonly prefix: string };

export type LoadOptions = {
  readonly settings: MergedSettings;
  readonly directory: string;
  readonly version: string | null;
  readonly passwords: PasswordSource;
  /** elasticsearch.keystore could not be opened, so that which passwords the node has is not known. */
  readonly secretsUnknown: boolean;
};

/** A context as it would be loaded, and what Elasticsearch says of it, apart by its two phases. */
export type LoadedContext = {
  readonly context: TlsContext;
  /** Settings that exclude each other: found for all contexts before any file is opened. */
  readonly conflicts: readonly SetupProblem[];
  /** Found while loading: first trust, then key, then protocols and suites. */
  readonly obstacles: readonly SetupProblem[];
  readonly remarks: readonly SetupProblem[];
  readonly unknown: readonly string[];
};

/** What a context would load, checked in Elasticsearch's order. Reads the files it names; never throws. */
export async function loadContext(plan: ContextPlan, options: LoadOptions): Promise<LoadedContext> {
  return await new ContextLoader(plan, options).load();
}

type StoreUse = 'key' | 'trust';

class ContextLoader {
  readonly #plan: ContextPlan;
  readonly #options: LoadOptions;
  readonly #settings: MergedSettings;
  readonly #conflicts: SetupProblem[] = [];
  readonly #obstacles: SetupProblem[] = [];
  readonly #remarks: SetupProblem[] = [];
  readonly #unknown: string[] = [];
  readonly #files = new Map<string, MaterialFile>();

  constructor(plan: ContextPlan, options: LoadOptions) {
    this.#plan = plan;
    this.#options = options;
    this.#settings = options.settings;
  }

  async load(): Promise<LoadedContext> {
    const { kind, prefix } = this.#plan;
    this.#findConflicts();
    const verification = this.#verification();
    const trust = await this.#trust(verification.value);
    const identities = await this.#identities();
    const protocols = this.#chosenList('supported_protocols', defaultProtocols(this.#options.version));
    const cipherSuites = this.#chosenList('cipher_suites', defaultCipherSuites(this.#options.version));
    this.#checkProtocols(protocols);
    this.#checkCipherSuites(cipherSuites);
    const context: TlsContext = {
      kind,
      name: prefix,
      enabled: this.#enabled(),
      identities,
      trust,
      verification,
      clientAuthentication: this.#clientAuthentication(),
      protocols,
      cipherSuites,
      files: [...this.#files.values()],
      settings: [],
    };
    this.#remark(context);
    return { context, conflicts: this.#conflicts, obstacles: this.#obstacles, remarks: this.#remarks, unknown: this.#unknown };
  }

  #key(name: string): string {
    return `${this.#plan.prefix}.${name}`;
  }

  #text(name: string): string | null {
    return this.#settings.text(this.#key(name));
  }

  /** A profile takes from transport what it does not set itself. */
  #chosenList(name: string, otherwise: readonly string[]) {
    return this.#settings.chosenList(this.#key(name), otherwise);
  }

  #enabled(): TlsContext['enabled'] {
    const { kind } = this.#plan;
    const standard = kind === 'remote-cluster-server' || kind === 'remote-cluster-client' || kind === 'realm' || kind === 'other-client';
    if (kind === 'transport-profile') return this.#settings.flag('xpack.security.transport.ssl.enabled', false);
    return this.#settings.flag(this.#key('enabled'), standard);
  }

  #verification(): TlsContext['verification'] {
    const { value, place } = this.#settings.chosen(this.#key('verification_mode'), 'full');
    const mode = value.toLowerCase();
    return isVerification(mode) ? { value: mode, place } : { value: 'full', place: null };
  }

  #clientAuthentication(): TlsContext['clientAuthentication'] {
    const { kind } = this.#plan;
    if (kind === 'remote-cluster-client' || kind === 'realm' || kind === 'other-client') return null;
    const { value, place } = this.#settings.chosen(this.#key('client_authentication'), '');
    const mode = value.toLowerCase();
    const standard = kind === 'transport' || kind === 'transport-profile' ? 'required' : 'none';
    return isClientAuthentication(mode) ? { value: mode, place } : { value: standard, place: null };
  }

  #problem(
    rule: string,
    detail: string,
    more: {
      readonly setting: string | null;
      readonly file?: string;
      readonly log?: string;
      readonly stops?: boolean;
      readonly certainty?: 'proven' | 'likely';
    },
  ): SetupProblem {
    const { prefix } = this.#plan;
    const old = this.#options.version?.startsWith('7.') === true;
    const head = `failed to load SSL configuration [${prefix}]`;
    return {
      rule,
      stops: more.stops ?? true,
      certainty: more.certainty ?? 'proven',
      context: prefix,
      setting: more.setting,
      place: more.setting === null ? null : this.#settings.placeOf(more.setting),
      file: more.file ?? null,
      detail,
      logText: more.log === undefined ? null : old ? head : `${head} - ${more.log}`,
    };
  }

  #findConflicts(): void {
    const { prefix } = this.#plan;
    const certificate = this.#text('certificate');
    const key = this.#text('key');
    const store = this.#text('keystore.path');
    const conflict = (rule: string, detail: string, setting: string, log: string) =>
      this.#conflicts.push(this.#problem(rule, detail, { setting: this.#key(setting), log }));
    if (certificate !== null && store !== null) {
      const log = 'cannot specify both [certificate] and [keystore.path]';
      conflict('conflicting-key-settings', `${prefix}.certificate and ${prefix}.keystore.path exclude each other.`, 'certificate', log);
    } else if (certificate !== null && key === null) {
      const log = 'cannot specify [certificate] without also setting [key]';
      conflict('conflicting-key-settings', `${prefix}.certificate is set, and ${prefix}.key is not.`, 'certificate', log);
    } else if (key !== null && certificate === null) {
      const log = 'cannot specify [key] without also setting [certificate]';
      conflict('conflicting-key-settings', `${prefix}.key is set, and ${prefix}.certificate is not.`, 'key', log);
    } else {
      const pairs = store === null ? (key === null ? [] : [pemPassword]) : [storePassword, keyPassword];
      for (const { secure, legacy } of pairs) this.#passwordConflict(secure, legacy);
    }
    if (this.#settings.list(this.#key('certificate_authorities')) !== null && this.#text('truststore.path') !== null) {
      const log = 'cannot specify both [certificate_authorities] and [truststore.path]';
      const detail = `${prefix}.certificate_authorities and ${prefix}.truststore.path exclude each other.`;
      conflict('conflicting-trust-settings', detail, 'certificate_authorities', log);
    } else if (this.#text('truststore.path') !== null && this.#verification().value !== 'none') {
      this.#passwordConflict(trustPassword.secure, trustPassword.legacy);
    }
  }

  #passwordConflict(secure: string, legacy: string): void {
    if (this.#secret(secure) === null || this.#text(legacy) === null) return;
    const detail = `${this.#key(secure)} stands in elasticsearch.keystore, and ${this.#key(legacy)} in elasticsearch.yml; they exclude each other.`;
    const log = `cannot specify both [${secure}] and [${legacy}]`;
    this.#conflicts.push(this.#problem('conflicting-passwords', detail, { setting: this.#key(legacy), log }));
  }

  /** An empty one counts as none. */
  #secret(name: string): Secret | null {
    const secret = this.#settings.secret(this.#key(name));
    return secret === null || secret.isEmpty ? null : secret;
  }

  #password({ secure, legacy }: PasswordNames): Secret | null {
    const text = this.#text(legacy);
    return this.#secret(secure) ?? (text === null ? null : new SecretValue(text));
  }

  // Trust

  async #trust(verification: VerificationMode): Promise<Trust> {
    const authorities = this.#settings.list(this.#key('certificate_authorities'));
    const store = this.#text('truststore.path');
    const mode = this.#settings.placeOf(this.#key('verification_mode'));
    if (verification === 'none') return { kind: 'everything', anchors: [], publicRoots: false, because: null, place: mode };
    if (authorities !== null) return await this.#authorities(authorities, 'certificate_authorities', 'ca-file');
    if (store !== null) return await this.#trustStore(store);
    return await this.#defaultTrust();
  }

  async #authorities(names: readonly string[], name: string, from: Anchor['from']): Promise<Trust> {
    const setting = this.#key(name);
    const place = this.#settings.placeOf(setting);
    const what = 'PEM certificate_authorities';
    const paths = names.map((file) => this.#resolve(file));
    const anchors: Anchor[] = [];
    const failed = (problem: SetupProblem): Trust => {
      this.#obstacles.push(problem);
      return { kind: 'unknown', anchors, publicRoots: false, because: problem.detail, place };
    };
    for (const path of paths) {
      const opened = await this.#open(path, setting);
      if (opened.bytes === null) return failed(this.#fileProblem(opened, path, setting, what, paths));
      const read = javaCertificates(opened.bytes);
      this.#describe(path, setting, opened, formatOf(opened.bytes), read.problem);
      if (read.problem !== null) {
        const fault = read.log(paths.join(','));
        const log =
          read.reason === 'empty'
            ? `cannot load ${what} from [${paths.join(',')}] - ${fault}`
            : `cannot load ${what} from [${paths.join(',')}] due to ${fault}`;
        return failed(this.#pemProblem(read, path, setting, log));
      }
      anchors.push(...read.certificates.map((certificate): Anchor => ({ certificate, file: path, alias: null, from })));
    }
    return { kind: 'anchors', anchors, publicRoots: false, because: null, place };
  }

  #pemProblem(read: JavaPemCertificates, path: string, setting: string, log: string): SetupProblem {
    return this.#problem(read.reason === 'empty' ? 'pem-empty' : 'pem-not-a-certificate', `${path}: ${read.problem ?? ''}.`, {
      setting,
      file: path,
      log,
    });
  }

  async #trustStore(name: string): Promise<Trust> {
    const setting = this.#key('truststore.path');
    const place = this.#settings.placeOf(setting);
    const path = this.#resolve(name);
    const store = await this.#store(path, setting, 'trust', trustPassword, this.#text('truststore.type'));
    if (store === null) return { kind: 'unknown', anchors: [], publicRoots: false, because: `${path} could not be read`, place };
    const anchors = anchorsOf(store.entries, path);
    if (!store.entries.some(({ kind }) => kind === 'trusted')) {
      const unmarked = store.entries.filter(({ kind }) => kind === 'unmarked').length;
      const keys = store.entries.filter(({ kind }) => kind === 'key').length;
      const has =
        unmarked > 0
          ? `It holds ${count(unmarked, 'certificate')} that the JVM does not see, for want of its attribute for trusted certificates.`
          : keys > 0
            ? `It holds ${count(keys, 'private key')} and no certificate that stands for itself.`
            : 'It is empty.';
      const log = `the truststore [${path}] does not contain any trusted certificate entries`;
      this.#obstacles.push(this.#problem('truststore-no-anchors', `${path} has no trusted entry. ${has}`, { setting, file: path, log }));
    }
    return { kind: 'anchors', anchors, publicRoots: false, because: null, place };
  }

  /** The roots of the JVM, and what the node's own store or certificate file brings. */
  async #defaultTrust(): Promise<Trust> {
    const store = this.#text('keystore.path');
    const certificate = this.#text('certificate');
    const standard: Trust = { kind: 'anchors', anchors: [], publicRoots: true, because: null, place: null };
    if (store !== null && certificate === null) {
      const path = this.#resolve(store);
      const read = await this.#store(path, this.#key('keystore.path'), 'trust', storePassword, this.#text('keystore.type'));
      if (read === null) return { ...standard, kind: 'unknown', because: `${path} could not be read` };
      return { ...standard, anchors: anchorsOf(read.entries, path) };
    }
    if (certificate !== null && store === null && this.#text('key') !== null) {
      return { ...(await this.#authorities([certificate], 'certificate', 'own-certificate')), publicRoots: true, place: null };
    }
    return standard;
  }

  // Key

  async #identities(): Promise<readonly Identity[]> {
    const certificate = this.#text('certificate');
    const key = this.#text('key');
    const store = this.#text('keystore.path');
    if (store !== null && certificate === null && key === null) return await this.#storeIdentities(store);
    if (certificate !== null && key !== null && store === null) return await this.#pemIdentity(certificate, key);
    return [];
  }

  async #storeIdentities(name: string): Promise<readonly Identity[]> {
    const setting = this.#key('keystore.path');
    const path = this.#resolve(name);
    const type = this.#text('keystore.type') ?? inferredType(name);
    const before = this.#obstacles.length;
    const store = await this.#store(path, setting, 'key', storePassword, this.#text('keystore.type'));
    if (store === null) return [];
    const keys = store.entries.filter((entry) => entry.kind === 'key');
    // For HTTP, Elasticsearch leaves out keys of CAs, which auto-configuration keeps there for enrolling nodes.
    const used = this.#plan.kind === 'http' ? keys.filter(({ chain }) => chain[0]?.isCa !== true) : keys;
    if (used.length === 0 && this.#obstacles.length === before) {
      // The missing space is Elasticsearch's own.
      const log = `the ${type} keystore [${path}]does not contain a private key entry`;
      const detail = `${path} has no private key${keys.length > 0 ? ' but that of a CA' : ''}.`;
      this.#obstacles.push(this.#problem('keystore-without-private-key', detail, { setting, file: path, log }));
    }
    const locked = used.find(({ fault }) => fault !== null);
    if (locked !== undefined) {
      const own = this.#password(keyPassword) !== null;
      const log = `cannot load [${type}] keystore from [${path}] due to UnrecoverableKeyException`;
      if (locked.fault === 'wrong-password') {
        const detail = `${path} opens, and its key ${locked.alias ?? ''} has another password than ${own ? 'the one set for it' : 'the store'}.`;
        if (this.#options.secretsUnknown && !own)
          this.#unknown.push(`${this.#key(keyPassword.secure)}: elasticsearch.keystore could not be opened`);
        else {
          this.#obstacles.push(
            this.#problem('keystore-password-wrong', detail, {
              setting: own ? this.#settingOf(keyPassword) : setting,
              file: path,
              log,
            }),
          );
        }
      } else {
        const detail = `${path}: the key ${locked.alias ?? ''} cannot be used: ${locked.because ?? ''}.`;
        this.#obstacles.push(this.#problem('keystore-type-mismatch', detail, { setting, file: path, log, certainty: 'likely' }));
      }
    }
    return used.map(({ chain, key, alias, matches }) => ({ chain, key, alias, keyMatches: matches, file: path }));
  }

  async #pemIdentity(certificateName: string, keyName: string): Promise<readonly Identity[]> {
    const keySetting = this.#key('key');
    const setting = this.#key('certificate');
    const keyPath = this.#resolve(keyName);
    const path = this.#resolve(certificateName);
    const openedKey = await this.#open(keyPath, keySetting);
    let key: Identity['key'] = null;
    let keyFailed = false;
    if (openedKey.bytes === null) {
      keyFailed = true;
      this.#obstacles.push(this.#fileProblem(openedKey, keyPath, keySetting, 'PEM private key'));
    } else {
      const configured = this.#password(pemPassword);
      const unsure = this.#options.secretsUnknown && configured === null;
      let read = javaPrivateKey(openedKey.bytes, configured === null ? [] : [configured], keyPath);
      const fault = read;
      if (read.rule === 'pem-key-encrypted') {
        const more = await this.#options.passwords({ kind: 'key', file: keyPath, setting: this.#key(pemPassword.secure) });
        if (more.length > 0) read = javaPrivateKey(openedKey.bytes, more, keyPath);
      }
      this.#describe(keyPath, keySetting, openedKey, formatOf(openedKey.bytes), read.problem);
      key = read.key;
      if (fault.problem !== null) {
        keyFailed = true;
        if (unsure && fault.rule === 'pem-key-encrypted')
          this.#unknown.push(`${this.#key(pemPassword.secure)}: elasticsearch.keystore could not be opened`);
        else
          this.#obstacles.push(
            this.#problem(fault.rule ?? 'pem-key-unsupported', `${keyPath}: ${fault.problem}.`, {
              setting: keySetting,
              file: keyPath,
              ...(fault.log === null ? {} : { log: fault.log }),
            }),
          );
      }
    }
    const opened = await this.#open(path, setting);
    if (opened.bytes === null) {
      if (!this.#alreadyTold(path)) this.#obstacles.push(this.#fileProblem(opened, path, setting, 'PEM certificate'));
      return [];
    }
    const read = javaCertificates(opened.bytes);
    this.#describe(path, setting, opened, formatOf(opened.bytes), read.problem);
    if (read.problem !== null) {
      if (!this.#alreadyTold(path)) {
        const fault = read.log(path);
        const log = read.reason === 'empty' ? fault : `cannot load PEM certificate from [${path}] due to ${fault}`;
        this.#obstacles.push(this.#pemProblem(read, path, setting, log));
      }
      return [];
    }
    const [leaf] = read.certificates;
    const broken = read.certificates.findIndex((certificate, index) => {
      const next = read.certificates[index + 1];
      return next !== undefined && Buffer.compare(certificate.issuerDer, next.subjectDer) !== 0;
    });
    if (broken >= 0 && !keyFailed) {
      const stranger = read.certificates[broken + 1];
      const rule = stranger !== undefined && isRelated(stranger, read.certificates) ? 'chain-order-invalid' : 'chain-unrelated-certificate';
      const detail = `${path}: certificate ${broken + 2} (${stranger?.subject ?? ''}) is not the issuer of certificate ${broken + 1} (${read.certificates[broken]?.subject ?? ''}).`;
      const log = `failed to load a KeyManager for certificate/key pair [${path}], [${keyPath}]`;
      this.#obstacles.push(this.#problem(rule, detail, { setting, file: path, log }));
    }
    return [{ chain: read.certificates, key, alias: null, keyMatches: belongsTo(key, leaf), file: path }];
  }

  // Files

  #resolve(name: string): string {
    return resolve(this.#options.directory, name);
  }

  #settingOf({ secure, legacy }: PasswordNames): string {
    return this.#text(legacy) !== null ? this.#key(legacy) : this.#key(secure);
  }

  #alreadyTold(path: string): boolean {
    return this.#obstacles.some(({ file }) => file === path);
  }

  readonly #opened = new Map<string, OpenedFile>();

  async #open(path: string, setting: string): Promise<OpenedFile> {
    const opened = this.#opened.get(path) ?? (await openFile(path, largestStore));
    this.#opened.set(path, opened);
    this.#describe(path, setting, opened, null, opened.bytes === null ? describeFault(opened) : null);
    this.#checkPlace(path, setting, opened);
    return opened;
  }

  #describe(path: string, setting: string, opened: OpenedFile, format: string | null, problem: string | null): void {
    const place = this.#settings.placeOf(setting) ?? { file: this.#options.directory, line: null };
    this.#files.set(`${setting} ${path}`, {
      path,
      setting,
      place,
      format,
      problem: problem === null ? null : `${path}: ${problem}`,
      mode: opened.mode,
      modifiedAt: opened.modifiedAt,
    });
  }

  /** From 8.18 and 9.0 on the node may read its configuration directory only; before, a policy file said the same with holes. */
  #checkPlace(path: string, setting: string, { bytes }: OpenedFile): void {
    if (bytes === null || this.#alreadyTold(path) || isInside(this.#options.directory, path)) return;
    const what = `access to read the file is blocked; SSL resources should be placed in the [${this.#options.directory}] directory`;
    const detail = `${path} stands outside the configuration directory ${this.#options.directory}, where the node may not read it.`;
    const problem = this.#problem('file-outside-config-dir', detail, {
      setting,
      file: path,
      log: `cannot read configured ${this.#fileWord(setting)} [${path}] because ${what}`,
      // Before 8.18 a policy of the security manager ruled, which could be widened; and the JVM's own files are open to it.
      certainty: atLeastVersion(this.#options.version, 8, 18) === true && !/\/(?:jvm|jdk|lib\/security)\//.test(path) ? 'proven' : 'likely',
    });
    this.#obstacles.push(problem);
  }

  #fileWord(setting: string): string {
    const name = setting.slice(this.#plan.prefix.length + 1);
    if (name === 'key') return 'PEM private key';
    if (name === 'certificate') return 'PEM certificate';
    if (name === 'certificate_authorities') return 'PEM certificate_authorities';
    const store = name.startsWith('truststore') ? 'truststore' : 'keystore';
    const type = this.#text(`${store}.type`) ?? inferredType(this.#text(`${store}.path`) ?? '');
    return `[${type}] keystore${store === 'truststore' ? ' (as a truststore)' : ''}`;
  }

  #fileProblem(opened: OpenedFile, path: string, setting: string, what: string, all: readonly string[] = [path]): SetupProblem {
    const list = all.join(',');
    const missing = all.length === 1 ? 'the file does not exist' : 'one or more files do not exist';
    const permitted = all.length === 1 ? `the ${what} file` : `one of more ${what}files`;
    const at = { setting, file: path };
    switch (opened.fault) {
      case 'missing':
        return this.#problem('file-missing', `${path}: ${describeFault(opened)}.`, {
          ...at,
          log: `cannot read configured ${what} [${list}] because ${missing}`,
        });
      case 'denied':
        return this.#problem('file-not-readable', `${path}: ${describeFault(opened)}.`, {
          ...at,
          log: `not permitted to read ${permitted} [${list}]`,
          certainty: 'likely',
        });
      case 'directory':
        return this.#problem('file-missing', `${path}: ${describeFault(opened)}.`, {
          ...at,
          log: `cannot read configured ${what} [${list}] - Is a directory`,
        });
      default:
        return this.#problem('file-not-readable', `${path}: ${describeFault(opened)}.`, { ...at, certainty: 'likely' });
    }
  }

  /** Opens a store with the password that the node has; if that fails, says so, and tries the user's, so that the content can be judged all the same. */
  async #store(
    path: string,
    setting: string,
    use: StoreUse,
    names: PasswordNames,
    givenType: string | null,
  ): Promise<Extract<Store, { kind: 'store' }> | null> {
    const type = givenType ?? inferredType(path);
    const what = `[${type}] keystore${use === 'trust' ? ' (as a truststore)' : ''}`;
    const opened = await this.#open(path, setting);
    const tell = (problem: SetupProblem) => {
      if (!this.#alreadyTold(path)) this.#obstacles.push(problem);
    };
    if (opened.bytes === null) {
      tell(this.#fileProblem(opened, path, setting, what));
      return null;
    }
    const configured = this.#password(names);
    const given = configured === null ? '(no password was provided)' : '(a keystore password was provided)';
    const tail = use === 'trust' ? `; ${given}` : '';
    if (!/^(?:jks|pkcs12)$/i.test(type)) {
      const log = `cannot load ${what} from [${path}] due to KeyStoreException (${type} not found)${tail}`;
      if (!/^(?:jceks|bcfks)$/i.test(type))
        tell(this.#problem('keystore-type-mismatch', `${type} is no type of store; jks and PKCS12 are.`, { setting, file: path, log }));
      else this.#unknown.push(`${path}: stores of the type ${type} are not read`);
      return null;
    }
    const keyPasswords = [this.#password(keyPassword)].filter((password) => password !== null);
    const own = configured ?? new SecretValue('');
    const first = readStore(opened.bytes, { name: path, passwords: [own], keyPasswords: use === 'key' ? keyPasswords : [] });
    if (first.kind === 'store' && first.format !== 'pem' && first.format !== 'der') {
      this.#describe(path, setting, opened, first.format, null);
      return first;
    }
    if (first.kind === 'unreadable' && (first.fault === 'wrong-password' || first.fault === 'password-needed')) {
      if (this.#options.secretsUnknown && configured === null)
        this.#unknown.push(`${this.#key(names.secure)}: elasticsearch.keystore could not be opened`);
      else {
        const rule = configured === null ? 'keystore-password-not-stored' : 'keystore-password-wrong';
        const detail =
          configured === null
            ? `${path} has a password, and neither elasticsearch.keystore has ${this.#key(names.secure)} nor elasticsearch.yml ${this.#key(names.legacy)}.`
            : `${path}: the password from ${this.#settingOf(names)} is not the right one.`;
        const log = `cannot read configured ${what} [${path}] - this is usually caused by an incorrect password${tail}`;
        tell(this.#problem(rule, detail, { setting: configured === null ? setting : this.#settingOf(names), file: path, log }));
      }
      const more = await this.#options.passwords({ kind: 'store', file: path, setting: this.#key(names.secure) });
      const second = readStore(opened.bytes, { name: path, passwords: more, keyPasswords: [...keyPasswords, ...more] });
      this.#describe(path, setting, opened, first.format, second.kind === 'store' ? null : first.detail);
      return second.kind === 'store' ? second : null;
    }
    if (first.kind === 'unreadable' && (first.fault === 'not-supported' || first.fault === 'mac-not-supported')) {
      this.#describe(path, setting, opened, first.format, first.detail);
      this.#unknown.push(`${path}: ${first.detail}`);
      return null;
    }
    const is = first.kind === 'unreadable' ? first.detail : `it is ${first.format.toUpperCase()}`;
    const expected = /^jks$/i.test(type) ? 'a Java key store or PKCS#12' : 'PKCS#12';
    const shown =
      first.kind === 'unreadable' && (first.format === 'pkcs12' || first.format === 'jks') ? is : `${is}, where ${expected} was expected`;
    this.#describe(path, setting, opened, first.format, shown);
    const damaged = first.kind === 'unreadable' && (first.format === 'pkcs12' || first.format === 'jks');
    // Of a damaged store the JVM says something else each time.
    const cause = damaged ? null : javaComplaint(opened.bytes, type);
    const log = `cannot read configured ${what} [${path}]${damaged ? '' : `${cause === null ? '' : ` - ${cause}`}${tail}`}`;
    tell(this.#problem('keystore-type-mismatch', `${path}: ${shown}.`, { setting, file: path, log }));
    return null;
  }

  // Protocols and suites

  #checkProtocols({ value, place }: TlsContext['protocols']): void {
    if (place === null || value.some((name) => knownProtocols.some((known) => known === name))) return;
    const list = `[${value.join(', ')}]`;
    const log = `java.lang.IllegalArgumentException: no supported SSL/TLS protocol was found in the configured supported protocols: ${list}`;
    const detail = `None of the protocols ${list} is one that Elasticsearch knows; write TLSv1.3 or TLSv1.2.`;
    this.#obstacles.push(this.#problem('unknown-ssl-setting', detail, { setting: this.#key('supported_protocols'), log }));
  }

  #checkCipherSuites({ value, place }: TlsContext['cipherSuites']): void {
    if (place === null) return;
    const wrong = value.filter((name) => !/^(?:TLS|SSL)_[A-Z0-9_]+$/.test(name));
    if (wrong.length === 0) return;
    const all = wrong.length === value.length;
    const log = `none of the ciphers [${value.join(', ')}] are supported by this JVM`;
    const detail = `${all ? 'None' : `${wrong.length}`} of the suites in ${this.#key('cipher_suites')} ${all ? 'is' : 'are'} ${all ? 'one that' : 'not what'} a JVM knows: ${wrong.slice(0, 5).join(', ')}. The JVM wants names such as TLS_AES_256_GCM_SHA384.`;
    const problem = this.#problem('ciphers-unsupported-by-jvm', detail, {
      setting: this.#key('cipher_suites'),
      stops: all,
      ...(all ? { log } : {}),
    });
    (all ? this.#obstacles : this.#remarks).push(problem);
  }

  // What does not stop the node

  #remark(context: TlsContext): void {
    const { kind } = this.#plan;
    const remark = (rule: string, detail: string, setting: string | null, file?: string) =>
      this.#remarks.push(this.#problem(rule, detail, { setting, stops: false, ...(file === undefined ? {} : { file }) }));
    for (const { keyMatches, chain, file, alias } of context.identities) {
      if (keyMatches === false) {
        const setting = this.#key(this.#text('keystore.path') !== null ? 'keystore.path' : 'key');
        const detail = `The private key${alias === null ? '' : ` of ${alias}`} does not belong to ${chain[0]?.subject ?? 'its certificate'}: the node starts, and every handshake fails.`;
        remark('key-certificate-mismatch', detail, setting, file);
      }
    }
    if (context.identities.length > 1 && kind !== 'realm') {
      const names = context.identities.map(({ alias, chain }) => `${alias ?? '?'}${chain[0]?.isCa === true ? ' (a CA)' : ''}`).join(', ');
      remark(
        'keystore-several-keys',
        `The store has several private keys: ${names}. Which one is used, the JVM decides.`,
        this.#key('keystore.path'),
      );
    }
    const { place, value } = context.verification;
    if (value === 'none' && context.kind === 'transport') {
      remark(
        'transport-verification-none',
        `verification_mode is none: any certificate is taken.`,
        place === null ? null : this.#key('verification_mode'),
      );
    }
    for (const { path, setting, mode } of context.files) {
      const holdsKey = setting === this.#key('key') || setting === this.#key('keystore.path');
      if (holdsKey && mode !== null && (mode & 0o007) !== 0) {
        remark(
          'private-key-world-readable',
          `${path} has a private key, and its mode ${mode.toString(8)} lets every user at it.`,
          setting,
          path,
        );
      }
    }
    for (const { secure, legacy } of [storePassword, keyPassword, trustPassword, pemPassword]) {
      if (this.#text(legacy) !== null)
        remark(
          'password-in-yaml',
          `${this.#key(legacy)} has its password in elasticsearch.yml; ${this.#key(secure)} in elasticsearch.keystore is the place for it.`,
          this.#key(legacy),
        );
    }
    for (const [names, path] of [
      [storePassword, 'keystore.path'],
      [trustPassword, 'truststore.path'],
    ] as const) {
      const password = this.#password(names);
      const known = ['changeit', 'changeme', 'password', 'elastic'].find((word) => password?.reveal() === word);
      if (this.#text(path) !== null && known !== undefined) {
        remark('weak-store-password', `${this.#key(path)} is protected by a password that everybody tries first.`, this.#key(path));
      }
    }
    const keySet =
      context.enabled.place !== null && !context.enabled.value && (this.#text('keystore.path') ?? this.#text('certificate')) !== null;
    if (keySet && (kind === 'transport' || kind === 'http')) {
      remark(
        'ssl-enabled-false-explicit',
        `${this.#key('enabled')} is false, and a certificate is set: nothing is encrypted.`,
        this.#key('enabled'),
      );
    }
  }
}

type PasswordNames = { readonly secure: string; readonly legacy: string };

const storePassword: PasswordNames = { secure: 'keystore.secure_password', legacy: 'keystore.password' };
const keyPassword: PasswordNames = { secure: 'keystore.secure_key_password', legacy: 'keystore.key_password' };
const trustPassword: PasswordNames = { secure: 'truststore.secure_password', legacy: 'truststore.password' };
const pemPassword: PasswordNames = { secure: 'secure_key_passphrase', legacy: 'key_passphrase' };

function isVerification(text: string): text is VerificationMode {
  return text === 'full' || text === 'certificate' || text === 'none';
}

function isClientAuthentication(text: string): text is ClientAuthentication {
  return text === 'none' || text === 'optional' || text === 'required';
}

/** By the name alone, as Elasticsearch does. A JVM that is told `jks` also opens PKCS#12, and the other way round. */
function inferredType(path: string): string {
  return /\.(?:p12|pfx|pkcs12)$/i.test(path) ? 'PKCS12' : 'jks';
}

/** What the JVM says of bytes that are no store; null where it says nothing. */
function javaComplaint(bytes: Uint8Array, type: string): string | null {
  if (/^jks$/i.test(type)) return bytes.length < 4 ? null : 'Invalid keystore format';
  const [tag] = bytes;
  if (tag === undefined) return 'Tag number over 30 is not supported';
  return tag === 0x30 ? null : `toDerInputStream rejects tag type ${tag}`;
}

function isInside(directory: string, path: string): boolean {
  const from = relative(directory, path);
  return from !== '' && !from.startsWith('..') && !isAbsolute(from);
}

/** As the JVM takes a store for trust: its trusted entries, and the leaf of each key. */
function anchorsOf(entries: readonly StoreEntry[], file: string): readonly Anchor[] {
  return entries.flatMap((entry): readonly Anchor[] => {
    if (entry.kind === 'trusted') return [{ certificate: entry.certificate, file, alias: entry.alias, from: 'trusted-entry' }];
    const leaf = entry.kind === 'key' ? entry.chain[0] : undefined;
    return leaf === undefined ? [] : [{ certificate: leaf, file, alias: entry.alias, from: 'key-entry' }];
  });
}

/** Whether a certificate issued another of these, or was issued by one. */
function isRelated(certificate: Certificate, all: readonly Certificate[]): boolean {
  const same = (a: Uint8Array, b: Uint8Array) => Buffer.compare(a, b) === 0;
  return all.some(
    (other) => other !== certificate && (same(other.issuerDer, certificate.subjectDer) || same(other.subjectDer, certificate.issuerDer)),
  );
}

function count(number: number, noun: string): string {
  return number === 1 ? `one ${noun}` : `${number} ${noun}s`;
}
