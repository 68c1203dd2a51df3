import { chainLevelFailure } from './chain-level-failure.ts';
import { keyIdFailure } from './key-ids.ts';
import { type Path, type PathChecks, pathEndFailure } from './path-checks.ts';
import { searchAnyPath } from './search-any-path.ts';

/**
 * As PKIXValidator of the JDK does it. A leaf that is in the trust store is trusted, and nothing of it is looked at. A chain in the right order is cut where it
 * reaches a trusted name and key, and judged as it is with each anchor that fits; only a chain in another order, or one whose end no anchor's name fits, is
 * built anew from its parts.
 */
export function* searchSentPath(judging: PathChecks): Generator<void, Path | null> {
  const { leaf, others, anchors } = judging.question;
  const trusted = new Set(anchors.map(({ certificate }) => certificate.sha256));
  if (trusted.has(leaf.certificate.sha256)) return [leaf];
  const sent = [leaf, ...others];
  for (const [index, certificate] of sent.entries()) {
    const below = sent[index - 1];
    if (below === undefined) continue;
    if (judging.subjectOf(certificate) !== judging.issuerOf(below)) return yield* searchAnyPath(judging);
    if (trusted.has(certificate.certificate.sha256) || anchors.some((anchor) => judging.sameParty(anchor, certificate))) {
      return yield* validated(judging, sent.slice(0, index));
    }
  }
  const issuer = judging.issuerOf(sent[sent.length - 1] ?? leaf);
  if (anchors.some((anchor) => judging.subjectOf(anchor) === issuer)) return yield* validated(judging, sent);
  return yield* searchAnyPath(judging);
}

function* validated(judging: PathChecks, path: Path): Generator<void, Path | null> {
  const top = path[path.length - 1];
  if (top === undefined) return null;
  for (const anchor of judging.question.anchors) {
    if (judging.subjectOf(anchor) !== judging.issuerOf(top)) continue;
    if (!judging.step()) return null;
    yield;
    const differs = keyIdFailure(top, anchor, false);
    if (differs !== null) {
      const unsigned = judging.signatureFailure(top, anchor, true);
      // Of several CAs of the name, the one whose key did sign tells most.
      judging.note(path.length, unsigned === null ? 2 : 1, unsigned ?? differs);
      continue;
    }
    const longer = [...path, anchor];
    const flaw = chainLevelFailure(judging, longer);
    if (flaw === null) return longer;
    judging.note(longer.length, flaw.held, flaw.failure);
    if (judging.exhausted) return null;
  }
  judging.note(0, 0, pathEndFailure(top, path.length, false));
  return null;
}
