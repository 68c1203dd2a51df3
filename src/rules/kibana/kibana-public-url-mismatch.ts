import type { Facts } from '../../model/facts.ts';
import type { Reason } from '../../model/reasons/reason.ts';
import type { ObservedConnection } from '../../model/setup-evidence.ts';
import { whySilent } from '../../model/why-silent.ts';
import { nameFaultText } from '../../wording/name-fault-texts.ts';
import { placeOf } from '../facts/elasticsearch-hosts.ts';
import type { SetupCase, SetupRule } from '../framework/rule.ts';
import { setupCase } from '../framework/setup-cases.ts';
import { kibanaPublicUrlMismatch } from '../setup/kibana-public-url-mismatch.ts';

const setting = 'server.publicBaseUrl';

/** Whether browsers that follow Kibana's own links find a certificate for them: by what answers there, which may be a proxy. */
export const kibanaPublicUrlMismatchOnWire: SetupRule = {
  ...kibanaPublicUrlMismatch,
  judge: ({ setup, met }) => {
    const seen = met.filter((one) => one.as === 'public-url');
    const context = setup.contexts.find(({ kind }) => kind === 'kibana-server') ?? null;
    const cases = seen.flatMap((one) => {
      const reported = judgeUrl(one);
      return reported === null ? [] : [setupCase({ ...reported, context, settings: [setting], places: [placeOf(setup, setting)] })];
    });
    if (cases.length > 0) return { kind: 'findings', cases };
    const [undetermined] = seen.flatMap(({ written, evidence }): readonly Reason[] => {
      const why = whySilent(evidence.observation);
      return why === null ? [] : [{ code: 'host-not-heard', host: written, why }];
    });
    if (undetermined !== undefined) return { kind: 'unknown', because: undetermined };
    return seen.length === 0 ? { kind: 'not-applicable' } : { kind: 'pass' };
  },
};

type Reported = Pick<SetupCase, 'message'> & { readonly facts: Facts };

function judgeUrl({ written, evidence: { name, chain, observation } }: ObservedConnection): Reported | null {
  const { security } = observation.service;
  const secure = /^https:/i.test(written);
  const [leaf] = chain;
  if (secure && security === 'plaintext')
    return { message: `${setting} is ${written}, and what answers there speaks HTTP in the clear.`, facts: { speaks: 'http' } };
  if (!secure && security === 'tls')
    return { message: `${setting} is ${written}, and what answers there speaks TLS.`, facts: { speaks: 'https' } };
  if (!secure || name.kind !== 'mismatch' || leaf === undefined) return null;
  return {
    message: `${setting} is ${written}, and the certificate ${leaf.subject} that is shown there does not cover it: ${nameFaultText(name.because)}.`,
    facts: { name: name.name, subject: leaf.subject },
  };
}
