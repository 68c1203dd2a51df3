import type { EnumeratedSuites } from '../../model/observation.ts';
import type { ProtocolVersion } from '../../model/protocol-version.ts';
import type { Gap } from '../../model/shortfall.ts';
import { cipherSuiteName } from '../../tls/wire/cipher-suites.ts';
import { type HelloAnswer, refuses } from '../ask-hello.ts';
import type { Question } from '../plan.ts';
import type { Session } from '../session.ts';
import { newestVersion, otherVersion } from './identity.ts';
import { legacyVersionsAccepted } from './legacy-versions.ts';
import { offerIn, suitesOf } from './offers.ts';
import { usualNext } from './usual-suites.ts';

/** The cipher suites of each version that is accepted, a question a version, so that one need not wait for another. */
export const cipherSuiteQuestions: readonly Question[] = [
  suitesQuestion('TLSv1.3', newestVersion.id),
  suitesQuestion('TLSv1.2', otherVersion.id),
  suitesQuestion('TLSv1.1', legacyVersionsAccepted.id),
  suitesQuestion('TLSv1', legacyVersionsAccepted.id),
  suitesQuestion('SSLv3', legacyVersionsAccepted.id),
];

export function cipherSuitesId(version: ProtocolVersion): string {
  return `cipher-suites-${version}`;
}

function suitesQuestion(version: ProtocolVersion, after: string): Question {
  return {
    id: cipherSuitesId(version),
    topic: 'cipher-suites',
    version,
    depth: 'standard',
    leavesLogLine: true,
    needs: [after],
    worthAsking: ({ versions }) => versions[version] === 'accepted',
    ask: async (session) => {
      const suites = await enumerateSuites(session, version);
      session.found.details.cipherSuites = { ...session.found.details.cipherSuites, [version]: suites };
    },
  };
}

/** One hello and what was taken out of it; the order of the list is what was sent. */
type Taken = { readonly offered: readonly number[]; readonly code: number };

/** Hellos at once, where it can be told what the next answers will be. */
const maxAhead = 3;

/**
 * Offers everything, takes the chosen suite out, and offers the rest again, until the server refuses: k + 1 hellos for k suites, in the server's order where it has one. Where
 * the server goes the way of one that is known, the next hellos go out at the same time, as if their answers were there already; where an answer differs, what was
 * asked ahead of it is dropped.
 */
async function enumerateSuites(session: Session, version: ProtocolVersion): Promise<EnumeratedSuites> {
  const all = suitesOf(version);
  const taken: Taken[] = [];
  const done = (gap: Gap | null, serverOrder: boolean | null = null): EnumeratedSuites => ({
    accepted: taken.map(({ code }) => cipherSuiteName(code)),
    gap,
    serverOrder,
  });
  for (;;) {
    const codes = taken.map(({ code }) => code);
    const expected = foresee(version, codes, session.oneAtATime ? 0 : maxAhead - 1);
    const offers = [...expected.keys(), expected.length].map((count) =>
      all.filter((code) => !codes.includes(code) && !expected.slice(0, count).includes(code)),
    );
    const answers = await Promise.all(
      offers.map((offered) => (offered.length === 0 ? 'nothing-left' : askSuites(session, version, offered))),
    );
    for (const [index, answer] of answers.entries()) {
      const offered = offers[index] ?? [];
      if (answer === 'nothing-left') return done(null, await serverOrder(session, version, taken));
      if (refuses(answer) || (answer.kind === 'chosen' && answer.flight.version !== version)) {
        return done(null, await serverOrder(session, version, taken));
      }
      if (answer.kind !== 'chosen') return done(session.shortfallOf(answer));
      const { cipherSuite: code } = answer.flight;
      if (!offered.includes(code)) return done({ kind: 'not-offered', choice: cipherSuiteName(code) });
      session.seen.note(answer.flight);
      taken.push({ offered, code });
      // What was asked ahead left out a suite that is not taken yet.
      if (code !== expected[index]) break;
    }
  }
}

/** The suites that the server is expected to take next, as long as all that is known agrees. */
function foresee(version: ProtocolVersion, taken: readonly number[], count: number): readonly number[] {
  const expected: number[] = [];
  while (expected.length < count) {
    const next = usualNext(version, [...taken, ...expected]);
    if (next === null) break;
    expected.push(next);
  }
  return expected;
}

/**
 * Whose order decides. A server that once took a suite although an acceptable one stood before it has an order of its own; one that never did is asked
 * again, in other orders.
 */
async function serverOrder(session: Session, version: ProtocolVersion, taken: readonly Taken[]): Promise<boolean | null> {
  if (taken.length < 2) return null;
  const accepted = taken.map(({ code }) => code);
  const own = taken.some(({ offered, code }) => accepted.some((other) => stands(other, code, offered)));
  if (own) return true;
  for (const list of otherOrders(accepted)) {
    const answer = await askSuites(session, version, list);
    if (answer.kind !== 'chosen' || answer.flight.version !== version) {
      session.miss('server-order', session.shortfallOf(answer), version);
      return null;
    }
    session.seen.note(answer.flight);
    if (answer.flight.cipherSuite !== list[0]) return true;
  }
  return false;
}

/** The other way round; and with one of the middle first, since some servers heed the client in part: Go prefers ChaCha20 for those that put it first. */
function otherOrders(accepted: readonly number[]): readonly (readonly number[])[] {
  const backwards = accepted.toReversed();
  const [last = 0, ...rest] = backwards;
  return rest.length < 2 ? [backwards] : [backwards, [...rest.slice(0, 1), last, ...rest.slice(1)]];
}

function stands(before: number, after: number, list: readonly number[]): boolean {
  const at = list.indexOf(before);
  return at >= 0 && at < list.indexOf(after);
}

function askSuites(session: Session, version: ProtocolVersion, offered: readonly number[]): Promise<HelloAnswer> {
  const what = `${offered.length} cipher ${offered.length === 1 ? 'suite' : 'suites'} of ${version}`;
  return session.hello(
    what,
    offerIn(session, version, { cipherSuites: offered }),
    version === 'TLSv1.2' ? 'server-key-exchange' : 'server-hello',
  );
}
