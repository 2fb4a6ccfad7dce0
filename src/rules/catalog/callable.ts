import type { Parameter } from '../../model/catalog/objects.js';

/**
 * Whether calls with the old parameters still do what they did with the new ones: names must stay, since calls may name
 * them, and defaults, since calls may leave them out.
 */
export function isCallable(before: readonly Parameter[], after: readonly Parameter[]): boolean {
  return (
    before.length === after.length &&
    before.every(({ name, mode, type, default: value }, index) => {
      const now = after[index] as Parameter;
      const isNamed = name === '' || name === now.name;
      const isOfType = JSON.stringify(type) === JSON.stringify(now.type);
      return isNamed && isOfType && mode === now.mode && (value === undefined || value.form === now.default?.form);
    })
  );
}
