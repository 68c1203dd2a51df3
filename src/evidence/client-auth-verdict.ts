import type { CertificateEvidence, ClientAuthIn, ClientAuthVerdict } from '../model/evidence.ts';
import type { Observation } from '../model/observation.ts';
import { protocolVersions } from '../model/protocol-version.ts';
import type { UndeterminedVersion } from '../model/reasons/rule-reason.ts';
import { whySilent } from '../model/why-silent.ts';

/** Client authentication over all versions that the server accepts. */
export function clientAuthVerdict(observation: Observation): ClientAuthVerdict {
  const { clientAuth, versions, reachability, service } = observation;
  const asked = protocolVersions.filter((version) => clientAuth[version] || versions[version] === 'accepted');
  if (asked.length === 0) {
    if (reachability.kind === 'open' && (service.security === 'plaintext' || service.security === 'other'))
      return { kind: 'not-applicable' };
    return {
      kind: 'unknown',
      because: whySilent(observation) ?? { code: 'client-auth-not-shown' },
    };
  }
  const of = (kind: 'none' | 'optional' | 'required'): ClientAuthIn[] =>
    asked.flatMap((version) => {
      const seen = clientAuth[version];
      return seen?.kind === kind ? [{ version, evidence: seen.evidence }] : [];
    });
  const undetermined = asked.flatMap((version): readonly UndeterminedVersion[] => {
    const seen = clientAuth[version];
    if (!seen) return [{ version, why: null }];
    return seen.kind === 'unknown' ? [{ version, why: seen.because }] : [];
  });
  return {
    kind: 'seen',
    weakest: weakestOf(observation),
    none: of('none'),
    optional: of('optional'),
    required: of('required'),
    undetermined: undetermined.length === 0 ? null : { code: 'client-auth-undetermined', versions: undetermined },
  };
}

/** In the order of what lets an intruder in; what did not show may be any of the others. */
const weakestFirst = ['none', 'optional', 'unknown', 'required'] as const;

function weakestOf({ clientAuth }: Observation): (typeof weakestFirst)[number] {
  const kinds = new Set(Object.values(clientAuth).map(({ kind }) => kind));
  return weakestFirst.find((kind) => kinds.has(kind)) ?? 'unknown';
}

/** Whether the server asks clients for a certificate in some version. */
export function asksClients({ clientAuth, conversations }: Observation): CertificateEvidence['asksClients'] {
  const modes = Object.values(clientAuth);
  if (modes.some((mode) => mode.kind === 'required' || mode.kind === 'optional' || (mode.kind === 'unknown' && mode.requested)))
    return 'yes';
  if (conversations.some(({ certificateRequest }) => certificateRequest !== null)) return 'yes';
  return modes.length > 0 && modes.every((mode) => mode.kind === 'none') ? 'no' : 'unknown';
}
