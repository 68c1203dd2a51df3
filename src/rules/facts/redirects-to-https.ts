import type { HttpAnswer } from '../../model/observation.ts';

/** Whether the answer sends the client to https, and so has no content of its own. */
export function redirectsToHttps({ status, headers }: HttpAnswer): boolean {
  return status >= 301 && status <= 308 && status !== 304 && (headers.location?.some((value) => /^https:\/\//i.test(value)) ?? false);
}
