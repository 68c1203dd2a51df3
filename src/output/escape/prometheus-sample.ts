import { printable } from '../printable.ts';
import { cutTo } from './cut-to.ts';

/** Prometheus takes longer ones, and keeps each in memory. */
const mostLabel = 500;

/** A sample in Prometheus' text format, with its line break. */
export function prometheusSample(name: string, labels: Readonly<Record<string, string>>, value: number): string {
  const told = prometheusLabels(labels);
  return `${name}${told === '' ? '' : `{${told}}`} ${value}\n`;
}

/** `instance="es01:9300",channel="transport"` */
export function prometheusLabels(labels: Readonly<Record<string, string>>): string {
  return Object.entries(labels)
    .map(([key, text]) => `${key}="${labelValue(text)}"`)
    .join(',');
}

/** Escaped for its quotes; line breaks and other control characters are spelled first. */
function labelValue(text: string): string {
  return cutTo(printable(text), mostLabel).replace(/[\\"]/g, (character) => `\\${character}`);
}

/** What stands before the samples of a name. */
export function prometheusHead(name: string, help: string): string {
  return `# HELP ${name} ${help}\n# TYPE ${name} gauge\n`;
}
