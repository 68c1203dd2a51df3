import { constants } from 'node:crypto';
import { join, resolve } from 'node:path';
import type { Secret } from '../model/secret.ts';
import { Secret as SecretValue } from '../model/secret.ts';
import type {
  Anchor,
  Identity,
  MaterialFile,
  NodeFacts,
  Setup,
  SetupProblem,
  TlsContext,
  Trust,
  VerificationMode,
} from '../model/setup.ts';
import { parseCertificate } from '../x509/parse-certificate.ts';
import { readCertificates } from '../x509/read-pem.ts';
import type { SecureSettings } from './keystore.ts';
import { readKibanaKeystore } from './kibana-keystore.ts';
import { cleanUrl, MergedSettings, settingsForRecord } from './merged-settings.ts';
import { describeFault, type OpenedFile, openFile } from './open-file.ts';
import { isKeyLabel, openPemKey, pemBlocks, pemText } from './pem-keys.ts';
import { belongsTo } from './private-key.ts';
import type { ReadOptions } from './read-elasticsearch.ts';
import { formatOf, readStore } from './read-store.ts';
import { readYml, whyUnread, type YmlFault } from './read-yml.ts';
import { largestStore, type Store, type StoreEntry } from './store.ts';
import { majorOf } from './tls-defaults.ts';

export type KibanaOptions = ReadOptions & {
  /** The directory that the process starts in: Kibana takes relative paths from there. Without it, its home is taken to be above the configuration. */
  readonly workingDirectory?: string;
};

/**
 * What Kibana would load from its configuration directory, as a server and as a client of Elasticsearch, and every reason for which it would not
 * start. Never throws for what files hold.
 */
export async function readKibanaSetup({
  directory: given,
  environment,
  passwords,
  version = null,
  workingDirectory,
}: KibanaOptions): Promise<Setup> {
  const directory = resolve(given);
  const ymlFile = join(directory, 'kibana.yml');
  const opened = await openFile(ymlFile, 8 * 1024 * 1024);
  const yml =
    opened.bytes === null ? { settings: [], faults: [] } : readYml(opened.bytes, { file: ymlFile, environment, variables: 'kibana' });
  const keystoreFile = join(directory, 'kibana.keystore');
  const keystore = await openKeystore(keystoreFile, passwords);
  const secure = keystore.kind === 'opened' ? keystore.entries : new Map<string, Secret>();
  const settings = new MergedSettings(yml.settings, secure, keystoreFile, null);
  const reader = new KibanaReader(
    settings,
    passwords,
    workingDirectory ?? resolve(directory, '..'),
    version,
    keystore.kind === 'locked' || keystore.kind === 'unreadable',
  );
  const server = await reader.server();
  const client = await reader.client('elasticsearch.ssl');
  const monitoring = settings.has('monitoring.ui.elasticsearch.hosts')
    ? [await reader.client('monitoring.ui.elasticsearch.ssl', client)]
    : [];
  const record = settingsForRecord(yml.settings, secure.keys(), keystoreFile);
  const withSettings = (context: TlsContext): TlsContext => ({
    ...context,
    settings: record.filter(({ key }) => key.startsWith(`${context.name}.`)),
  });
  return {
    product: 'kibana',
    directory,
    version,
    unread: whyUnread(ymlFile, opened, yml.faults),
    facts: factsOf(settings),
    settings: record,
    contexts: [server, client, ...monitoring].map(withSettings),
    keystore: {
      file: keystoreFile,
      kind: keystore.kind,
      protected: keystore.kind === 'absent' ? false : keystore.protected,
      entries: [...secure.keys()],
      because: keystore.kind === 'opened' || keystore.kind === 'absent' ? null : keystore.because,
    },
    jvm: null,
    obstacles: [...yml.faults.filter(({ kind }) => stopsKibana(kind)).map(ymlObstacle), ...reader.conflicts, ...reader.obstacles],
    remarks: [...reader.remarks],
    unknown: [
      ...(opened.bytes === null ? [`${ymlFile}: ${describeFault(opened)}`] : []),
      ...(version === null ? ['the release is not known; defaults are those of 9.x'] : []),
      ...reader.unknown,
    ],
  };
}

async function openKeystore(file: string, passwords: ReadOptions['passwords']): Promise<SecureSettings | { readonly kind: 'absent' }> {
  const opened = await openFile(file, 8 * 1024 * 1024);
  if (opened.bytes === null)
    return opened.fault === 'missing' ? { kind: 'absent' } : { kind: 'unreadable', protected: false, because: describeFault(opened) };
  const first = readKibanaKeystore(opened.bytes, []);
  return first.kind === 'locked' ? readKibanaKeystore(opened.bytes, await passwords({ kind: 'settings', file, setting: null })) : first;
}

/** Kibana takes a key without a value for one that is not set, and lists of anything. */
function stopsKibana(kind: YmlFault['kind']): boolean {
  return kind === 'syntax' || kind === 'duplicate' || kind === 'several-documents' || kind === 'unresolved-variable';
}

function ymlObstacle({ kind, place, key, detail }: YmlFault): SetupProblem {
  const name = /variable (\S+),/.exec(detail)?.[1] ?? '';
  const logText =
    kind === 'unresolved-variable'
      ? `Unknown environment variable referenced in config : ${name}`
      : kind === 'duplicate'
        ? 'duplicated mapping key'
        : 'YAMLException';
  const certainty = kind === 'unresolved-variable' ? 'likely' : 'proven';
  return {
    rule: 'yaml-shape-overrides',
    stops: true,
    certainty,
    context: null,
    setting: key,
    place,
    file: place.file,
    detail,
    logText,
  };
}

function factsOf(settings: MergedSettings): NodeFacts {
  return {
    clusterName: '',
    nodeName: settings.text('server.name'),
    seedHosts: [],
    seedProviders: [],
    initialMasterNodes: [],
    transportHosts: [],
    transportPublishHosts: [],
    transportPort: '',
    httpHosts: settings.list('server.host') ?? ['localhost'],
    httpPublishHosts: settings.list('server.publicBaseUrl') ?? [],
    httpPort: settings.text('server.port') ?? '5601',
    discoveryType: null,
    securityEnabled: { value: true, place: null },
    elasticsearchHosts: (settings.list('elasticsearch.hosts') ?? ['http://localhost:9200']).map(cleanUrl),
    remoteClusters: [],
  };
}

type ClientPrefix = 'elasticsearch.ssl' | 'monitoring.ui.elasticsearch.ssl';
type Prefix = 'server.ssl' | ClientPrefix;

class KibanaReader {
  readonly conflicts: SetupProblem[] = [];
  readonly obstacles: SetupProblem[] = [];
  readonly remarks: SetupProblem[] = [];
  readonly unknown: string[] = [];
  readonly #settings: MergedSettings;
  readonly #passwords: ReadOptions['passwords'];
  readonly #home: string;
  readonly #version: string | null;
  readonly #secretsUnknown: boolean;
  #files: MaterialFile[] = [];

  constructor(
    settings: MergedSettings,
    passwords: ReadOptions['passwords'],
    home: string,
    version: string | null,
    secretsUnknown: boolean,
  ) {
    this.#settings = settings;
    this.#passwords = passwords;
    this.#home = home;
    this.#version = version;
    this.#secretsUnknown = secretsUnknown;
  }

  async server(): Promise<TlsContext> {
    const prefix = 'server.ssl';
    this.#files = [];
    const enabled = this.#settings.flag(`${prefix}.enabled`, false);
    const asked = this.#settings.chosen(`${prefix}.clientAuthentication`, 'none');
    const mode = asked.value === 'optional' || asked.value === 'required' ? asked.value : 'none';
    this.#findConflicts(prefix);
    const has = (name: string) => this.#settings.text(`${prefix}.${name}`) !== null;
    if (enabled.value && !has('keystore.path') && !(has('key') && has('certificate'))) {
      const log = 'must specify [certificate] and [key] -- or [keystore.path] -- when ssl is enabled';
      const detail =
        'server.ssl.enabled is true, and neither server.ssl.keystore.path nor both server.ssl.certificate and server.ssl.key are set.';
      this.conflicts.push(this.#problem('ssl-enabled-without-key', prefix, detail, { setting: `${prefix}.enabled`, log }));
    }
    if (!enabled.value && mode !== 'none') {
      const detail = `server.ssl.clientAuthentication is ${mode}, and server.ssl.enabled is not true.`;
      this.conflicts.push(
        this.#problem('kibana-client-auth-without-ca', prefix, detail, {
          setting: `${prefix}.clientAuthentication`,
          log: 'must enable ssl to use [clientAuthentication]',
        }),
      );
    }
    const { identities, extra } = await this.#identities(prefix, true);
    const { anchors, broken } = await this.#anchors(prefix, extra);
    const trust: Trust = {
      kind: broken === null ? 'anchors' : 'unknown',
      anchors,
      // Node falls back to its own roots where no CA is given.
      publicRoots: anchors.length === 0 && broken === null,
      because: broken,
      place: this.#trustPlace(prefix),
    };
    if (enabled.value && mode !== 'none' && anchors.length === 0 && broken === null) {
      const detail =
        'Kibana asks browsers for certificates and has no CA to judge them by: neither certificateAuthorities, truststore nor CAs in the key store.';
      this.remarks.push(
        this.#problem('kibana-client-auth-without-ca', prefix, detail, { setting: `${prefix}.clientAuthentication`, stops: false }),
      );
    }
    if (!enabled.value && enabled.place !== null && (has('keystore.path') || has('certificate'))) {
      const detail = 'server.ssl.enabled is false, and a certificate is set: nothing is encrypted.';
      this.remarks.push(this.#problem('ssl-enabled-false-explicit', prefix, detail, { setting: `${prefix}.enabled`, stops: false }));
    }
    const old = majorOf(this.#version);
    return {
      kind: 'kibana-server',
      name: prefix,
      enabled,
      identities,
      trust,
      verification: { value: 'certificate', place: null },
      clientAuthentication: { value: mode, place: asked.place },
      protocols: this.#settings.chosenList(
        `${prefix}.supportedProtocols`,
        old !== null && old < 9 ? ['TLSv1.1', 'TLSv1.2', 'TLSv1.3'] : ['TLSv1.2', 'TLSv1.3'],
      ),
      cipherSuites: this.#settings.chosenList(`${prefix}.cipherSuites`, constants.defaultCoreCipherList.split(':')),
      files: this.#files,
      settings: [],
    };
  }

  /** @param base what stands in for CAs and certificate that are not set here: Kibana merges the two */
  async client(prefix: ClientPrefix, base: TlsContext | null = null): Promise<TlsContext> {
    const hostsKey = prefix.replace(/ssl$/, 'hosts');
    this.#files = [];
    const hosts = this.#settings.list(hostsKey) ?? [];
    const usesTls = hosts.some((host) => /^https:/i.test(host));
    for (const host of hosts.filter((each) => !/^https?:\/\//i.test(each))) {
      const detail = `${hostsKey} has ${host}, which is no URL: it begins with neither https:// nor http://.`;
      const log = 'expected URI with scheme [http|https]';
      this.conflicts.push(this.#problem('kibana-es-scheme-mismatch', prefix, detail, { setting: hostsKey, log }));
    }
    const asked = this.#settings.chosen(`${prefix}.verificationMode`, 'full');
    const known = (text: string): text is VerificationMode => text === 'full' || text === 'certificate' || text === 'none';
    const verification = known(asked.value) ? { value: asked.value, place: asked.place } : { value: 'full' as const, place: null };
    if (!known(asked.value)) {
      const detail = `${prefix}.verificationMode is ${asked.value}; full, certificate and none are known.`;
      this.conflicts.push(
        this.#problem('unknown-ssl-setting', prefix, detail, {
          setting: `${prefix}.verificationMode`,
          log: `[${prefix}.verificationMode]: types that failed validation`,
        }),
      );
    }
    this.#findConflicts(prefix);
    const { identities: own, extra } = await this.#identities(prefix, false);
    const { anchors: named, broken } = await this.#anchors(prefix, extra);
    const anchors = named.length === 0 && broken === null ? (base?.trust.anchors ?? []) : named;
    const identities = own.length === 0 ? (base?.identities ?? []) : own;
    const trust: Trust =
      verification.value === 'none'
        ? { kind: 'everything', anchors, publicRoots: false, because: null, place: verification.place }
        : {
            kind: broken === null ? 'anchors' : 'unknown',
            anchors,
            publicRoots: anchors.length === 0 && broken === null,
            because: broken,
            place: this.#trustPlace(prefix) ?? base?.trust.place ?? null,
          };
    this.#remarkClient(prefix, verification, own);
    return {
      kind: 'kibana-elasticsearch',
      name: prefix,
      enabled: { value: usesTls, place: this.#settings.placeOf(hostsKey) },
      identities,
      trust,
      verification,
      clientAuthentication: null,
      protocols: { value: ['TLSv1.3', 'TLSv1.2'], place: null },
      cipherSuites: { value: constants.defaultCoreCipherList.split(':'), place: null },
      files: this.#files,
      settings: [],
    };
  }

  #remarkClient(prefix: ClientPrefix, verification: TlsContext['verification'], identities: readonly Identity[]): void {
    const text = (name: string) => this.#settings.text(`${prefix}.${name}`);
    const remark = (rule: string, detail: string, setting: string) =>
      this.remarks.push(this.#problem(rule, prefix, detail, { setting, stops: false }));
    if ((text('key') === null) !== (text('certificate') === null) && text('keystore.path') === null) {
      const [there, missing] = text('key') === null ? ['certificate', 'key'] : ['key', 'certificate'];
      remark(
        'kibana-es-mtls-half-configured',
        `${prefix}.${there} is set, and ${prefix}.${missing} is not: Kibana shows no certificate to Elasticsearch.`,
        `${prefix}.${there}`,
      );
    }
    const user = prefix.replace(/ssl$/, 'username');
    if (identities.length > 0 && this.#settings.has(user))
      remark('kibana-es-mtls-and-password', `Kibana has a client certificate and ${user}: the user and password win.`, user);
    if (this.#settings.flag(`${prefix}.alwaysPresentCertificate`, false).value) {
      remark(
        'kibana-always-present-certificate',
        `${prefix}.alwaysPresentCertificate is true: requests of users carry Kibana’s own certificate.`,
        `${prefix}.alwaysPresentCertificate`,
      );
    }
    if (verification.value !== 'full') {
      remark('kibana-verification-weakened', `${prefix}.verificationMode is ${verification.value}.`, `${prefix}.verificationMode`);
    }
  }

  #trustPlace(prefix: Prefix): Trust['place'] {
    return this.#settings.placeOf(`${prefix}.certificateAuthorities`) ?? this.#settings.placeOf(`${prefix}.truststore.path`);
  }

  #problem(
    rule: string,
    context: Prefix,
    detail: string,
    more: {
      readonly setting: string;
      readonly file?: string;
      readonly log?: string;
      readonly stops?: boolean;
      readonly certainty?: 'proven' | 'likely';
    },
  ): SetupProblem {
    return {
      rule,
      stops: more.stops ?? true,
      certainty: more.certainty ?? 'proven',
      context,
      setting: more.setting,
      place: this.#settings.placeOf(more.setting),
      file: more.file ?? null,
      detail,
      logText: more.log ?? null,
    };
  }

  #findConflicts(prefix: Prefix): void {
    if (this.#settings.text(`${prefix}.keystore.path`) === null) return;
    for (const name of ['key', 'certificate']) {
      if (this.#settings.text(`${prefix}.${name}`) === null) continue;
      const log = `[${prefix}]: cannot use [${name}] when [keystore.path] is specified`;
      const detail = `${prefix}.${name} and ${prefix}.keystore.path exclude each other.`;
      this.conflicts.push(this.#problem('conflicting-key-settings', prefix, detail, { setting: `${prefix}.${name}`, log }));
      return;
    }
  }

  async #open(path: string, setting: string, prefix: Prefix): Promise<OpenedFile> {
    const opened = await openFile(path, largestStore);
    if (opened.bytes === null) {
      const rule = opened.fault === 'missing' || opened.fault === 'directory' ? 'file-missing' : 'file-not-readable';
      const logs = {
        missing: `ENOENT: no such file or directory, open '${path}'`,
        denied: `EACCES: permission denied, open '${path}'`,
        directory: 'EISDIR: illegal operation on a directory, read',
      };
      const log = opened.fault === 'missing' || opened.fault === 'denied' || opened.fault === 'directory' ? logs[opened.fault] : null;
      const certainty = opened.fault === 'missing' || opened.fault === 'directory' ? 'proven' : 'likely';
      this.obstacles.push(
        this.#problem(rule, prefix, `${path}: ${describeFault(opened)}.`, {
          setting,
          file: path,
          certainty,
          ...(log === null ? {} : { log }),
        }),
      );
      this.#describe(path, setting, opened, null, describeFault(opened));
    }
    return opened;
  }

  #describe(path: string, setting: string, opened: OpenedFile, format: string | null, problem: string | null): void {
    const place = this.#settings.placeOf(setting) ?? { file: path, line: null };
    this.#files.push({
      path,
      setting,
      place,
      format,
      problem: problem === null ? null : `${path}: ${problem}`,
      mode: opened.mode,
      modifiedAt: opened.modifiedAt,
    });
  }

  #password(key: string): Secret | null {
    const text = this.#settings.text(key);
    return this.#settings.secret(key) ?? (text === null ? null : new SecretValue(text));
  }

  /** Kibana reads PKCS#12 alone; in it the certificate of the key is the identity, and every other certificate a CA. */
  async #store(
    prefix: Prefix,
    part: 'keystore' | 'truststore',
  ): Promise<{ readonly path: string; readonly store: Extract<Store, { kind: 'store' }> } | null> {
    const setting = `${prefix}.${part}.path`;
    const name = this.#settings.text(setting);
    if (name === null) return null;
    const path = resolve(this.#home, name);
    const opened = await this.#open(path, setting, prefix);
    if (opened.bytes === null) return null;
    const passwordKey = `${prefix}.${part}.password`;
    const configured = this.#password(passwordKey);
    let store = readStore(opened.bytes, { name: path, passwords: [configured ?? new SecretValue('')] });
    const wrong = store.kind === 'unreadable' && (store.fault === 'wrong-password' || store.fault === 'password-needed');
    if (wrong && this.#secretsUnknown && configured === null) this.unknown.push(`${passwordKey}: kibana.keystore could not be opened`);
    else if (wrong) {
      const rule = configured === null ? 'keystore-password-not-stored' : 'keystore-password-wrong';
      const detail =
        configured === null
          ? `${path} has a password, and ${passwordKey} is set nowhere.`
          : `${path}: the password from ${passwordKey} is not the right one.`;
      this.obstacles.push(
        this.#problem(rule, prefix, detail, {
          setting: configured === null ? setting : passwordKey,
          file: path,
          log: 'PKCS#12 MAC could not be verified. Invalid password?',
        }),
      );
    }
    if (wrong)
      store = readStore(opened.bytes, {
        name: path,
        passwords: await this.#passwords({ kind: 'store', file: path, setting: passwordKey }),
      });
    if (store.kind === 'unreadable' || store.format !== 'pkcs12') {
      const is = store.kind === 'unreadable' ? store.detail : `it is ${store.format.toUpperCase()}, where PKCS#12 was expected`;
      this.#describe(path, setting, opened, store.format, is);
      if (!wrong) this.obstacles.push(this.#problem('keystore-type-mismatch', prefix, `${path}: ${is}.`, { setting, file: path }));
      return null;
    }
    this.#describe(path, setting, opened, store.format, null);
    if (store.unknownToForge) {
      const detail = `${path} is encrypted with RC4, RC2 of 128 bits or 3DES with two keys, which Kibana does not read.`;
      this.obstacles.push(
        this.#problem('kibana-legacy-pkcs12', prefix, detail, {
          setting,
          file: path,
          log: 'Cannot read encrypted PBE data block. Unsupported OID.',
        }),
      );
    }
    return { path, store };
  }

  async #identities(
    prefix: Prefix,
    server: boolean,
  ): Promise<{ readonly identities: readonly Identity[]; readonly extra: readonly Anchor[] }> {
    const nothing = { identities: [], extra: [] };
    if (this.#settings.text(`${prefix}.keystore.path`) !== null) {
      const read = await this.#store(prefix, 'keystore');
      if (read === null) return nothing;
      const { path, store } = read;
      const setting = `${prefix}.keystore.path`;
      const keys = store.entries.filter((entry) => entry.kind === 'key');
      const [key] = keys;
      if (keys.length > 1) {
        this.obstacles.push(
          this.#problem('keystore-several-keys', prefix, `${path} has ${keys.length} private keys.`, {
            setting,
            file: path,
            log: 'Keystore contains multiple private keys.',
          }),
        );
      } else if (key === undefined) {
        const log = server ? 'Did not find private key in keystore at [keystore.path].' : 'Did not find key in Elasticsearch keystore.';
        this.obstacles.push(
          this.#problem('keystore-without-private-key', prefix, `${path} has no private key.`, { setting, file: path, log }),
        );
      } else if (key.chain.length === 0) {
        const log = server
          ? 'Did not find certificate in keystore at [keystore.path].'
          : 'Did not find certificate in Elasticsearch keystore.';
        this.obstacles.push(
          this.#problem('keystore-without-private-key', prefix, `${path} has a private key and no certificate for it.`, {
            setting,
            file: path,
            log,
          }),
        );
      } else if (key.key !== null && key.key.asymmetricKeyType !== 'rsa') {
        const detail = `${path} has an ${key.key.asymmetricKeyType ?? 'odd'} key; Kibana reads RSA keys alone from PKCS#12, and others from PEM.`;
        this.obstacles.push(this.#problem('pem-key-unsupported', prefix, detail, { setting, file: path, certainty: 'likely' }));
      }
      const leaf = key?.chain[0];
      const identities =
        key === undefined ? [] : [{ chain: key.chain, key: key.key, alias: key.alias, keyMatches: key.matches, file: path }];
      const others = [
        ...(key?.chain.slice(1) ?? []),
        ...store.entries.flatMap((entry) => (entry.kind === 'trusted' || entry.kind === 'unmarked' ? [entry.certificate] : [])),
      ];
      const extra = [...new Map(others.map((certificate) => [certificate.sha256, certificate])).values()]
        .filter((certificate) => certificate.spkiSha256 !== leaf?.spkiSha256 && isSeenInStores(certificate))
        .map((certificate): Anchor => ({ certificate, file: path, alias: null, from: 'keystore-extra' }));
      return { identities, extra };
    }
    const certificateName = this.#settings.text(`${prefix}.certificate`);
    const keyName = this.#settings.text(`${prefix}.key`);
    if (certificateName === null || keyName === null) return nothing;
    return { identities: await this.#pemIdentity(prefix, certificateName, keyName), extra: [] };
  }

  async #pemIdentity(prefix: Prefix, certificateName: string, keyName: string): Promise<readonly Identity[]> {
    const [keyPath, path] = [resolve(this.#home, keyName), resolve(this.#home, certificateName)];
    const openedKey = await this.#open(keyPath, `${prefix}.key`, prefix);
    const opened = await this.#open(path, `${prefix}.certificate`, prefix);
    let key: Identity['key'] = null;
    if (openedKey.bytes !== null) {
      const block = pemBlocks(pemText(openedKey.bytes)).find(({ label }) => isKeyLabel(label));
      const passphraseKey = `${prefix}.keyPassphrase`;
      const configured = this.#password(passphraseKey);
      const first = block === undefined ? null : openPemKey(block, configured === null ? [] : [configured]);
      key = first?.key ?? null;
      const problem = first === null ? 'it holds no PEM private key' : first.because === null ? null : `its key ${first.because}`;
      if (problem !== null) {
        const encrypted = first?.fault === 'password-needed' || first?.fault === 'wrong-password';
        const rule = encrypted ? 'pem-key-encrypted' : openedKey.bytes.length === 0 ? 'pem-empty' : 'pem-key-unsupported';
        if (encrypted && this.#secretsUnknown && configured === null)
          this.unknown.push(`${passphraseKey}: kibana.keystore could not be opened`);
        else this.obstacles.push(this.#problem(rule, prefix, `${keyPath}: ${problem}.`, { setting: `${prefix}.key`, file: keyPath }));
        if (encrypted && block !== undefined)
          key = openPemKey(block, await this.#passwords({ kind: 'key', file: keyPath, setting: passphraseKey })).key;
      }
      this.#describe(keyPath, `${prefix}.key`, openedKey, formatOf(openedKey.bytes), problem);
      if (openedKey.mode !== null && (openedKey.mode & 0o007) !== 0) {
        const detail = `${keyPath} has a private key, and its mode ${openedKey.mode.toString(8)} lets every user at it.`;
        this.remarks.push(
          this.#problem('private-key-world-readable', prefix, detail, { setting: `${prefix}.key`, file: keyPath, stops: false }),
        );
      }
    }
    if (opened.bytes === null) return [];
    const { chain, problem } = certificatesOf(opened.bytes);
    this.#describe(path, `${prefix}.certificate`, opened, formatOf(opened.bytes), problem);
    if (problem !== null) {
      this.obstacles.push(
        this.#problem(opened.bytes.length === 0 ? 'pem-empty' : 'pem-not-a-certificate', prefix, `${path}: ${problem}.`, {
          setting: `${prefix}.certificate`,
          file: path,
        }),
      );
      return [];
    }
    const keyMatches = belongsTo(key, chain[0]);
    if (keyMatches === false) {
      // OpenSSL compares the two when it is given them, so Kibana does not get as far as a node would.
      const detail = `${keyPath} is not the key of ${chain[0]?.subject ?? path}.`;
      this.obstacles.push(
        this.#problem('key-certificate-mismatch', prefix, detail, { setting: `${prefix}.key`, file: keyPath, log: 'key values mismatch' }),
      );
    }
    return [{ chain, key, alias: null, keyMatches, file: path }];
  }

  async #anchors(
    prefix: Prefix,
    extra: readonly Anchor[],
  ): Promise<{ readonly anchors: readonly Anchor[]; readonly broken: string | null }> {
    const anchors: Anchor[] = [...extra];
    let broken: string | null = null;
    const store = await this.#store(prefix, 'truststore');
    if (store !== null) {
      // What belongs to a private key in it is no CA to Kibana: elastic-stack-ca.p12 of certutil as a trust store trusts nobody.
      const held = new Set(store.store.entries.flatMap((entry) => (entry.kind === 'key' ? (entry.chain[0]?.spkiSha256 ?? []) : [])));
      const certificates = store.store.entries.flatMap((entry) =>
        entry.kind === 'key' ? entry.chain.slice(1).map((certificate) => ({ certificate, alias: entry.alias })) : certificateOf(entry),
      );
      const found = [...new Map(certificates.map((one) => [one.certificate.sha256, one])).values()]
        .filter(({ certificate }) => !held.has(certificate.spkiSha256) && isSeenInStores(certificate))
        .map(({ certificate, alias }): Anchor => ({ certificate, file: store.path, alias, from: 'trusted-entry' }));
      anchors.push(...found);
    } else if (this.#settings.text(`${prefix}.truststore.path`) !== null) broken = `${prefix}.truststore.path could not be read`;
    for (const name of this.#settings.list(`${prefix}.certificateAuthorities`) ?? []) {
      const setting = `${prefix}.certificateAuthorities`;
      const path = resolve(this.#home, name);
      const opened = await this.#open(path, setting, prefix);
      if (opened.bytes === null) {
        broken = `${path}: ${describeFault(opened)}`;
        continue;
      }
      const { chain, problem } = certificatesOf(opened.bytes);
      this.#describe(path, setting, opened, formatOf(opened.bytes), problem);
      if (problem !== null) {
        broken = `${path}: ${problem}`;
        this.obstacles.push(
          this.#problem(opened.bytes.length === 0 ? 'pem-empty' : 'pem-not-a-certificate', prefix, `${path}: ${problem}.`, {
            setting,
            file: path,
            stops: true,
            certainty: 'likely',
          }),
        );
      }
      anchors.push(...chain.map((certificate): Anchor => ({ certificate, file: path, alias: null, from: 'ca-file' })));
    }
    return { anchors, broken };
  }
}

function certificateOf(entry: StoreEntry): readonly Pick<Anchor, 'certificate' | 'alias'>[] {
  return entry.kind === 'trusted' || entry.kind === 'unmarked' ? [{ certificate: entry.certificate, alias: entry.alias }] : [];
}

/** Kibana reads stores with node-forge, which knows RSA keys alone and passes over every other certificate without a word. */
function isSeenInStores({ publicKey }: Identity['chain'][number]): boolean {
  return publicKey.algorithm === 'RSA';
}

/** Certificates of a PEM file as OpenSSL takes them: it passes over what is something else. */
function certificatesOf(bytes: Uint8Array): { readonly chain: Identity['chain']; readonly problem: string | null } {
  if (bytes.length === 0) return { chain: [], problem: 'it is empty, where a PEM certificate was expected' };
  const { certificates, problem } = readCertificates(bytes);
  if (certificates.length === 0)
    return { chain: [], problem: `${problem?.detail ?? 'it holds no certificate'}, where a PEM certificate was expected` };
  if (formatOf(bytes) !== 'pem') return { chain: [], problem: 'it is DER, and Kibana reads PEM alone' };
  const chain: Identity['chain'][number][] = [];
  for (const der of certificates) {
    const read = parseCertificate(der);
    if (read.kind === 'unreadable') return { chain, problem: `a certificate in it cannot be read: ${read.because}` };
    chain.push(read.certificate);
  }
  return { chain, problem: null };
}
