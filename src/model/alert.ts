import { dayMs } from './days-left.ts';
import type { Severity } from './severity.ts';

/** How near a certificate is to its end, or how far its replacement came. From the least to the worst. */
export const certificateLevels = ['half-renewed', 'due', 'urgent', 'expired'] as const;

export type CertificateLevel = (typeof certificateLevels)[number];

/** Endpoints that something is about: how many, and the first of them by name. */
export type AlertedEndpoints = { readonly count: number; readonly examples: readonly string[] };

/** What an alert says, as data; `alertText` makes the sentence. */
export type AlertFacts =
  | {
      readonly kind: 'certificate';
      readonly level: CertificateLevel;
      readonly subject: string;
      readonly issuer: string;
      readonly sha256: string;
      /** ISO 8601. */
      readonly notAfter: string;
      readonly isCa: boolean;
      /** That still show it, as far as is known. */
      readonly endpoints: AlertedEndpoints;
      /** That showed it and show a newer one. */
      readonly renewed: number;
    }
  | { readonly kind: 'problem'; readonly rule: string; readonly title: string; readonly endpoints: AlertedEndpoints }
  /** They showed a certificate before, and not in the last two runs. `known`: those that ever did. */
  | { readonly kind: 'not-checked'; readonly endpoints: AlertedEndpoints; readonly known: number }
  /** Asked for, to see whether it comes. */
  | { readonly kind: 'test' }
  /** `since`: when the last run ended, ISO 8601; null where there was none. `fault`: why the run failed; null where none began. `missed`: how many did not begin. */
  | { readonly kind: 'no-run'; readonly since: string | null; readonly fault: string | null; readonly missed: number };

export type Alert = {
  /** The same for the same matter, from when it opens until it closes: by certificate or rule, never by endpoint. */
  readonly key: string;
  readonly change: 'opened' | 'worsened' | 'closed';
  readonly severity: Severity;
  readonly facts: AlertFacts;
};

/** All that a run has to tell. */
export type AlertMessage = {
  /** Receivers know by it what they have already. */
  readonly id: string;
  /** When the run ended, ISO 8601. */
  readonly at: string;
  /** The worst first. */
  readonly alerts: readonly Alert[];
};

/** From when on a certificate is worth an alert: so long before its end, and never more than that share of its lifetime. */
export type AlertRules = {
  readonly warn: { readonly ms: number; readonly share: number };
  readonly urgent: { readonly ms: number; readonly share: number };
  /** Problems from that severity on. */
  readonly severity: Severity;
};

/** 30 days or a fifth of the lifetime; 7 days or 7 percent. */
export const usualAlertRules: AlertRules = {
  warn: { ms: 30 * dayMs, share: 0.2 },
  urgent: { ms: 7 * dayMs, share: 0.07 },
  severity: 'high',
};
