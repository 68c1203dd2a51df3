import type { Codec } from '../bytes/codec.ts';

export type AlertMessage = {
  /** 1 warning, 2 fatal. */
  readonly level: number;
  readonly description: number;
};

/** RFC 8446 §6, RFC 5246 §7.2: `AlertLevel level; AlertDescription description`, a byte each. */
export const alert: Codec<AlertMessage> = {
  name: 'Alert',
  read: (from) => ({
    level: from.uint(1, 'level'),
    description: from.uint(1, 'description'),
  }),
  write: (to, { level, description }) => {
    to.uint(1, level);
    to.uint(1, description);
  },
};
