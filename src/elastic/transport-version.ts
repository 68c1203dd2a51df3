/** What a version id on the transport wire stands for. */
export type TransportVersion = {
  readonly product: 'elasticsearch' | 'opensearch';
  /** The exact release, where the id is one: OpenSearch, and Elasticsearch before 8.9. */
  readonly release: string | null;
  /**
   * The minor line: `8.19`. An id between the lines belongs to a development or serverless build and is named by the line before it;
   * one above every known line is `newer than 9.5`.
   */
  readonly line: string;
};

/** Names a version id, as an answer to `internal:tcp/handshake` gives it. Null for a number that no release ever used. */
export function nameTransportVersion(versionId: number): TransportVersion | null {
  if ((versionId & openSearchBit) !== 0) return release('opensearch', versionId ^ openSearchBit);
  if (versionId < firstTransportVersionOnMain) return release('elasticsearch', versionId);
  let line = lastReleaseNumberedLine;
  for (const [first, name] of lines) if (versionId >= first) line = name;
  const [newestFirst, newest] = newestLine;
  return { product: 'elasticsearch', release: null, line: versionId >= newestFirst + 1000 ? `newer than ${newest}` : line };
}

/** OpenSearch sets this bit in its version ids, to tell them from Elasticsearch's. */
const openSearchBit = 0x08000000;

/** After 8.8 the ids stopped being release numbers; those below this one still are. */
const firstTransportVersionOnMain = 8500000;
const lastReleaseNumberedLine = '8.8';

const newestLine = [9458000, '9.5'] as const;

/**
 * The first transport version of each minor line, ascending. A patch release raises the last three digits at most, so a line reaches to the
 * next thousand. From `org/elasticsearch/TransportVersions.csv` and `transport/definitions` in the server jars of 8.19.21 and 9.5.3; rows of that
 * table that fall behind their predecessor (8.19.6, 9.2.0, …) are its mistakes and were left out.
 */
const lines: ReadonlyArray<readonly [number, string]> = [
  [8500020, '8.9'],
  [8500061, '8.10'],
  [8512001, '8.11'],
  [8560000, '8.12'],
  [8595000, '8.13'],
  [8636001, '8.14'],
  [8702002, '8.15'],
  [8772001, '8.16'],
  [8797002, '8.17'],
  [8840002, '8.18'],
  [8841000, '8.19'],
  [9000000, '9.0'],
  [9112000, '9.1'],
  [9185000, '9.2'],
  [9250000, '9.3'],
  [9348000, '9.4'],
  newestLine,
];

/** `major * 1000000 + minor * 10000 + revision * 100 + build`, where build 99 is the release itself and lower ones are its previews. */
function release(product: TransportVersion['product'], id: number): TransportVersion | null {
  const major = Math.floor(id / 1000000);
  if (major < 1 || major > 99) return null;
  const line = `${major}.${Math.floor(id / 10000) % 100}`;
  return { product, release: id % 100 === 99 ? `${line}.${Math.floor(id / 100) % 100}` : null, line };
}
