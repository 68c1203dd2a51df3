import type { Documents, Format } from '../format.ts';

/** One file for a browser, which loads nothing else. */
export const html: Format = {
  name: 'html',
  help: 'one file for a browser',
  endings: ['html', 'htm'],
  plain: false,
  newOnly: true,
  render: { scan: ofReport, matrix: ofReport, readiness: ofReport, diagnosis: ofReport },
  streams: [],
};

async function ofReport(given: Documents['scan' | 'matrix' | 'readiness' | 'diagnosis']): Promise<string> {
  const undecided = 'undecided' in given && given.undecided === true;
  return (await import('../render-html.ts')).renderHtml(given.report, { undecided });
}
