/** The common name, which tells it apart from its neighbours; the whole where it has none. */
export function commonName(subject: string): string {
  return /(?:^|, ?)(CN=(?:\\.|[^,\\])+)/.exec(subject)?.[1] ?? (subject === '' ? '(empty subject)' : subject);
}
