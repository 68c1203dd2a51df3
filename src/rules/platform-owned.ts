import type { Deployment } from '../model/deployment.ts';

type Platforms = Pick<Readonly<Record<Deployment, string>>, 'ece' | 'ech' | 'serverless'>;

/** Transport settings are the operator's to set nowhere but on his own nodes and in ECK. */
export const platformTransport: Platforms = {
  ece: 'The platform sets this for its nodes: report it to the administrator of Elastic Cloud Enterprise. Until then keep the ports 9300, 9343 and 19000-19999 closed to all but the hosts of the platform.',
  ech: 'Elastic sets this for its nodes and exposes no transport port but those of remote clusters (9400, 9443). If the endpoint is yours and the address is right, open a support case.',
  serverless:
    'A serverless project has no transport port: see what answers at this address, and whether the name resolves to what you expect.',
};

/** HTTP settings below the platform's proxy. */
export const platformHttp: Platforms = {
  ece: 'Nothing to set: the proxy of the platform answers for Elasticsearch and Kibana. Report it to the administrator of Elastic Cloud Enterprise.',
  ech: 'Nothing to set: Elastic runs this endpoint. If the address is right, see what on your path to it answers in its place; otherwise open a support case.',
  serverless:
    'Nothing to set: Elastic runs this endpoint. If the address is right, see what on your path to it answers in its place; otherwise open a support case.',
};
