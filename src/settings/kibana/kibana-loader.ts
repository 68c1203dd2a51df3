import type { ContentFault } from '../../model/reasons/content-fault.ts';
import type { SetupProblemReason } from '../../model/reasons/setup-problem-reason.ts';
import type { MaterialUnknown } from '../../model/reasons/setup-reason.ts';
import type { Secret } from '../../model/secret.ts';
import type { MaterialFile, SetupProblem, Trust } from '../../model/setup.ts';
import type { PasswordSource } from '../../stores/password-source.ts';
import { largestStore } from '../../stores/store.ts';
import type { FilePlaces } from '../file-places.ts';
import { materialFile } from '../material-file.ts';
import type { MergedSettings } from '../merged-settings.ts';
import { misplacedIn } from '../misplaced-material.ts';
import { elsewhere, fileUnread, type OpenedFile, openFile } from '../open-file.ts';
import { type ProblemDetails, setupProblem } from '../setup-problem.ts';

const notCollected: OpenedFile = { bytes: null, fault: 'not-collected', mode: null, size: null, modifiedAt: null, realPath: null };

/** Sets of TLS settings by which a Kibana connects to Elasticsearch. */
export type KibanaClientPrefix = 'elasticsearch.ssl' | 'monitoring.ui.elasticsearch.ssl';

/** The sets of TLS settings of a Kibana. */
export type KibanaPrefix = 'server.ssl' | KibanaClientPrefix;

/** What a Kibana is read with. */
export type KibanaReading = {
  readonly settings: MergedSettings;
  readonly passwords: PasswordSource;
  /** Where the files are that its settings name. */
  readonly places: FilePlaces;
  readonly version: string | null;
  /** kibana.keystore could not be opened, so that which passwords it has is not known. */
  readonly secretsUnknown: boolean;
  /** Its settings file alone was sent: the files that it names are unknown, and neither missing nor looked for. */
  readonly filesAreElsewhere?: boolean;
};

/** A Kibana while it is read: its settings, the files of the context at hand, and what was found so far. */
export class KibanaLoader {
  readonly conflicts: SetupProblem[] = [];
  readonly startupErrors: SetupProblem[] = [];
  readonly warnings: SetupProblem[] = [];
  readonly unknown: MaterialUnknown[] = [];
  readonly settings: MergedSettings;
  readonly passwords: PasswordSource;
  readonly places: FilePlaces;
  readonly version: string | null;
  readonly secretsUnknown: boolean;
  readonly filesAreElsewhere: boolean;
  /** Files that stand for those of another machine. */
  readonly #copies = new Set<string>();
  /** Of the context that is being read. */
  files: MaterialFile[] = [];

  constructor({ settings, passwords, places, version, secretsUnknown, filesAreElsewhere = false }: KibanaReading) {
    this.settings = settings;
    this.passwords = passwords;
    this.places = places;
    this.version = version;
    this.secretsUnknown = secretsUnknown;
    this.filesAreElsewhere = filesAreElsewhere;
  }

  /** The setting that says whom a context trusts. */
  trustPlace(prefix: KibanaPrefix): Trust['place'] {
    return this.settings.placeOf(`${prefix}.certificateAuthorities`) ?? this.settings.placeOf(`${prefix}.truststore.path`);
  }

  /** The password of this setting may stand in kibana.keystore, which could not be opened. */
  passwordUnknown(context: KibanaPrefix, setting: string): MaterialUnknown {
    return { code: 'password-in-closed-keystore', context, setting, keystore: 'kibana.keystore' };
  }

  /** Something that is wrong here; unless it says otherwise, Kibana does not start because of it. */
  problem(rule: string, context: KibanaPrefix, because: SetupProblemReason, more: ProblemDetails<string>): SetupProblem {
    return setupProblem({ rule, context, place: this.settings.placeOf(more.setting), because, logText: more.log ?? null }, more);
  }

  /** The files that a setting names; relative paths begin where the process was started. Null where it has something else than paths, which is a startup error then. */
  locate(setting: string, prefix: KibanaPrefix): readonly string[] | null {
    const misplaced = misplacedIn(this.settings, setting);
    const names = setting.endsWith('.certificateAuthorities') ? this.settings.list(setting) : [this.settings.text(setting)];
    if (misplaced === null) return (names ?? []).flatMap((path) => (path === null ? [] : [this.#whole(path)]));
    if (!this.startupErrors.some((startupError) => startupError.rule === misplaced.rule && startupError.setting === setting))
      this.startupErrors.push(this.problem(misplaced.rule, prefix, misplaced.because, { setting }));
    return null;
  }

  #whole(written: string): string {
    const { path, inCopy } = this.places.of(written);
    if (inCopy) this.#copies.add(path);
    return path;
  }

  async #read(path: string): Promise<OpenedFile> {
    if (this.places.isAway(path)) return elsewhere;
    const opened = await openFile(path, largestStore);
    if (opened.fault === 'missing' && this.places.isOfAnother(path)) return { ...opened, fault: 'elsewhere' };
    return this.#copies.has(path) ? { ...opened, mode: null } : opened;
  }

  /** Reads a file that a setting names; one that cannot be read is a startup error, unless it is not at hand. */
  async open(path: string, setting: string, prefix: KibanaPrefix): Promise<OpenedFile> {
    if (this.filesAreElsewhere) return notCollected;
    const opened = await this.#read(path);
    if (opened.fault === 'elsewhere') {
      this.unknown.push({ code: 'file-elsewhere', context: prefix, setting, file: path });
      this.describe(path, setting, opened, null, fileUnread(path, opened));
    } else if (opened.bytes === null) {
      const rule = opened.fault === 'missing' || opened.fault === 'directory' ? 'file-missing' : 'file-not-readable';
      const logs = {
        missing: `ENOENT: no such file or directory, open '${path}'`,
        denied: `EACCES: permission denied, open '${path}'`,
        directory: 'EISDIR: illegal operation on a directory, read',
      };
      const log = opened.fault === 'missing' || opened.fault === 'denied' || opened.fault === 'directory' ? logs[opened.fault] : null;
      const isSure = opened.fault === 'directory' || (opened.fault === 'missing' && this.places.isSure(path));
      const certainty = isSure ? 'proven' : 'likely';
      this.startupErrors.push(
        this.problem(rule, prefix, fileUnread(path, opened), {
          setting,
          file: path,
          certainty,
          ...(log === null ? {} : { log }),
        }),
      );
      this.describe(path, setting, opened, null, fileUnread(path, opened));
    }
    return opened;
  }

  /** Notes what a file turned out to be. */
  describe(path: string, setting: string, opened: OpenedFile, format: string | null, problem: ContentFault | null): void {
    const place = this.settings.placeOf(setting) ?? { file: path, line: null };
    this.files.push(materialFile({ path, setting, place, format, problem }, opened));
  }

  /** From kibana.keystore, else from kibana.yml. */
  password(key: string): Secret | null {
    return this.settings.secret(key) ?? this.settings.secretInYml(key);
  }
}
