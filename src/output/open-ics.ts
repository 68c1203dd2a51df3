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
    end: function* ({ finishedAt, version }) {
      yield calendarLine('BEGIN', 'VCALENDAR');
      yield calendarLine('VERSION', '2.0');
      yield calendarLine('PRODID', `-//handclasp//handclasp ${version}//EN`);
      yield calendarLine('CALSCALE', 'GREGORIAN');
      yield calendarLine('METHOD', 'PUBLISH');
      yield calendarLine('X-WR-CALNAME', 'Certificates that end');
      for (const one of certificates.all()) yield* eventOf(one, finishedAt);
      yield calendarLine('END', 'VCALENDAR');
    },
  };
}

function* eventOf(one: ListedCertificate, seenAt: string): Generator<string> {
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
      `Subject: ${cutTo(subject, mostName)}`,
      `Issuer: ${cutTo(issuer, mostName)}`,
      `Names: ${cutTo(one.names, mostName)}`,
      `Shown by: ${cutTo(places.slice(0, mostNamed).join(' '), mostName * 5)}${andMore(others)}`,
      `SHA-256: ${cutTo(sha256, mostName)}`,
    ),
  );
  yield calendarLine('CATEGORIES', 'CERTIFICATE');
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
