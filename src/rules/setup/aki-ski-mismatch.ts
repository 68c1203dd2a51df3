import { akiSkiMismatch } from '../certificate/aki-ski-mismatch.ts';
import { configuredKeyIds } from '../facts/judge-configured-key-ids.ts';

/** Whether a certificate names the key of its CA. */
export const akiSkiMismatchInSetup = configuredKeyIds(akiSkiMismatch);
