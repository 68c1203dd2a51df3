import type { RuleText } from '../../model/rule-text.ts';
import { advice, at } from '../remedies/steps.ts';

/** A decision to live with a problem is over, and the waiver is still in the file. */
export const waiverExpired: RuleText = {
  id: 'waiver-expired',
  title: 'Waiver has expired',
  severity: 'medium',
  channels: ['transport', 'http', 'kibana'],
  requirement: 'Each waiver that handclasp ready is given holds until today or longer.',
  impact: 'The problem counts again. Nobody has decided what becomes of it since.',
  fix: () => [
    advice(
      at('workstation'),
      'Fix the problem and delete the waiver. Where that takes longer, let its owner decide again, and write the new reason and end date.',
    ),
  ],
  source: 'handclasp: docs/ready.md',
};
