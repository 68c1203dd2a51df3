import { daysLeft } from '../model/days-left.ts';
import { publicKeyText } from '../model/public-key-text.ts';
import { csvRecord } from './escape/csv-field.ts';
import { cutTo } from './escape/cut-to.ts';
import type { CertificateList } from './sink/certificate-list.ts';
import type { Sink } from './sink/sink.ts';

/** Endpoints that a record names. */
const mostNamed = 20;
/** Spreadsheets take no more in a cell than 32,767 characters. */
const mostText = 8000;

/** Every certificate once, a record each: what ends first is first. */
export function openCsv(certificates: CertificateList): Sink {
  return {
    endpoint: (endpoint) => certificates.endpoint(endpoint),
    finding: () => {},
    file: (file) => certificates.file(file),
    end: function* ({ finishedAt }) {
      yield csvRecord(columns);
      for (const one of certificates.all()) {
        yield csvRecord(
          [
            one.notAfter,
            daysLeft(one.notAfter, finishedAt),
            one.subject,
            one.issuer,
            one.names,
            one.role,
            one.isCa,
            one.trust,
            one.problems,
            one.count,
            one.places.slice(0, mostNamed).join(' '),
            publicKeyText(one.key),
            one.signatureAlgorithm,
            one.keyUsage,
            one.extendedKeyUsage,
            one.notBefore,
            one.serialNumber,
            one.sha256,
          ].map((value) => (typeof value === 'string' ? cutTo(value, mostText) : value)),
        );
      }
    },
  };
}

const columns = [
  'not_after',
  'days_left',
  'subject',
  'issuer',
  'names',
  'shown_as',
  'is_ca',
  'trust',
  'problems',
  'endpoints',
  'first_endpoints',
  'key',
  'signature',
  'key_usage',
  'extended_key_usage',
  'not_before',
  'serial_number',
  'sha256',
] as const;
