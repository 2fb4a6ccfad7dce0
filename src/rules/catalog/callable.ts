import type { Parameter } from '../../model/catalog/objects.js';

/**
 * Whether calls with the old parameters still work with the new ones. Their types are the same, or it would be
 * another routine: names must stay, since calls may name them, and defaults, since calls may leave them out.
 */
export function isCallable(before: readonly Parameter[], after: readonly Parameter[]): boolean {
  return (
    before.length === after.length &&
    before.every(({ name, mode, default: value }, index) => {
      const now = after[index] as Parameter;
      const isNamed = name === '' || name === now.name;
      return isNamed && mode === now.mode && (value === undefined || value.form === now.default?.form);
    })
  );
}
