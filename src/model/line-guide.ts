/** How to go on from a line of a log: whose words it has, what it means, where to look, and what finds out. */
export type LineGuide = {
  /** Whoever writes it, for people. */
  readonly writtenBy: string;
  /** A sentence or more; null where the rules say it. */
  readonly means: string | null;
  /** What to look at, as a phrase; null where the rules say it. */
  readonly lookAt: string | null;
  /** A command of ours, with words in capitals to be replaced; null where none finds out. */
  readonly command: string | null;
};
