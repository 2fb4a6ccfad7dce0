import type { Constant, Described, EnumValue, GraphqlField, InputValue } from '../../model/graphql.js';

// Most of two versions is alike, and is passed over here before anything is made to speak of it. What these say is the
// same has no change; what they do not may still have none.

/** Whether two values of an enum are evidently the same. */
export function isSameValue(from: EnumValue, to: EnumValue): boolean {
  return isSameDescribed(from, to) && from.deprecated === to.deprecated;
}

/** Whether two arguments, or fields of an input object, are evidently the same. */
export function isSameInput(from: InputValue, to: InputValue): boolean {
  return from.type.text === to.type.text && isSamePlain(from.default, to.default) && isSameValue(from, to);
}

/** Whether two fields are evidently the same. */
export function isSameField(from: GraphqlField, to: GraphqlField): boolean {
  if (from.type.text !== to.type.text || from.args.size !== to.args.size || !isSameValue(from, to)) return false;
  for (const [name, arg] of from.args) {
    const other = to.args.get(name);
    if (other === undefined || !isSameInput(arg, other)) return false;
  }
  return true;
}

function isSameDescribed(from: Described, to: Described): boolean {
  return from.description === to.description && from.uses.length === 0 && to.uses.length === 0;
}

function isSamePlain(from: Constant | undefined, to: Constant | undefined): boolean {
  if (from === undefined || to === undefined) return from === to;
  return 'value' in from && 'value' in to && from.kind === to.kind && from.value === to.value;
}
