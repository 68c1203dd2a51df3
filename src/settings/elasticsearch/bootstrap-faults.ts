import { bindsBeyondLoopback } from '../../model/bind-address.ts';
import type { SetupProblemReason } from '../../model/reasons/setup-problem-reason.ts';
import type { ContextKind, NodeFacts, SetupProblem, TlsContext } from '../../model/setup.ts';
import type { MergedSettings } from '../merged-settings.ts';

/** What the bootstrap checks of a node refuse that binds transport beyond the loopback. */
export function bootstrapFaults(
  settings: MergedSettings,
  facts: NodeFacts,
  contexts: readonly TlsContext[],
  version: string | null,
): readonly SetupProblem[] {
  const problems: SetupProblem[] = [];
  const single = facts.discoveryType === 'single-node';
  const certainty = version === null ? 'likely' : 'proven';
  if (!facts.securityEnabled.value || single || !bindsBeyondLoopback(facts)) return [];
  const on = (kind: ContextKind) => contexts.find((context) => context.kind === kind)?.enabled.value === true;
  const fault = (rule: string, setting: string, because: SetupProblemReason, logText: string): SetupProblem => ({
    rule,
    stops: true,
    certainty,
    context: null,
    setting,
    place: settings.placeOf(setting),
    file: null,
    because,
    logText,
  });
  if (!on('transport')) {
    problems.push(
      fault(
        'bootstrap-tls-missing',
        'xpack.security.transport.ssl.enabled',
        { code: 'transport-needs-tls' },
        'Transport SSL must be enabled if security is enabled. Please set [xpack.security.transport.ssl.enabled] to [true] or disable security by setting [xpack.security.enabled] to [false]',
      ),
    );
  }
  if (settings.flag('xpack.security.authc.token.enabled', false).value && !on('http')) {
    problems.push(
      fault(
        'token-service-without-https',
        'xpack.security.authc.token.enabled',
        { code: 'token-service-needs-https' },
        'HTTPS is required in order to use the token service. Please enable HTTPS using the [xpack.security.http.ssl.enabled] setting or disable the token service using the [xpack.security.authc.token.enabled] setting',
      ),
    );
  }
  return problems;
}
