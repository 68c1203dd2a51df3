import type { HelloContent } from '../../hellos/recorded-hello.ts';
import type { Certificate } from '../../model/certificate.ts';
import type { HandshakeFault, HandshakePrediction } from '../../model/handshake-prediction.ts';
import type { PeerModel } from '../../x509/path/model-choices.ts';
import { verifyCertificate } from '../../x509/path/verify-certificate.ts';
import { negotiate } from './negotiate.ts';
import type { ServerOffer } from './server-offer.ts';

/** One who judges a chain: by whose rules, and whom it trusts. */
export type ChainJudge = {
  readonly verifier: PeerModel;
  /** Null where it takes whatever it is shown. */
  readonly anchors: readonly Certificate[] | null;
};

export type HandshakeClient = ChainJudge & {
  readonly hello: HelloContent;
  /** What the server's certificate has to be for; null checks no name. */
  readonly name: string | null;
  /** What it answers a request with; empty: nothing. */
  readonly chain: readonly Certificate[];
};

/** A server, and what it does with clients: null where it asks for no certificate. */
export type HandshakeServer = ServerOffer & { readonly clients: (ChainJudge & { readonly mode: 'optional' | 'required' }) | null };

/** What comes of a handshake, certificates of both sides included. */
export async function predictHandshake(
  client: HandshakeClient,
  server: HandshakeServer,
  { at, signal }: { readonly at: Date; readonly signal?: AbortSignal },
): Promise<HandshakePrediction> {
  const negotiation = negotiate(client.hello, server);
  if (negotiation.kind === 'breaks') return negotiation;
  const when = signal === undefined ? { at } : { at, signal };
  const refused =
    (await refusalOf('client', client, server.chain, 'server', { ...when, name: client.name })) ??
    (server.clients === null ? null : await clientRefusal(server.clients, client.chain, when));
  return refused === null ? negotiation : { kind: 'breaks', fault: refused };
}

async function clientRefusal(
  judge: NonNullable<HandshakeServer['clients']>,
  chain: readonly Certificate[],
  when: { readonly at: Date; readonly signal?: AbortSignal },
): Promise<HandshakeFault | null> {
  if (chain.length === 0) return judge.mode === 'required' ? { code: 'certificate-demanded' } : null;
  return refusalOf('server', judge, chain, 'client', { ...when, name: null });
}

async function refusalOf(
  by: 'client' | 'server',
  { verifier, anchors }: ChainJudge,
  chain: readonly Certificate[],
  purpose: 'server' | 'client',
  { name, ...when }: { readonly at: Date; readonly signal?: AbortSignal; readonly name: string | null },
): Promise<HandshakeFault | null> {
  if (anchors === null) return null;
  const verdict = await verifyCertificate({
    chain: chain.map(({ der }) => der),
    anchors: anchors.map(({ der }) => der),
    purpose,
    model: verifier,
    ...when,
    ...(name === null ? {} : { name }),
  });
  if (verdict.trusted) return null;
  return {
    code: 'chain-refused',
    by,
    reason: verdict.reason,
    why: verdict.because,
    subject: verdict.at?.subject ?? null,
  };
}
