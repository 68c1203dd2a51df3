/** What a port speaks. `remote-cluster` is the API-key server (9443), which speaks the transport protocol with a profile of its own. */
export const channels = ['transport', 'http', 'kibana', 'remote-cluster'] as const;

export type Channel = (typeof channels)[number] | 'unknown';
