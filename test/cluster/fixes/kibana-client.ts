import { request as plainRequest } from 'node:http';
import { request as tlsRequest } from 'node:https';
import { toPem } from '../../../src/lab/pki.ts';
import type { TlsContext } from '../../../src/model/setup.ts';
import { readKibanaSetup } from '../../../src/settings/kibana/read-kibana.ts';
import { setupProblemText } from '../../../src/wording/setup-problem-texts.ts';

/**
 * Connects to each host of elasticsearch.hosts as Kibana does: by Node, with the CAs, the client certificate and the verificationMode that our reader finds in kibana.yml. Resolves with
 * the HTTP status of each answer; 401 is one. Throws Error where Kibana would not start with these files, or where a connection fails.
 */
export async function connectAsKibana(config: string, release: string): Promise<readonly number[]> {
  const setup = await readKibanaSetup({ directory: config, environment: {}, passwords: () => [], version: release, workingDirectory: '/' });
  const [first] = setup.startupErrors;
  if (first !== undefined) throw new Error(`Kibana would not start: ${first.rule}: ${setupProblemText(first.because)}`);
  const context = setup.contexts.find(({ kind }) => kind === 'kibana-elasticsearch');
  if (context === undefined) throw new Error('kibana.yml names no Elasticsearch');
  const statuses: number[] = [];
  for (const url of setup.facts.elasticsearchHosts) statuses.push(await statusOf(new URL(url), context));
  return statuses;
}

function statusOf(url: URL, { identities: [identity], trust, verification }: TlsContext): Promise<number> {
  const mode = verification.value;
  const tls = {
    ...(trust.publicRoots ? {} : { ca: trust.anchors.map(({ certificate }) => toPem('CERTIFICATE', certificate.der)) }),
    ...(identity?.key == null
      ? {}
      : {
          cert: identity.chain.map(({ der }) => toPem('CERTIFICATE', der)).join(''),
          key: identity.key.export({ type: 'pkcs8', format: 'pem' }),
        }),
    rejectUnauthorized: mode !== 'none',
    ...(mode === 'full' ? {} : { checkServerIdentity: () => undefined }),
    agent: false,
    timeout: 15_000,
  };
  return new Promise((resolve, reject) => {
    const asked = url.protocol === 'https:' ? tlsRequest(url, tls) : plainRequest(url, { agent: false, timeout: 15_000 });
    asked.on('response', (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    asked.on('timeout', () => asked.destroy(new Error('no answer')));
    asked.on('error', reject);
    asked.end();
  });
}
