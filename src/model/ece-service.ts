/**
 * What of Elastic Cloud Enterprise answers at a port. `proxy`: for Elasticsearch, Kibana and transport clients, with the proxy certificate. `remote-clusters`: the proxy passes
 * TLS on to a node. `console`: the Cloud UI and its API. `internal`: what only its own hosts are to reach.
 */
export type EceService = 'proxy' | 'remote-clusters' | 'console' | 'internal';
