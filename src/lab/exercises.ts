import { shellQuote } from '../model/shell-quote.ts';
import type { LabEndpoint } from './lab.ts';

/** Something to find out at the lab. */
export type Exercise = {
  readonly question: string;
  /** As a shell takes it. */
  readonly command: string;
  readonly answer: {
    /** What is wrong, in a sentence. */
    readonly text: string;
    /** What the output of the command says of it: the id of the rule. */
    readonly rule: string;
    /** Where. */
    readonly target: string;
  };
};

/**
 * A question for each server that has something wrong, and who cannot connect to whom among the nodes that differ in trust.
 *
 * @param caFile the CAs that the operator trusts, as the learner has them
 */
export function exercisesOf(endpoints: readonly LabEndpoint[], caFile: string): readonly Exercise[] {
  const ca = `--ca ${shellQuote(caFile)}`;
  const single = endpoints.flatMap(({ target, serverName, story, rule, question, triesSelfSigned }): Exercise[] => {
    if (rule === null || question === null) return [];
    // Some of it is a shipped default, which is not told otherwise.
    const selfSignedFlag = triesSelfSigned ? ' --try-self-signed' : '';
    return [
      {
        question: `${question} (${target})`,
        command: `handclasp scan ${target} ${ca} --server-name ${serverName}${selfSignedFlag} --show all`,
        answer: { text: story, rule, target },
      },
    ];
  });
  const nodes = ['healthy-transport', 'trust-lookalike-ca', 'eku-transport-missing-clientauth'];
  const compared = nodes.flatMap((name) => endpoints.find((endpoint) => endpoint.name === name) ?? []);
  const odd = compared.find(({ rule }) => rule === 'trust-lookalike-ca');
  if (odd === undefined || compared.length < nodes.length) return single;
  const all: Exercise = {
    question: 'Three nodes: whose CA is not the one that the others know?',
    command: `handclasp matrix ${compared.map(({ target }) => target).join(' ')} ${ca}`,
    answer: { text: odd.story, rule: 'trust-lookalike-ca', target: odd.target },
  };
  return [...single, all];
}
