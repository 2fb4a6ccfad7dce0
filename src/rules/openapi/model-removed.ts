import type { OpenApiChange } from '../../model/openapi-change.js';
import type { Rule } from '../rule.js';

export const modelRemoved: Rule<OpenApiChange<'model_removed'>> = {
  id: 'model_removed',
  classic: false,
  summary: 'A named schema is gone while something still refers to it.',
  reason:
    'The description no longer says what is sent there: generators fail and validators let anything through or nothing.',
  instead: 'Keep the schema, or write it where it is used.',
  example: {
    before: {
      openapi: '3.0.3',
      paths: {
        '/users': {
          get: {
            responses: { 200: { content: { 'application/json': { schema: { $ref: '#/components/schemas/User' } } } } },
          },
        },
      },
      components: { schemas: { User: { type: 'object' } } },
    },
    after: {
      openapi: '3.0.3',
      paths: {
        '/users': {
          get: {
            responses: { 200: { content: { 'application/json': { schema: { $ref: '#/components/schemas/User' } } } } },
          },
        },
      },
    },
  },
  judge: ({ model, before, stillReferenced }) => {
    if (!stillReferenced) return undefined;
    return {
      severity: 'breaking',
      description: `Model '${model}' has been removed but is still referenced`,
      field_path: `components.schemas.${model}`,
      old_value: before,
      new_value: null,
      impact: 'Code generators and validators fail on the dangling reference',
      suggested_migration: 'Keep the model, or replace every reference to it',
      affected_operations: ['Serialization', 'Deserialization'],
    };
  },
};
