/** One node: where it listens, and the files that it is started with. */
export type NodePlan = {
  readonly index: number;
  readonly name: string;
  readonly address: string;
  readonly folder: string;
  /** Its log, relative to `folder`. */
  readonly log: string;
  /** Relative to `folder`; text or bytes. */
  readonly files: ReadonlyMap<string, string | Uint8Array>;
  readonly command: string;
  /** It puts itself into the background and ends its launcher when it is ready; else the launcher becomes the node. */
  readonly daemon: boolean;
  readonly environment: Readonly<Record<string, string>>;
  /** The HTTP port speaks TLS. */
  readonly httpTls: boolean;
};

/** The log of a node with these settings, relative to its folder: it is named after the cluster. */
export function logFile(settings: ReadonlyMap<string, string>): string {
  return `logs/${settings.get('cluster.name')}.log`;
}

/** YAML of settings; values stand as they are. A later setting of the same key wins, an empty one takes it out. */
export function settingsYaml(settings: ReadonlyMap<string, string>): string {
  return [...settings]
    .filter(([, value]) => value !== '')
    .map(([key, value]) => `${key}: ${value}\n`)
    .join('');
}
