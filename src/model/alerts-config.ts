import type { AlertRules } from './alert.ts';

/** A secret, and where it is: in a variable of the environment or on the first line of a file; for a URL that is none, as text. */
export type SecretPlace = { readonly env: string } | { readonly file: string } | { readonly text: string };

/** Whom alerts are sent to. Names are unique. */
export type AlertReceiverConfig = { readonly name: string } & (
  | { readonly kind: 'webhook'; readonly url: SecretPlace; readonly token: SecretPlace | null; readonly ca: string | null }
  | { readonly kind: 'slack'; readonly url: SecretPlace; readonly ca: string | null }
  | { readonly kind: 'pagerduty'; readonly key: SecretPlace; readonly url: SecretPlace; readonly ca: string | null }
  /** `run`: the program and its arguments. */
  | { readonly kind: 'command'; readonly run: readonly [string, ...string[]] }
  | {
      readonly kind: 'mail';
      /** `smtp://host:587` or `smtps://host:465`. */
      readonly server: string;
      readonly user: string | null;
      readonly password: SecretPlace | null;
      readonly from: string;
      readonly to: readonly string[];
      readonly ca: string | null;
    }
);

/** The section `alerts` of `handclasp.yml`. */
export type AlertsConfig = { readonly rules: AlertRules; readonly receivers: readonly AlertReceiverConfig[] };
