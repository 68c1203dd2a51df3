import { handshakeFaultText } from '../../wording/handshake-fault-texts.ts';
import { judgeRefusedHello } from '../facts/refused-hello.ts';
import type { SetupRule } from '../framework/rule.ts';
import { byDeployment } from '../remedies/by-deployment.ts';
import { onElasticsearch } from '../remedies/kibana.ts';
import { inKubernetes, platformFiles } from '../remedies/platforms.ts';
import { advice, at } from '../remedies/steps.ts';
import { javaSecurity, withoutLists } from '../remedies/tls-settings.ts';
import { rollingRestart } from '../remedies/tools.ts';

/** Whether Elasticsearch answers what the Node.js of Kibana says first. */
export const kibanaHandshakeRefused: SetupRule = {
  id: 'kibana-handshake-refused',
  title: 'Kibana cannot complete a TLS handshake',
  severity: 'critical',
  channels: ['http'],
  products: ['kibana'],
  requirement:
    'Elasticsearch answers the ClientHello of the Node.js that Kibana is shipped with: they have a version, a cipher suite, a group and a signature scheme in common.',
  impact: 'Kibana is refused before a certificate is compared, and stays unavailable. curl, browsers and Java may connect all the same.',
  fix: onElasticsearch(
    byDeployment({
      self: (context) => [
        ...withoutLists(context, 'The defaults of all releases suit Kibana.'),
        ...javaSecurity(context),
        ...rollingRestart(context),
        advice(at('every-node'), 'If the finding names the key, issue a certificate with RSA 2,048 or ECDSA P-256.'),
      ],
      eck: inKubernetes(
        'Take cipher_suites and supported_protocols out of spec.nodeSets[].config, and -Djdk.tls settings out of ES_JAVA_OPTS.',
      ),
      ...platformFiles,
    }),
  ),
  source: 'RFC 8446 §4.1.1; the hellos of Node.js 20 to 26, captured',
  judge: (evidence) =>
    judgeRefusedHello(evidence, ({ client, alert, lacks }, label) => {
      // These have rules of their own.
      if (lacks !== null && (lacks.code === 'own-chain-held-back' || lacks.code === 'no-common-version')) return null;
      const how = alert === null ? 'closes the connection' : `answers alert ${alert}`;
      return {
        message: `${label} answers handclasp, but not Kibana: to what ${client} offers it ${how}${lacks === null ? '. What is missing did not show.' : `: ${handshakeFaultText(lacks)}.`}`,
        facts: { lacks: lacks?.code ?? null },
      };
    }),
};
