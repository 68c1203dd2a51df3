import type { Format } from '../format.ts';

/** One file for a browser, which loads nothing else. */
export const html: Format = {
  name: 'html',
  help: 'one file for a browser',
  endings: ['html', 'htm'],
  plain: false,
  render: {
    matrix: async ({ report }) => (await import('../html-matrix.ts')).renderHtmlMatrix(report),
  },
  streams: [],
};
