/** What a release line is shipped with. Where one release may have either, both are named, the older first. */
export type BundledRuntimes = {
  /** Elasticsearch's JDK, by its major release. */
  readonly jdks: readonly number[];
  /** Kibana's Node.js. */
  readonly nodes: readonly string[];
};

type Line = {
  readonly line: string;
  readonly newest: BundledRuntimes;
  readonly earlier: BundledRuntimes;
  /** What it rests on, and what of it nobody has checked. */
  readonly source: string;
};

/** JDK 26 came on 2026-04-14 (elastic/elasticsearch#146167), JDK 27 on 2026-09-16 (#159368), Node.js 24.21 on 2026-09-11 (elastic/kibana#290284). */
const lines: readonly Line[] = [
  {
    line: '7.17',
    newest: { jdks: [22], nodes: ['20'] },
    earlier: { jdks: [17, 19, 22], nodes: ['16', '18', '20'] },
    source: 'elastic/elasticsearch#91032 (19); elastic/kibana#168914 (18); JDK 22 and Node.js 20 of the last release: not checked',
  },
  {
    line: '8.19',
    newest: { jdks: [27], nodes: ['24.21'] },
    earlier: { jdks: [24, 25, 26, 27], nodes: ['22.17', '22.21', '22.22', '24.19'] },
    source:
      'elastic/elasticsearch#133175 (24), #135084 (25), #146277 to #146280 (26), #159489 (27); elastic/kibana#245189 (22.21), #260829 (22.22), #290619 (24.21)',
  },
  {
    line: '9.0',
    newest: { jdks: [24], nodes: ['22.17'] },
    earlier: { jdks: [23, 24], nodes: ['20', '22.17'] },
    source: 'elastic/elasticsearch#133173 (24); JDK 23, and Node.js: not checked',
  },
  {
    line: '9.1',
    newest: { jdks: [24, 25], nodes: ['22.21'] },
    earlier: { jdks: [24, 25], nodes: ['22.17', '22.21'] },
    source: 'version.properties of 9.1.0 and elastic/elasticsearch#133174 (24); elastic/kibana#245188 (22.21); JDK 25: not checked',
  },
  {
    line: '9.2',
    newest: { jdks: [26], nodes: ['22.22'] },
    earlier: { jdks: [25, 26], nodes: ['22.21', '22.22'] },
    source: 'elastic/elasticsearch#134910 (25), #146277 to #146280 (26); elastic/kibana#245186 (22.21), #260827 (22.22)',
  },
  {
    line: '9.3',
    newest: { jdks: [26], nodes: ['22.22'] },
    earlier: { jdks: [25, 26], nodes: ['22.21', '22.22'] },
    source: 'elastic/elasticsearch#146277 to #146280 (26, from 9.3.4 on); elastic/kibana#260826 (22.22); JDK 25: not checked',
  },
  {
    line: '9.4',
    newest: { jdks: [27], nodes: ['24.21'] },
    earlier: { jdks: [26, 27], nodes: ['22.22', '24.18'] },
    source:
      'version.properties of 9.4.2 (26.0.1); elastic/elasticsearch#159490 (27); elastic/kibana#264853 (22.22), #275473 (24.18), #290615 (24.21)',
  },
  {
    line: '9.5',
    newest: { jdks: [27], nodes: ['24.21'] },
    earlier: { jdks: [26, 27], nodes: ['24.18', '24.21'] },
    source:
      'Elasticsearch 9.5.3 on Maven Central, built on 2026-09-01, before JDK 27; elastic/elasticsearch#159492 (27); elastic/kibana#290613 (24.21)',
  },
];

/** The lines that are known, oldest first. */
export const knownLines: readonly string[] = lines.map(({ line }) => line);

/**
 * What a release is shipped with: of a line (`9.4`, `9.x`) its newest release, of one release (`9.4.1`) whatever it may have. Null where the line is not known.
 */
export function bundledRuntimes(release: string): BundledRuntimes | null {
  const [, major, minor, patch] = /^(\d+)\.(\d+|x)(?:\.(\d+|x))?/.exec(release) ?? [];
  if (major === undefined) return null;
  const known = lineOf(release);
  if (known === undefined) return earlier8(major, minor);
  if (patch === undefined || patch === 'x') return known.newest;
  // 9.3.4 is the first release of its line with JDK 26.
  if (known.line === '9.3')
    return Number(patch) < 4 ? { jdks: [25], nodes: known.earlier.nodes } : { jdks: [26], nodes: known.earlier.nodes };
  // 9.5.3 was built two weeks before JDK 27 came.
  if (known.line === '9.5' && Number(patch) <= 3) return { jdks: [26], nodes: known.earlier.nodes };
  return known.earlier;
}

function lineOf(release: string): Line | undefined {
  const [, major, minor] = /^(\d+)\.(\d+|x)/.exec(release) ?? [];
  return minor === 'x'
    ? lines.findLast(({ line }) => line.startsWith(`${major}.`))
    : lines.find(({ line }) => line === `${major}.${minor}`);
}

/** What it rests on that a release is shipped with so; null where its line is not known. */
export function sourceOfBundled(release: string): string | null {
  return lineOf(release)?.source ?? null;
}

/** 8.0 to 8.18, of which no more is known than the first and the last. */
function earlier8(major: string, minor: string | undefined): BundledRuntimes | null {
  return major === '8' && minor !== 'x' && Number(minor) < 19 ? { jdks: [17, 21, 24], nodes: ['16', '20'] } : null;
}
