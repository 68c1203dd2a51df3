import type { FixContext, FixStep } from '../../model/fix.ts';
import { layerOf } from './layer.ts';
import { configDirectory, newFiles } from './put-files.ts';
import { setting } from './settings-edit.ts';
import { at, command } from './steps.ts';

/** The CA of those who connect, where the layer trusts none yet: a layer with a store of its own refuses a second kind of trust. */
export function clientsAuthority(context: FixContext): readonly FixStep[] {
  const { authorities, truststore } = context.files;
  if (authorities.length > 0 || truststore !== null) return [];
  return [
    command(
      at('every-node'),
      "Put the certificate of the clients' CA into the configuration directory.",
      ...newFiles(context, ['CA_CERT', `${configDirectory(context)}/certs/clients-ca.crt`]),
    ),
    setting(context, 'every-node', 'Trust that CA.', { [layerOf(context).authorities]: ['certs/clients-ca.crt'] }),
  ];
}
