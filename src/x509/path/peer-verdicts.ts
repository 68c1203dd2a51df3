import type { Certificate } from '../../model/certificate.ts';
import { type Model, models } from './model-choices.ts';
import { type VerifyInput, type VerifyResult, verifyCertificate } from './verify-certificate.ts';

/**
 * How much a peer checks: `verification_mode` of Elasticsearch, `elasticsearch.ssl.verificationMode` of Kibana. `full` is chain and name, `certificate` the chain
 * alone, `none` nothing.
 */
export type VerificationMode = 'full' | 'certificate' | 'none';

/** Who judges, in users' words; `jdk` is that of the Elasticsearch node. */
export type Peer = { readonly kind: 'elastic'; readonly jdk: 17 | 25 } | { readonly kind: 'kibana' };

/** The model of a peer. */
export function modelOf(peer: Peer): Model {
  if (peer.kind === 'kibana') return 'node';
  return peer.jdk === 17 ? 'jsse17' : 'jsse25';
}

/**
 * What a peer with that setting would decide. With `none` it takes whatever it is shown, so the path is the chain's first certificate as far as it can be
 * read. A server never compares the names of its clients, whatever its mode.
 */
export async function verifyAsPeer(peer: Peer, mode: VerificationMode, input: Omit<VerifyInput, 'model'>): Promise<VerifyResult> {
  if (mode === 'none') return { trusted: true, path: [] };
  const { name, ...rest } = input;
  const named = mode === 'full' && input.purpose === 'server' && name !== undefined ? { ...rest, name } : rest;
  return verifyCertificate({ ...named, model: modelOf(peer) });
}

export type Verdicts = Readonly<Record<Model, VerifyResult>>;

/** The same chain judged by every model. */
export async function verdictsByModel(input: Omit<VerifyInput, 'model'>): Promise<Verdicts> {
  const verdicts = await Promise.all(models.map(async (model) => [model, await verifyCertificate({ ...input, model })] as const));
  return Object.fromEntries(verdicts) as Verdicts;
}

/** A path as a small tree, the anchor first, a line each; SHA-256 tells twins apart, and Elasticsearch logs SHA-1. */
export function drawPath(path: readonly Certificate[]): readonly string[] {
  return path.toReversed().map(({ subject, notAfter, sha256, sha1 }, depth) => {
    const branch = depth === 0 ? '' : `${'   '.repeat(depth - 1)}└─ `;
    return `${branch}${subject || '(no subject)'} · until ${notAfter.toISOString().slice(0, 10)} · SHA-256 ${sha256} · SHA-1 ${sha1}`;
  });
}
