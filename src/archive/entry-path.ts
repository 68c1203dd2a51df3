/**
 * The path of an entry within its archive, in one form: tools write `./a`, `/a`, `a//b` and `a\b` for the same. Null where it leads out of the archive, or is none.
 * Nothing is ever written to such a path; but whoever made it meant to.
 */
export function entryPath(name: string): string | null {
  if (name.includes('\0') || /^[A-Za-z]:/.test(name)) return null;
  const parts = name.split(/[/\\]+/).filter((part) => part !== '' && part !== '.');
  return parts.length === 0 || parts.includes('..') ? null : parts.join('/');
}
