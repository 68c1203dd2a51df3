import type { Channel } from './channel.ts';

/** A line of a file. */
export type ListedAt = { readonly file: string; readonly line: number };

/** One port of one host, as asked for. */
export type Target = {
  /** What the user wrote, or the part of it that names this port: `es01:9300`. */
  readonly label: string;
  /** A DNS name or an IP literal without brackets. */
  readonly host: string;
  readonly port: number;
  /** Set where the user gave a scheme, which overrules everything else. */
  readonly scheme: Exclude<Channel, 'unknown'> | null;
  /** The user named the host alone, and the port is one of its defaults: where another of them answers, a closed one is no gap. */
  readonly implied?: true;
  /** The line of the list that names it; absent where it was named on the command line, or standard input had it. */
  readonly listedAt?: ListedAt;
};
