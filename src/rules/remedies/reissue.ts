import type { FixOf } from '../../model/fix.ts';
import { byDeployment, type FixTable } from './by-deployment.ts';
import { isWithoutAuthorityKey } from './issue.ts';
import { reissueInKubernetes } from './kubernetes.ts';
import { issueAndPlace } from './place.ts';
import { managed, uploadToProxy } from './platforms.ts';
import { exchangeAuthority } from './replace-authority.ts';

/** What differs from the common steps. */
type Given = Partial<FixTable> & {
  /** More options for elasticsearch-certutil. */
  readonly options?: readonly string[];
  /** More extensions, as OpenSSL writes them, for OpenSearch. */
  readonly extensions?: readonly string[];
  /** Steps before the first and after the last, on one's own machines and where OpenSearch runs. */
  readonly before?: FixOf;
  readonly after?: FixOf;
};

const none: FixOf = () => [];

/** How an endpoint gets another certificate. `what` says what the new one must be, as the tail of a sentence that begins with "a certificate": `with both usages, or none`. */
export function reissue(what: string, { options = [], extensions = [], before = none, after = none, ...given }: Given = {}): FixOf {
  const self: FixOf = (context) => [
    ...before(context),
    ...(isWithoutAuthorityKey(context)
      ? exchangeAuthority(context, `Auto-configuration kept no key of its transport CA, so make one that can issue a certificate ${what}.`)
      : issueAndPlace(context, { what, options, extensions })),
    ...after(context),
  ];
  return byDeployment({
    self,
    eck: (context) => reissueInKubernetes(context, what),
    ece: uploadToProxy(`The proxy needs a certificate ${what}.`),
    ...managed(),
    ...given,
  });
}
