import { isObject } from '../../lib/json-value.js';
import { type Flow, HIDING, type OpenApiChange } from '../../model/openapi-change.js';
import type { Rule, RuleContext } from '../rule.js';
import { asOriginal, type Exceptions, judgeEffect, judgeModel } from './effect.js';
import { judgeRemoval } from './removal.js';

export const propertyRemoved: Rule<OpenApiChange<'property_removed'>> = {
  id: 'property_removed',
  classic: true,
  summary: 'A property is gone.',
  reason:
    'Clients that read it find nothing; clients that send it may be refused. To the original every removal is breaking. `all` judges by the operations that use the model: breaking where requests that have the property are refused, or where responses always had it; otherwise potentially breaking, as typed clients miss what they read and nobody hears what clients send (by `--profile contract` that breaks nobody, by `strict` a loss in responses is breaking). A model that nothing uses is judged as the original does.',
  instead: 'Keep the property, deprecate it, and remove it in a later version.',
  example: {
    before: { openapi: '3.0.3', components: { schemas: { User: { properties: { id: {}, name: {} } } } } },
    after: { openapi: '3.0.3', components: { schemas: { User: { properties: { id: {} } } } } },
  },
  judge: (change, ruleSet, context) => {
    const { place, property, before } = change;
    const common = {
      old_value: before,
      new_value: null,
      impact: 'Client code expecting this property will fail',
      suggested_migration: 'Use API versioning to maintain backward compatibility',
    };
    const words = {
      description: `Property '${property}' removed from ${place.model === undefined ? place.subject : `model '${place.model}'`}`,
      field_path: `${place.path}.properties.${property}`,
      ...common,
    };
    const allowed = exceptions(change, context);
    if (place.model === undefined) return judgeEffect(change, words, allowed);
    const original = { severity: 'breaking', affected_operations: ['Serialization', 'Deserialization'] } as const;
    return ruleSet === 'classic' ? asOriginal(words, original) : judgeModel(change, words, original, allowed);
  },
};

/**
 * What went after its announced sunset breaks nobody. Where the values are none the worse, typed clients still miss
 * what they read, and what clients send is no longer heard.
 */
function exceptions({ before, effect }: OpenApiChange<'property_removed'>, context: RuleContext): Exceptions {
  const { profile } = context;
  if (isSanctioned(before, context)) return { request: 'non_breaking', response: 'non_breaking' };
  if (profile === 'contract') return {};
  const isSent = !hides(before, 'request') && effect.request === undefined;
  const isRead = !hides(before, 'response') && effect.response === undefined;
  return {
    ...(isSent ? { request: 'potentially_breaking' } : {}),
    ...(isRead ? { response: profile === 'strict' ? 'breaking' : 'potentially_breaking' } : {}),
  };
}

function hides(property: unknown, flow: Flow): boolean {
  return isObject(property) && property[HIDING[flow]] === true;
}

function isSanctioned(property: unknown, context: RuleContext): boolean {
  if (!isObject(property)) return false;
  const lifecycle = { isDeprecated: property.deprecated === true, sunset: property['x-sunset'] };
  return judgeRemoval(lifecycle, 'breaking', context).severity === 'non_breaking';
}
