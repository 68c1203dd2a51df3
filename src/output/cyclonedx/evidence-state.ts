/**
 * How a fact is known. `observed`: it was sent. `negotiated`: a handshake came to it. `accepted`: the server took it when it was offered. `derived`: it follows from a name or from other
 * facts. `not checked`: nobody asked, or it could not be told.
 */
export type EvidenceState = 'observed' | 'negotiated' | 'accepted' | 'derived' | 'not checked';

export type CycloneDxProperty = { readonly name: string; readonly value: string };

export function evidence(fact: string, state: EvidenceState): CycloneDxProperty {
  return property(`evidence:${fact}`, state);
}

export function property(name: string, value: string | number): CycloneDxProperty {
  return { name: `handclasp:${name}`, value: String(value) };
}
