import { caReissuedSameKey } from '../certificate/ca-reissued-same-key.ts';
import { configuredKeyIds } from '../facts/judge-configured-key-ids.ts';

/** Whether a certificate comes from that certificate of its CA which is trusted. */
export const caReissuedSameKeyInSetup = configuredKeyIds(caReissuedSameKey);
