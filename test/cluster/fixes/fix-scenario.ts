import type { FixPlace, Misconfigured, Workshop } from './fix-place.ts';

/** A node, or a Kibana, that one thing is wrong with, and what whoever follows the fix of it knows. */
export type FixScenario = {
  /** The rule whose fix is followed. */
  readonly rule: string;
  /** Where one rule has several scenarios. */
  readonly what?: string;
  readonly make: (workshop: Workshop) => Misconfigured;
  /** Whatever is still wrong after that, with files and permissions. */
  readonly also?: (place: FixPlace, workshop: Workshop) => void;
  /** What stands for words in capitals, beside the CA's files. */
  readonly words?: (place: FixPlace) => Readonly<Record<string, string>>;
  /** What is typed, before what is usual. */
  readonly answers?: readonly (readonly [RegExp, string])[];
  /** A real node is started with the result, and has to join the first. */
  readonly joins?: true;
};
