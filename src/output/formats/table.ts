import type { Format } from '../format.ts';

/** For people: what fits the document best, within the width of a terminal. */
export const table: Format = {
  name: 'table',
  help: null,
  endings: ['txt', 'log', 'table'],
  plain: true,
  render: {
    scan: async ({ report, ...told }, look) => (await import('../text/render-scan.ts')).renderScan(report, { ...look, ...told }),
    matrix: async ({ report, ...told }, look) => (await import('../text/render-matrix.ts')).renderMatrix(report, { ...look, ...told }),
    diagnosis: async ({ report, nothing, bringsVerdict = false }, look) =>
      (await import('../diagnosis-text.ts')).renderDiagnosis(report, { ...look, nothing, bringsVerdict }),
    inspection: async ({ inspection }, look) => (await import('../inspection.ts')).renderInspection(inspection, look),
    rules: async (explanation, look) => (await import('../explanation-text.ts')).renderExplanation(explanation, look),
  },
  streams: [],
};
