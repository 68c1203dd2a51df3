import type { Policy } from '../model/policy.ts';

/** Asks for nothing itself: what an upgrade breaks is all that decides. */
export const upgradeAlone: Policy = {
  schema: 'handclasp.policy/1',
  name: 'upgrade',
  title: 'What connects today connects after the upgrade',
  edition: '1',
  source: 'handclasp: hellos that were recorded, and models of each runtime',
  provenance: 'own',
  requirements: [],
};
