import { allNamed } from '../../model/name-list.ts';
import type { EndpointReport } from '../../model/report.ts';
import { displayWidth } from '../display-width.ts';
import type { Paint, Tone } from '../paint.ts';
import { stateOf } from './endpoint-state.ts';
import { certificateText, clientCertificateText, isIdentified, serviceText, versionsOf } from './endpoint-text.ts';
import { indented, labelled } from './paragraph.ts';

/** Cells for the word that begins a line on how something fares. */
export const stateMargin = 6;

/** How an endpoint is told of. */
export type SummaryLook = {
  readonly label: string;
  /** The instant from which days are counted. */
  readonly at: string;
  readonly width: number;
  readonly paint: Paint;
  /** The word before it, where that is not its own state. */
  readonly state?: { readonly word: string; readonly tone: Tone };
};

/** An endpoint in two lines: how it fares, what answers and whom it lets in; then its certificate. */
export function endpointSummary(endpoint: EndpointReport, look: SummaryLook): readonly string[] {
  const { at, width } = look;
  const certificate = certificateText(endpoint, at);
  return [
    ...headed(look.state ?? stateOf(endpoint), answerText(endpoint), look),
    ...(certificate === null ? [] : indented(certificate, stateMargin, width)),
  ];
}

function answerText(endpoint: EndpointReport): string {
  if (endpoint.tls === null) return endpoint.status;
  const tls = `TLS ${allNamed(versionsOf(endpoint).toReversed())}`;
  const what = isIdentified(endpoint) ? `${serviceText(endpoint)}, ${tls}` : `${tls}, protocol not identified`;
  return [what, clientCertificateText(endpoint)].filter((part) => part !== null).join(' · ');
}

/** The word, the label, and a text that goes on under the label. */
function headed(
  { word, tone }: { readonly word: string; readonly tone: Tone },
  text: string,
  { label, width, paint }: SummaryLook,
): readonly string[] {
  const state = word.padEnd(stateMargin);
  const isLong = displayWidth(label) > width / 2;
  const [first = '', ...more] = isLong
    ? [...labelled(state, label, stateMargin, width), ...indented(text, stateMargin, width)]
    : labelled(`${state}${label}   `, text, stateMargin, width);
  return [paint(tone, first.slice(0, word.length)) + first.slice(word.length), ...more];
}
