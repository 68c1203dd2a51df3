/** Options that stand for each other: where the command line has one of them, a file has none. */
const together: readonly (readonly string[])[] = [
  ['format', 'output', 'json'],
  ['cert', 'key', 'key-passphrase-file', 'keystore'],
  ['user', 'user-password-file', 'api-key-file'],
  ['save', 'replay'],
  ['history', 'replay'],
  ['keep', 'replay'],
];

/** Whether the command line says what an option of a file says. */
export function isOverruled(name: string, given: ReadonlySet<string>): boolean {
  return given.has(name) || together.some((group) => group.includes(name) && group.some((one) => given.has(one)));
}
