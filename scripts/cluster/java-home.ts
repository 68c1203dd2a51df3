import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';

export type Java = { readonly home: string; readonly major: number };

/** The releases of Java, first and last, that a release of the product runs on. */
export type JavaRange = { readonly from: number; readonly to: number };

/**
 * What each line runs on. Elasticsearch 7 and OpenSearch 2 start under the Java security manager, which 24 took away; Elasticsearch 8 has done without since 8.18.
 */
export function javaRange(product: 'elasticsearch' | 'opensearch', version: string): JavaRange {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (product === 'opensearch') return major >= 3 ? { from: 21, to: 25 } : { from: 11, to: 23 };
  if (major >= 9) return { from: 21, to: 26 };
  if (major === 8) return { from: 17, to: minor >= 18 ? 25 : 23 };
  return { from: 11, to: 22 };
}

/** The oldest installed Java in the range; null where there is none. */
export function findJava(range: JavaRange): Java | null {
  const fit = installedJavas().filter(({ major }) => major >= range.from && major <= range.to);
  return fit.sort((a, b) => a.major - b.major)[0] ?? null;
}

/** The Java at this place; null where there is none. */
export function javaAt(home: string): Java | null {
  if (!existsSync(join(home, 'bin', 'java'))) return null;
  const major = majorOf(home);
  return major === null ? null : { home, major };
}

/** JAVA_HOME, `java` on the PATH, and what the system's package manager installed. */
export function installedJavas(): readonly Java[] {
  const homes = [process.env.JAVA_HOME, javaOnPath(), ...under('/usr/lib/jvm'), ...under('/opt')];
  const known = new Map<string, Java>();
  for (const home of homes) {
    const java = home === undefined ? null : javaAt(home);
    if (java !== null) known.set(realpathSync(java.home), java);
  }
  return [...known.values()];
}

function under(folder: string): readonly string[] {
  return existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : [];
}

function javaOnPath(): string | undefined {
  const found = (process.env.PATH ?? '').split(':').find((folder) => folder !== '' && existsSync(join(folder, 'java')));
  return found === undefined ? undefined : dirname(dirname(realpathSync(join(found, 'java'))));
}

function majorOf(home: string): number | null {
  const release = join(home, 'release');
  const text = existsSync(release) ? readFileSync(release, 'utf8') : versionText(home);
  const found = /(?:JAVA_VERSION=|version )"(?:1\.)?(\d+)/.exec(text)?.[1];
  return found === undefined ? null : Number(found);
}

function versionText(home: string): string {
  try {
    return execFileSync('sh', ['-c', '"$0" -version 2>&1', join(home, 'bin', 'java')], { encoding: 'utf8' });
  } catch {
    return '';
  }
}
