import type { EndpointReport } from '../../model/report.ts';
import type { Paint } from '../paint.ts';
import { type Cell, type Column, columnLines } from './columns.ts';
import { stateOf, stateWords } from './endpoint-state.ts';
import { certificateCell, clientCertificateCell, serviceText, versionsOf } from './endpoint-text.ts';
import { problemsCell } from './problems-cell.ts';

/** From so many cells on, no column is left out. */
const roomForAll = 100;

/** A row of one line for each endpoint, and the heads of the columns that the width had no room for. */
export function endpointRows(
  endpoints: readonly EndpointReport[],
  {
    labelOf,
    at,
    width,
    paint,
  }: {
    readonly labelOf: (endpoint: EndpointReport) => string;
    readonly at: string;
    readonly width: number;
    readonly paint: Paint;
  },
) {
  const columns: readonly Column<EndpointReport>[] = [
    { head: '', least: 4, cut: 'end', dispensable: null, cell: stateCell },
    { head: 'ENDPOINT', least: 14, cut: 'middle', dispensable: null, cell: (endpoint) => ({ text: labelOf(endpoint) }) },
    { head: 'SERVICE', least: 9, cut: 'end', dispensable: 3, cell: (endpoint) => ({ text: serviceText(endpoint) }) },
    { head: 'TLS', least: 7, cut: 'end', dispensable: 1, cell: (endpoint) => textOr(versionsOf(endpoint).join(' ')) },
    { head: 'CLIENT CERT', least: 8, cut: 'end', dispensable: 2, cell: clientCertificateCell },
    { head: 'CERTIFICATE', least: 9, cut: 'end', dispensable: 0, cell: (endpoint) => certificateCell(endpoint, at) },
    { head: 'PROBLEMS', least: 8, cut: 'end', dispensable: null, cell: ({ findings }) => problemsCell(findings) },
  ];
  return columnLines(columns, endpoints.toSorted(worstFirst), { width, leavesOut: width < roomForAll, paint });
}

function worstFirst(a: EndpointReport, b: EndpointReport): number {
  return stateWords.indexOf(stateOf(a).word) - stateWords.indexOf(stateOf(b).word);
}

function stateCell(endpoint: EndpointReport): Cell {
  const { word, tone } = stateOf(endpoint);
  return { text: word, tone };
}

function textOr(text: string): Cell {
  return text === '' ? { text: '-', tone: 'faint' } : { text };
}
