import type { Argv } from 'yargs';
import { deployments } from '../../model/deployment.ts';
import { UsageError } from '../../model/usage-error.ts';
import { type Output, pairFormats } from '../outputs.ts';
import type { ScanRequest } from './scan.ts';
import { type SetupRequest, setupOptions, setupRequest } from './setup.ts';
import { type ReportRequest, reportOptions, reportRequest, streamOptions } from './shared-options.ts';
import { choice, many, one, text, type Values } from './values.ts';

export const kibanaFormats = ['table', 'json'] as const;

/** A Kibana by its files, and where to find it and what it dials. */
export type KibanaRequest = Pick<ScanRequest, 'deployment' | 'depth' | 'quietWire' | keyof ReportRequest> &
  SetupRequest & {
    readonly config: string;
    /** URLs to dial in place of elasticsearch.hosts. */
    readonly to: readonly string[];
    /** Where the running Kibana listens; null where its settings tell. */
    readonly self: string | null;
    readonly outputs: readonly Output<(typeof kibanaFormats)[number]>[];
  };

const kibanaDepths = ['quick', 'standard', 'full'] as const;

export function kibanaOptions(command: Argv): Argv {
  const asked = setupOptions(
    command.usage(
      `$0 kibana --config DIR [--to URL..]

Both sides of a Kibana: why it would not start, or does not reach Elasticsearch, judged as its Node judges, with the trust and the certificate of its files; and what its own port serves against them. Names one cause, how sure it is, and what mends it.`,
    ),
    'kibana.yml',
  )
    .option('to', {
      ...text,
      array: true,
      describe: 'URLs to dial in place of elasticsearch.hosts, several after one another; may be repeated',
    })
    .option('self', {
      ...text,
      describe: 'Where the running Kibana listens, host:port',
      defaultDescription: 'server.host and server.port',
    })
    .option('deployment', { ...text, choices: deployments, describe: 'How the stack is run; guessed from names by default' })
    .option('depth', {
      ...text,
      choices: kibanaDepths,
      describe: 'standard and full ask for older versions and all cipher suites',
      defaultDescription: 'quick, and more where that does not settle it',
    })
    .option('quiet-wire', { type: 'boolean', describe: 'Finish no handshake without a certificate: nodes log nothing' });
  const reported = reportOptions(asked, { formats: 'table or json; may be repeated, each with its --output', concurrency: '32' });
  return streamOptions(reported)
    .example('$0 kibana --config /etc/kibana', 'on the machine of Kibana')
    .example('$0 kibana --config ./copy --to https://es01:9200', 'with a copy of its files, from elsewhere')
    .example('$0 kibana --config /etc/kibana --self 10.0.0.5:5601', 'where another address than server.host is meant');
}

export function kibanaRequest(values: Values, args: readonly string[]): KibanaRequest {
  const setup = setupRequest(values);
  if (setup.config === null)
    throw new UsageError('arguments', '--config is missing', 'name the directory with kibana.yml, such as /etc/kibana');
  return {
    ...setup,
    config: setup.config,
    to: many(values, 'to'),
    self: one(values, 'self'),
    deployment: choice(values, 'deployment', deployments),
    depth: choice(values, 'depth', kibanaDepths),
    quietWire: values['quiet-wire'] === true,
    outputs: pairFormats(args, kibanaFormats),
    ...reportRequest(values),
  };
}
