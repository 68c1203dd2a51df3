import { UsageError } from '../../index.ts';
import type { Output } from '../argv/pair-outputs.ts';
import { deploymentOption, diagnosisDepth, quietWireOption } from '../options/depth.ts';
import { file, list, text } from '../options/option.ts';
import { outputOptions } from '../options/outputs.ts';
import { type ReplayRequest, replayOptions } from '../options/replay.ts';
import {
  type ExpiryRequest,
  exitOptions,
  expiryOption,
  paceOptions,
  type ReportRequest,
  reportRequest,
  streamOptions,
} from '../options/report.ts';
import { type SetupRequest, setupOptions } from '../options/setup.ts';
import { type ViewRequest, viewOptions } from '../options/view.ts';
import { command } from './command.ts';
import type { ScanRequest } from './scan.ts';

/** A Kibana by its files, and where to find it and what it connects to. */
export type KibanaRequest = ExpiryRequest &
  ViewRequest &
  Pick<ScanRequest, 'deployment' | 'quietWire'> &
  ReplayRequest &
  ReportRequest &
  SetupRequest & {
    readonly config: string;
    readonly depth: 'quick' | 'standard' | 'full' | null;
    /** URLs to connect to in place of elasticsearch.hosts. */
    readonly to: readonly string[];
    /** Where the running Kibana listens; null where its settings tell. */
    readonly self: string | null;
    /** A file, or `-`. */
    readonly log: string | null;
    readonly outputs: readonly Output[];
  };

export const kibana = command({
  name: 'kibana',
  summary: 'Why Kibana does not start or does not reach Elasticsearch',
  synopsis: '--config DIR [--to URL..]',
  about: `Why Kibana does not start or does not reach Elasticsearch. handclasp reads the files as Kibana does, connects to Elasticsearch with their trust and certificate, and compares what Kibana's own port serves with them. Names one cause, how sure it is, and its fix.`,
  operands: null,
  options: {
    to: list('to', 'URL', {
      group: 'Targets',
      common: true,
      help: 'URLs to connect to',
      detail: 'several after one another',
      usual: 'elasticsearch.hosts',
    }),
    self: text('self', 'HOST:PORT', {
      group: 'Targets',
      help: 'Where the running Kibana listens',
      usual: 'server.host and server.port',
    }),
    ...deploymentOption,
    ...setupOptions('kibana.yml'),
    ...replayOptions,
    log: file('log', {
      group: 'Files',
      help: 'The log of Kibana, plain or JSON',
      detail: '- for standard input',
    }),
    ...expiryOption,
    ...diagnosisDepth,
    ...quietWireOption,
    ...outputOptions('diagnosis'),
    ...streamOptions,
    ...viewOptions,
    ...exitOptions,
    ...paceOptions('32'),
  },
  writes: 'diagnosis',
  examples: [
    ['kibana --config /etc/kibana', 'on the machine of Kibana'],
    ['kibana --config ./copy --to https://es01:9200', 'with a copy of its files, from elsewhere'],
    ['kibana --config /etc/kibana --log /var/log/kibana/kibana.log', 'with what it wrote'],
    ['kibana --config /etc/kibana --self 10.0.0.5:5601', 'where another address than server.host is meant'],
  ],
  request: ({ values, outputs }): KibanaRequest => {
    const { config } = values;
    if (config === null)
      throw new UsageError('arguments', '--config is missing', 'name the directory with kibana.yml, such as /etc/kibana');
    return { ...values, ...reportRequest(values), config, outputs };
  },
});
