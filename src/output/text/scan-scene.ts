import type { EndpointReport, Report } from '../../model/report.ts';
import { type Paint, painter } from '../paint.ts';
import { endpointLabels } from './endpoint-labels.ts';
import { isClosedDefault } from './endpoint-state.ts';
import { type Notes, notesOf } from './notes.ts';
import { casesOf, type Problem, partedByView, problemsOf } from './problem.ts';
import type { TextView } from './text-view.ts';

/** A report and how much of it is told, as all parts of its text need them. */
export type ScanScene = {
  readonly report: Report;
  readonly view: TextView;
  readonly width: number;
  readonly paint: Paint;
  /** All but the default ports that nobody named and nobody listens at. */
  readonly endpoints: readonly EndpointReport[];
  readonly labelOf: (endpoint: EndpointReport) => string;
  /** The instant from which days are counted. */
  readonly at: string;
  /** Problems that are told. */
  readonly reported: readonly Problem[];
  /** What is counted alone; null where nothing is. */
  readonly notes: Notes | null;
};

/** @param report printable */
export function scanScene(report: Report, view: TextView): ScanScene {
  const endpoints = report.endpoints.filter((endpoint) => view.show.includes('all') || !isClosedDefault(endpoint));
  const labelOf = endpointLabels(endpoints);
  const { reported, notes } = partedByView(problemsOf(casesOf(endpoints, labelOf)), view);
  return {
    report,
    view,
    width: view.width,
    paint: painter(view.colour),
    endpoints,
    labelOf,
    at: report.finishedAt,
    reported,
    notes: notesOf(notes),
  };
}
