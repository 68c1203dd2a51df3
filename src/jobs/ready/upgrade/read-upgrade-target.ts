import { bundledRuntimes, knownLines } from '../../../elastic/bundled-runtimes.ts';
import { nodeLineOf } from '../../../evidence/handshake/runtimes.ts';
import type { UpgradeTarget } from '../../../model/upgrade-report.ts';
import { UsageError } from '../../../model/usage-error.ts';

const [oldestJdk, newestJdk] = [17, 27];
const [oldestNode, newestNode] = [18, 26];

/**
 * What somebody means to upgrade to, as they wrote it; null where they wrote nothing.
 *
 * @throws UsageError where it is no release, or none whose TLS is known
 */
export function readUpgradeTarget(given: {
  readonly release: string | null;
  readonly jdk: string | null;
  readonly node: string | null;
}): UpgradeTarget | null {
  const { release, jdk, node } = given;
  if (release === null && jdk === null && node === null) return null;
  if (release !== null && !/^\d+\.(?:\d+|x)(?:\.(?:\d+|x))?$/.test(release))
    throw new UsageError(
      'arguments',
      `--target-version cannot be "${release}"`,
      'give a release or a line of releases, as in 9.5.3, 9.5 or 9.x',
    );
  if (release !== null && bundledRuntimes(release) === null && (jdk === null || node === null))
    throw new UsageError(
      'arguments',
      `it is not known which JDK and Node.js ${release} is shipped with`,
      `add --target-jdk and --target-node; known are ${knownLines.join(', ')}`,
    );
  const major = jdk === null ? null : Number(/^(?:1\.)?(\d+)(?:[.+].*)?$/.exec(jdk)?.[1] ?? Number.NaN);
  if (major !== null && !(major >= oldestJdk && major <= newestJdk))
    throw new UsageError('arguments', `--target-jdk cannot be "${jdk}"`, `give a major release from ${oldestJdk} to ${newestJdk}`);
  const nodeMajor = node === null ? null : Number(node.split('.')[0]);
  if (
    node !== null &&
    (!/^\d+(?:\.\d+){0,2}$/.test(node) || nodeLineOf(node) === null || Number(nodeMajor) < oldestNode || Number(nodeMajor) > newestNode)
  )
    throw new UsageError(
      'arguments',
      `--target-node cannot be "${node}"`,
      `give a release of Node.js from ${oldestNode} to ${newestNode}, as in 24 or 22.17.1`,
    );
  return { release, jdk: major, node };
}
