import type { OpenApiChange } from '../../model/openapi-change.js';
import { CONSTRAINT_IMPLICATIONS } from '../../tables/constraint-implications.js';
import type { Rule } from '../rule.js';
import { asOriginal, judgeEffect, judgeModel } from './effect.js';

export const propertyMadeRequired: Rule<OpenApiChange<'property_made_required'>> = {
  id: 'property_made_required',
  classic: true,
  summary: 'A property that was optional is required.',
  reason:
    'Requests without it are refused. To the original that is breaking in every model. `all` judges by the operations that use the model: where it is only in responses, or the property is read-only, nobody has to send more than before. A model that nothing uses is judged as the original does.',
  instead: 'Keep it optional, with a default that means what requests mean today.',
  example: {
    before: { openapi: '3.0.3', components: { schemas: { User: { properties: { id: {} }, required: [] } } } },
    after: { openapi: '3.0.3', components: { schemas: { User: { properties: { id: {} }, required: ['id'] } } } },
  },
  judge: (change, ruleSet) => {
    const { place, property, before, after } = change;
    const common = {
      impact: 'Client requests without this property will fail validation',
      suggested_migration: 'Provide default values or implement gradual rollout',
    };
    if (place.model === undefined) {
      return judgeEffect(change, {
        description: `Property '${property}' is now required in ${place.subject}`,
        field_path: `${place.path}.required`,
        old_value: null,
        new_value: property,
        ...common,
      });
    }
    const words = {
      description: `Property '${property}' is now required in model '${place.model}'`,
      field_path: `components.schemas.${place.model}.required`,
      old_value: before,
      new_value: after,
      ...common,
    };
    const original = { severity: CONSTRAINT_IMPLICATIONS.required.added, affected_operations: ['Request validation'] };
    return ruleSet === 'classic' ? asOriginal(words, original) : judgeModel(change, words, original);
  },
};
