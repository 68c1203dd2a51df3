import { createHash, randomBytes } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';

/** Documents that wait on the disk: the two lines of each. */
export type Segment = { readonly file: string; readonly documents: readonly string[] };

/** What a receiver has in the spool. */
export type SpoolState = { readonly documents: number; readonly bytes: number };

/**
 * A folder in which documents wait while their receiver is away. Each file is a batch as it would be sent, written whole under another name and then renamed: it is never
 * changed, so that any run may send it, and what two runs send is there once. A file that holds something else is set aside and not lost.
 */
export class Spool {
  readonly folder: string;
  readonly #key: string;
  readonly #most: number;

  /** @param receiver its URL: documents go to no other @param most bytes that may wait for this receiver */
  constructor(folder: string, receiver: string, most: number) {
    this.folder = folder;
    this.#key = createHash('sha256').update(receiver).digest('hex').slice(0, 16);
    this.#most = most;
  }

  /** Sees to it that documents could be kept. @throws the error of the system */
  async prepare(): Promise<void> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    const probe = join(this.folder, `.${this.#key}-${randomBytes(6).toString('hex')}.probe`);
    await (await open(probe, 'wx', 0o600)).close();
    await unlink(probe);
  }

  /** Keeps documents, and gives the file; null where there is no room for them. @throws the error of the system */
  async put(documents: readonly string[], at: number): Promise<string | null> {
    const { bytes } = await this.state();
    const text = documents.join('');
    if (bytes + Buffer.byteLength(text) > this.#most) return null;
    return await this.#write(`${this.#prefix(at)}-${documents.length}.ndjson`, text);
  }

  /** Keeps documents that the receiver will not take as they are, for somebody to look at. */
  async putRefused(documents: readonly string[], at: number): Promise<void> {
    await this.#write(`${this.#prefix(at)}-${documents.length}.refused`, documents.join(''));
  }

  /** What waits for this receiver, the oldest first. */
  async segments(): Promise<readonly string[]> {
    const names = await readdir(this.folder).catch(() => []);
    return names
      .filter((name) => name.startsWith(`${this.#key}-`) && name.endsWith('.ndjson'))
      .sort()
      .map((name) => join(this.folder, name));
  }

  async state(): Promise<SpoolState> {
    let [documents, bytes] = [0, 0];
    for (const file of await this.segments()) {
      const size = await stat(file).catch(() => null);
      if (size === null) continue;
      documents += Number(/-(\d+)\.ndjson$/.exec(file)?.[1] ?? 0);
      bytes += size.size;
    }
    return { documents, bytes };
  }

  /** `gone`: another run has sent it meanwhile. `damaged`: it was set aside. */
  async read(file: string): Promise<Segment | 'gone' | 'damaged'> {
    const text = await readFile(file, 'utf8').catch(() => null);
    if (text === null) return 'gone';
    const documents = documentsIn(text);
    if (documents !== null) return { file, documents };
    await rename(file, `${file}.damaged`).catch(() => {});
    return 'damaged';
  }

  async remove({ file }: Pick<Segment, 'file'>): Promise<void> {
    await rm(file, { force: true });
  }

  #prefix(at: number): string {
    return `${this.#key}-${new Date(at).toISOString().replaceAll(/[-:.]/g, '')}-${randomBytes(4).toString('hex')}`;
  }

  async #write(name: string, text: string): Promise<string> {
    const partial = join(this.folder, `.${name}.part`);
    const handle = await open(partial, 'wx', 0o600);
    try {
      await handle.writeFile(text);
      await handle.sync();
    } catch (error) {
      await handle.close();
      await rm(partial, { force: true });
      throw error;
    }
    await handle.close();
    const file = join(this.folder, name);
    await rename(partial, file);
    return file;
  }
}

/** Null where it is not what `_bulk` takes: pairs of lines, each of them JSON, the first of each saying `create`. */
function documentsIn(text: string): readonly string[] | null {
  const lines = text.split('\n');
  if (lines.pop() !== '' || lines.length === 0 || lines.length % 2 !== 0) return null;
  const documents: string[] = [];
  for (let at = 0; at < lines.length; at += 2) {
    const [action = '', body = ''] = lines.slice(at, at + 2);
    if (!/^\{"create":\{"_index":"logs-handclasp\.[^"]+","_id":"[\w-]+"\}\}$/.test(action) || !isJson(body)) return null;
    documents.push(`${action}\n${body}\n`);
  }
  return documents;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
