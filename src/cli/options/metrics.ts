import { UsageError } from '../../index.ts';
import { file, number, type OptionGroup, text, type Values } from './option.ts';

const group: OptionGroup = 'Metrics';

/** Where figures are to be had. */
export const metricsOptions = {
  metricsPort: number(
    'metrics-port',
    { least: 0, most: 65_535 },
    { group, common: true, help: 'Serve metrics on this port', detail: '/metrics and /healthz; 0 takes a free one' },
  ),
  metricsHost: text('metrics-host', 'ADDRESS', { group, help: 'Address of this machine to serve them on', usual: '127.0.0.1' }),
  metricsCert: file('metrics-cert', { group, help: 'Certificate of that port, with its chain (PEM)', detail: 'needs --metrics-key' }),
  metricsKey: file('metrics-key', { group, help: 'Its private key (PEM)' }),
  metricsUser: text('metrics-user', 'NAME', { group, help: 'User who may read /metrics', usual: 'everybody' }),
  metricsPasswordFile: file('metrics-password-file', {
    group,
    help: "The user's password, on the first line of a file",
    detail: 'or set HANDCLASP_METRICS_PASSWORD',
  }),
  metricsFile: file('metrics-file', {
    group,
    common: true,
    help: 'Write them to a file after each run',
    detail: 'for the textfile collector of node_exporter; replaced as a whole',
  }),
};

export type MetricsRequest = Values<typeof metricsOptions>;

/** @throws UsageError where they contradict each other, or there is nothing that they are for */
export function checkMetrics(request: MetricsRequest): void {
  const { metricsPort, metricsCert, metricsKey, metricsUser, metricsPasswordFile } = request;
  if (metricsPort === null) {
    const given = (['metricsHost', 'metricsCert', 'metricsKey', 'metricsUser', 'metricsPasswordFile'] as const).find(
      (key) => request[key] !== null,
    );
    if (given === undefined) return;
    throw new UsageError('arguments', `--${metricsOptions[given].name} needs --metrics-port`, 'name the port, as in --metrics-port 9793');
  }
  if (!Number.isInteger(metricsPort))
    throw new UsageError('arguments', `--metrics-port cannot be "${metricsPort}"`, 'it is a whole number from 0 to 65535');
  if ((metricsCert === null) !== (metricsKey === null))
    throw new UsageError('arguments', '--metrics-cert and --metrics-key go together', 'give both, or neither for http://');
  if (metricsPasswordFile !== null && metricsUser === null)
    throw new UsageError('arguments', '--metrics-password-file needs --metrics-user', 'name the user whose password it is');
}
