/** So much of one message that is not whole yet counts as progress: less than a packet holds, far more than dribbles within a wait. */
const bytesThatCount = 1024;

/**
 * Whether what came brings a wait nearer to its end. A wait is for the answer to what was asked, and is begun anew by progress alone: by a whole message that the answer is made of,
 * or, since a chain of certificates on a slow line takes its time, by another kilobyte of the one that is under way. Not by a few bytes of it, nor by what may come at any time and answers
 * nothing: tickets, key updates, pings, empty records, warnings, ChangeCipherSpec, HelloRequest. So a peer that dribbles costs one wait, and one that takes almost all of the wait for
 * each flight is heard out.
 */
export class Progress {
  #messages = 0;
  #counted = 0;

  /**
   * @param messages whole messages of the answer until now
   * @param pending bytes of the one that is under way
   */
  made(messages: number, pending: number): boolean {
    if (messages > this.#messages) {
      this.#messages = messages;
      this.#counted = pending;
      return true;
    }
    if (pending < this.#counted + bytesThatCount) return false;
    this.#counted = pending;
    return true;
  }
}
