import type { Report } from '../model/report.ts';

/**
 * The report as JSON (`handclasp.report/1`, schema/report.schema.json), indented, with a line break at its end. Keys stand in the order in which the jobs wrote them.
 * What a terminal would obey or hide is escaped, so that it is safe to look at.
 */
export function renderJson(report: Report): string {
  return safeJson(report);
}

/** Any plain data in that form. */
export function safeJson(data: unknown): string {
  // JSON.stringify escapes C0 alone. These can stand in strings only, so an escape means the same.
  const escaped = JSON.stringify(data, null, 2).replace(/[\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}]/gu, (character) =>
    [...Array(character.length).keys()].map((index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`).join(''),
  );
  return `${escaped}\n`;
}
