/**
 * JDKs whose readers differ, by the first release that reads so: 17 stands for 17 to 20, 21 for 21 to 24, 25 for what came since. Measured on 17, 21 and 25.
 */
export type JavaReader = 17 | 21 | 25;

/** How a release of Elasticsearch reads PEM, on whichever JDK it may have. */
export type JavaReading = {
  readonly jdks: readonly JavaReader[];
  /** It reads keys that are encrypted with PBES2 (RFC 8018 §6.2): from 7.16 on. */
  readonly readsPbes2: boolean;
};

/** Every one, the oldest first: for a JDK that is not known. */
export const javaReaders: readonly JavaReader[] = [17, 21, 25];

/** The one that a JDK reads as. @param major of the JDK; what is older than 17 reads as 17 does */
export function javaReaderOf(major: number): JavaReader {
  return major >= 25 ? 25 : major >= 21 ? 21 : 17;
}

/** What files are to some JDKs and not to others: the answer of the newest that is asked for, and who of the others has another. */
export function byReaders<T>(
  readers: readonly JavaReader[],
  read: (reader: JavaReader) => T,
  isRead: (answer: T) => boolean,
): { readonly answer: T; readonly refusedBy: readonly JavaReader[] } {
  const answers = readers.map((reader) => ({ reader, answer: read(reader) }));
  const last = answers.findLast(({ answer }) => isRead(answer)) ?? answers[answers.length - 1];
  if (last === undefined) throw new RangeError('no JDK is given');
  return { answer: last.answer, refusedBy: answers.filter(({ answer }) => !isRead(answer)).map(({ reader }) => reader) };
}
