import type { ProbeOptions } from './probe-options.ts';
import type { Session } from './session.ts';

/** What is asked of one endpoint, apart from the others. */
export type Question = {
  readonly id: string;
  readonly depth: ProbeOptions['depth'];
  /** It makes the endpoint write into its log (a refused hello does): left out where the user wants no such line. */
  readonly leavesLogLine: boolean;
  /** Ids of the questions whose answers it reads. */
  readonly needs: readonly string[];
  /** False where what is known by now leaves nothing to ask. */
  readonly worthAsking: (session: Session) => boolean;
  readonly ask: (session: Session) => Promise<void>;
};

const depths: readonly ProbeOptions['depth'][] = ['glance', 'quick', 'standard', 'full'];

/**
 * Asks each question as soon as those that it needs are answered, and those that need nothing of each other at the same time; the session
 * limits how many connections that makes. A question that was not asked counts as answered.
 */
export async function runPlan(questions: readonly Question[], session: Session): Promise<void> {
  const { depth, quietWire } = session.options;
  const asked = questions.filter(
    (question) => depths.indexOf(question.depth) <= depths.indexOf(depth) && !(quietWire && question.leavesLogLine),
  );
  const answers = new Map<string, Promise<void>>();
  const answer = async ({ needs, worthAsking, ask }: Question): Promise<void> => {
    await Promise.all(needs.map((id) => answers.get(id)));
    if (!session.expired && worthAsking(session)) await ask(session);
  };
  for (const question of asked) {
    for (const id of question.needs) {
      if (!questions.some((other) => other.id === id)) throw new RangeError(`${question.id} needs ${id}, which no question is`);
      if (asked.some((other) => other.id === id) && !answers.has(id))
        throw new RangeError(`${question.id} stands before ${id}, which it needs`);
    }
    answers.set(question.id, answer(question));
  }
  await Promise.all(answers.values());
}
