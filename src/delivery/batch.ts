/** What is sent at once: at most so many bytes, unless one document has more, and so many documents. */
export const mostInBatch = { bytes: 1024 * 1024, documents: 1000 } as const;

/** Documents that are sent together: the two lines of each. */
export class Batch {
  readonly documents: string[];
  bytes: number;
  /** The file in the spool that they are from; null where they are of this run. */
  readonly file: string | null;

  constructor(documents: readonly string[] = [], file: string | null = null) {
    this.documents = [...documents];
    this.bytes = documents.reduce((sum, document) => sum + Buffer.byteLength(document), 0);
    this.file = file;
  }

  /** Whether another document would be too much. */
  isFullFor(bytes: number): boolean {
    return this.documents.length > 0 && (this.documents.length >= mostInBatch.documents || this.bytes + bytes > mostInBatch.bytes);
  }

  add(document: string, bytes: number): void {
    this.documents.push(document);
    this.bytes += bytes;
  }
}
