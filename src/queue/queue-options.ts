import type { QueueUrl } from '../model/queue-url.ts';
import type { Secret } from '../model/secret.ts';

/** How a queue is reached. */
export type QueueOptions = {
  readonly url: QueueUrl;
  /** Null where none was given. */
  readonly password: Secret | null;
  /** CA certificates of the server, PEM; null for the public ones. */
  readonly ca: string | null;
  /** Several fleets on one server have a name each. */
  readonly name: string;
  /** Told what operators should know, a line each. */
  readonly tell: (line: string) => void;
};
