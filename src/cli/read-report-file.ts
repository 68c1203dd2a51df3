import { shardLineSchema, UsageError } from '../index.ts';
import { asText, readInput } from './read-inputs.ts';

/** An object of JSON, of which nothing is known. */
export type Json = Readonly<Record<string, unknown>>;

/**
 * The endpoints of a report in JSON, or of lines in NDJSON, as far as an interrupted run wrote them.
 *
 * @param what it is, for messages
 * @throws UsageError `file-unreadable`, or `scan-report-unreadable` for what is no such report
 */
export async function readReportFile(file: string, what: string): Promise<readonly Json[]> {
  return endpointsOf(asText(await readInput(file, what)), file);
}

function endpointsOf(text: string, file: string): readonly Json[] {
  const whole = parsed(text);
  if (whole !== null) return endpointsIn(whole) ?? notOne(file);
  const lines = text.split('\n');
  return lines.flatMap((line, index): readonly Json[] => {
    if (line.trim() === '') return [];
    const one = parsed(line);
    // A run that was interrupted may have left half a line.
    if (one === null && index > 0 && index === lines.length - 1) return [];
    return (one === null ? null : endpointsIn(one)) ?? notOne(`${file}:${index + 1}`);
  });
}

function endpointsIn(json: Json): readonly Json[] | null {
  if (json.schema === 'handclasp.endpoint/1') return [json];
  // It says whose part the lines before it are.
  if (json.schema === shardLineSchema) return [];
  const { endpoints } = json;
  return json.schema === 'handclasp.report/1' && Array.isArray(endpoints) ? endpoints.filter(isJson) : null;
}

function notOne(where: string): never {
  throw new UsageError('scan-report-unreadable', `${where} is not a report of handclasp`, 'give what --format json or ndjson wrote');
}

/** A JSON object; null for anything else. */
export function parsed(text: string): Json | null {
  try {
    const value: unknown = JSON.parse(text);
    return isJson(value) ? value : null;
  } catch {
    return null;
  }
}

export function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
