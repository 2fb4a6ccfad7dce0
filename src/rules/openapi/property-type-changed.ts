import { str } from '../../lib/python/repr.js';
import type { OpenApiChange } from '../../model/openapi-change.js';
import type { Rule } from '../rule.js';
import { typeCompatibility } from '../type-compatibility.js';
import { judgeModel, tolerating } from './effect.js';

export const propertyTypeChanged: Rule<OpenApiChange<'property_type_changed'>> = {
  id: 'property_type_changed',
  classic: true,
  summary: 'A property of a model has another type.',
  reason:
    'Clients read and write a type that they do not expect. The original looks at the names of the types alone. `all` judges by the operations that use the model: a request may take more types and a response fewer, so that `integer` becomes `number` without harm in what is only sent, and `number` becomes `integer` in what is only received. A model that nothing uses is judged as the original does, whose `compatible` is `non_breaking` here.',
  instead: 'Add a property of another name with the new type.',
  example: {
    before: { openapi: '3.0.3', components: { schemas: { User: { properties: { id: { type: 'string' } } } } } },
    after: { openapi: '3.0.3', components: { schemas: { User: { properties: { id: { type: 'number' } } } } } },
  },
  judge: (change, ruleSet, { profile }) => {
    const { place, property, before, after } = change;
    const words = {
      description: `Property '${property}' type changed from ${str(before)} to ${str(after)} in model '${place.model}'`,
      field_path: `components.schemas.${place.model}.properties.${property}.type`,
      old_value: before,
      new_value: after,
      impact: 'Client serialization/deserialization may fail',
      suggested_migration: 'Implement type coercion or API versioning',
    };
    const compatibility = typeCompatibility(before, after);
    const affected_operations = ['Serialization', 'Deserialization'];
    if (ruleSet === 'classic') return { severity: compatibility, ...words, affected_operations };
    const severity = compatibility === 'compatible' ? 'non_breaking' : compatibility;
    return judgeModel(change, words, { severity, affected_operations }, tolerating(change, profile));
  },
};
