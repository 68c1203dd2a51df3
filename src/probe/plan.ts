import type { ProtocolVersion } from '../model/protocol-version.ts';
import type { Topic } from '../model/shortfall.ts';
import type { ProbeOptions } from './probe-options.ts';
import type { Session } from './session.ts';

/** What is asked of one endpoint, apart from the others. */
export type Question = {
  readonly id: string;
  /** What it is about, and in which version, where it is about one: for the report of what has no answer. */
  readonly topic: Topic;
  readonly version?: ProtocolVersion;
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
 * limits how many connections that makes. A question that was not asked counts as answered; one that was worth asking when the time had ended is noted as not answered.
 */
export async function runPlan(questions: readonly Question[], session: Session): Promise<void> {
  const asked = planned(questions, session.options);
  const [only] = asked;
  if (only !== undefined && asked.length === 1) return askOne(only, session);
  const answers = new Map<string, Promise<void>>();
  const answer = async (question: Question): Promise<void> => {
    await Promise.all(question.needs.map((id) => answers.get(id)));
    await askOne(question, session);
  };
  for (const question of asked) answers.set(question.id, answer(question));
  await Promise.all(answers.values());
}

async function askOne({ topic, version, worthAsking, ask }: Question, session: Session): Promise<void> {
  if (!worthAsking(session)) return;
  if (session.expired) session.miss(topic, session.deadline, version);
  else await ask(session);
}

type Asked = Pick<ProbeOptions, 'depth' | 'quietWire'>;

/** One for each list of questions and what is asked for: endpoints are many. */
const plans = new WeakMap<readonly Question[], Map<string, readonly Question[]>>();

function planned(questions: readonly Question[], { depth, quietWire }: Asked): readonly Question[] {
  const known = plans.get(questions) ?? new Map<string, readonly Question[]>();
  plans.set(questions, known);
  const key = `${depth} ${quietWire}`;
  const asked = known.get(key) ?? select(questions, { depth, quietWire });
  known.set(key, asked);
  return asked;
}

/** Those that are asked, each after what it needs. */
function select(questions: readonly Question[], { depth, quietWire }: Asked): readonly Question[] {
  const asked = questions.filter(
    (question) => depths.indexOf(question.depth) <= depths.indexOf(depth) && !(quietWire && question.leavesLogLine),
  );
  const before = new Set<string>();
  for (const question of asked) {
    for (const id of question.needs) {
      if (!questions.some((other) => other.id === id)) throw new RangeError(`${question.id} needs ${id}, which no question is`);
      if (asked.some((other) => other.id === id) && !before.has(id))
        throw new RangeError(`${question.id} stands before ${id}, which it needs`);
    }
    before.add(question.id);
  }
  return asked;
}
