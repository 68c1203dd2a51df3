import type { FixContext, FixOf } from '../../model/fix.ts';
import { byDeployment, type FixTable } from './by-deployment.ts';
import { isWithoutAuthorityKey } from './issue.ts';
import { reissueInKubernetes } from './kubernetes.ts';
import { issueAndPlace } from './place.ts';
import { managed, uploadToProxy } from './platforms.ts';
import { exchangeAuthority } from './replace-authority.ts';

/** What differs from the common steps. */
type Given = Partial<FixTable> & {
  /** How long it is to be valid. */
  readonly days?: number;
  /** More extensions, as OpenSSL writes them, for OpenSearch. */
  readonly extensions?: readonly string[];
  /** Steps before the first and after the last, on one's own machines and where OpenSearch runs. */
  readonly before?: FixOf;
  readonly after?: FixOf;
};

const none: FixOf = () => [];

/** The tail of a sentence that begins with "a certificate": `with both usages, or none`. A function where it differs by layer. */
type What = string | ((context: FixContext) => string);

/** How an endpoint gets another certificate. `what` says what the new one must be. */
export function reissue(what: What, { days, extensions = [], before = none, after = none, ...given }: Given = {}): FixOf {
  const whatIn = (context: FixContext) => (typeof what === 'string' ? what : what(context));
  const self: FixOf = (context) => [
    ...before(context),
    ...(isWithoutAuthorityKey(context)
      ? exchangeAuthority(
          context,
          `Auto-configuration kept no key of its transport CA, so make a CA that can issue a certificate ${whatIn(context)}.`,
        )
      : issueAndPlace(context, { what: whatIn(context), extensions, ...(days === undefined ? {} : { days }) })),
    ...after(context),
  ];
  return byDeployment({
    self,
    eck: (context) => reissueInKubernetes(context, whatIn(context)),
    ece: (context) => uploadToProxy(`The proxy needs a certificate ${whatIn(context)}.`)(context),
    ...managed(),
    ...given,
  });
}
