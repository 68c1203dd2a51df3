import type { Format } from '../format.ts';

/** A comment on a pull request. */
export const markdown: Format = {
  name: 'markdown',
  help: 'a comment on a pull request',
  endings: ['md'],
  plain: false,
  newOnly: true,
  render: {
    scan: async ({ report }) => (await import('../render-markdown.ts')).renderMarkdown(report),
    matrix: async ({ report }) => (await import('../render-markdown.ts')).renderMarkdown(report),
    readiness: async ({ report }) => (await import('../render-markdown.ts')).renderMarkdown(report),
    diagnosis: async ({ report, undecided }) => (await import('../render-markdown.ts')).renderMarkdown(report, { undecided }),
    inspection: async ({ inspection }) => (await import('../render-markdown.ts')).renderMarkdownOfFiles(inspection),
  },
  streams: [],
};
