/** Whether two host names are the same to a client: case does not count, nor a dot at the end. */
export function sameHost(a: string, b: string): boolean {
  return plain(a) === plain(b);
}

function plain(name: string): string {
  return name.toLowerCase().replace(/\.$/, '');
}
