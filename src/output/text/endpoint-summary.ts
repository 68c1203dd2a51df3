import type { EndpointReport } from '../../model/report.ts';
import { displayWidth } from '../display-width.ts';
import type { Paint } from '../paint.ts';
import { stateOf } from './endpoint-state.ts';
import { certificateText, clientCertificateText, serviceText, versionsOf } from './endpoint-text.ts';
import { indented, labelled } from './paragraph.ts';

/** Cells for the word that begins a line on how something fares. */
export const stateMargin = 6;

/** An endpoint in two lines: how it fares, what answers and whom it lets in; then its certificate. */
export function endpointSummary(
  endpoint: EndpointReport,
  {
    label,
    at,
    width,
    paint,
  }: {
    readonly label: string /** The instant from which days are counted. */;
    readonly at: string;
    readonly width: number;
    readonly paint: Paint;
  },
): readonly string[] {
  const { word, tone } = stateOf(endpoint);
  const certificate = certificateText(endpoint, at);
  return [
    ...headed({ word, tone }, label, answerText(endpoint), width, paint),
    ...(certificate === null ? [] : indented(certificate, stateMargin, width)),
  ];
}

function answerText(endpoint: EndpointReport): string {
  if (endpoint.tls === null) return endpoint.status;
  const service = serviceText(endpoint);
  const versions = versionsOf(endpoint).toReversed().join(' and ');
  return [`${service}, TLS ${versions}`, clientCertificateText(endpoint)].filter((part) => part !== null).join(' · ');
}

/** The word, the label, and a text that goes on under the label. */
function headed(
  { word, tone }: Pick<ReturnType<typeof stateOf>, 'word' | 'tone'>,
  label: string,
  text: string,
  width: number,
  paint: Paint,
): readonly string[] {
  const state = word.padEnd(stateMargin);
  const isLong = displayWidth(label) > width / 2;
  const [first = '', ...more] = isLong
    ? [...labelled(state, label, stateMargin, width), ...indented(text, stateMargin, width)]
    : labelled(`${state}${label}   `, text, stateMargin, width);
  return [paint(tone, first.slice(0, word.length)) + first.slice(word.length), ...more];
}
