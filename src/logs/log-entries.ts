/** One entry of a log: a line, and the stack trace behind it. */
export type LogEntry = {
  /** From 1. */
  readonly line: number;
  readonly at: Date | null;
  /** The time was written with its zone; without one it is taken for UTC. */
  readonly zoned: boolean;
  readonly level: string;
  /** Its short or long name; empty where it does not show. */
  readonly logger: string;
  readonly node: string | null;
  readonly product: 'elasticsearch' | 'opensearch' | 'kibana' | null;
  readonly message: string;
  /** The exceptions: one a line. */
  readonly trace: string;
  /** The first of the frames between them, as written: they tell which part of the product it is. */
  readonly frames: readonly string[];
};

/** Frames that are kept of an entry. */
const mostFrames = 60;

/**
 * Entries of a log of Elasticsearch, OpenSearch or Kibana: plain or JSON, of any release since 7, also as Docker and journald wrap them. Lines that belong to nothing that is
 * known are taken as entries with a message alone, so that a pasted line is understood as well.
 */
export function* logEntries(text: string): Generator<LogEntry> {
  let open: { entry: Opening; trace: string[]; frames: string[] } | null = null;
  const close = function* (): Generator<LogEntry> {
    if (open !== null) yield { ...open.entry, trace: open.trace.join('\n'), frames: open.frames };
    open = null;
  };
  let line = 0;
  let broken: { readonly line: number; text: string; frames: number } | null = null;
  for (const raw of linesOf(text)) {
    line += 1;
    const content = unwrapped(raw);
    if (content === '') continue;
    if (isFrame(content)) {
      if (open !== null && open.frames.length < mostFrames) open.frames.push(content);
      continue;
    }
    if (broken !== null && continuesJson(content)) {
      if (isQuotedFrame(content)) broken.frames += 1;
      if ((!isQuotedFrame(content) || broken.frames <= mostFrames) && broken.text.length < longestJson) broken.text += content;
      const whole = content.endsWith('}') ? fromJson(broken.text, broken.line) : null;
      if (whole === null) continue;
      broken = null;
      yield whole;
      continue;
    }
    broken = null;
    if (beginsJson(content)) {
      yield* close();
      broken = { line, text: content, frames: 0 };
      continue;
    }
    const json = fromJson(content, line);
    if (json !== null) {
      yield* close();
      yield json;
      continue;
    }
    const entry = fromPlain(content, line);
    if (entry !== null) {
      yield* close();
      open = { entry, trace: [], frames: [] };
    } else if (open === null) open = { entry: { ...blank, line, message: content }, trace: [], frames: [] };
    else if (open.trace.length < 40) open.trace.push(content);
  }
  yield* close();
}

/** Elasticsearch 7 and OpenSearch write a stack trace into their JSON a line each: `"stacktrace": ["...",`, `"at ...",`, `"... 16 more"] }`. */
function beginsJson(content: string): boolean {
  return content.startsWith('{"') && /,\s*$/.test(content);
}

function continuesJson(content: string): boolean {
  return content.startsWith('"');
}

/** The last of them ends the list, and is no whole line. */
function isQuotedFrame(content: string): boolean {
  return content.startsWith('"at ') && content.endsWith('",');
}

const longestJson = 1_000_000;

type Opening = Omit<LogEntry, 'trace' | 'frames'>;

const blank = { at: null, zoned: false, level: '', logger: '', node: null, product: null } as const;

/** Without a copy of the whole. */
function* linesOf(text: string): Generator<string> {
  let from = 0;
  while (from < text.length) {
    const end = text.indexOf('\n', from);
    const to = end < 0 ? text.length : end;
    yield text.slice(from, text[to - 1] === '\r' ? to - 1 : to);
    from = to + 1;
  }
}

/** A frame of a Java or Node stack trace. */
function isFrame(line: string): boolean {
  return /^\s+at |^\s*\.\.\. \d+ (?:more|common frames)/.test(line);
}

/** Docker's json-file driver has the line in `log`; colours are taken off, and what others write before each line. */
function unwrapped(raw: string): string {
  if (raw.startsWith('{"log":"')) {
    const inner = parsed(raw)?.log;
    if (typeof inner === 'string') return inner.replace(/\r?\n$/, '');
  }
  // biome-ignore lint/suspicious/noControlCharactersInRegex: it is control characters that are taken out
  const plainText = raw.includes('\u001b[') ? raw.replace(/\u001b\[[0-9;]*m/g, '') : raw;
  return plainText.replace(shipper, '');
}

/**
 * `es01  | ` of docker compose, `[pod/es-0/elasticsearch] ` and the time of kubectl logs, `2026-11-30T09:12:00.1Z stderr F ` of a container runtime, and journald's
 * `Nov 30 09:12:00 host elasticsearch[812]: `. They stand before the lines of a stack trace as well.
 */
const shipper =
  /^(?:\[pod\/[^\]]+\] |[\w.-]+ +\| ?)?(?:\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:\d\d) )?(?:std(?:out|err) [FP] )?(?:[A-Z][a-z]{2} [ \d]\d [\d:]{8} \S+ [\w.@-]+(?:\[\d+\])?: )?/;

type Json = Readonly<Record<string, unknown>>;

function parsed(text: string): Json | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : null;
  } catch {
    return null;
  }
}

function fromJson(content: string, line: number): LogEntry | null {
  const start = content.indexOf('{"');
  if (start < 0 || !content.endsWith('}')) return null;
  const json = parsed(content.slice(start));
  if (json === null) return null;
  const message = textAt(json, 'message');
  if (message === null) return null;
  const dataset = textAt(json, 'event.dataset') ?? textAt(json, 'service.type') ?? '';
  const node = textAt(json, 'elasticsearch.node.name') ?? textAt(json, 'node.name');
  const logger = textAt(json, 'log.logger') ?? textAt(json, 'component') ?? '';
  const [type, why] = [textAt(json, 'error.type'), textAt(json, 'error.message')];
  const stack = stackOf(json);
  const trace = [[type, why].filter((part) => part !== null).join(': '), ...stack.filter((line) => !isAnyFrame(line))].filter(
    (part) => part !== '',
  );
  return {
    line,
    ...instant(textAt(json, '@timestamp') ?? textAt(json, 'timestamp')),
    level: textAt(json, 'log.level') ?? textAt(json, 'level') ?? '',
    logger,
    node,
    product: isOfGo(json) ? null : productOf(logger, dataset, node !== null),
    message,
    trace: trace.slice(0, 40).join('\n'),
    frames: stack.filter(isAnyFrame).slice(0, mostFrames),
  };
}

/** By its dotted path, be it written in dots or nested. */
function textAt(json: Json, path: string): string | null {
  const direct = json[path];
  if (typeof direct === 'string') return direct;
  const dot = path.indexOf('.');
  for (let at = dot; at > 0; at = path.indexOf('.', at + 1)) {
    const inner = json[path.slice(0, at)];
    if (typeof inner === 'object' && inner !== null) return textAt(inner as Json, path.slice(at + 1));
  }
  return null;
}

function stackOf(json: Json): readonly string[] {
  const lines = Array.isArray(json.stacktrace) ? json.stacktrace.filter((one) => typeof one === 'string') : [];
  const text = textAt(json, 'error.stack_trace') ?? lines.join('\n');
  return text.split(/\r?\n/).filter((line) => line.trim() !== '');
}

/** In JSON it may stand without the space before it. */
function isAnyFrame(line: string): boolean {
  return isFrame(line) || /^at /.test(line);
}

/** `[2026-11-23T22:21:21,848][WARN ][o.e.c.s.DiagnosticTrustManager] [es01] message`; Kibana has no node. */
const plain = /\[(\d{4}-\d\d-\d\dT[0-9:.,]+(?:Z|[+-]\d\d:?\d\d)?)\]\s?\[\s*([A-Za-z]+)\s*\]\s?\[([^\]]+?)\s*\]\s?(.*)$/;
/** The same whose time was cut off, or is written in another way. */
const untimed = /^(?:\[[^\]]*\]\s?)?\[\s*(TRACE|DEBUG|INFO|WARN|ERROR|FATAL)\s*\]\s?\[([^\]]+?)\s*\]\s?(.*)$/;
/** The command-line tools: `21:33:39.742 [main] WARN  org.elasticsearch... - message`. */
const tool = /^\d\d:\d\d:\d\d[.,]\d{3} \[[^\]]*\] ([A-Z]+)\s+(\S+) - (.*)$/;
/** Kibana 7: `  log   [20:00:00.123] [error][elasticsearch] message`. */
const kibana7 = /^\s*log\s+\[[0-9:.]+\]\s+\[([a-z]+)\]((?:\[[^\]]+\])+)\s?(.*)$/;

function fromPlain(content: string, line: number): Opening | null {
  const timed = plain.exec(content);
  const whole = timed?.slice(1) ?? ['', ...(untimed.exec(content)?.slice(1) ?? [])];
  if (whole.length > 1) {
    const [time, level = '', logger = '', rest = ''] = whole;
    const isKibana = !/^o\.|^org\.|^i\.|^io\./.test(logger) && !/^\[/.test(rest);
    const named = isKibana ? null : /^\[([^\]]*)\]\s?(.*)$/.exec(rest);
    return {
      line,
      ...instant(time || null),
      level: level.toUpperCase(),
      logger,
      node: named?.[1] ?? null,
      product: isKibana ? (/^[a-z]/.test(logger) && !logger.includes('elasticsearch[') ? 'kibana' : null) : productOf(logger, '', true),
      message: named?.[2] ?? rest,
    };
  }
  const cli = tool.exec(content);
  if (cli !== null) {
    const [, level = '', logger = '', message = ''] = cli;
    return { ...blank, line, level, logger, product: productOf(logger, '', true), message };
  }
  const old = kibana7.exec(content);
  if (old !== null) {
    const [, level = '', logger = '', message = ''] = old;
    return {
      ...blank,
      line,
      level: level.toUpperCase(),
      logger: logger.replace(/^\[|\]$/g, '').replaceAll('][', '.'),
      product: 'kibana',
      message,
    };
  }
  return null;
}

function productOf(logger: string, dataset: string, hasNode: boolean): LogEntry['product'] {
  if (/^o\.o\.|^org\.opensearch/.test(logger)) return 'opensearch';
  if (/^o\.e\.|^org\.elasticsearch/.test(logger) || dataset.startsWith('elasticsearch')) return 'elasticsearch';
  if (dataset.startsWith('kibana')) return 'kibana';
  return hasNode ? 'elasticsearch' : 'kibana';
}

/** Beats, Elastic Agent, APM Server and operators say where in their source a line was written; nodes and Kibana do not. */
function isOfGo(json: Readonly<Record<string, unknown>>): boolean {
  return json['log.origin'] !== undefined;
}

/** A time without a zone is taken for UTC: mostly order and span matter. */
function instant(text: string | null): Pick<LogEntry, 'at' | 'zoned'> {
  if (text === null) return { at: null, zoned: false };
  const iso = text.replace(',', '.');
  const zoned = /(?:Z|[+-]\d\d:?\d\d)$/.test(iso);
  const at = new Date(zoned ? iso : `${iso}Z`);
  return Number.isNaN(at.getTime()) ? { at: null, zoned: false } : { at, zoned };
}
