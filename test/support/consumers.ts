import { createRequire } from 'node:module';
import { Ajv } from 'ajv';

// Whoever reads our formats, or the schema by which they do. They are asked for by name, since none of them has types that we need.
const require = createRequire(import.meta.url);

/** What is wrong with it by the schema; empty where nothing is. */
export type Complaints = readonly string[];

/** The schema of SARIF 2.1.0, as Microsoft's matchers for tests have it. */
export const sarifComplaints = complaintsBy(() => {
  const { $schema: _, id: __, ...schema } = require('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json');
  return { schema, others: [] };
});

/** The schema of CycloneDX 1.7, as its own library has it. */
export const cyclonedxComplaints = complaintsBy(() => ({
  schema: officialOfCycloneDx('bom-1.7'),
  // The library has them under names of its own, by which they refer to each other.
  others: ['spdx', 'jsf-0.82', 'cryptography-defs'].map((name) => ({
    ...officialOfCycloneDx(name),
    $id: `http://cyclonedx.org/schema/${name}.SNAPSHOT.schema.json`,
  })),
}));

function officialOfCycloneDx(name: string): object {
  const home = require.resolve('@cyclonedx/cyclonedx-library/package.json').replace(/package\.json$/, '');
  return require(`${home}res/schema/${name}.SNAPSHOT.schema.json`);
}

function complaintsBy(load: () => { readonly schema: object; readonly others: readonly object[] }): (text: string) => Complaints {
  let validate: ReturnType<Ajv['compile']> | null = null;
  return (text) => {
    if (validate === null) {
      const { schema, others } = load();
      const ajv = new Ajv({ strict: false, allErrors: false, logger: false, unicodeRegExp: false, formats: knownFormats });
      for (const other of others) ajv.addSchema(other);
      validate = ajv.compile(schema);
    }
    if (validate(JSON.parse(text))) return [];
    return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
  };
}

/** As RFC 3339 and RFC 3986 have them, but for what none of our texts holds. */
const knownFormats = {
  'date-time': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/,
  uri: /^[a-z][a-z0-9+.-]*:[A-Za-z0-9._~:/?#[\]@!$&'()*+,;=%-]*$/,
  'uri-reference': /^(?![^/?#]*:)(?:[A-Za-z0-9._~:/?#[\]@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})*$/,
  'iri-reference': true,
  regex: true,
  'idn-email': true,
  email: true,
} as const;

export type XmlElement = {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: XmlElement[];
  text: string;
};

/** The root of a document. @throws Error where it is not well-formed */
export function parseXml(text: string): XmlElement {
  const { SaxesParser } = require('saxes');
  const parser = new SaxesParser();
  const root: XmlElement = { name: '', attributes: {}, children: [], text: '' };
  const open = [root];
  parser.on('error', (error: Error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }: XmlElement) => {
    const element: XmlElement = { name, attributes, children: [], text: '' };
    open.at(-1)?.children.push(element);
    open.push(element);
  });
  parser.on('closetag', () => open.pop());
  parser.on('text', (part: string) => {
    const element = open.at(-1);
    if (element !== undefined) element.text += part;
  });
  parser.write(text).close();
  const [first] = root.children;
  if (first === undefined) throw new Error('there is no element');
  return first;
}

/** Records with their fields. @throws Error where it is none, or fields differ in number */
export function parseCsv(text: string): readonly (readonly string[])[] {
  const { parse } = require('csv-parse/sync');
  return parse(text, { record_delimiter: '\r\n', relax_quotes: false, relax_column_count: false });
}

/** A property of an event: name and value. */
export type CalendarEvent = readonly (readonly [name: string, value: string])[];

/** The events of a calendar. @throws Error where it is none */
export function parseCalendar(text: string): readonly CalendarEvent[] {
  const loaded = require('ical.js');
  const ICAL = loaded.default ?? loaded;
  const calendar = new ICAL.Component(ICAL.parse(text));
  return calendar
    .getAllSubcomponents('vevent')
    .map((event: { getAllProperties: () => readonly { name: string; getFirstValue: () => unknown }[] }) =>
      event.getAllProperties().map((property) => [property.name, String(property.getFirstValue())]),
    );
}

export type MarkdownToken = {
  readonly type: string;
  readonly raw: string;
  readonly text?: string;
  readonly tokens?: readonly MarkdownToken[];
  readonly [more: string]: unknown;
};

/** All tokens of a document in GitHub's dialect, those within others too. */
export function markdownTokens(text: string): readonly MarkdownToken[] {
  const { lexer, walkTokens } = require('marked');
  const all: MarkdownToken[] = [];
  walkTokens(lexer(text, { gfm: true }), (token: MarkdownToken) => all.push(token));
  return all;
}
