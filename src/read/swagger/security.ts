import type { JsonObject } from '../../lib/json-value.js';
import { type Conversion, entriesBut, made } from './conversion.js';

/** The names of the flows in version 3. */
const FLOWS: ReadonlyMap<unknown, string> = new Map([
  ['implicit', 'implicit'],
  ['password', 'password'],
  ['application', 'clientCredentials'],
  ['accessCode', 'authorizationCode'],
]);
const OF_FLOW = ['authorizationUrl', 'tokenUrl', 'scopes'];

/** A way to be let in. */
export function convertSecurityScheme(conversion: Conversion, scheme: JsonObject): JsonObject {
  if (scheme.type === 'basic') {
    const entries = entriesBut(scheme, new Set(['type']));
    return made(conversion, scheme, [['type', 'http'], ['scheme', 'basic'], ...entries]);
  }
  if (scheme.type !== 'oauth2') return scheme;
  const flow = made(
    conversion,
    scheme,
    OF_FLOW.map((key) => [key, scheme[key]]),
  );
  const flows = made(conversion, scheme, [[FLOWS.get(scheme.flow) ?? String(scheme.flow), flow]], ['flow']);
  return made(conversion, scheme, [...entriesBut(scheme, new Set([...OF_FLOW, 'flow'])), ['flows', flows]]);
}
