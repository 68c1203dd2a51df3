export const dayMs = 86_400_000;

/** Whole days from one instant to another, which reports have as text; negative where that is past. */
export function daysLeft(until: Date | string, at: Date | string): number {
  return Math.floor((new Date(until).getTime() - new Date(at).getTime()) / dayMs);
}

/** `3,650 days left`, `expired 3 days ago`. What ended 3.5 days ago has -4 whole days left. */
export function daysLeftText(days: number): string {
  if (days < 0) return days === -1 ? 'expired within the last day' : `expired ${daysText(-days - 1)} ago`;
  return days === 0 ? 'expires within a day' : `${daysText(days)} left`;
}

/** `1 day`, `3,650 days`. */
export function daysText(days: number): string {
  return `${numberText(days)} ${days === 1 ? 'day' : 'days'}`;
}

/** With a comma between thousands, whatever the locale is. */
export function numberText(number: number): string {
  return String(number).replace(/(?<=\d)(?=(\d{3})+$)/g, ',');
}
