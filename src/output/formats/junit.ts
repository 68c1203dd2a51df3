import type { Documents, Format } from '../format.ts';
import { plainView } from '../text/text-view.ts';

/** Test results, for whatever shows those of a build. */
export const junit: Format = {
  name: 'junit',
  help: 'test results in XML',
  endings: ['xml', 'junit.xml'],
  plain: false,
  newOnly: true,
  render: {
    scan: ofReport,
    matrix: ofReport,
    readiness: async ({ report }) => (await import('../render-junit.ts')).renderJunitOfPolicy(report),
    diagnosis: ofReport,
    inspection: async ({ inspection, failOn = plainView.failOn }) =>
      (await import('../render-junit.ts')).renderJunitOfFiles(inspection, { failOn }),
  },
  streams: [],
};

async function ofReport({ report, failOn = plainView.failOn }: Documents['scan' | 'matrix' | 'diagnosis']): Promise<string> {
  return (await import('../render-junit.ts')).renderJunit(report, { failOn });
}
