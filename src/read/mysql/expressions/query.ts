import type { Name } from '../../../model/catalog/common.js';
import type { Node } from './node.js';

/** A query as it was written: names are not resolved yet. */
export interface Query {
  readonly recursive: boolean;
  readonly with: readonly CommonTable[];
  readonly body: QueryBody;
  readonly orderBy: readonly Node[];
  readonly limit: readonly Node[];
  /** `for update`, `lock in share mode` and the like. */
  readonly locking: string;
}

export interface CommonTable {
  readonly name: string;
  readonly columns: readonly string[];
  readonly query: Query;
}

export type QueryBody = Select | SetOperation | Rows | { readonly type: 'query'; readonly query: Query };

export interface Select {
  readonly type: 'select';
  readonly distinct: boolean;
  readonly items: readonly SelectItem[];
  readonly from?: TableReference;
  readonly where?: Node;
  readonly groupBy: readonly Node[];
  readonly rollup: boolean;
  readonly having?: Node;
  readonly windows: readonly { readonly name: string; readonly window: Node }[];
}

export interface SelectItem {
  /** Absent for `*` and `t.*`. */
  readonly expression?: Node;
  /** What `*` stands behind: nothing, a table, or a database and a table. */
  readonly star?: readonly string[];
  /** Where `*` and what stands before it begins and ends in the source. */
  readonly span?: readonly [start: number, end: number];
  readonly alias?: string;
  /** The name of a column without alias: its own, or the text of the expression. */
  readonly title: string;
}

export interface SetOperation {
  readonly type: 'set';
  readonly operator: string;
  readonly left: QueryBody;
  readonly right: QueryBody;
}

export interface Rows {
  readonly type: 'rows';
  readonly rows: readonly (readonly Node[])[];
}

export type TableReference =
  | { readonly type: 'table'; readonly name: Name; readonly alias?: string; readonly clauses: string }
  | {
      readonly type: 'derived';
      readonly query: Query;
      readonly alias: string;
      readonly columns: readonly string[];
      readonly lateral: boolean;
    }
  | { readonly type: 'function'; readonly call: Node; readonly alias: string; readonly columns: readonly string[] }
  | Join;

export interface Join {
  readonly type: 'join';
  readonly kind: 'inner' | 'left' | 'straight';
  /** A right join is a left join whose sides are exchanged; `*` still shows them as written. */
  readonly isReversed: boolean;
  readonly left: TableReference;
  readonly right: TableReference;
  readonly on?: Node;
  readonly using?: readonly string[];
  readonly natural: boolean;
}
