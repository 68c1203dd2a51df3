/** Hands lines on one piece at a time, as fast as the reader takes them. */
export type LineWriter = {
  /** Targets whose lines were put and are not yet handed over. */
  readonly waiting: number;
  /** `onWritten` is called when the reader needs the bytes no longer. */
  readonly put: (lines: Uint8Array, targets: number, onWritten?: () => void) => void;
  /** Resolves when all that was put is handed over. Rejects with the reader's failure, after which nothing more is handed over. */
  readonly flushed: () => Promise<void>;
};

/** @param onTaken called after each piece, and when the reader fails */
export function createLineWriter(write: (lines: Uint8Array) => Promise<void>, onTaken: () => void): LineWriter {
  const queue: { readonly lines: Uint8Array; readonly targets: number; readonly onWritten: (() => void) | undefined }[] = [];
  let waiting = 0;
  let failure: { readonly error: unknown } | null = null;
  let writing: Promise<void> | null = null;

  const writeAll = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined && failure === null; next = queue.shift()) {
      try {
        await write(next.lines);
        next.onWritten?.();
      } catch (error) {
        failure = { error };
      }
      waiting -= next.targets;
      onTaken();
    }
    writing = null;
  };

  return {
    get waiting() {
      return waiting;
    },
    put: (lines, targets, onWritten) => {
      // Targets that were interrupted have no lines: nothing is written for them.
      if (failure !== null || lines.length === 0) return;
      waiting += targets;
      queue.push({ lines, targets, onWritten });
      writing ??= writeAll();
    },
    flushed: async () => {
      await writing;
      if (failure !== null) throw failure.error;
    },
  };
}
