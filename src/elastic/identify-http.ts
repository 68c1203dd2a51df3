import type { HttpAnswer, Product } from '../model/observation.ts';
import { type Fields, isObject, releaseOf, textOf } from './json-fields.ts';

/** What an HTTP answer says of who gave it. */
export type HttpIdentity = {
  readonly product: Product;
  /** An exact release, or null. */
  readonly version: string | null;
  readonly clusterName: string | null;
  /** `node.name` of Elasticsearch, `server.name` of Kibana. */
  readonly nodeName: string | null;
  /** Null where the answer could be anyone's. */
  readonly channel: 'http' | 'kibana' | null;
  /** The server's clock. */
  readonly date: Date | null;
};

/**
 * Who answered, from what the products say without credentials. Names are the server's own words: control characters are taken out of them,
 * and they are cut to 255 characters.
 */
export function identifyHttp(answer: HttpAnswer): HttpIdentity {
  const json = readObject(answer.body);
  const date = readDate(answer.headers.date?.[0]);
  const kibana = identifyKibana(answer, json);
  if (kibana) return { ...kibana, clusterName: null, channel: 'kibana', date };

  const version = isObject(json?.version) ? json.version : null;
  const product = elasticProduct(answer, json, version);
  // An error body of this shape comes from both products; on a broken request neither needs to say which it is.
  const known = product !== null || (isObject(json?.error) && Array.isArray(json.error.root_cause) && json.status === answer.status);
  const named = product !== null && version !== null;
  return {
    product,
    version: named ? releaseOf(version.number) : null,
    clusterName: named ? textOf(json?.cluster_name) : null,
    nodeName: named ? textOf(json?.name) : null,
    channel: known ? 'http' : null,
    date,
  };
}

/** Every answer of a Kibana that is up carries its name; 5.x and 6.x add their version. Until it has reached Elasticsearch it only says that it is not ready. */
function identifyKibana(answer: HttpAnswer, json: Fields | null): Pick<HttpIdentity, 'product' | 'version' | 'nodeName'> | null {
  const { headers, body } = answer;
  const marks = ['kbn-name', 'kbn-license-sig', 'kbn-version', 'kbn-xpack-sig'];
  if (!marks.some((name) => headers[name]) && !body.startsWith('Kibana server is not ready yet')) return null;
  const reported = isObject(json?.version) ? releaseOf(json.version.number) : null;
  return { product: 'kibana', version: releaseOf(headers['kbn-version']?.[0]) ?? reported, nodeName: textOf(headers['kbn-name']?.[0]) };
}

function elasticProduct(answer: HttpAnswer, json: Fields | null, version: Fields | null): 'elasticsearch' | 'opensearch' | null {
  const challenges = answer.headers['www-authenticate'] ?? [];
  const tagline = json?.tagline;
  if (version?.distribution === 'opensearch') return 'opensearch';
  if (typeof tagline === 'string' && tagline.startsWith('The OpenSearch Project')) return 'opensearch';
  if (challenges.some((value) => /realm="OpenSearch Security"/i.test(value))) return 'opensearch';

  if (answer.headers['x-elastic-product']?.includes('Elasticsearch')) return 'elasticsearch';
  if (version !== null && tagline === 'You Know, for Search') return 'elasticsearch';
  // A 401 has no product header. Its realm is a common word, so the body has to agree.
  const challenged = challenges.some((value) => /realm="security"/i.test(value));
  return challenged && answer.body.includes('security_exception') ? 'elasticsearch' : null;
}

function readObject(body: string): Fields | null {
  try {
    const value: unknown = JSON.parse(body);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

function readDate(value: string | undefined): Date | null {
  // Only the fixed format of RFC 9110 §5.6.7; what else Date.parse takes is a guess.
  if (value === undefined || !/^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/.test(value)) return null;
  const at = Date.parse(value);
  return Number.isNaN(at) ? null : new Date(at);
}
