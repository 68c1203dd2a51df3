import { ruleText } from '../../model/rule-text.ts';
import { sameCertificateHttpAndTransport } from '../cluster/same-certificate-http-and-transport.ts';
import { judgeLayers } from '../facts/judge-layers.ts';
import type { SetupRule } from '../framework/rule.ts';
import { casesOr, setupCase } from '../framework/setup-cases.ts';

/** Whether the two layers of a node have keys of their own. */
export const sameCertificateHttpAndTransportInSetup: SetupRule = {
  ...ruleText(sameCertificateHttpAndTransport),
  products: ['elasticsearch'],
  judge: (evidence) =>
    judgeLayers(evidence, (transport, http) => {
      const cases = http.flatMap((layer) => {
        const twin = transport.find(({ leaf }) => leaf.spkiSha256 === layer.leaf.spkiSha256);
        if (twin === undefined) return [];
        const message = `HTTP and transport have the same key, that of ${layer.leaf.subject}.`;
        return [
          setupCase({
            message,
            files: [layer.identity.file, twin.identity.file],
            facts: { subject: layer.leaf.subject, spkiSha256: layer.leaf.spkiSha256 },
          }),
        ];
      });
      return casesOr(cases, { kind: 'pass' });
    }),
};
