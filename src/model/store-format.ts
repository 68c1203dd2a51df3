/** What a file with keys or certificates is, by its content. */
export type StoreFormat = 'pem' | 'der' | 'pkcs12' | 'jks' | 'jceks' | 'pkcs7' | 'unknown';
