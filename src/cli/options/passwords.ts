import { files, type OptionGroup, type Values } from './option.ts';

/** @param group where the files stand that they open */
export function passwordsOption(group: OptionGroup) {
  return {
    /** Files with passwords to try, a line each. */
    passwordFiles: files('password-file', {
      group,
      ...(group === 'Files' ? { common: true as const } : {}),
      help: 'File with passwords to try, one per line',
      detail: 'for stores and keys; or set HANDCLASP_PASSWORD',
    }),
  };
}

export type PasswordsRequest = Values<ReturnType<typeof passwordsOption>>;
