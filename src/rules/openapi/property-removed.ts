import type { OpenApiChange } from '../../model/openapi-change.js';
import type { Rule } from '../rule.js';
import { worstOf } from './worst-of.js';

export const propertyRemoved: Rule<OpenApiChange<'property_removed'>> = {
  id: 'property_removed',
  classic: true,
  summary: 'A property is gone.',
  reason: 'Clients that read it find nothing; clients that send it may be refused.',
  instead: 'Keep the property, deprecate it, and remove it in a later version.',
  example: {
    before: { openapi: '3.0.3', components: { schemas: { User: { properties: { id: {}, name: {} } } } } },
    after: { openapi: '3.0.3', components: { schemas: { User: { properties: { id: {} } } } } },
  },
  judge: ({ place, property, before, isRefused }, ruleSet) => {
    if (place.model !== undefined) {
      return {
        severity: 'breaking',
        description: `Property '${property}' removed from model '${place.model}'`,
        field_path: `components.schemas.${place.model}.properties.${property}`,
        old_value: before,
        new_value: null,
        impact: 'Client code expecting this property will fail',
        suggested_migration: 'Use API versioning to maintain backward compatibility',
        affected_operations: ['Serialization', 'Deserialization'],
      };
    }
    const severity = worstOf(place.usage, {
      response: 'breaking',
      request: isRefused ? 'breaking' : 'potentially_breaking',
    });
    if (severity === undefined || ruleSet === 'classic') return undefined;
    return {
      severity,
      description: `Property '${property}' removed from ${place.subject}`,
      field_path: `${place.path}.properties.${property}`,
      old_value: before,
      new_value: null,
      impact: 'Client code expecting this property will fail',
      suggested_migration: 'Use API versioning to maintain backward compatibility',
      affected_operations: [...place.usage.operations],
    };
  },
};
