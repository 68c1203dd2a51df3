import { type Material, materialIn } from '../model/key-material.ts';
import { Secret } from '../model/secret.ts';
import type { Chosen, Place, Setting } from '../model/setup.ts';
import { placeholder, showablePath, showableValue } from '../model/showable.ts';
import { isFileSetting } from './file-settings.ts';
import type { RawSetting } from './read-yml.ts';

/**
 * Settings as the product sees them: of repeated ones the last, an empty one as none. What it gives of a yml file may be shown: secrets come as `Secret`, and keys or
 * certificates that stand in the file itself by a word for them.
 */
export class MergedSettings {
  readonly #raw = new Map<string, RawSetting>();
  readonly #secure: ReadonlyMap<string, Secret>;
  readonly #secureFile: string;
  readonly #separator: string | null;

  /** @param separator what a list in one string is cut at: Elasticsearch's comma; null where a string is one item, as Kibana has it */
  constructor(raw: readonly RawSetting[], secure: ReadonlyMap<string, Secret>, secureFile: string, separator: ',' | null) {
    this.#secure = secure;
    this.#secureFile = secureFile;
    this.#separator = separator;
    const lists = new Map<string, RawSetting[]>();
    for (const setting of raw) {
      this.#raw.delete(setting.key);
      this.#raw.set(setting.key, setting);
      // `key.0`, `key.1` is another way to write a list.
      const parts = /^(.*)\.(\d+)$/.exec(setting.key);
      if (parts !== null) lists.set(parts[1] ?? '', [...(lists.get(parts[1] ?? '') ?? []), setting]);
    }
    for (const [key, items] of lists) {
      const [first] = items;
      if (first === undefined || this.#raw.has(key)) continue;
      this.#raw.set(key, { ...first, key, value: items.flatMap(({ value }) => (typeof value === 'string' ? [value] : [])) });
    }
  }

  /** Names in the order of the file, those of protected settings after them. */
  keys(): readonly string[] {
    return [...new Set([...this.#raw.keys(), ...this.#secure.keys()])];
  }

  /** Names under a prefix that ends in a dot. */
  under(prefix: string): readonly string[] {
    return this.keys().filter((key) => key.startsWith(prefix));
  }

  has(key: string): boolean {
    return this.#secure.has(key) || this.text(key) !== null;
  }

  placeOf(key: string): Place | null {
    return this.#raw.get(key)?.place ?? (this.#secure.has(key) ? { file: this.#secureFile, line: null } : null);
  }

  /** Null where it is not set, or empty. A list is its items with commas, as Elasticsearch takes it. Of a secret a word that stands for it. */
  text(key: string): string | null {
    const text = this.#written(key);
    if (text === null) return null;
    return isSecretKey(key) ? new Secret(text).toString() : this.#showableItems(key).join(',');
  }

  /** Null where it is not set, or empty. */
  list(key: string): readonly string[] | null {
    const items = this.#showableItems(key)
      .map((item) => item.trim())
      .filter((item) => item !== '');
    if (items.length === 0) return null;
    return isSecretKey(key) ? items.map((item) => new Secret(item).toString()) : items;
  }

  /** What stands in the yml file under a name that holds a secret. Null where it is not set, or empty. */
  secretInYml(key: string): Secret | null {
    const text = this.#written(key);
    return text === null ? null : new Secret(text);
  }

  /** What stands where the path of a file belongs; null where it may be a path. */
  notAPath(key: string): Material | null {
    return (
      this.#uncut(key) ??
      this.#items(key)
        .map(materialIn)
        .find((material) => material !== null) ??
      null
    );
  }

  #written(key: string): string | null {
    const value = this.#raw.get(key)?.value;
    if (value === undefined || value === null) return null;
    const text = typeof value === 'string' ? value : value.join(',');
    return text.trim() === '' ? null : text;
  }

  /** Text that was no list before it is cut at its commas: PEM and `data:` have commas of their own. */
  #uncut(key: string): Material | null {
    const value = this.#raw.get(key)?.value;
    const material = typeof value === 'string' ? materialIn(value) : null;
    return material?.kind === 'pem' || material?.kind === 'data-url' ? material : null;
  }

  #showableItems(key: string): readonly string[] {
    const uncut = this.#uncut(key);
    if (uncut !== null) return [placeholder(uncut)];
    // Of a path nothing is taken out: it would be that of another file.
    return this.#items(key).map(isFileSetting(key) ? showablePath : showableValue);
  }

  #items(key: string): readonly string[] {
    const value = this.#raw.get(key)?.value;
    if (value === undefined || value === null) return [];
    return typeof value !== 'string' ? value : this.#separator === null ? [value] : value.split(this.#separator);
  }

  secret(key: string): Secret | null {
    return this.#secure.get(key) ?? null;
  }

  isSecure(key: string): boolean {
    return this.#secure.has(key);
  }

  flag(key: string, otherwise: boolean): Chosen<boolean> {
    const text = this.text(key);
    return text === 'true' || text === 'false' ? { value: text === 'true', place: this.placeOf(key) } : { value: otherwise, place: null };
  }

  chosen(key: string, otherwise: string): Chosen<string> {
    const text = this.text(key);
    return text === null ? { value: otherwise, place: null } : { value: text, place: this.placeOf(key) };
  }

  chosenList(key: string, otherwise: readonly string[]): Chosen<readonly string[]> {
    const value = this.list(key);
    return value === null ? { value: otherwise, place: null } : { value, place: this.placeOf(key) };
  }
}

/** Whether a setting holds a secret, by the last parts of its name: it is kept by name alone. */
export function isSecretKey(key: string): boolean {
  if (/\.(?:path|type|algorithm|enabled|file|hash_cache\S*|hashing\S*)$/i.test(key)) return false;
  return /password|passphrase|secret|token|api_?key|credential|encryption_?key|cookie|bind_dn|secure_|private_?key|authorization|custom_?headers/i.test(
    key,
  );
}

/** The secrets that stand in a yml file. */
export function secretsInYml(raw: readonly RawSetting[]): readonly Secret[] {
  return raw.flatMap(({ key, value }) => (value === null || !isSecretKey(key) ? [] : [value].flat().map((text) => new Secret(text))));
}

/** All settings for the record, secrets without their value. */
export function settingsForRecord(
  raw: readonly RawSetting[],
  secure: Iterable<string>,
  secureFile: string,
  outside: readonly RawSetting[] = [],
): readonly Setting[] {
  const recorded =
    (from: 'yml' | 'environment') =>
    ({ key, value, place }: RawSetting): Setting => {
      const secret = isSecretKey(key);
      return { key, value: secret ? null : showableSetting(value), secret, place, from };
    };
  const fromKeystore = [...secure].map(
    (key): Setting => ({ key, value: null, secret: true, place: { file: secureFile, line: null }, from: 'keystore' }),
  );
  return [...raw.map(recorded('yml')), ...outside.map(recorded('environment')), ...fromKeystore];
}

function showableSetting(value: Setting['value']): Setting['value'] {
  if (value === null) return null;
  return typeof value === 'string' ? showableValue(value) : value.map(showableValue);
}
