import { diffByName } from '../../lib/diff-by-name.js';
import { isObject } from '../../lib/json-value.js';
import { equal } from '../../lib/python/equal.js';
import type { SchemaNode } from '../../model/openapi.js';
import type { OpenApiChange } from '../../model/openapi-change.js';

/**
 * What the original sees of a named schema: the names, the types and the required ones of its own properties as
 * they are written, whoever uses it.
 */
export function classicModelChanges(model: string, before: SchemaNode, after: SchemaNode): OpenApiChange[] {
  const usage = { flows: new Set<never>(), operations: new Set<string>() };
  const place = { path: `components.schemas.${model}`, subject: `model '${model}'`, model, usage };
  const common = { place, effect: {}, onlyIn: 'classic' } as const;
  const properties = diffByName<unknown>(propertiesOf(before), propertiesOf(after));
  const [from, to] = [requiredOf(before), requiredOf(after)];
  const known = new Set(from);
  return [
    ...properties.removed.map(([property, value]) => {
      return { kind: 'property_removed', ...common, property, before: value } as const;
    }),
    ...to
      .filter((property) => !known.has(property))
      .map((property) => ({ kind: 'property_made_required', ...common, property, before: from, after: to }) as const),
    ...properties.common
      .filter(([, left, right]) => !equal(typeOf(left), typeOf(right)))
      .map(([property, left, right]) => {
        const types = { before: typeOf(left), after: typeOf(right) };
        return { kind: 'property_type_changed', ...common, property, ...types } as const;
      }),
  ];
}

function propertiesOf(node: SchemaNode): Readonly<Record<string, unknown>> {
  return isObject(node.properties) ? node.properties : {};
}

function typeOf(property: unknown): unknown {
  return (isObject(property) ? property.type : undefined) ?? null;
}

function requiredOf(node: SchemaNode): readonly string[] {
  return Array.isArray(node.required) ? [...new Set(node.required.filter((name) => typeof name === 'string'))] : [];
}
