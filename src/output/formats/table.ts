import type { Format } from '../format.ts';

/** For people: what fits the document best, within the width of a terminal. */
export const table: Format = {
  name: 'table',
  help: null,
  endings: ['txt', 'log', 'table'],
  plain: true,
  newOnly: true,
  render: {
    scan: async ({ report, ...reported }, look) => (await import('../text/render-scan.ts')).renderScan(report, { ...look, ...reported }),
    matrix: async ({ report, ...reported }, look) =>
      (await import('../text/render-matrix.ts')).renderMatrix(report, { ...look, ...reported }),
    diagnosis: async ({ report, ...reported }, look) =>
      (await import('../text/diagnosis/render-diagnosis.ts')).renderDiagnosis(report, { ...look, ...reported }),
    readiness: async ({ report, auditsWaivers, ...reported }, look) =>
      auditsWaivers === true
        ? (await import('../text/ready/waiver-lines.ts')).renderWaivers(report, { ...look, ...reported })
        : (await import('../text/ready/render-ready.ts')).renderReady(report, { ...look, ...reported }),
    inspection: async ({ inspection }, look) => (await import('../text/inspect/render-inspection.ts')).renderInspection(inspection, look),
    rules: async (explanation, look) => (await import('../text/explain/render-explanation.ts')).renderExplanation(explanation, look),
    history: async (found, look) =>
      found.kind === 'runs'
        ? (await import('../text/history/render-runs.ts')).renderRuns(found.runs, look)
        : (await import('../text/history/render-past-run.ts')).renderPastRun(found.run, look),
    changes: async ({ changes, ...asked }, look) =>
      (await import('../text/history/render-changes.ts')).renderChanges(changes, { ...look, ...asked }),
  },
  streams: [],
};
