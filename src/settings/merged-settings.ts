import type { Secret } from '../model/secret.ts';
import type { Chosen, Place, Setting } from '../model/setup.ts';
import type { RawSetting } from './read-yml.ts';

/** Settings as the product sees them: of repeated ones the last, an empty one as none. */
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

  /** Null where it is not set, or empty. A list is its items with commas, as Elasticsearch takes it. */
  text(key: string): string | null {
    const value = this.#raw.get(key)?.value;
    if (value === undefined || value === null) return null;
    const text = typeof value === 'string' ? value : value.join(',');
    return text.trim() === '' ? null : text;
  }

  /** Null where it is not set, or empty. */
  list(key: string): readonly string[] | null {
    const value = this.#raw.get(key)?.value;
    if (value === undefined || value === null) return null;
    const items = (typeof value !== 'string' ? value : this.#separator === null ? [value] : value.split(this.#separator))
      .map((item) => item.trim())
      .filter((item) => item !== '');
    return items.length === 0 ? null : items;
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

/** All settings for the record, secrets without their value. */
export function settingsForRecord(raw: readonly RawSetting[], secure: Iterable<string>, secureFile: string): readonly Setting[] {
  const fromYml = raw.map(({ key, value, place }): Setting => {
    const secret = isSecretKey(key);
    return { key, value: secret ? null : withoutCredentials(value), secret, place, from: 'yml' };
  });
  const fromKeystore = [...secure].map(
    (key): Setting => ({ key, value: null, secret: true, place: { file: secureFile, line: null }, from: 'keystore' }),
  );
  return [...fromYml, ...fromKeystore];
}

/** `https://user:password@host` stands in lists of hosts. */
function withoutCredentials(value: Setting['value']): Setting['value'] {
  if (value === null) return null;
  return typeof value === 'string' ? cleanUrl(value) : value.map(cleanUrl);
}

/** The same text without what a URL has before its `@`. */
export function cleanUrl(text: string): string {
  return text.replace(/([a-z][a-z0-9+.-]*:\/\/)[^/@\s,]*@/gi, '$1');
}
