/** What the cluster is called that a node could not join for its name, by a line that the node writes about it; null where the line is another. */
export function remoteClusterName(line: string): string | null {
  return /remote cluster name \[(?<name>[^\]\n]{1,400})\] does not match local cluster name \[/.exec(line)?.groups?.name ?? null;
}
