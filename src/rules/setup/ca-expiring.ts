import { ruleText } from '../../model/rule-text.ts';
import { day, span } from '../../wording/spans.ts';
import { caExpiring, noticeOfAuthority } from '../certificate/ca-expiring.ts';
import type { SetupRule } from '../framework/rule.ts';
import { withTrusted } from './ca-expired.ts';

/** Whether a CA ends soon: above a certificate of these files, or among those that they trust. */
export const caExpiringInSetup: SetupRule = {
  ...ruleText(caExpiring),
  products: ['elasticsearch', 'kibana'],
  judge: (evidence) => {
    const { at, deployment, expiresInMs } = evidence;
    return withTrusted(evidence, caExpiring, (authority) => {
      const left = authority.notAfter.getTime() - at.getTime();
      return left >= 0 && left <= Math.max(noticeOfAuthority(authority, deployment), expiresInMs ?? 0)
        ? `ends on ${day(authority.notAfter)}, in ${span(left)}`
        : null;
    });
  },
};
