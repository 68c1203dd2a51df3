import type { Chosen, Setup, TlsContext } from '../../model/setup.ts';
import { isInForce } from '../../model/tls-context.ts';

/** Versions that every JDK of a supported release has disabled, worst first. */
const legacy = ['SSLv2', 'SSLv2Hello', 'SSLv3', 'TLSv1', 'TLSv1.1'] as const;

/** A context, the old versions that it lists, and which of them the JVM would speak: none of them, unless its own list was changed. */
export type ListedLegacy = {
  readonly context: TlsContext;
  readonly protocols: Chosen<readonly string[]>;
  readonly alive: readonly string[];
  readonly dead: readonly string[];
};

/** The listeners and clients of a node that list old versions, by default or by a setting. */
export function listedLegacy(setup: Setup): readonly ListedLegacy[] {
  const disabled = setup.jvm?.javaSecurity?.disabledAlgorithms ?? null;
  return setup.contexts
    .filter((context) => isInForce(setup, context))
    .flatMap((context) => {
      const { protocols } = context;
      const listed = legacy.filter((name) => protocols.value.includes(name));
      // SSLv2Hello is a form of the first message, and SSLv2 has left the JDK.
      const alive = listed.filter((name) => disabled !== null && !disabled.includes(name) && name !== 'SSLv2' && name !== 'SSLv2Hello');
      return listed.length === 0 ? [] : [{ context, protocols, alive, dead: listed.filter((name) => !alive.includes(name)) }];
    });
}
