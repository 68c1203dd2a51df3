/** A title within a sentence; names and abbreviations stay as they are. */
export function loweredTitle(title: string): string {
  return /^[A-Z][a-z]/.test(title) && !/^(Kibana|Elasticsearch)/.test(title) ? title.slice(0, 1).toLowerCase() + title.slice(1) : title;
}
