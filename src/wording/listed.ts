/** `es01, es02 and 3 more`. */
export function listed(labels: readonly string[]): string {
  return labels.length > 6 ? `${labels.slice(0, 5).join(', ')} and ${labels.length - 5} more` : labels.join(', ');
}
