/** At most so many UTF-16 units of a text, which ends in `…` where something is left out. No character is torn. */
export function cutTo(text: string, most: number): string {
  if (text.length <= most) return text;
  const end = most - 1;
  const torn = /[\ud800-\udbff]/.test(text.charAt(end - 1));
  return `${text.slice(0, torn ? end - 1 : end)}…`;
}
