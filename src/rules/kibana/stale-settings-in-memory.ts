import type { SetupCase, SetupRule } from '../framework/rule.ts';
import { setupCase } from '../framework/setup-cases.ts';
import { staleCertificateInMemoryInSetup } from '../setup/stale-certificate-in-memory.ts';

/** Whether the running Kibana asks browsers for certificates as its file says: what it was not told to read anew it does not know. */
export const staleSettingsInMemory: SetupRule = {
  ...staleCertificateInMemoryInSetup,
  products: ['kibana'],
  judge: ({ setup, met }) => {
    const context = setup.contexts.find(({ kind }) => kind === 'kibana-server');
    const own = met.filter(({ as, evidence }) => as === 'own-port' && evidence.chain.length > 0);
    if (context === undefined || !context.enabled.value || own.length === 0) return { kind: 'not-applicable' };
    const configured = context.clientAuthentication?.value ?? 'none';
    const cases = own.flatMap(({ written, evidence }): readonly SetupCase[] => {
      const kinds = new Set(Object.values(evidence.observation.clientAuth).map(({ kind }) => kind));
      const [seen] = kinds;
      if (kinds.size !== 1 || seen === undefined || seen === 'unknown' || seen === configured) return [];
      return [
        setupCase({
          message: `server.ssl.clientAuthentication is ${configured}, and ${written} behaves as with ${seen}: the process has not read the change.`,
          severity: 'medium',
          certainty: 'likely',
          context,
          settings: ['server.ssl.clientAuthentication'],
          places: [context.clientAuthentication?.place ?? null],
          facts: { configured, seen },
        }),
      ];
    });
    return cases.length === 0 ? { kind: 'pass' } : { kind: 'findings', cases };
  },
};
