import { isIP } from 'node:net';
import { whySilent } from '../../model/why-silent.ts';
import { sameBytes } from '../facts/same-bytes.ts';
import type { EndpointRule } from '../framework/rule.ts';
import { setting } from '../remedies/settings-edit.ts';
import { advice, at } from '../remedies/steps.ts';

/** RFC 6066 §3. */
const unrecognizedName = 112;

/** Whether a proxy that routes by name was asked by a name it knows. */
export const proxySniMissing: EndpointRule = {
  id: 'proxy-sni-missing',
  title: 'Proxy was asked without a name that it knows',
  severity: 'medium',
  channels: ['http', 'kibana', 'remote-cluster'],
  requirement: "Clients connect to a platform's proxy by the name of a deployment.",
  impact: 'The proxy routes by SNI and Host. Without them it presents its default certificate and answers for no deployment.',
  fix: (context) => [
    advice(
      at('client'),
      'Use the endpoint name that the console shows, in the URL and so in SNI and in the Host header, not an address or an alias of your own.',
    ),
    ...(context.channel === 'remote-cluster'
      ? [
          setting(context, 'every-node', 'Name that host in the cluster that connects, if it uses proxy mode.', {
            'cluster.remote.REMOTE.server_name': 'HOST',
          }),
        ]
      : []),
  ],
  source: 'Elastic docs: remote cluster settings (server_name); manage security certificates in Elastic Cloud Enterprise',
  readsEndpointIdentity: true,
  judge: ({ observation, deployment, eceService }) => {
    if (deployment.type === 'self' || deployment.type === 'eck' || eceService === 'console' || eceService === 'internal')
      return { kind: 'not-applicable' };
    const { service, conversations, target, details } = observation;
    const answer = service.application?.kind === 'http' ? service.application.answer : null;
    if (answer?.status === 404 && /unknown resource/i.test(answer.body)) {
      return {
        kind: 'finding',
        message: `The proxy knows no deployment by the name ${target.host}: it answered 404 "Unknown resource".${isIP(target.host) === 0 ? ' The deployment was deleted or renamed, is in another region, or the name is misspelt.' : ' An address names no deployment.'}`,
        facts: { status: 404, host: target.host },
      };
    }
    const isRefused = conversations.some(
      ({ serverName, ending }) => serverName === null && ending.kind === 'alert' && ending.description === unrecognizedName,
    );
    if (isRefused && isIP(target.host) !== 0) {
      return {
        kind: 'finding',
        message: `handclasp sent no name (SNI), since ${target.host} is an address, and was refused by the alert unrecognized_name.`,
        facts: { serverName: null, host: target.host },
      };
    }
    const absent = details?.serverName?.absent;
    if (absent === 'refused' || absent === 'other-certificate') {
      return {
        kind: 'finding',
        severity: 'info',
        asShipped: true,
        message: `A client that sends no name (SNI) ${absent === 'refused' ? 'is refused' : 'gets another certificate'}, as behind every proxy that routes by name. ${target.host} sends it.`,
        facts: { absent, host: target.host },
      };
    }
    const shown = conversations.flatMap(({ serverName, chain }) => (chain[0] ? [{ serverName, leaf: chain[0] }] : []));
    const named = shown.find(({ serverName }) => serverName !== null);
    const nameless = shown.find(({ serverName }) => serverName === null);
    if (named && nameless) {
      if (sameBytes(named.leaf, nameless.leaf)) return { kind: 'pass' };
      return {
        kind: 'finding',
        message: `With the name ${named.serverName} it shows another certificate than without a name.`,
        facts: { serverName: named.serverName },
      };
    }
    if (service.product !== null) return { kind: 'pass' };
    return {
      kind: 'unknown',
      because: whySilent(observation) ?? { code: 'no-deployment-answered' },
    };
  },
};
