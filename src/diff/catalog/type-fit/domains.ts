import type { Catalog } from '../../../model/catalog/catalog.js';
import type { Dialect } from '../../../model/catalog/common.js';
import type { DataType } from '../../../model/catalog/data-type.js';
import type { Domain } from '../../../model/catalog/objects.js';
import type { TypeFit } from '../../../model/catalog/type-fit.js';
import { nameKey } from '../attributes.js';
import { same } from '../same.js';
import { compareTypes } from '../type-fit.js';

/** The domain that a type is, before and after; nothing of other types, and of arrays. */
export interface Domains {
  readonly before: (type: DataType) => Domain | undefined;
  readonly after: (type: DataType) => Domain | undefined;
}

/** MySQL and MariaDB have none. */
export const NO_DOMAINS: Domains = { before: () => undefined, after: () => undefined };

/** The domains of two databases. */
export function domainsOf(before: Catalog, after: Catalog): Domains {
  return { before: finder(before), after: finder(after) };
}

function finder({ types }: Catalog): (type: DataType) => Domain | undefined {
  const domains = new Map(types.flatMap((type) => (type.type === 'domain' ? [[nameKey(type), type] as const] : [])));
  return (type) => (type.isArray || type.schema === '' ? undefined : domains.get(nameKey(type)));
}

/** What becomes of values where either type may be a domain: they are those of its base, as far as it lets them pass. */
export function compareWithDomains(
  [before, was]: readonly [type: DataType, domain: Domain | undefined],
  [after, is]: readonly [type: DataType, domain: Domain | undefined],
  dialect: Dialect,
): TypeFit {
  if (was === undefined && is === undefined) return compareTypes(before, after, dialect);
  const fit = compareTypes(was?.base ?? before, is?.base ?? after, dialect);
  if (fit.relation !== 'same' && fit.relation !== 'widens') return fit;
  const isRestricted = is !== undefined && !isAsFree(was, is);
  if (!isRestricted) return { relation: 'widens' };
  return { relation: 'narrows', loss: `values that the domain ${is.name} refuses no longer fit` };
}

/** Whether a domain refuses nothing that another one, or none at all, let pass. */
function isAsFree(was: Domain | undefined, is: Domain): boolean {
  const known = was?.constraints ?? [];
  const isChecked = is.constraints.every(({ expression }) => known.some((one) => same(one.expression, expression)));
  return isChecked && (is.nullable || was?.nullable === false);
}
