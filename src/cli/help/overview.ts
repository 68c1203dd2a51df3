import { wrapText } from '../../index.ts';

/** What people come with, and the command line that helps them. */
export const overviewExamples = [
  ['A node does not join', 'join --config /etc/elasticsearch'],
  ['Kibana does not connect', 'kibana --config /etc/kibana'],
  ['Check a host', 'scan es01 --ca ca.crt'],
  ['Check a list', 'scan @hosts.txt --format json -o scan.json'],
  ['Who accepts whom', 'matrix es01 es02 es03'],
  ['Ready for production', 'ready --ca ca.crt es01 es02 es03'],
  ['Scan every hour', 'watch @hosts.txt --history tls.db'],
  ['A line in a log', 'explain "Empty client certificate chain"'],
  ['Look into a file', 'inspect elastic-certificates.p12'],
  ['Try it without a cluster', 'scan --lab'],
] as const;

/** What handclasp prints where nothing was asked: where to begin. @param width cells in a line */
export function overview(width: number): string {
  const column = Math.max(...overviewExamples.map(([purpose]) => purpose.length)) + 4;
  const lines = overviewExamples.map(([purpose, line]) => [purpose, `handclasp ${line}`] as const);
  const beside = lines.every(([, line]) => column + line.length <= width);
  return [
    ...wrapText('handclasp: TLS diagnostics for Elasticsearch and Kibana', width),
    '',
    // A command line stays whole, so that it can be copied.
    ...lines.flatMap(([purpose, line]) => (beside ? [`  ${purpose.padEnd(column - 2)}${line}`] : [`  ${purpose}`, `    ${line}`])),
    '',
    ...wrapText('handclasp COMMAND -h for options · --help for all · --version · docs: README', width),
    '',
  ].join('\n');
}
