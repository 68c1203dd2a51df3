import type { ListedAt } from '../../model/target.ts';
import { type Place, placeOf } from './place.ts';

/**
 * A place as a relative path that is a URI too, which GitHub and GitLab ask of each: `es01:9300` would be a scheme, and blanks, colons and empty texts are refused. A file keeps its
 * folders; an endpoint stands in a folder of its own, or in the list that names it, which is where readers show it. Nothing in a name leads out of either.
 */
export function placeUri(subject: string, listedAt: ListedAt | null = null): string {
  const place: Place = listedAt === null ? placeOf(subject) : { kind: 'file', path: listedAt.file, line: listedAt.line };
  const segments = segmentsOf(place)
    .map(segmentOf)
    .filter((segment) => segment !== '');
  return segments.length === 0 ? 'endpoints' : segments.join('/');
}

function segmentsOf(place: Place): readonly string[] {
  return place.kind === 'file' ? place.path.split(/[/\\]+/) : ['endpoints', place.label];
}

const mostSegment = 200;

/** One segment, in characters that no reader minds. */
function segmentOf(text: string): string {
  if (/^\.*$/.test(text)) return '';
  const encoded = encodeURIComponent(text.replace(/\p{Cs}/gu, '\ufffd')).replace(
    /[!'()*~]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  // No escape is torn; that characters are is no matter.
  return encoded.length <= mostSegment ? encoded : encoded.slice(0, mostSegment).replace(/%[0-9A-F]?$/, '');
}

/** The line that goes with it, counted from 1. */
export function placeLine(subject: string, listedAt: ListedAt | null): number {
  if (listedAt !== null) return listedAt.line;
  const place = placeOf(subject);
  return place.kind === 'file' ? (place.line ?? 1) : 1;
}
