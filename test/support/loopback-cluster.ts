import type { CertificateWish } from '../../src/lab/certificate-wish.ts';
import { type Authority, type Identity, issue, makeCa } from '../../src/lab/pki.ts';
import { type Listener, startListener, type TlsSettings } from '../../src/lab/servers/listener.ts';
import { elasticsearch8Node, transportApplication } from '../../src/lab/servers/transport-application.ts';
import type { Target } from '../../src/model/target.ts';

/** One transport port: its CA, whom it trusts, and what is changed. */
export type NodeWish = {
  readonly authority?: Authority;
  /** Default: its own CA alone. */
  readonly trusts?: readonly Authority[];
  readonly certificate?: CertificateWish;
  readonly present?: (identity: Identity) => Identity;
  readonly tls?: Partial<TlsSettings> | null;
};

export type LoopbackCluster = { readonly targets: readonly Target[]; readonly close: () => Promise<void> };

/** The CA that healthy nodes share. */
export const clusterCa = makeCa({ subject: [['O', 'acme'] as const, ['CN', 'acme transport CA'] as const] });

/** Starts transport ports on loopback, called `es01`, `es02`, ... */
export async function startNodes(wishes: readonly NodeWish[]): Promise<LoopbackCluster> {
  const listeners: Listener[] = [];
  const targets: Target[] = [];
  for (const [
    index,
    { authority = clusterCa, trusts = [authority], certificate = {}, present = (it: Identity) => it, tls = {} },
  ] of wishes.entries()) {
    const label = `es0${index + 1}`;
    const identity = present(issue(authority, { subject: label, altNames: [`DNS:${label}`, 'IP:127.0.0.1'], ...certificate }));
    const settings: TlsSettings = {
      identity,
      clientAuthentication: 'required',
      clientTrust: trusts.map(({ certificatePem }) => certificatePem),
      ...tls,
    };
    const listener = await startListener({
      host: '127.0.0.1',
      port: 0,
      tls: tls === null ? null : settings,
      application: transportApplication(elasticsearch8Node),
    });
    listeners.push(listener);
    targets.push({ label, host: '127.0.0.1', port: listener.port, scheme: 'transport' });
  }
  return {
    targets,
    close: async () => {
      await Promise.all(listeners.map((listener) => listener.close()));
    },
  };
}
