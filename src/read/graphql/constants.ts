import type { ValueNode } from 'graphql';
import type { Constant } from '../../model/graphql.js';

/** A constant of a document. A variable, which none may hold, stands for null. */
export function constantOf(node: ValueNode): Constant {
  switch (node.kind) {
    case 'IntValue':
    case 'FloatValue':
      return { kind: 'number', value: node.value };
    case 'StringValue':
      return { kind: 'string', value: node.value };
    case 'BooleanValue':
      return { kind: 'boolean', value: String(node.value) };
    case 'EnumValue':
      return { kind: 'enum', value: node.value };
    case 'ListValue':
      return { kind: 'list', items: node.values.map(constantOf) };
    case 'ObjectValue':
      return { kind: 'object', fields: new Map(node.fields.map(({ name, value }) => [name.value, constantOf(value)])) };
    default:
      return { kind: 'null' };
  }
}
