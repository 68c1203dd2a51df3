import { printable } from '../printable.ts';
import { cutTo } from './cut-to.ts';

const mostText = 300;

/** Text of a plugin's output: behind a bar Nagios looks for figures. */
export function nagiosText(text: string): string {
  return cutTo(printable(text), mostText).replaceAll('|', '/');
}

/** A figure: `'es01:9300 days'=12;30:;7:`. Its label can hold neither quotes nor an equals sign. */
export function nagiosFigure(label: string, value: number, { warn = '', critical = '', least = '' } = {}): string {
  const text = nagiosText(label).replace(/['"=]/g, '_');
  return `'${text}'=${[value, warn, critical, least].join(';').replace(/;+$/, '')}`;
}
