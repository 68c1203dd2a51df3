/** What a release line is shipped with. Where one release may have either, both are named, the older first. */
export type BundledRuntimes = {
  /** Elasticsearch's JDK, by its major release. */
  readonly jdks: readonly number[];
  /** Kibana's Node.js. */
  readonly nodes: readonly string[];
};

type Line = { readonly line: string; readonly newest: BundledRuntimes; readonly earlier: BundledRuntimes };

/**
 * By line: what its newest release has, and what earlier ones may have. JDK 26 came on 2026-04-14 (elastic/elasticsearch#146167), JDK 27 on 2026-09-16 (#159368), Node.js 22.22 in
 * 2026-04 (elastic/kibana#260826) and 24.18 in 2026-06 (#275473).
 */
const lines: readonly Line[] = [
  { line: '7.17', newest: { jdks: [22], nodes: ['20'] }, earlier: { jdks: [17, 22], nodes: ['16', '20'] } },
  { line: '8.19', newest: { jdks: [27], nodes: ['22.22'] }, earlier: { jdks: [24, 25, 26, 27], nodes: ['22.17', '22.22'] } },
  { line: '9.0', newest: { jdks: [24], nodes: ['22.17'] }, earlier: { jdks: [23, 24], nodes: ['20', '22.17'] } },
  { line: '9.1', newest: { jdks: [25], nodes: ['22.21'] }, earlier: { jdks: [24, 25], nodes: ['22.17', '22.21'] } },
  { line: '9.2', newest: { jdks: [26], nodes: ['22.22'] }, earlier: { jdks: [25, 26], nodes: ['22.21', '22.22'] } },
  { line: '9.3', newest: { jdks: [26], nodes: ['22.22'] }, earlier: { jdks: [25, 26], nodes: ['22.21', '22.22'] } },
  { line: '9.4', newest: { jdks: [27], nodes: ['24.18'] }, earlier: { jdks: [26, 27], nodes: ['22.22', '24.18'] } },
  { line: '9.5', newest: { jdks: [27], nodes: ['24.18'] }, earlier: { jdks: [27], nodes: ['24.18'] } },
];

/** The lines that are known, oldest first. */
export const knownLines: readonly string[] = lines.map(({ line }) => line);

/**
 * What a release is shipped with: of a line (`9.4`, `9.x`) its newest release, of one release (`9.4.1`) whatever it may have. Null where the line is not known.
 */
export function bundledRuntimes(release: string): BundledRuntimes | null {
  const [, major, minor, patch] = /^(\d+)\.(\d+|x)(?:\.(\d+|x))?/.exec(release) ?? [];
  if (major === undefined) return null;
  const known =
    minor === 'x' ? lines.findLast(({ line }) => line.startsWith(`${major}.`)) : lines.find(({ line }) => line === `${major}.${minor}`);
  if (known === undefined) return earlier8(major, minor);
  if (patch === undefined || patch === 'x') return known.newest;
  // 9.3.4 is the first release of its line with JDK 26.
  if (known.line === '9.3')
    return Number(patch) < 4 ? { jdks: [25], nodes: known.earlier.nodes } : { jdks: [26], nodes: known.earlier.nodes };
  return known.earlier;
}

/** 8.0 to 8.18, of which no more is known than the first and the last. */
function earlier8(major: string, minor: string | undefined): BundledRuntimes | null {
  return major === '8' && minor !== 'x' && Number(minor) < 19 ? { jdks: [17, 21, 24], nodes: ['16', '20'] } : null;
}
