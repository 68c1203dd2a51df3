import { outOfStep } from '../facts/pem-pair.ts';
import type { SetupRule } from '../framework/rule.ts';
import { casesOr, setupCase } from '../framework/setup-cases.ts';
import { matchingPair } from '../remedies/authorities.ts';
import { filesFix } from '../remedies/files-fix.ts';
import { certificateFiles, writeSecret } from '../remedies/kubernetes.ts';

/** Whether certificate and key were replaced together. */
export const pemPairOutOfStep: SetupRule = {
  id: 'pem-pair-out-of-step',
  title: 'Certificate and key were not replaced together',
  severity: 'high',
  channels: ['transport', 'http', 'kibana'],
  products: ['elasticsearch', 'kibana'],
  requirement:
    'A renewal replaces the certificate and its key together. Reported if the two do not belong together and one file is newer than the other.',
  impact:
    'One of the two files is from before the renewal. The newer one shows which renewal was not completed. A running node keeps the old pair until it restarts, or reads the new file within seconds and fails.',
  fix: filesFix(
    (context) => matchingPair(context),
    (context) => [writeSecret(context, 'Write a matching certificate and key into the secret.', certificateFiles)],
  ),
  source: 'Elastic docs: update TLS certificates',
  judge: ({ setup }) => {
    const pairs = setup.contexts.flatMap((context) => {
      const [key, certificate] = ['key', 'certificate'].map((name) =>
        context.files.find(({ setting }) => setting === `${context.name}.${name}`),
      );
      const [identity] = context.identities;
      return key && certificate && identity ? [{ context, key, certificate, fits: identity.keyMatches }] : [];
    });
    const cases = pairs.flatMap(({ context, key, certificate, fits }) => {
      const apart = fits === false ? outOfStep(key, certificate) : null;
      if (apart === null) return [];
      const { newer, older, message, facts } = apart;
      return [
        setupCase({
          message,
          context,
          places: [newer.place, older.place],
          files: [newer.path, older.path],
          facts,
        }),
      ];
    });
    const undetermined = pairs.find(({ fits }) => fits === null);
    if (undetermined !== undefined)
      return casesOr(cases, {
        kind: 'unknown',
        because: { code: 'pair-not-compared', key: undetermined.key.path, certificate: undetermined.certificate.path },
      });
    return casesOr(cases, pairs.length === 0 ? { kind: 'not-applicable' } : { kind: 'pass' });
  },
};
