import { createHash } from 'node:crypto';
import type { CalendarEvent } from '../model/calendar.ts';
import { andMore } from '../model/name-list.ts';
import { calendarLine, calendarText, calendarTime } from './escape/calendar-line.ts';
import { cutTo } from './escape/cut-to.ts';
import type { CertificateList, ListedCertificate } from './sink/certificate-list.ts';
import type { Sink } from './sink/sink.ts';

const mostName = 200;
/** Endpoints that an event names. */
const mostNamed = 20;
/** Days before the end on which a calendar reminds. */
const reminders = [30, 7] as const;

/** A calendar with an event for the end of each certificate. One that is imported again replaces its events, since each bears the certificate's fingerprint. */
export function openIcs(certificates: CertificateList): Sink {
  return {
    endpoint: (endpoint) => certificates.endpoint(endpoint),
    finding: () => {},
    file: (file) => certificates.file(file),
    end: function* ({ finishedAt, version, calendar }) {
      yield calendarLine('BEGIN', 'VCALENDAR');
      yield calendarLine('VERSION', '2.0');
      yield calendarLine('PRODID', `-//handclasp//handclasp ${version}//EN`);
      yield calendarLine('CALSCALE', 'GREGORIAN');
      yield calendarLine('METHOD', 'PUBLISH');
      yield calendarLine('X-WR-CALNAME', 'Certificates that end');
      const ends = new Map(calendar?.events.flatMap((event) => (event.certificate === null ? [] : [[event.certificate.sha256, event]])));
      for (const one of certificates.all()) yield* eventOf(one, finishedAt, ends.get(one.sha256)?.summary ?? null);
      for (const event of calendar?.events ?? []) if (event.certificate === null) yield* otherEvent(event, finishedAt);
      yield calendarLine('END', 'VCALENDAR');
    },
  };
}

function* eventOf(one: ListedCertificate, seenAt: string, told: string | null): Generator<string> {
  const { sha256, subject, issuer, notAfter, places, count, isCa } = one;
  const others = count - Math.min(places.length, mostNamed);
  const summary = `${isCa ? 'CA' : 'Certificate'} ends: ${cutTo(subject, mostName)} (${count === 1 ? places[0] : `${count} endpoints`})`;
  yield calendarLine('BEGIN', 'VEVENT');
  yield calendarLine('UID', `${calendarText(cutTo(sha256, mostName))}@handclasp`);
  yield calendarLine('DTSTAMP', calendarTime(seenAt));
  yield calendarLine('DTSTART', calendarTime(notAfter));
  yield calendarLine('SUMMARY', calendarText(summary));
  yield calendarLine(
    'DESCRIPTION',
    calendarText(
      ...(told === null ? [] : [cutTo(told, mostName * 5)]),
      `Subject: ${cutTo(subject, mostName)}`,
      `Issuer: ${cutTo(issuer, mostName)}`,
      `Names: ${cutTo(one.names, mostName)}`,
      `Shown by: ${cutTo(places.slice(0, mostNamed).join(' '), mostName * 5)}${andMore(others)}`,
      `SHA-256: ${cutTo(sha256, mostName)}`,
    ),
  );
  yield* closing('CERTIFICATE', summary);
}

/** What is no end of a certificate that a port shows: of a waiver, of a file, of a time that public CAs issue for. */
function* otherEvent({ id, kind, at, summary }: CalendarEvent, seenAt: string): Generator<string> {
  yield calendarLine('BEGIN', 'VEVENT');
  yield calendarLine('UID', `${createHash('sha256').update(id).digest('hex')}@handclasp`);
  yield calendarLine('DTSTAMP', calendarTime(seenAt));
  yield calendarLine('DTSTART', calendarTime(at));
  yield calendarLine('SUMMARY', calendarText(cutTo(titles[kind], mostName)));
  yield calendarLine('DESCRIPTION', calendarText(cutTo(summary, mostName * 5)));
  yield* closing(kind === 'waiver-ends' ? 'WAIVER' : 'CERTIFICATE', titles[kind]);
}

const titles: Readonly<Record<CalendarEvent['kind'], string>> = {
  'certificate-expires': 'Certificate ends',
  'ca-expires': 'CA ends',
  'file-expires': 'Certificate in a file ends',
  'revocation-list-due': 'Revocation list is due',
  'waiver-ends': 'Waiver ends',
  'public-limit-changes': 'Public CAs issue for a shorter time',
};

function* closing(category: string, summary: string): Generator<string> {
  yield calendarLine('CATEGORIES', category);
  yield calendarLine('TRANSP', 'TRANSPARENT');
  for (const days of reminders) {
    yield calendarLine('BEGIN', 'VALARM');
    yield calendarLine('ACTION', 'DISPLAY');
    yield calendarLine('DESCRIPTION', calendarText(summary));
    yield calendarLine('TRIGGER', `-P${days}D`);
    yield calendarLine('END', 'VALARM');
  }
  yield calendarLine('END', 'VEVENT');
}
