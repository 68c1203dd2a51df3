import type { Certificate } from '../../model/certificate.ts';
import type { Channel } from '../../model/channel.ts';
import type { SetupRuleReason } from '../../model/reasons/rule-reason.ts';
import { ruleText } from '../../model/rule-text.ts';
import type { ContextKind, Identity, MaterialFile, TlsContext } from '../../model/setup.ts';
import type { ObservedConnection, SetupEvidence } from '../../model/setup-evidence.ts';
import { day } from '../../wording/spans.ts';
import { staleCertificateInMemory } from '../endpoint/stale-certificate-in-memory.ts';
import type { SetupCase, SetupRule } from '../framework/rule.ts';

/** Elasticsearch looks every 5 seconds; what is younger may be on its way. */
const settledMs = 60_000;

/** Whether the ports of a node, or of a Kibana, show what lies in its files. */
export const staleCertificateInMemoryInSetup: SetupRule = {
  ...ruleText(staleCertificateInMemory),
  channels: [...ruleText(staleCertificateInMemory).channels, 'kibana', 'remote-cluster'],
  products: ['elasticsearch', 'kibana'],
  judge: (evidence) => {
    const own = evidence.met.flatMap((met) => {
      const context = contextOf(evidence, met);
      const [leaf] = met.evidence.chain;
      return met.as === 'own-port' && context !== null && leaf !== undefined ? [{ met, context, leaf }] : [];
    });
    if (own.length === 0) return { kind: 'not-applicable' };
    const unknown: SetupRuleReason[] = [];
    const cases: SetupCase[] = [];
    for (const { met, context, leaf } of own) {
      const [first] = context.identities;
      if (first === undefined) unknown.push({ code: 'files-without-certificate', context: context.name, shownBy: met.written });
      else if (!context.identities.some(({ chain }) => chain[0]?.sha256 === leaf.sha256)) {
        const ageMs = ageOf(context, first, evidence.at);
        // Kibana waits for a signal, however old the file is.
        if (evidence.setup.product === 'elasticsearch' && ageMs !== null && ageMs < settledMs) {
          unknown.push({ code: 'file-just-written', file: first.file, ageMs });
        } else cases.push(caseOf(met, context, first, leaf));
      }
    }
    if (cases.length > 0) return { kind: 'findings', cases };
    const [because] = unknown;
    return because === undefined ? { kind: 'pass' } : { kind: 'unknown', because };
  },
};

const contexts: Readonly<Partial<Record<Channel, ContextKind>>> = {
  transport: 'transport',
  http: 'http',
  kibana: 'kibana-server',
  'remote-cluster': 'remote-cluster-server',
};

function contextOf({ setup }: SetupEvidence, { evidence }: ObservedConnection): TlsContext | null {
  const kind = contexts[evidence.observation.channel];
  return setup.contexts.find((context) => context.kind === kind && context.enabled.value) ?? null;
}

function fileOf({ files }: TlsContext, { file }: Identity): MaterialFile | undefined {
  return files.find(({ path }) => path === file);
}

function ageOf(context: TlsContext, identity: Identity, at: Date): number | null {
  const modifiedAt = fileOf(context, identity)?.modifiedAt ?? null;
  return modifiedAt === null ? null : at.getTime() - modifiedAt.getTime();
}

function caseOf(met: ObservedConnection, context: TlsContext, onDisk: Identity, leaf: Certificate): SetupCase {
  const [certificate] = onDisk.chain;
  const file = fileOf(context, onDisk);
  // A renewal: the same holder and issuer, begun later. Anything else may be the file of another node.
  const renewed =
    certificate !== undefined &&
    certificate.subject === leaf.subject &&
    certificate.issuer === leaf.issuer &&
    certificate.notBefore > leaf.notBefore;
  const there =
    certificate === undefined
      ? 'holds another'
      : `holds ${certificate.subject === leaf.subject ? '' : `${certificate.subject}, `}serial number ${certificate.serialNumber}, until ${day(certificate.notAfter)}`;
  return {
    message: `${met.written} shows the certificate ${leaf.subject} with serial number ${leaf.serialNumber}, until ${day(leaf.notAfter)}, and ${onDisk.file} ${there}.`,
    facts: {
      served: { subject: leaf.subject, serialNumber: leaf.serialNumber, notAfter: leaf.notAfter.toISOString(), sha256: leaf.sha256 },
      onDisk:
        certificate === undefined
          ? null
          : {
              file: onDisk.file,
              subject: certificate.subject,
              serialNumber: certificate.serialNumber,
              notAfter: certificate.notAfter.toISOString(),
              sha256: certificate.sha256,
              modifiedAt: file?.modifiedAt?.toISOString() ?? null,
            },
    },
    subjects: [met.written, onDisk.file],
    stops: false,
    certainty: renewed ? 'proven' : 'likely',
    context: context.name,
  };
}
