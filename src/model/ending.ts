/** When in a handshake something happened. */
export type Phase = 'before-server-hello' | 'server-flight' | 'client-flight' | 'after-finished';

/** How a TLS conversation ended. */
export type Ending =
  /** The server let us in. `by` is the strongest proof that was had. `finished` alone proves acceptance up to TLS 1.2 only. */
  | { readonly kind: 'accepted'; readonly by: 'finished' | 'ticket' | 'data' | 'pong' }
  /** The handshake is finished on our side, and nothing told whether the server agrees (TLS 1.3). */
  | { readonly kind: 'undecided' }
  | { readonly kind: 'alert'; readonly description: number; readonly name: string; readonly phase: Phase }
  | { readonly kind: 'closed'; readonly how: 'fin' | 'reset'; readonly phase: Phase }
  /** `by`: not for silence, but because the time for the address, of which this was the rest, ended. */
  | { readonly kind: 'timeout'; readonly afterMs: number; readonly phase: Phase; readonly by?: 'deadline' }
  /** The peer broke the protocol; `alert` is the one we answered with. */
  | { readonly kind: 'protocol-error'; readonly reason: string; readonly alert: string; readonly phase: Phase }
  /** What the server took of what it was offered cannot be computed here, where it was offered to be named alone; or what was to be shown does not fit its request. */
  | { readonly kind: 'not-computable'; readonly reason: string; readonly phase: Phase }
  /** What came is not TLS. */
  | { readonly kind: 'not-tls'; readonly bytes: Uint8Array }
  /** We stopped because the question was answered or a budget ended. */
  | { readonly kind: 'stopped'; readonly phase: Phase };
