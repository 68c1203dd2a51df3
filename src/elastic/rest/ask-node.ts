import type { ApiAnswer, NodeAnswers } from '../../model/api-facts.ts';
import type { ApiRefusal } from '../../model/reasons/api-refusal.ts';
import { readCertificates } from './read-certificates.ts';
import { readClocks } from './read-clocks.ts';
import { readCluster } from './read-cluster.ts';
import { readMembers } from './read-members.ts';
import { readNodes } from './read-nodes.ts';
import { readRemotes } from './read-remotes.ts';
import { refusalOf } from './refusal.ts';
import { type RestClient, type RestOptions, restClient } from './rest-client.ts';

/** Says what the REST API of one node tells: by asking it, or from what was saved. */
export type AskNode = (options: RestOptions) => Promise<NodeAnswers>;

/** Asks one node everything that tells of TLS, one question after the other. Reads alone: nothing is changed. Rejects only when the caller's signal aborts. */
export async function askNode(options: RestOptions): Promise<NodeAnswers> {
  const client = await restClient(options);
  const askedAt = new Date();
  try {
    // Where the first answer never comes, or names the caller as unknown, the others fare no better, and each would be a line in an audit log.
    let hopeless: ApiRefusal | null = null;
    const reported = async <T>(path: string, read: Reader<T>): Promise<ApiAnswer<T>> => {
      if (hopeless !== null) return { kind: 'refused', because: hopeless };
      const { answer, stops } = await ask(client, path, read, options.credentials);
      if (stops && answer.kind === 'refused') hopeless = answer.because;
      return answer;
    };
    return {
      url: client.url,
      askedAt,
      self: await reported('/_nodes/_local/http,transport', (body) => readNodes(body)?.[0] ?? null),
      certificates: await reported('/_ssl/certificates', readCertificates),
      nodes: await reported('/_nodes/http,transport', readNodes),
      cluster: await reported('/', readCluster),
      members: await reported('/_cat/nodes?h=name,ip,port&format=json', readMembers),
      remotes: await reported('/_remote/info', readRemotes),
      clocks: await reported('/_nodes/stats/process?filter_path=nodes.*.timestamp', readClocks),
    };
  } finally {
    await client.close();
  }
}

type Reader<T> = (body: unknown, askedAt: Date, answeredAt: Date) => T | null;

async function ask<T>(
  client: RestClient,
  path: string,
  read: Reader<T>,
  credentials: RestOptions['credentials'],
): Promise<{ readonly answer: ApiAnswer<T>; readonly stops: boolean }> {
  const answer = await client.get(path);
  switch (answer.kind) {
    case 'fault':
      return { answer: { kind: 'refused', because: answer.because }, stops: true };
    case 'not-json':
      return { answer: { kind: 'refused', because: answer.because }, stops: answer.status === 401 };
    case 'json': {
      if (answer.status !== 200) {
        return { answer: refusalOf(answer.status, answer.body, credentials), stops: answer.status === 401 };
      }
      const value = read(answer.body, answer.askedAt, answer.answeredAt);
      return {
        answer: value === null ? { kind: 'refused', because: { code: 'other-shape' } } : { kind: 'told', value },
        stops: false,
      };
    }
  }
}
