/** Variables of the environment that handclasp heeds, for help. Secrets stand there and in files, never in arguments. */
export const environment = [
  ['HANDCLASP_PASSWORD', 'Password to try on stores and keys, as --password-file has them'],
  ['HANDCLASP_KEY_PASSPHRASE', 'Passphrase of the key of --key'],
  ['HANDCLASP_USER_PASSWORD', 'Password of --user'],
  ['HANDCLASP_API_KEY', 'API key to ask the REST API with, as id:api_key or encoded'],
  ['HANDCLASP_ES_API_KEY', 'API key to send documents with, as id:api_key or encoded'],
  ['HANDCLASP_ES_PASSWORD', 'Password of --es-user'],
  ['HANDCLASP_ES_KEY_PASSPHRASE', 'Passphrase of the key of --es-key'],
  ['HANDCLASP_METRICS_PASSWORD', 'Password of --metrics-user'],
  ['HANDCLASP_QUEUE_PASSWORD', 'Password of --queue'],
  ['NO_COLOR, FORCE_COLOR', 'No colour, or colour where there is no terminal'],
  ['COLUMNS', 'Width of the output where there is no terminal'],
] as const;
