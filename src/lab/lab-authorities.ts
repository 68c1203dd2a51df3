import { type Authority, type Identity, issue, makeCa } from './pki.ts';

/** Who signs in the lab: a CA for each channel, as a careful operator has it, and those that should not be there. */
export type LabAuthorities = {
  readonly transport: Authority;
  readonly http: Authority;
  readonly kibana: Authority;
  /** Bears the name of the transport CA, with another key. */
  readonly lookalike: Authority;
  /** Nobody here has heard of it. */
  readonly unknownCa: Authority;
  /** Between the HTTP CA and a leaf. */
  readonly intermediate: Authority;
  /** A node's own, to connect to its peers with. */
  readonly nodeIdentity: Identity;
};

export function makeLabAuthorities(): LabAuthorities {
  const transport = makeCa({ subject: named('Transport CA') });
  const http = makeCa({ subject: named('HTTP CA') });
  return {
    transport,
    http,
    kibana: makeCa({ subject: named('Kibana CA') }),
    lookalike: makeCa({ subject: transport.subject }),
    unknownCa: makeCa({ subject: [['O', 'Somebody Else'] as const, ['CN', 'Unknown CA'] as const] }),
    intermediate: makeCa({ subject: named('HTTP Issuing CA'), parent: http, basicConstraints: { ca: true, pathLength: 0 } }),
    nodeIdentity: issue(transport, { subject: named('lab node'), altNames: ['DNS:node.lab.handclasp.test', 'IP:127.0.0.1'] }),
  };
}

/** A name in the stack's organization. */
export function named(commonName: string): readonly (readonly [string, string])[] {
  return [
    ['O', 'handclasp lab'],
    ['CN', commonName],
  ];
}
