/** A sentence to be put into another. */
export function withoutFullStop(sentence: string): string {
  return sentence.replace(/\.$/, '');
}
