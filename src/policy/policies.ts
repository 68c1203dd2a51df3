import type { Policy } from '../model/policy.ts';
import { baseline } from './published/baseline.ts';
import { bsiTr021022 } from './published/bsi-tr-02102-2.ts';
import { caBrowserForum } from './published/ca-browser-forum.ts';
import { mozillaIntermediate } from './published/mozilla-intermediate.ts';
import { mozillaModern } from './published/mozilla-modern.ts';
import { ncscNl } from './published/ncsc-nl.ts';
import { nistSp80052r2 } from './published/nist-sp-800-52r2.ts';
import { pciDss } from './published/pci-dss.ts';
import { postQuantum } from './published/post-quantum.ts';
import { strict } from './published/strict.ts';

/** Those that come with handclasp, the usual one first: a new one is its file and a line here. */
export const policies: readonly Policy[] = [
  baseline,
  strict,
  mozillaIntermediate,
  mozillaModern,
  bsiTr021022,
  nistSp80052r2,
  ncscNl,
  caBrowserForum,
  pciDss,
  postQuantum,
];
