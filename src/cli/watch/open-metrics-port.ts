import { type MetricsServer, type MetricsServerOptions, Secret, serveMetrics, UsageError } from '../../index.ts';
import { InputReader } from '../input-faults.ts';
import type { MetricsRequest } from '../options/metrics.ts';
import { asText, readInput, readSecretInput, reason } from '../read-inputs.ts';
import type { Terminal } from '../terminal.ts';

/** Opens the metrics port, as `--metrics-port` and its like ask for it; null where nobody does. @throws UsageError */
export async function openMetricsPort(
  request: MetricsRequest,
  served: Pick<MetricsServerOptions, 'metrics' | 'page' | 'isHealthy'>,
  terminal: Pick<Terminal, 'env' | 'mask'>,
): Promise<MetricsServer | null> {
  const { metricsPort: port, metricsHost } = request;
  if (port === null) return null;
  const host = metricsHost ?? '127.0.0.1';
  const access = await readMetricsAccess(request, terminal);
  try {
    return await serveMetrics({ host, port, ...access, ...served });
  } catch (cause) {
    if (cause instanceof UsageError) throw cause;
    throw new UsageError(
      'metrics-port-unusable',
      `cannot serve metrics on ${host}, port ${port}: ${whyNot(cause)}`,
      'name another with --metrics-port and --metrics-host',
      {
        cause,
      },
    );
  }
}

/** What the metrics port shows of itself, and whom it lets in. @throws InputFaults */
export async function readMetricsAccess(
  request: MetricsRequest,
  terminal: Pick<Terminal, 'env' | 'mask'>,
): Promise<Pick<MetricsServerOptions, 'tls' | 'basicAuth'>> {
  const { metricsCert, metricsKey, metricsUser: user, metricsPasswordFile } = request;
  const inputs = new InputReader();
  const certificate = await inputs.read('metrics-cert', metricsCert, async () =>
    metricsCert === null ? null : asText(await readInput(metricsCert, 'the certificate of --metrics-cert')),
  );
  const key = await inputs.read('metrics-key', metricsKey, async () =>
    metricsKey === null ? null : asText(await readSecretInput(metricsKey, '--metrics-key')),
  );
  const password = await inputs.read(metricsPasswordFile === null ? 'metrics-user' : 'metrics-password-file', null, () =>
    user === null ? null : readPassword(request, terminal),
  );
  inputs.end();
  const secret = password();
  return {
    ...(certificate() === null || key() === null ? {} : { tls: { certificate: certificate() ?? '', key: key() ?? '' } }),
    ...(user === null || secret === null ? {} : { basicAuth: { user, password: secret } }),
  };
}

async function readPassword({ metricsPasswordFile: file }: MetricsRequest, { env, mask }: Pick<Terminal, 'env' | 'mask'>): Promise<Secret> {
  const text =
    file === null ? env.HANDCLASP_METRICS_PASSWORD : asText(await readSecretInput(file, '--metrics-password-file')).split(/\r?\n/)[0];
  if (text === undefined || text === '')
    throw new UsageError('arguments', '--metrics-user has no password', 'give --metrics-password-file, or set HANDCLASP_METRICS_PASSWORD');
  const password = new Secret(text);
  mask.add(password);
  return password;
}

function whyNot(cause: unknown): string {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  if (code === 'EADDRINUSE') return 'another process has it';
  if (code === 'EADDRNOTAVAIL') return 'this machine has no such address';
  if (code.startsWith('ERR_OSSL') || code.startsWith('ERR_SSL'))
    return 'certificate and key cannot be read as PEM, or do not belong together';
  return reason(cause);
}
