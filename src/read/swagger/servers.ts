import type { JsonObject } from '../../lib/json-value.js';
import { type Conversion, made } from './conversion.js';

/**
 * The servers that host, base path and schemes make; none when there are none of them.
 *
 * @param owner what has the schemes: the description, or an operation
 */
export function serversOf(conversion: Conversion, root: JsonObject, owner: JsonObject): JsonObject[] | undefined {
  const { host, basePath } = root;
  const { schemes } = owner;
  if (typeof host !== 'string') {
    return typeof basePath === 'string' ? [made(conversion, root, [['url', basePath]], ['basePath'])] : undefined;
  }
  const rest = `//${host}${typeof basePath === 'string' ? basePath : ''}`;
  // Without a scheme it is that by which the description came (OpenAPI 2.0, "Swagger Object", schemes).
  const prefixes = Array.isArray(schemes) && schemes.length > 0 ? schemes.map((scheme) => `${String(scheme)}:`) : [''];
  return prefixes.map((prefix) => {
    const [from, key] = prefix === '' ? [root, 'host'] : [owner, 'schemes'];
    return made(conversion, from, [['url', prefix + rest]], [key]);
  });
}
