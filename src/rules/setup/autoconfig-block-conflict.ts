import { filesRemedy } from './files-remedy.ts';
import { reportedRule } from './reported-rule.ts';

/** Whether the block of auto-configuration and hand-written lines speak of the same layer. */
export const autoconfigBlockConflict = reportedRule({
  id: 'autoconfig-block-conflict',
  title: 'Auto-configured block beside hand-written TLS settings',
  severity: 'medium',
  channels: ['transport', 'http'],
  products: ['elasticsearch'],
  holds: 'Between the marks BEGIN and END SECURITY AUTO CONFIGURATION and outside of them no setting of the same layer stands.',
  why: 'Guides for manual setup assume that there is no such block. What is then in force is a mixture, with the key of one and the trust of the other, and the node does not start or finds no peer.',
  remedy: filesRemedy(
    'Keep one: delete the block between the marks together with its entries (bin/elasticsearch-keystore remove xpack.security.transport.ssl.keystore.secure_password and the like), or the lines outside of it.',
  ),
  source: 'Elastic docs: automatic security setup; elastic/elasticsearch: AutoConfigureNode',
});
