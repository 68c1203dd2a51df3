import type { CauseReport } from '../../../model/join-report.ts';

/** How sure the cause is, in brackets. */
export function certaintyMark({ confidence, assumes = [] }: Pick<CauseReport, 'confidence' | 'assumes'>): string {
  switch (confidence) {
    case 'proven':
      return '[confirmed]';
    case 'likely':
      return assumes.length === 0 ? '[likely]' : `[likely (assumes ${assumes.map(({ text }) => text).join(', and ')})]`;
    case 'possible':
      return '[possible; other causes fit too]';
  }
}
