import { Cron } from 'croner';
import { UsageError } from '../model/usage-error.ts';

/** When runs are due. */
export type Schedule = {
  /** The first moment after another, to the second; null where there is none any more. */
  readonly next: (after: Date) => Date | null;
  /** The last moment up to another, itself included; null where there was none. */
  readonly last: (until: Date) => Date | null;
};

/**
 * Reads a cron pattern: minute, hour, day of the month, month, day of the week, with seconds in front of them where there are six fields; or `@hourly`, `@daily`, `@weekly`, `@monthly`.
 * Where clocks are put forward or back, a run at a fixed time of the day is due once.
 *
 * @param timeZone of the IANA database; null for that of this machine
 * @throws UsageError `schedule-invalid`
 */
export function readSchedule(pattern: string, timeZone: string | null): Schedule {
  if (timeZone !== null && !isTimeZone(timeZone))
    throw new UsageError(
      'schedule-invalid',
      `there is no time zone "${timeZone}"`,
      'name one of the IANA database, such as Europe/Berlin or UTC',
    );
  try {
    const cron = new Cron(pattern.trim(), { mode: '5-or-6-parts', ...(timeZone === null ? {} : { timezone: timeZone }) });
    const schedule = {
      next: (after: Date) => cron.nextRun(after),
      // The one before the next second, since what is asked for counts.
      last: (until: Date) => cron.previousRuns(1, new Date(Math.floor(until.getTime() / 1000) * 1000 + 1000))[0] ?? null,
    };
    // A day that there is in no month is a pattern as well.
    if (schedule.next(new Date()) !== null) return schedule;
  } catch (cause) {
    throw invalid(pattern, cause);
  }
  throw invalid(pattern, null);
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).format(0) !== '';
  } catch {
    return false;
  }
}

function invalid(pattern: string, cause: unknown): UsageError {
  return new UsageError(
    'schedule-invalid',
    `"${pattern}" is no schedule${cause === null ? ': it names no moment to come' : ''}`,
    'write minute, hour, day of the month, month and day of the week, as in "0 2 * * *" for 02:00 each day, or @hourly',
    { cause },
  );
}
