/** `2026-11-30 02:00`, of ISO 8601 in UTC. */
export function utcText(instant: string): string {
  return instant.slice(0, 16).replace('T', ' ');
}
