import type { Documents, Format } from '../format.ts';

/** One file for a browser, which loads nothing else. */
export const html: Format = {
  name: 'html',
  help: 'one file for a browser',
  endings: ['html', 'htm'],
  plain: false,
  newOnly: true,
  render: { scan: ofReport, matrix: ofReport, readiness: ofReport, diagnosis: ofReport, history: ofHistory },
  streams: [],
};

async function ofReport(given: Documents['scan' | 'matrix' | 'readiness' | 'diagnosis']): Promise<string> {
  const undecided = 'undecided' in given && given.undecided === true;
  return (await import('../render-html.ts')).renderHtml(given.report, { undecided });
}

/** All runs on one page. The command line asks for none of a single run. */
async function ofHistory(found: Documents['history']): Promise<string> {
  if (found.kind === 'run') throw new RangeError('a single run has no page');
  return (await import('../render-timeline.ts')).renderTimeline(await found.timeline());
}
