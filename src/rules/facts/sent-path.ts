import type { Certificate } from '../../model/certificate.ts';
import { sameName } from '../../model/same-name.ts';

/**
 * The way up from the endpoint's own certificate through those that it sent, by names alone, as places in the chain. It ends at a self-issued certificate, or at one
 * whose issuer was not sent. Of several certificates with the issuer's name the next one in the chain's order is taken.
 */
export function sentPath(chain: readonly Certificate[]): readonly number[] {
  const path: number[] = [];
  let at: number | undefined = chain.length > 0 ? 0 : undefined;
  while (at !== undefined) {
    path.push(at);
    at = issuerPlace(chain, at, path);
  }
  return path;
}

function issuerPlace(chain: readonly Certificate[], of: number, taken: readonly number[]): number | undefined {
  const child = chain[of];
  if (!child || child.selfIssued) return undefined;
  const places = chain.flatMap((certificate, place) =>
    !taken.includes(place) && sameName(certificate.subject, child.issuer) ? [place] : [],
  );
  return places.find((place) => place > of) ?? places[0];
}

/** The topmost certificate of that way. */
export function topOfSentPath(chain: readonly Certificate[]): Certificate | undefined {
  return chain[sentPath(chain).at(-1) ?? -1];
}
