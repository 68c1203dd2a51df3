import type { EndpointReport, Report } from '../../model/report.ts';
import { countBySeverity, severities } from '../../model/severity.ts';
import { xmlText } from '../escape/xml-text.ts';
import { severityCounts } from '../text/counted.ts';
import { endpointLabels } from '../text/endpoint-labels.ts';
import { isClosedDefault, stateOf, stateWords } from '../text/endpoint-state.ts';
import { certificateCell, clientCertificateCell, serviceText, versionsOf } from '../text/endpoint-text.ts';

/** A browser is slow with more rows. */
const mostRows = 5000;

/** A row for each endpoint, worst first; default ports that nobody named and nobody listens at are left out. */
export function endpointSection({ endpoints, finishedAt }: Report): string {
  const shown = endpoints.filter((endpoint) => !isClosedDefault(endpoint));
  if (shown.length === 0) return '';
  const labelOf = endpointLabels(shown);
  const rows = shown
    .toSorted((a, b) => stateWords.indexOf(stateOf(a).word) - stateWords.indexOf(stateOf(b).word))
    .slice(0, mostRows)
    .map((endpoint) => row(endpoint, labelOf(endpoint), finishedAt));
  const left = shown.length - rows.length;
  return `<section><h2>Endpoints</h2>
<div class="grid"><table class="wide">
<thead><tr><th scope="col">State</th><th scope="col">Endpoint</th><th scope="col">Service</th><th scope="col">TLS</th><th scope="col">Client certificate</th><th scope="col">Certificate</th><th scope="col">Problems</th></tr></thead>
<tbody>
${rows.join('\n')}
</tbody>
</table></div>${left > 0 ? `\n<p>And ${left} more, which the JSON has.</p>` : ''}
</section>`;
}

function row(endpoint: EndpointReport, label: string, at: string): string {
  const { word, tone } = stateOf(endpoint);
  const counts = countBySeverity(endpoint.findings);
  const worst = severities.find((severity) => counts[severity] > 0);
  const cells = [
    xmlText(label),
    xmlText(endpoint.reachability === 'open' ? serviceText(endpoint) : endpoint.status),
    xmlText(versionsOf(endpoint).join(' ') || '-'),
    xmlText(clientCertificateCell(endpoint).text),
    xmlText(certificateCell(endpoint, at).text),
    xmlText(severityCounts(counts, ['critical', 'high', 'medium']) || '-'),
  ];
  return `<tr class="item"${worst === undefined ? '' : ` data-severity="${worst}"`}><td class="nowrap"><span class="severity ${tone}">${word}</span></td>${cells.map((text) => `<td>${text}</td>`).join('')}</tr>`;
}
