import type { Certificate } from '../../model/certificate.ts';
import type { ConfiguredCertificate, SetupEvidence } from '../../model/setup-evidence.ts';
import type { SetupOutcome } from '../framework/rule.ts';
import { shownBy, unreadIn } from './setup-contexts.ts';

/** The certificate of one layer of a node. */
type Layer = ConfiguredCertificate & { readonly leaf: Certificate };

/** Compares what transport and HTTP of one node show; where one of them has nothing, the outcome says why. */
export function judgeLayers(
  evidence: SetupEvidence,
  judge: (transport: readonly Layer[], http: readonly Layer[]) => SetupOutcome,
): SetupOutcome {
  const [transport, http] = (['transport', 'http'] as const).map((kind) =>
    shownBy(evidence, kind).flatMap((shown): readonly Layer[] => {
      const [leaf] = shown.identity.chain;
      return leaf === undefined ? [] : [{ ...shown, leaf }];
    }),
  );
  if (transport?.length && http?.length) return judge(transport, http);
  const missing = unreadIn(evidence.setup, 'transport', 'http');
  return missing === null ? { kind: 'not-applicable' } : { kind: 'unknown', because: missing };
}
