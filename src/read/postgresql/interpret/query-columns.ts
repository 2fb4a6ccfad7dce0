import type { Node } from '@pgsql/types';
import type { DataType } from '../../../model/catalog/data-type.js';
import { queryOf } from '../expressions/index.js';
import { searchPath } from './names.js';
import { scopeOf } from './scope.js';
import type { Context, Draft } from './state.js';

export interface QueryColumn {
  name: string;
  type?: Draft<DataType>;
  comment?: string;
}

/** The columns that a query gives. */
export function columnsOfQuery({ state }: Context, node: Node, names: readonly string[] = []): QueryColumn[] {
  const { columns } = queryOf('', node, scopeOf(state, searchPath(state)), names);
  return structuredClone(columns) as QueryColumn[];
}
