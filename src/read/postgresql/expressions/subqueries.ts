import { coerce } from './coerce.js';
import { stringsOf } from './names.js';
import type { Node } from './node.js';
import { findOperation } from './operators.js';
import { readQuery } from './query.js';
import type { State } from './state.js';
import { transform } from './transform.js';
import { typed, type Value } from './value.js';

/** A query within an expression. */
export function readSubquery(state: State, node: Node): Value {
  const test = node.testexpr === undefined ? undefined : transform(state, node.testexpr);
  const query = readQuery(state, node.subselect, { areNamesSeen: false });
  const type = query.columns[0]?.type;
  switch (node.subLinkType) {
    case 'EXISTS_SUBLINK':
      return typed(`EXISTS (${query.form})`, 'bool');
    case 'ARRAY_SUBLINK':
      return typed(`ARRAY(${query.form})`, type === undefined || type.endsWith('[]') ? type : `${type}[]`);
    case 'ANY_SUBLINK':
    case 'ALL_SUBLINK': {
      const operator = stringsOf(node.operName).at(-1) ?? '=';
      const wanted = test === undefined ? undefined : findOperation(state, operator, test, typed('', type)).left;
      const left = test === undefined ? '' : coerce(state, test, wanted).form;
      const word = node.subLinkType === 'ANY_SUBLINK' ? 'ANY' : 'ALL';
      return typed(`(${left} ${operator === '!=' ? '<>' : operator} ${word} (${query.form}))`, 'bool');
    }
    default:
      return typed(`(${query.form})`, type, query.columns[0]?.args);
  }
}
