const firstMs = 25;
const longestMs = 500;

/** How long to wait before something is tried again that a limit of this machine hindered: what is in work gives files and ports back within moments. Zero: it was tried once. */
export function nextPause(lastMs: number): number {
  return lastMs === 0 ? firstMs : Math.min(2 * lastMs, longestMs);
}
