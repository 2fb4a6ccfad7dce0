import type { Constant } from './graphql.js';

/** A constant as GraphQL writes it, on one line. */
export function constantText(constant: Constant): string {
  switch (constant.kind) {
    case 'null':
      return 'null';
    case 'string':
      return JSON.stringify(constant.value);
    case 'list':
      return `[${constant.items.map(constantText).join(', ')}]`;
    case 'object': {
      const fields = [...constant.fields].map(([name, value]) => `${name}: ${constantText(value)}`);
      return fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`;
    }
    default:
      return constant.value;
  }
}
