import type { Node } from '@pgsql/types';
import type { DataType } from '../../../model/catalog/data-type.js';
import { queryOf } from '../expressions/index.js';
import { refuse, searchPath } from './names.js';
import { scopeOf } from './scope.js';
import type { Context, Draft } from './state.js';

export interface QueryColumn {
  name: string;
  type?: Draft<DataType>;
  comment?: string;
}

/** The columns that a query gives; it names none that its tables do not have. */
export function columnsOfQuery(context: Context, node: Node, names: readonly string[] = []): QueryColumn[] {
  const onMissing = (missing: readonly string[]) => refuse(context, `column ${missing.join('.')} does not exist`);
  const { state } = context;
  const { columns } = queryOf('', node, scopeOf(state, searchPath(state)), names, { onMissing });
  return structuredClone(columns) as QueryColumn[];
}
