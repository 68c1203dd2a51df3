import type { Format } from '../format.ts';
import { bySink } from '../sink/by-sink.ts';
import { plainView } from '../text/text-view.ts';

const grown = bySink(async () => (await import('../open-junit.ts')).openJunit());

/** Test results, for whatever shows those of a build. */
export const junit: Format = {
  name: 'junit',
  help: 'test results in XML',
  endings: ['xml', 'junit.xml'],
  plain: false,
  newOnly: true,
  ...grown,
  render: {
    ...grown.render,
    readiness: async ({ report }) => (await import('../render-junit.ts')).renderJunitOfPolicy(report),
    inspection: async ({ inspection, failOn = plainView.failOn }) =>
      (await import('../render-junit.ts')).renderJunitOfFiles(inspection, { failOn }),
  },
};
