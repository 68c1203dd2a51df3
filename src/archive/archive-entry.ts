/** How much of an entry is wanted. */
export type EntryWish = {
  /** Octets. */
  readonly most: number;
  /** Of a longer one: `end` keeps what stands last, as of a log; `refuse` takes none of it. */
  readonly longer: 'end' | 'refuse';
};

/** Says of an entry, by its path in the archive, how much of it is wanted; null for nothing. */
export type WishFor = (path: string) => EntryWish | null;

/** A file of an archive that was wanted. */
export type ArchiveEntry = {
  /** With `/` between its parts, and none before them. */
  readonly path: string;
  readonly bytes: Uint8Array;
  /** Its beginning was left out. */
  readonly cut: boolean;
};

/** An entry that was left out, and why: a path that leads out of the archive, or a link where a file was wanted. */
export type SkippedEntry = { readonly path: string; readonly why: 'outside' | 'link' | 'too-large' | 'too-much' };

export type ArchiveContent = { readonly entries: readonly ArchiveEntry[]; readonly skipped: readonly SkippedEntry[] };

/** What all entries together may take of memory, in octets. */
export const mostKept = 256 * 1024 * 1024;

/** Entries that an archive may have: more than a diagnostic of a thousand pods has. */
export const mostEntries = 200_000;

/** What an archive may unpack to, in octets, as far as it has to be unpacked to be read. */
export const mostInflated = 8 * 1024 * 1024 * 1024;
