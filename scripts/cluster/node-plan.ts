/** One node: where it listens, and the files that it is started with. */
export type NodePlan = {
  readonly index: number;
  readonly name: string;
  readonly address: string;
  readonly folder: string;
  /** Relative to `folder`; text or bytes. */
  readonly files: ReadonlyMap<string, string | Uint8Array>;
  readonly command: string;
  /** It puts itself into the background and ends its launcher when it is ready; else the launcher becomes the node. */
  readonly daemon: boolean;
  readonly environment: Readonly<Record<string, string>>;
  /** The HTTP port speaks TLS. */
  readonly httpTls: boolean;
};

/** A cluster's log, relative to the node's folder. */
export function logFile(clusterName: string): string {
  return `logs/${clusterName}.log`;
}

/** YAML of settings; values stand as they are. A later setting of the same key wins, an empty one takes it out. */
export function settingsYaml(settings: ReadonlyMap<string, string>): string {
  return [...settings]
    .filter(([, value]) => value !== '')
    .map(([key, value]) => `${key}: ${value}\n`)
    .join('');
}
