import { isDeepStrictEqual } from 'node:util';
import type { ContentFault } from '../../model/reasons/content-fault.ts';
import type { SetupProblemReason } from '../../model/reasons/setup-problem-reason.ts';
import type { MaterialUnknown } from '../../model/reasons/setup-reason.ts';
import type { Secret } from '../../model/secret.ts';
import type { ContextKind, MaterialFile, SetupProblem } from '../../model/setup.ts';
import type { PasswordSource } from '../../stores/password-source.ts';
import { largestStore } from '../../stores/store.ts';
import { inferredType } from '../../stores/store-type.ts';
import type { FilePlaces } from '../file-places.ts';
import { materialFile } from '../material-file.ts';
import type { MergedSettings } from '../merged-settings.ts';
import { misplacedIn } from '../misplaced-material.ts';
import { elsewhere, fileUnread, type OpenedFile, openFile } from '../open-file.ts';
import type { PasswordNames } from '../password-names.ts';
import { type ProblemDetails, setupProblem } from '../setup-problem.ts';
import { atLeastVersion } from './tls-defaults.ts';

/** One context of a node, by the prefix of its settings. */
export type ContextPlan = { readonly kind: ContextKind; readonly prefix: string };

/** A store of a context, by what its settings begin with. */
export type ContextStore = 'keystore' | 'truststore';

export type LoadOptions = {
  readonly settings: MergedSettings;
  readonly directory: string;
  /** Where the files are that its settings name. */
  readonly places: FilePlaces;
  readonly version: string | null;
  readonly passwords: PasswordSource;
  /** elasticsearch.keystore could not be opened, so that which passwords the node has is not known. */
  readonly secretsUnknown: boolean;
  /** The settings come from elsewhere than their node: the files that they name are not at hand, and none is looked for. */
  readonly filesAreElsewhere?: boolean;
};

/** One context while it is loaded: its settings, its files, and what was found so far. */
export class ContextLoader {
  readonly plan: ContextPlan;
  readonly options: LoadOptions;
  readonly settings: MergedSettings;
  readonly conflicts: SetupProblem[] = [];
  readonly startupErrors: SetupProblem[] = [];
  readonly warnings: SetupProblem[] = [];
  readonly unknown: MaterialUnknown[] = [];
  readonly files = new Map<string, MaterialFile>();
  readonly #opened = new Map<string, OpenedFile>();
  /** Files that stand for those of another machine. */
  readonly #copies = new Set<string>();

  constructor(plan: ContextPlan, options: LoadOptions) {
    this.plan = plan;
    this.options = options;
    this.settings = options.settings;
  }

  /** The whole name of a setting of this context. */
  key(name: string): string {
    return `${this.plan.prefix}.${name}`;
  }

  /** Null where it is not set, or empty. */
  text(name: string): string | null {
    return this.settings.text(this.key(name));
  }

  /** Something that is wrong here; unless it says otherwise, the node does not start because of it. `log` is what stands behind the dash in the log of 8.x and 9.x. */
  problem(rule: string, because: SetupProblemReason, more: ProblemDetails<string | null>): SetupProblem {
    const { prefix } = this.plan;
    const old = this.options.version?.startsWith('7.') === true;
    const head = `failed to load SSL configuration [${prefix}]`;
    const logText = more.log === undefined ? null : old ? head : `${head} - ${more.log}`;
    const place = more.setting === null ? null : this.settings.placeOf(more.setting);
    return setupProblem({ rule, context: prefix, place, because, logText }, more);
  }

  /** Notes what could not be had; once of a store that is opened both for its keys and for trust. */
  noteUnknown(unknown: MaterialUnknown): void {
    if (!this.unknown.some((known) => isDeepStrictEqual(known, unknown))) this.unknown.push(unknown);
  }

  /** The password of this setting may stand in elasticsearch.keystore, which could not be opened. */
  passwordUnknown(setting: string): MaterialUnknown {
    return { code: 'password-in-closed-keystore', context: this.plan.prefix, setting, keystore: 'elasticsearch.keystore' };
  }

  /** The type of a store, as it is set or as the name of its file tells it. */
  storeType(store: ContextStore): string {
    return this.text(`${store}.type`) ?? inferredType(this.text(`${store}.path`) ?? '');
  }

  /** How Elasticsearch calls a store that it opens for a key, or for trust. */
  storeWord(store: ContextStore, use: 'key' | 'trust'): string {
    return `[${this.storeType(store)}] keystore${use === 'trust' ? ' (as a truststore)' : ''}`;
  }

  /** An empty one counts as none. */
  secret(name: string): Secret | null {
    const secret = this.settings.secret(this.key(name));
    return secret === null || secret.isEmpty ? null : secret;
  }

  /** As the node has it: from elasticsearch.keystore, else from elasticsearch.yml under its old name. */
  password({ secure, legacy }: PasswordNames): Secret | null {
    return this.secret(secure) ?? this.settings.secretInYml(this.key(legacy));
  }

  /**
   * The files that a setting names; relative paths begin at the configuration directory. Null where it has something else than paths, which is a startup error then. `what` is
   * how Elasticsearch calls such files.
   */
  locate(name: string, what: string): readonly string[] | null {
    const setting = this.key(name);
    const misplaced = misplacedIn(this.settings, setting);
    const names = name === 'certificate_authorities' ? this.settings.list(setting) : [this.text(name)];
    if (misplaced === null) return (names ?? []).flatMap((path) => (path === null ? [] : [this.#whole(path)]));
    if (!this.startupErrors.some((startupError) => startupError.rule === misplaced.rule && startupError.setting === setting)) {
      this.startupErrors.push(this.problem(misplaced.rule, misplaced.because, { setting, log: `cannot read configured ${what}` }));
    }
    return null;
  }

  #whole(written: string): string {
    if (this.options.filesAreElsewhere === true) return written;
    const { path, inCopy } = this.options.places.of(written);
    if (inCopy) this.#copies.add(path);
    return path;
  }

  /** The setting that a password comes from, or belongs to. */
  settingOf({ secure, legacy }: PasswordNames): string {
    return this.text(legacy) !== null ? this.key(legacy) : this.key(secure);
  }

  /** Whether a file has a startup error already: Elasticsearch stops at the first. */
  hasStartupError(path: string): boolean {
    return this.startupErrors.some(({ file }) => file === path);
  }

  /** Reads a file once, and notes that the setting names it. */
  async open(path: string, setting: string): Promise<OpenedFile> {
    const opened = this.#opened.get(path) ?? (await this.#read(path));
    this.#opened.set(path, opened);
    this.describe(path, setting, opened, null, opened.bytes === null ? fileUnread(path, opened) : null);
    this.#checkPlace(path, setting, opened);
    return opened;
  }

  async #read(path: string): Promise<OpenedFile> {
    const { places } = this.options;
    if (places.isAway(path)) return elsewhere;
    const opened = await openFile(path, largestStore);
    if (opened.fault === 'missing' && places.isOfAnother(path)) return { ...opened, fault: 'elsewhere' };
    // Its owner and mode are those of the copy.
    return this.#copies.has(path) ? { ...opened, mode: null } : opened;
  }

  /** Notes what a file turned out to be. */
  describe(path: string, setting: string, opened: OpenedFile, format: string | null, problem: ContentFault | null): void {
    const place = this.settings.placeOf(setting) ?? { file: this.options.directory, line: null };
    this.files.set(`${setting} ${path}`, materialFile({ path, setting, place, format, problem }, opened));
  }

  /** From 8.18 and 9.0 on the node may read its configuration directory only; before, a policy file said the same with holes. */
  #checkPlace(path: string, setting: string, { bytes }: OpenedFile): void {
    if (bytes === null || this.hasStartupError(path) || this.options.places.isInConfiguration(path)) return;
    const what = `access to read the file is blocked; SSL resources should be placed in the [${this.options.directory}] directory`;
    const because = { code: 'file-outside-configuration', file: path, directory: this.options.directory } as const;
    const problem = this.problem('file-outside-config-dir', because, {
      setting,
      file: path,
      log: `cannot read configured ${this.#fileWord(setting)} [${path}] because ${what}`,
      // Before 8.18 a policy of the security manager ruled, which could be widened; and the JVM's own files are open to it.
      certainty: atLeastVersion(this.options.version, 8, 18) === true && !/\/(?:jvm|jdk|lib\/security)\//.test(path) ? 'proven' : 'likely',
    });
    this.startupErrors.push(problem);
  }

  #fileWord(setting: string): string {
    const name = setting.slice(this.plan.prefix.length + 1);
    if (name === 'key') return 'PEM private key';
    if (name === 'certificate') return 'PEM certificate';
    if (name === 'certificate_authorities') return 'PEM certificate_authorities';
    return name.startsWith('truststore') ? this.storeWord('truststore', 'trust') : this.storeWord('keystore', 'key');
  }

  /** Notes that a file could not be read, as what the node ends with; null where the file is not at hand, so that this is not known. `what` is how Elasticsearch calls such files, `all` are those of the setting. */
  noteUnread(opened: OpenedFile, path: string, setting: string, what: string, all: readonly string[] = [path]): SetupProblem | null {
    if (opened.fault === 'elsewhere') {
      this.noteUnknown({ code: 'file-elsewhere', context: this.plan.prefix, setting, file: path });
      return null;
    }
    const problem = this.#fileProblem(opened, path, setting, what, all);
    this.startupErrors.push(problem);
    return problem;
  }

  #fileProblem(opened: OpenedFile, path: string, setting: string, what: string, all: readonly string[]): SetupProblem {
    const list = all.join(',');
    const missing = all.length === 1 ? 'the file does not exist' : 'one or more files do not exist';
    const permitted = all.length === 1 ? `the ${what} file` : `one of more ${what}files`;
    const at = { setting, file: path };
    const because = fileUnread(path, opened);
    switch (opened.fault) {
      case 'missing':
        return this.problem('file-missing', because, {
          ...at,
          log: `cannot read configured ${what} [${list}] because ${missing}`,
          certainty: this.options.places.isSure(path) ? 'proven' : 'likely',
        });
      case 'denied':
        return this.problem('file-not-readable', because, {
          ...at,
          log: `not permitted to read ${permitted} [${list}]`,
          certainty: 'likely',
        });
      case 'directory':
        return this.problem('file-missing', because, {
          ...at,
          log: `cannot read configured ${what} [${list}] - Is a directory`,
        });
      default:
        return this.problem('file-not-readable', because, { ...at, certainty: 'likely' });
    }
  }
}
