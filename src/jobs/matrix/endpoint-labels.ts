import type { EndpointEvidence } from '../../model/evidence.ts';

/** What an endpoint is called among these: its target, with the address where that name was seen at several. */
export function endpointLabels(all: readonly EndpointEvidence[]): (one: EndpointEvidence) => string {
  const times = new Map<string, number>();
  for (const { observation } of all) times.set(observation.target.label, (times.get(observation.target.label) ?? 0) + 1);
  return ({ observation: { target, address } }) =>
    address !== null && (times.get(target.label) ?? 0) > 1 ? `${target.label} (${address})` : target.label;
}
