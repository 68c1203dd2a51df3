import type { SinkEndpoint } from '../sink/sink.ts';
import { type CycloneDxProperty, property } from './evidence-state.ts';

/** What is asked of an endpoint, in order, and whether it was told. A stage that an endpoint has no part in, as where it speaks in the clear, counts as neither. */
const stages: readonly { readonly name: string; readonly of: (endpoint: SinkEndpoint) => boolean | null }[] = [
  { name: 'reached', of: ({ reachability }) => reachability === 'open' },
  { name: 'handshake', of: ({ answer, tls }) => (answer === 'tls' || answer === 'cut' ? tls !== null : null) },
  { name: 'certificates', of: ({ tls, chain, unreadable }) => (tls === null ? null : chain.length > 0 && unreadable === undefined) },
  {
    name: 'protocolVersions',
    of: ({ tls }) =>
      tls === null ? null : Object.values(tls.versions).every((state) => state !== 'unknown') && Object.keys(tls.versions).length > 1,
  },
  { name: 'cipherSuites', of: ({ tls }) => (tls === null ? null : tls.cipherSuites !== undefined) },
  { name: 'groups', of: ({ tls }) => (tls === null ? null : tls.groups !== undefined) },
  { name: 'signatureSchemes', of: ({ tls }) => (tls === null ? null : tls.signatureSchemes !== undefined) },
  {
    name: 'clientAuthentication',
    of: ({ tls, clientAuth }) => (tls === null ? null : clientAuth !== null && clientAuth.mode !== 'unknown'),
  },
  { name: 'trust', of: ({ chain, trust }) => (chain.length === 0 ? null : trust !== 'not-checked') },
];

/** At how many endpoints each stage was gone through. */
export class Coverage {
  readonly #counts = stages.map(() => ({ done: 0, of: 0 }));
  #plaintext = 0;

  endpoint(endpoint: SinkEndpoint): void {
    if (endpoint.service.security === 'plaintext') this.#plaintext += 1;
    for (const [index, stage] of stages.entries()) {
      const state = stage.of(endpoint);
      const count = this.#counts[index];
      if (state === null || count === undefined) continue;
      count.of += 1;
      if (state) count.done += 1;
    }
  }

  /** Every stage was gone through at every endpoint that has it. */
  get isWhole(): boolean {
    return this.#counts.every(({ done, of }) => done === of);
  }

  properties(): readonly CycloneDxProperty[] {
    return [
      ...stages.map(({ name }, index) =>
        property(`coverage:${name}`, `${this.#counts[index]?.done ?? 0} of ${this.#counts[index]?.of ?? 0}`),
      ),
      property('endpoints:plaintext', this.#plaintext),
    ];
  }
}
