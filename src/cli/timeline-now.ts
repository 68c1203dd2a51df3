import { type History, type Timeline, timelineOf } from '../index.ts';

/** What a history tells at this moment. @param last how many runs it goes back; null for as many as is usual */
export function timelineNow(history: History, last: number | null): Timeline {
  return timelineOf(history, { at: new Date(), ...(last === null ? {} : { runs: last }) });
}
