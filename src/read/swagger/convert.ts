import { fragmentOf, pointerOf } from '../../lib/json-pointer.js';
import { isObject, type JsonObject, keysOf, put } from '../../lib/json-value.js';
import { FILES } from '../../model/openapi.js';
import type { Linking } from '../openapi/link.js';
import type { Origins } from '../openapi/locate.js';
import { type Conversion, entriesBut, isNoExtension, made, mapped, mediaTypes } from './conversion.js';
import { convertPath, convertResponse } from './operations.js';
import { bodyOf, convertParameter, isOfBody, respell } from './parameters.js';
import { convertSecurityScheme } from './security.js';
import { serversOf } from './servers.js';

const NOT_KEPT = new Set([
  ...['swagger', 'host', 'basePath', 'schemes', 'consumes', 'produces', 'paths'],
  ...['definitions', 'parameters', 'responses', 'securityDefinitions'],
]);

/**
 * An OpenAPI 2.0 description as one of version 3.0. Schemas stay the objects that they are, and are spelled anew in
 * place; all else is made new, and `origins` tells from what.
 *
 * @param linking the description, with all its references followed
 */
export function convertSwagger(linking: Linking, origins: Origins): JsonObject {
  const root = linking.root.value as JsonObject;
  const conversion: Conversion = {
    linking,
    origins,
    converted: new Map(),
    consumes: mediaTypes(root.consumes, []),
    produces: mediaTypes(root.produces, []),
  };
  for (const schema of linking.schemas) respell(conversion, schema);
  const isElsewhere = moveReferences(linking);
  const result = made(conversion, root, [
    ['openapi', '3.0.3'],
    ...entriesBut(root, NOT_KEPT),
    ['servers', serversOf(conversion, root, root)],
    ['paths', mapped(conversion, root.paths, (item) => convertPath(conversion, item, root), isNoExtension)],
    ['components', componentsOf(conversion, root)],
  ]);
  if (isElsewhere) {
    const held = { ...(isObject(root[FILES]) ? root[FILES] : {}) };
    put(held, linking.root.name, root);
    put(result, FILES, held);
  }
  return result;
}

function componentsOf(conversion: Conversion, root: JsonObject): JsonObject {
  const { definitions, parameters, responses, securityDefinitions } = root;
  const ofBody = isObject(parameters)
    ? keysOf(parameters).filter((name) => isObject(parameters[name]) && isOfBody(parameters[name]))
    : [];
  const others = isObject(parameters)
    ? made(conversion, parameters, entriesBut(parameters, new Set(ofBody)))
    : parameters;
  const bodies = ofBody.map((name): [string, unknown] => {
    const parameter = (parameters as JsonObject)[name] as JsonObject;
    return [name, bodyOf(conversion, [parameter], parameter, conversion.consumes)];
  });
  return made(conversion, root, [
    ['schemas', definitions],
    ['parameters', mapped(conversion, others, (parameter) => convertParameter(conversion, parameter))],
    ['requestBodies', bodies.length === 0 ? undefined : made(conversion, root, bodies, ['parameters'])],
    ['responses', mapped(conversion, responses, (held) => convertResponse(conversion, held, conversion.produces))],
    ['securitySchemes', mapped(conversion, securityDefinitions, (held) => convertSecurityScheme(conversion, held))],
  ]);
}

/**
 * Lets the references to schemas lead to where they lie in version 3.
 *
 * @returns whether some lead to parts of the description that lie nowhere there
 */
function moveReferences({ leads, root }: Linking): boolean {
  let isElsewhere = false;
  for (const [holder, { by }] of leads) {
    const text = String((holder as JsonObject).$ref);
    if (by.kind !== 'schema' || text.startsWith(`#/${FILES}/`)) continue;
    const isModel = text.startsWith('#/definitions/');
    isElsewhere ||= !isModel;
    const moved = isModel
      ? text.replace('#/definitions/', '#/components/schemas/')
      : fragmentOf(pointerOf([FILES, root.name])) + text.slice(1);
    put(holder, '$ref', moved);
  }
  return isElsewhere;
}
