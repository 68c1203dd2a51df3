import { ruleText } from '../../model/rule-text.ts';
import { remoteCertModelDeprecated } from '../endpoint/remote-cert-model-deprecated.ts';
import { remoteClusters } from '../facts/remote-clusters.ts';
import type { SetupRule } from '../framework/rule.ts';
import { setupCase } from '../framework/setup-cases.ts';

/** Whether remote clusters are logged in to by API keys. */
export const remoteCertModelDeprecatedInSetup: SetupRule = {
  ...ruleText(remoteCertModelDeprecated),
  products: ['elasticsearch'],
  judge: ({ setup }) =>
    remoteClusters(setup, (clusters) => {
      const major = Number(/^\d+/.exec(setup.version ?? '')?.[0] ?? Number.NaN);
      if (major < 9) return { kind: 'not-applicable' };
      const byCertificate = clusters.filter(({ apiKey }) => !apiKey);
      if (byCertificate.length === 0) return { kind: 'pass' };
      if (Number.isNaN(major)) return { kind: 'unknown', because: { code: 'release-unknown' } };
      return {
        kind: 'findings',
        cases: byCertificate.map(({ alias, place }) =>
          setupCase({
            message: `The remote cluster ${alias} has no API key: the node connects to it with certificates.`,
            places: [place],
            facts: { remoteCluster: alias },
          }),
        ),
      };
    }),
};
