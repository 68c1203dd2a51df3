import type { ObservedConnection } from '../../model/setup-evidence.ts';
import { whySilent } from '../../model/why-silent.ts';
import { reasonText } from '../../wording/reason-text.ts';
import { judgeHosts } from '../facts/elasticsearch-hosts.ts';
import type { SetupRule } from '../framework/rule.ts';
import { filesFix } from '../remedies/files-fix.ts';
import { inKubernetes } from '../remedies/platforms.ts';
import { advice, at } from '../remedies/steps.ts';

/** Whether there is anything to connect to. */
export const elasticsearchHostUnreachable: SetupRule = {
  id: 'elasticsearch-host-unreachable',
  title: 'Kibana cannot reach Elasticsearch',
  severity: 'critical',
  channels: ['http'],
  products: ['kibana'],
  requirement: 'Each host of elasticsearch.hosts resolves, and each of its addresses accepts a connection.',
  impact: 'Kibana keeps trying and answers "Kibana server is not ready yet". It looks like a TLS problem, but there is no connection.',
  fix: filesFix(
    () => [
      advice(
        at('member'),
        'Make sure that Elasticsearch runs and listens there: http.host, network.host and http.port in elasticsearch.yml. Auto-configuration sets http.host: 0.0.0.0.',
      ),
      advice(
        at('kibana'),
        'Make sure that the name in elasticsearch.hosts resolves here, and that it has host, scheme and port: without a port Kibana connects to 443 for https and 80 for http.',
      ),
      advice(at('network'), 'Make sure that no firewall stands between.'),
    ],
    inKubernetes(
      'Make sure that the pods of the Elasticsearch are ready (kubectl get elasticsearch) and that the Service in spec.elasticsearchRef, or in elasticsearch.hosts of spec.config, is the right one.',
    ),
  ),
  source: 'Kibana settings: elasticsearch.hosts; elastic/kibana: client_config.ts',
  judge: (evidence) =>
    judgeHosts(evidence, ({ met, label }) => {
      const { observation } = met.evidence;
      if (observation.reachability.kind === 'open') return { kind: 'pass' };
      const why = whySilent(observation) ?? ({ code: 'no-connection' } as const);
      if (observation.reachability.kind === 'not-attempted')
        return { kind: 'unknown', because: { code: 'host-not-heard', host: label, why } };
      const elsewhere = evidence.met.some((other) => other.as === met.as && other.written === met.written && isOpen(other));
      return {
        kind: 'finding',
        // It may run elsewhere than where handclasp does.
        certainty: 'likely',
        message: elsewhere
          ? `${label} cannot be reached from here: ${reasonText(why)}. Another address of the same name can: Node 20 and later try that as well, older ones the first alone.`
          : `${label} cannot be reached from here: ${reasonText(why)}.`,
        facts: { reachability: observation.reachability.kind },
        ...(elsewhere ? { severity: 'low', blocks: false } : {}),
      };
    }),
};

function isOpen({ evidence }: ObservedConnection): boolean {
  return evidence.observation.reachability.kind === 'open';
}
