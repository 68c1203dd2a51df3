const dayMs = 86_400_000;

/** Whole days from one instant to another; negative where that is past. */
export function daysLeft(until: string, at: string): number {
  return Math.floor((Date.parse(until) - Date.parse(at)) / dayMs);
}

/** `3,650 days left`, `ended 3 days ago`. */
export function daysLeftText(days: number): string {
  if (days < 0) return `ended ${daysText(-days)} ago`;
  return days === 0 ? 'ends today' : `${daysText(days)} left`;
}

/** `1 day`, `3,650 days`. */
export function daysText(days: number): string {
  return `${numberText(days)} ${days === 1 ? 'day' : 'days'}`;
}

/** With a comma between thousands, whatever the locale is. */
export function numberText(number: number): string {
  return String(number).replace(/(?<=\d)(?=(\d{3})+$)/g, ',');
}
