import { byNumber, codePoints } from './code-points.ts';

/** ContentType of a record: IANA registry "TLS ContentType". */
export const ContentType = {
  invalid: 0,
  change_cipher_spec: 20,
  alert: 21,
  handshake: 22,
  application_data: 23,
  heartbeat: 24,
  tls12_cid: 25,
  ACK: 26,
  return_routability_check: 27,
} as const;

/** `0x..` for a number that no content type has. */
export const contentTypeName = codePoints(byNumber(ContentType), 2);
