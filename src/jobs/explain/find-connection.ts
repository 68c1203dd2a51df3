import { type Connection, type ConnectionText, connections } from '../../logs/catalogue/connections.ts';
import { readLine } from './read-line.ts';

/** These the rules themselves speak of. */
const usual: ReadonlySet<Connection> = new Set(['transport', 'http', 'kibana-elasticsearch', 'kibana-http']);

/** Whose connection a line from a log is about, where it is one with settings of its own; null where it is none, or nothing tells. */
export function findConnection(question: string): ConnectionText | null {
  const connection = readLine(question)?.connection ?? null;
  return connection === null || usual.has(connection) ? null : connections[connection];
}
