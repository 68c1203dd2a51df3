import type { FixContext, FixStep } from '../../model/fix.ts';
import { type ElasticsearchHost, type HostOutcome, hostsSetting, isTransport, judgeHosts } from '../facts/elasticsearch-hosts.ts';
import type { SetupRule } from '../framework/rule.ts';
import { caseOf, casesOr } from '../framework/setup-cases.ts';
import { filesFix } from '../remedies/files-fix.ts';
import { trustedCa } from '../remedies/kibana.ts';
import { inKubernetes } from '../remedies/platforms.ts';
import { setting } from '../remedies/settings-edit.ts';
import { advice, at } from '../remedies/steps.ts';
import { restartKibana } from '../remedies/tools.ts';

/** Whether Kibana speaks to each port as the port does. */
export const kibanaEsSchemeMismatch: SetupRule = {
  id: 'kibana-es-scheme-mismatch',
  title: 'elasticsearch.hosts has the wrong scheme or port',
  severity: 'critical',
  channels: ['http'],
  products: ['kibana'],
  requirement:
    'A host of elasticsearch.hosts begins with https where the port uses TLS, with http where it does not, and names the HTTP port.',
  impact:
    'A TLS port closes an http request without an answer, and a port without TLS does not answer a TLS handshake with TLS. Kibana does not start, whatever its certificates are.',
  fix: filesFix(
    rightScheme,
    inKubernetes(
      'Name the Elasticsearch in spec.elasticsearchRef, and delete elasticsearch.hosts from spec.config: the operator then writes the scheme. If Elasticsearch has no TLS, look for spec.http.tls.selfSignedCertificate.disabled in its manifest.',
    ),
  ),
  source: 'Kibana settings: elasticsearch.hosts',
  judge: (evidence) => {
    const { settings, startupErrors } = evidence.setup;
    const unread = startupErrors.filter(({ rule }) => rule === 'kibana-es-scheme-mismatch').map((problem) => caseOf(problem));
    const met = judgeHosts(evidence, (host) =>
      judgeHost(
        host,
        settings.some(({ key }) => key.startsWith(hostsSetting(host.context))),
      ),
    );
    return casesOr([...unread, ...(met.kind === 'findings' ? met.cases : [])], met.kind === 'findings' ? { kind: 'pass' } : met);
  },
};

function judgeHost(host: ElasticsearchHost, isSet: boolean): HostOutcome {
  const { met, label, secure } = host;
  const { reachability, service } = met.evidence.observation;
  if (reachability.kind !== 'open') return { kind: 'not-applicable' };
  const { security, application } = service;
  const default_ = isSet ? '' : ' It is the default, since elasticsearch.hosts is not set.';
  if (isTransport(host)) {
    return {
      kind: 'finding',
      ...(application?.kind === 'transport' ? {} : { certainty: 'likely' }),
      message: `${label} is a transport port, which only nodes use${application?.kind === 'transport' ? ': it speaks the transport protocol, not HTTP' : ', by its number, and no HTTP was heard there'}.${default_}`,
      facts: { speaks: 'transport' },
    };
  }
  switch (security) {
    case 'tls':
      if (secure) return { kind: 'pass' };
      return {
        kind: 'finding',
        message: `${label} says http, and the port speaks TLS.${default_}`,
        facts: { speaks: 'https', logs: 'socket hang up' },
      };
    case 'plaintext':
      if (!secure) return { kind: 'pass' };
      return {
        kind: 'finding',
        message: `${label} says https, and the port speaks HTTP in the clear.`,
        facts: { speaks: 'http', logs: 'wrong version number' },
      };
    case 'other':
      return {
        kind: 'finding',
        message: `Whatever answers at ${label} speaks neither TLS nor HTTP.${default_}`,
        facts: { speaks: 'something else' },
      };
    case 'silent':
    case 'closed':
    case 'unknown':
      return {
        kind: 'unknown',
        because: { code: 'host-protocol-not-shown', host: label, how: security === 'closed' ? 'closed' : 'silent' },
      };
  }
}

/** Where another protocol answers, the port is what is wrong, and that is not known. */
function rightScheme(context: FixContext): readonly FixStep[] {
  const { rightHosts, speaks } = context.found;
  const hosts = setting(context, 'at-fault', 'Write the scheme that the port speaks, and the port of the REST API.', {
    'elasticsearch.hosts': rightHosts ?? ['https://HOST:9200'],
  });
  const hasTrust = context.files.authorities.length > 0 || context.files.truststore !== null;
  return [
    hosts,
    ...(speaks === 'http' || hasTrust ? [] : trustedCa(context, 'Give Kibana the CA of the HTTP layer, which https needs.')),
    ...restartKibana(context),
    ...(speaks === 'https'
      ? []
      : [
          advice(
            at('member'),
            'If the port should have TLS, set xpack.security.http.ssl.enabled: true there, with a certificate that elasticsearch-certutil http makes.',
          ),
        ]),
  ];
}
