import type { Expression } from '../../../model/catalog/common.js';
import type { DataType } from '../../../model/catalog/data-type.js';
import type { Express } from './express.js';
import { keyOf } from './names.js';
import type { Code, State } from './state.js';

/** Writes out a default as the server keeps it; undefined where it keeps none. */
export type KeepDefault = (code: Code | undefined, target: DataType) => Expression | undefined;

/**
 * The server forgets a default that is nothing but NULL (AddRelationNewConstraints in its heap.c), but not a NULL that it
 * must convert: to a length or precision, or to a domain. An interval's precision is part of the constant.
 */
export function keepDefaults({ types }: State, express: Express): KeepDefault {
  return (code, target) => {
    if (code === undefined) return undefined;
    const value = express(code, { target });
    if (value.form !== 'NULL') return value;
    const isDomain = !target.isArray && types.get(keyOf(target))?.type === 'domain';
    const hasLength = target.args.length > 0 && (target.isArray || target.name !== 'interval');
    return isDomain || hasLength ? value : undefined;
  };
}
