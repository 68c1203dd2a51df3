import type { MaterialUnread } from '../../model/reasons/setup-reason.ts';
import type { ContextKind, Setup } from '../../model/setup.ts';
import type { ConfiguredCertificate, SetupEvidence } from '../../model/setup-evidence.ts';
import { contextsOf } from '../../model/tls-context.ts';
import { unreadMaterial } from '../framework/setup-cases.ts';

/** Why something of the contexts of a kind could not be read; null where all could. */
export function unreadIn(setup: Setup, ...kinds: readonly ContextKind[]): MaterialUnread | null {
  return (
    contextsOf(setup, ...kinds)
      .map((context) => unreadMaterial(setup, { context }))
      .find((because) => because !== null) ?? null
  );
}

/** What the contexts of a kind would show. */
export function shownBy({ shown }: SetupEvidence, ...kinds: readonly ContextKind[]): readonly ConfiguredCertificate[] {
  return shown.filter(({ context }) => kinds.includes(context.kind));
}
