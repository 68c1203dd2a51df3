import type { ApiAnswer, ListedNode, NodeAnswers, PublishedAddress } from '../model/api-facts.ts';
import type { EndpointEvidence } from '../model/evidence.ts';
import { groupBy } from '../model/group-by.ts';
import { hostAndPort } from '../model/host-port.ts';
import { isListedAs } from '../model/listed-certificate.ts';
import type { EndpointGap } from '../model/reasons/endpoint-gap.ts';
import type { ApiReport, EndpointReport } from '../model/report.ts';
import { reasonText } from '../wording/reason-text.ts';

/** What the REST API told at this endpoint; nothing where it was not asked here. */
export function apiReport(evidence: EndpointEvidence): Pick<EndpointReport, 'api'> {
  const own = askedHere(evidence);
  if (own === null) return {};
  const { cluster, self, certificates } = own;
  const [leaf] = evidence.chain;
  const api: ApiReport = {
    node: self.kind === 'told' ? nodeReport(self.value) : null,
    cluster: cluster.kind === 'told' ? { name: cluster.value.clusterName, uuid: cluster.value.clusterUuid } : null,
    certificates:
      certificates.kind === 'told'
        ? certificates.value.map((one) => ({
            path: one.path,
            format: one.format,
            alias: one.alias,
            subject: one.subject,
            issuer: one.issuer,
            serialNumber: one.serialNumber,
            notAfter: one.expiry.toISOString(),
            hasPrivateKey: one.hasPrivateKey,
            served: leaf !== undefined && isListedAs(leaf, one),
          }))
        : null,
    refused: questions.flatMap((question) => {
      const reported: ApiAnswer<unknown> = own[question];
      return reported.kind === 'told'
        ? []
        : [{ question: paths[question], code: reported.because.code, because: reasonText(reported.because) }];
    }),
  };
  return { api };
}

/** What was asked of it because credentials were given, and could not be had, once for each reason. */
export function undeterminedByApi(evidence: EndpointEvidence): readonly EndpointGap[] {
  const { api, deployment, observation } = evidence;
  if (api === undefined || observation.channel !== 'http' || observation.reachability.kind !== 'open') return [];
  const own = askedHere(evidence);
  if (own === null) return [{ code: 'gap-api-not-asked' }];
  // Serverless has no nodes that could be asked for, OpenSearch no list of certificates.
  const lacking = deployment.type === 'serverless' || observation.service.product === 'opensearch';
  const refused = (['self', 'certificates', 'nodes'] as const).flatMap((question) => {
    const reported: ApiAnswer<unknown> = own[question];
    return reported.kind === 'told' || (reported.kind === 'absent' && lacking) ? [] : [{ path: paths[question], why: reported.because }];
  });
  return [...groupBy(refused, ({ why }) => JSON.stringify(why)).values()].flatMap((group): readonly EndpointGap[] => {
    const [first] = group;
    return first === undefined ? [] : [{ code: 'gap-api', paths: group.map(({ path }) => path), why: first.why }];
  });
}

const questions = ['self', 'certificates', 'nodes', 'cluster', 'members', 'remotes', 'clocks'] as const;

const paths: Readonly<Record<(typeof questions)[number], string>> = {
  self: '_nodes/_local/http,transport',
  certificates: '_ssl/certificates',
  nodes: '_nodes/http,transport',
  cluster: '/',
  members: '_cat/nodes',
  remotes: '_remote/info',
  clocks: '_nodes/stats',
};

/** A transport port has answers of its node as well; they are told once, where they were asked for. */
function askedHere({ api, observation }: EndpointEvidence): NodeAnswers | null {
  return observation.channel === 'http' ? (api?.own ?? null) : null;
}

function nodeReport({ id, name, version, http, transport }: ListedNode): ApiReport['node'] {
  return {
    id,
    name,
    version,
    httpAddress: http === null ? null : addressText(http.published),
    transportAddress: transport === null ? null : addressText(transport.published),
  };
}

function addressText({ name, address, port }: PublishedAddress): string {
  return `${name === null ? '' : `${name}/`}${hostAndPort(address, port)}`;
}
