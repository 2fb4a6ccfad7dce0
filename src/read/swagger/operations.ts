import { isObject, type JsonObject, keysOf } from '../../lib/json-value.js';
import { isMethod, UNSAID, type Unsaid } from '../../model/openapi.js';
import { type Conversion, entriesBut, isNoExtension, made, mapped, mediaTypes, once, resolved } from './conversion.js';
import { bodyOf, contentOf, convertHeader, convertParameter, isOfBody } from './parameters.js';
import { serversOf } from './servers.js';

const NOT_KEPT = new Set(['parameters', 'consumes', 'produces', 'schemes', 'responses']);

/**
 * A path. What its parameters say of the body holds for each of its operations that has no such parameter.
 *
 * @param root the description, of which operations with schemes of their own take host and base path
 */
export function convertPath(conversion: Conversion, item: JsonObject, root: JsonObject): JsonObject {
  return once(conversion, item, 'path', () => {
    const shared = parametersOf(conversion, item.parameters);
    return made(
      conversion,
      item,
      keysOf(item).map((key) => {
        const value = item[key];
        if (key === 'parameters') return [key, withoutBody(conversion, value)];
        if (!isMethod(key) || !isObject(value)) return [key, value];
        return [key, convertOperation(conversion, value, shared, root)];
      }),
    );
  });
}

function convertOperation(
  conversion: Conversion,
  operation: JsonObject,
  shared: readonly JsonObject[],
  root: JsonObject,
): JsonObject {
  const own = parametersOf(conversion, operation.parameters);
  const has = new Set(own.map(keyOf));
  // A body goes with nothing else of a body.
  const hasBody = own.some((parameter) => parameter.in === 'body');
  const ofBody = [...own, ...(hasBody ? [] : shared.filter((parameter) => !has.has(keyOf(parameter))))].filter(
    isOfBody,
  );
  const produces = mediaTypes(operation.produces, conversion.produces);
  const convert = (response: JsonObject) => convertResponse(conversion, response, produces);
  return made(conversion, operation, [
    ...entriesBut(operation, NOT_KEPT),
    ['parameters', withoutBody(conversion, operation.parameters)],
    ['requestBody', bodyOf(conversion, ofBody, operation, mediaTypes(operation.consumes, conversion.consumes))],
    ['responses', mapped(conversion, operation.responses, convert, isNoExtension)],
    ['servers', operation.schemes === undefined ? undefined : serversOf(conversion, root, operation)],
  ]);
}

function keyOf({ name, in: place }: JsonObject): string {
  return `${String(place)} ${String(name)}`;
}

function parametersOf(conversion: Conversion, parameters: unknown): JsonObject[] {
  return Array.isArray(parameters) ? parameters.map((item) => resolved(conversion, item)).filter(isObject) : [];
}

// What is no list, or no parameter in it, is left to whoever checks shapes.
function withoutBody(conversion: Conversion, parameters: unknown): unknown {
  if (!Array.isArray(parameters)) return parameters;
  return parameters.flatMap((item) => {
    const parameter = resolved(conversion, item);
    if (!isObject(parameter)) return [item];
    return isOfBody(parameter) ? [] : [convertParameter(conversion, parameter)];
  });
}

/** @param produces the media types of the operation; JSON when it names none, as tools take it */
export function convertResponse(conversion: Conversion, response: JsonObject, produces: readonly string[]): JsonObject {
  const { schema } = response;
  const isFile = isObject(schema) && schema.format === 'binary' && schema.type === 'string';
  const types: readonly (string | Unsaid)[] =
    produces.length > 0 ? produces : [isFile ? 'application/octet-stream' : UNSAID];
  return once(conversion, response, `response of ${types.map(String).join()}`, () =>
    made(conversion, response, [
      ...entriesBut(response, new Set(['schema', 'headers', 'examples'])),
      ['headers', mapped(conversion, response.headers, (header) => convertHeader(conversion, header))],
      ['content', schema === undefined ? undefined : contentOf(conversion, response, types, [['schema', schema]])],
    ]),
  );
}
