import { contextsOf, settingOf, textOf } from '../../model/tls-context.ts';
import { nameFaultText } from '../../wording/name-fault-texts.ts';
import { shownBy } from '../facts/setup-contexts.ts';
import type { SetupRule } from '../framework/rule.ts';
import { casesOr, setupCase, unreadMaterial } from '../framework/setup-cases.ts';
import { subjectAltNames } from '../remedies/kubernetes.ts';
import { reissue } from '../remedies/reissue.ts';
import { setting } from '../remedies/settings-edit.ts';

const key = 'server.publicBaseUrl';

/** Whether the URL that Kibana gives to others fits what it serves. */
export const kibanaPublicUrlMismatch: SetupRule = {
  id: 'kibana-public-url-mismatch',
  title: "Kibana's public URL does not match its certificate",
  severity: 'medium',
  channels: ['kibana'],
  products: ['kibana'],
  requirement:
    'Where Kibana uses TLS, server.publicBaseUrl begins with https, and its host is in the certificate. A proxy with its own TLS in front of Kibana explains a difference.',
  impact: 'Links in emails, alerts and shared dashboards lead to a certificate error in the browser.',
  fix: reissue('for the host of server.publicBaseUrl', {
    eck: subjectAltNames,
    before: (context) => [
      setting(context, 'at-fault', 'Name the https URL that browsers use.', {
        'server.publicBaseUrl': `https://${context.node.dns[0] ?? 'HOST'}:5601`,
      }),
    ],
  }),
  source: 'Kibana settings: server.publicBaseUrl',
  judge: (evidence) => {
    const { setup } = evidence;
    const url = textOf(setup, key);
    const [context] = contextsOf(setup, 'kibana-server');
    if (url === null || context === undefined) return { kind: 'not-applicable' };
    const place = settingOf(setup, key)?.place ?? null;
    const scheme = /^http:/i.test(url)
      ? [
          setupCase({
            message: `${key} is ${url}, and Kibana speaks TLS: nothing answers there.`,
            certainty: 'likely',
            context,
            settings: [key],
            places: [place],
          }),
        ]
      : [];
    const shown = shownBy(evidence, 'kibana-server');
    const names = shown.flatMap(({ identity, names }) =>
      names.flatMap((name) =>
        name.kind === 'mismatch'
          ? [
              setupCase({
                message: `${key} is ${url}, and the certificate is not for ${name.name}: ${nameFaultText(name.because)}.`,
                certainty: 'likely',
                context,
                settings: [key],
                places: [place],
                files: [identity.file],
                facts: { name: name.name },
              }),
            ]
          : [],
      ),
    );
    const missing = shown.length === 0 ? unreadMaterial(setup, { context }) : null;
    return casesOr([...scheme, ...names], missing === null ? { kind: 'pass' } : { kind: 'unknown', because: missing });
  },
};
