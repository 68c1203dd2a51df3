import type { EndpointEvidence } from '../../model/evidence.ts';
import type { FixContext, FixOf } from '../../model/fix.ts';
import { contextOfEvidence, contextsWithPlaceholder, contextWithName, lackingNames } from './context-of-evidence.ts';
import { isAddress } from './fix-context.ts';
import { type Advised, fixFor } from './fix-for.ts';

/** What the findings of one run were given as fixes: endpoints that are alike share their contexts, and findings of one rule in one context their fix. */
export class KnownFixes {
  /** By the chain that they were made of: endpoints that are alike share it. */
  readonly #contexts = new WeakMap<EndpointEvidence['chain'], Map<string, FixContext>>();
  /** By a context without the name: with the word for a name, and with that for an address. */
  readonly #named = new WeakMap<FixContext, readonly [FixContext, FixContext]>();
  readonly #fixes = new WeakMap<FixContext, Map<FixOf, Advised>>();

  /** As `contextOfEvidence`; the same object for all that showed the same. */
  contextOf(evidence: EndpointEvidence): FixContext {
    const {
      observation: { channel, service },
      deployment: { type },
      chain,
      besideOpenSearch = false,
      eceService,
    } = evidence;
    const ofChain = this.#contexts.get(chain) ?? new Map<string, FixContext>();
    this.#contexts.set(chain, ofChain);
    const kind = `${channel} ${service.product} ${type} ${service.version} ${service.nodeName} ${besideOpenSearch} ${eceService}`;
    const context = ofChain.get(kind) ?? contextOfEvidence(evidence);
    ofChain.set(kind, context);
    return context;
  }

  /**
   * That context with the names that the certificate lacks.
   *
   * @param isShared they are HOST and ADDRESS, so that endpoints which otherwise showed the same share it
   */
  contextWithName(evidence: EndpointEvidence, context: FixContext, isShared: boolean): FixContext {
    const lacking = lackingNames(evidence);
    if (lacking.length === 0) return context;
    if (!isShared) return contextWithName(evidence, context, lacking);
    const both = this.#named.get(context) ?? contextsWithPlaceholder(context);
    this.#named.set(context, both);
    return both[lacking.some(isAddress) ? 1 : 0];
  }

  /** As `fixFor`; the same object for each finding of a rule in a context. */
  fixFor(fixOf: FixOf, context: FixContext): Advised {
    const ofContext = this.#fixes.get(context) ?? new Map<FixOf, Advised>();
    this.#fixes.set(context, ofContext);
    const advised = ofContext.get(fixOf) ?? fixFor(fixOf, context);
    ofContext.set(fixOf, advised);
    return advised;
  }
}
