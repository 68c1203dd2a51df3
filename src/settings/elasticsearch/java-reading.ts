import { bundledRuntimes } from '../../elastic/bundled-runtimes.ts';
import { type JavaReader, type JavaReading, javaReaderOf, javaReaders } from '../../stores/java/java-reader.ts';
import { atLeastVersion } from './tls-defaults.ts';

/** How a release reads PEM on the JDKs that it may be shipped with; every way where the release is not known. */
export function javaReadingOf(version: string | null): JavaReading {
  const bundled = version === null ? null : bundledRuntimes(version);
  const jdks: readonly JavaReader[] =
    bundled === null ? javaReaders : javaReaders.filter((reader) => bundled.jdks.some((jdk) => javaReaderOf(jdk) === reader));
  return { jdks, readsPbes2: atLeastVersion(version, 7, 16) !== false };
}
