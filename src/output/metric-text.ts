import type { Metric, Sample } from '../metrics/metric.ts';
import { prometheusHead, prometheusSample } from './escape/prometheus-sample.ts';

/** A metric with its samples, in Prometheus' text format; empty where there are none. */
export function metricText({ name, help }: Metric, samples: readonly Sample[]): string {
  return samples.length === 0
    ? ''
    : prometheusHead(name, help) + samples.map(([labels, value]) => prometheusSample(name, labels, value)).join('');
}
