import type { Place } from '../../model/setup.ts';

/** A `-D` of the JVM's command line. */
export type SystemProperty = { readonly name: string; readonly value: string; readonly place: Place };

/**
 * The system properties of a jvm.options file for one version of Java: lines may begin with `17:-D…`, `17-:-D…` or `8-13:-D…`, and count only there.
 *
 * @param java the JVM's feature release; null where it is not known, and then every line counts
 */
export function systemProperties(text: string, file: string, java: number | null): readonly SystemProperty[] {
  const properties: SystemProperty[] = [];
  for (const [index, line] of text.split(/\r\n|\r|\n/).entries()) {
    const parts = /^\s*(?:(\d+)(-)?(\d+)?:)?-D([^=\s]+)(?:=(.*?))?\s*$/.exec(line);
    if (parts === null) continue;
    const [, from, range, to, name = '', value = ''] = parts;
    if (java !== null && from !== undefined) {
      const last = range === undefined ? Number(from) : to === undefined ? Number.POSITIVE_INFINITY : Number(to);
      if (java < Number(from) || java > last) continue;
    }
    properties.push({ name, value, place: { file, line: index + 1 } });
  }
  return properties;
}

/** Values of a Java properties file, with continued lines and escapes undone. The last of a name counts. */
export function javaProperties(text: string): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  const joined = text.replace(/\\(?:\r\n|\r|\n)[ \t\f]*/g, '');
  for (const line of joined.split(/\r\n|\r|\n/)) {
    const parts = /^[ \t\f]*([^#!\s:=][^\s:=]*)[ \t\f]*[:=]?[ \t\f]*(.*)$/.exec(line);
    if (parts !== null) values.set(parts[1] ?? '', (parts[2] ?? '').replace(/\\(.)/g, '$1'));
  }
  return values;
}
