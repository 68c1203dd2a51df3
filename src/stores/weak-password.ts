import type { PasswordWeakness } from '../model/password-weakness.ts';
import type { Secret } from '../model/secret.ts';

/** Null: neither. */
export function weaknessOf(password: Secret | undefined): PasswordWeakness | null {
  if (password === undefined) return null;
  if (password.isEmpty) return 'empty';
  return wellKnown.some((word) => password.reveal() === word) ? 'well-known' : null;
}

const wellKnown = ['changeit', 'changeme', 'password', 'elastic'];
