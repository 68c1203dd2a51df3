/** Places that a document names of one thing. GitHub shows a hundred. */
export const mostPlaces = 100;

/** Keeps the first hundred in order, each once, whatever the order in which they come. */
export function keepPlace(places: string[], place: string): void {
  const last = places.at(-1);
  if (places.length === mostPlaces && last !== undefined && place >= last) return;
  let [from, to] = [0, places.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((places[middle] ?? '') < place) from = middle + 1;
    else to = middle;
  }
  if (places[from] === place) return;
  places.splice(from, 0, place);
  if (places.length > mostPlaces) places.pop();
}
