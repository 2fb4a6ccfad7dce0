import { multirangeName } from '../../lib/multirange-name.js';
import type { Name } from '../../model/catalog/common.js';
import type { RangeType } from '../../model/catalog/objects.js';

/** The type that comes with a range: of many of them. */
export function multirangeOf({ schema, name, options }: RangeType): Name {
  return { schema, name: options['multirange_type_name'] ?? multirangeName(name) };
}
