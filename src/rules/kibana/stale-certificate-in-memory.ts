import type { Certificate } from '../../model/certificate.ts';
import type { TlsContext } from '../../model/setup.ts';
import { nothingHeard } from '../nothing-heard.ts';
import type { Met, SetupCase, SetupOutcome, SetupRule } from '../rule.ts';
import { filesRemedy } from '../setup/files-remedy.ts';
import { setupCase } from '../setup/setup-cases.ts';
import { day } from '../spans.ts';

/** Whether Kibana serves what its files have. */
export const staleCertificateInMemory: SetupRule = {
  id: 'stale-certificate-in-memory',
  title: 'The running process serves an older certificate than its files',
  severity: 'high',
  channels: ['kibana'],
  products: ['kibana'],
  holds: 'The certificate that the running Kibana serves, and whether it asks for one, are what kibana.yml and its files say.',
  why: 'A renewed file changes nothing until it is read: the old certificate ends all the same, and the next restart brings changes that nobody expects.',
  remedy: filesRemedy(
    'Let Kibana read server.ssl again: kill -HUP of its process (8.11.2 and later), or a restart. If it serves the old one still, it reads another file than this: compare server.ssl.certificate, or server.ssl.keystore.path, with what it was started with.',
    'The operator restarts Kibana when its secret changes: see that it runs and that the resource is not paused; kubectl rollout restart deployment/<name>-kb otherwise.',
  ),
  source: 'elastic/kibana#171823, #54368',
  judge: ({ setup, met }) => {
    const own = met.filter((one) => one.as === 'own-port');
    const context = setup.contexts.find(({ kind }) => kind === 'kibana-server');
    if (own.length === 0 || context === undefined || !context.enabled.value) return { kind: 'not-applicable' };
    const outcomes = own.map((one) => judgePort(one, context));
    const cases = outcomes.flatMap((outcome) => (outcome.kind === 'findings' ? outcome.cases : []));
    if (cases.length > 0) return { kind: 'findings', cases };
    return outcomes.find(({ kind }) => kind === 'unknown') ?? outcomes[0] ?? { kind: 'not-applicable' };
  },
};

function judgePort({ written, evidence }: Met, context: TlsContext): SetupOutcome {
  const [served] = evidence.chain;
  const [identity] = context.identities;
  const onDisk = identity?.chain[0];
  const silent = nothingHeard(evidence.observation);
  if (silent !== null) return { kind: 'unknown', because: `${written}: ${silent}` };
  // What a plain port says is another rule's.
  if (served === undefined) return { kind: 'not-applicable' };
  if (onDisk === undefined || identity === undefined)
    return { kind: 'unknown', because: 'the certificate in the files could not be read, so there is nothing to compare with' };
  const cases: SetupCase[] = [];
  if (served.sha256 !== onDisk.sha256) cases.push(otherCertificate(written, evidence, { served, onDisk, file: identity.file }, context));
  const drift = clientAuthDrift(written, evidence, context);
  if (drift !== null) cases.push(drift);
  return cases.length === 0 ? { kind: 'pass' } : { kind: 'findings', cases };
}

function otherCertificate(
  written: string,
  { observation }: Met['evidence'],
  { served, onDisk, file }: { readonly served: Certificate; readonly onDisk: Certificate; readonly file: string },
  context: TlsContext,
): SetupCase {
  const material = context.files.find(({ path }) => path === file);
  const renewed = served.notBefore < onDisk.notBefore;
  const story = renewed ? 'It was renewed, and the process still has the old one' : 'The process has another one, which is not older';
  return setupCase({
    message: `${written} serves ${served.subject} (serial ${served.serialNumber}, until ${day(served.notAfter)}), and ${file} has ${onDisk.subject} (serial ${onDisk.serialNumber}, until ${day(onDisk.notAfter)}). ${story}.`,
    // Something in front of Kibana may answer in its place, or the files may be those of another Kibana.
    certainty: renewed && observation.service.product === 'kibana' ? 'proven' : 'likely',
    context,
    settings: ['server.ssl'],
    places: [material?.place ?? null],
    files: [file],
    facts: {
      served: { serialNumber: served.serialNumber, sha256: served.sha256, notAfter: served.notAfter.toISOString() },
      onDisk: { serialNumber: onDisk.serialNumber, sha256: onDisk.sha256, notAfter: onDisk.notAfter.toISOString() },
      fileModifiedAt: material?.modifiedAt?.toISOString() ?? null,
    },
  });
}

function clientAuthDrift(written: string, { observation }: Met['evidence'], context: TlsContext): SetupCase | null {
  const configured = context.clientAuthentication?.value ?? 'none';
  const kinds = new Set(Object.values(observation.clientAuth).map(({ kind }) => kind));
  const [seen] = kinds;
  if (kinds.size !== 1 || seen === undefined || seen === 'unknown' || seen === configured) return null;
  return setupCase({
    message: `server.ssl.clientAuthentication is ${configured}, and ${written} behaves as with ${seen}: the process has not read the change.`,
    severity: 'medium',
    certainty: 'likely',
    context,
    settings: ['server.ssl.clientAuthentication'],
    places: [context.clientAuthentication?.place ?? null],
    facts: { configured, seen },
  });
}
