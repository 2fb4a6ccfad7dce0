import type { Node } from '@pgsql/types';
import type { NewerWords } from '../../../model/migration/newer-words.js';
import { visit } from '../nodes.js';

type Body = Readonly<Record<string, unknown>>;
type Test = readonly [since: number, words: string, is: (body: Body) => boolean];

const always = (): boolean => true;
const has = (key: string) => (body: Body) => body[key] !== undefined;
const option = (body: Body, name: string): boolean =>
  [body['options'] ?? [], body['params'] ?? []].flat().some((each) => {
    return (each as { DefElem?: { defname?: string } }).DefElem?.defname === name;
  });
const subtype = (name: string) => (body: Body) => body['subtype'] === name;

/** From the release notes of PostgreSQL 11 to 18, by the node of the newest grammar that says it. */
const TESTS: Readonly<Record<string, readonly Test[]>> = {
  CreateFunctionStmt: [
    [11, 'CREATE PROCEDURE', (body) => body['is_procedure'] === true],
    [14, 'a body of SQL that is no text', has('sql_body')],
  ],
  CallStmt: [[11, 'CALL', always]],
  CreateStmt: [
    [11, 'PARTITION BY HASH', (body) => (body['partspec'] as Body)?.['strategy'] === 'PARTITION_STRATEGY_HASH'],
    [11, 'a DEFAULT partition', (body) => (body['partbound'] as Body)?.['is_default'] === true],
    [12, 'USING of a table access method', has('accessMethod')],
  ],
  IndexStmt: [
    [11, 'INCLUDE', has('indexIncludingParams')],
    [15, 'NULLS NOT DISTINCT', has('nulls_not_distinct')],
  ],
  ReindexStmt: [[12, 'REINDEX CONCURRENTLY', (body) => option(body, 'concurrently')]],
  Constraint: [
    [11, 'INCLUDE', has('including')],
    [12, 'a generated column', (body) => body['contype'] === 'CONSTR_GENERATED'],
    [15, 'NULLS NOT DISTINCT', has('nulls_not_distinct')],
    [15, 'the columns of ON DELETE SET', has('fk_del_set_cols')],
    [18, 'a VIRTUAL generated column', (body) => body['generated_kind'] === 'v'],
    [18, 'WITHOUT OVERLAPS', has('without_overlaps')],
    [18, 'PERIOD', (body) => body['fk_with_period'] === true],
    [18, 'NOT NULL as a constraint of the table', (body) => body['contype'] === 'CONSTR_NOTNULL' && has('keys')(body)],
    [18, 'NOT ENFORCED', (body) => isUnenforced(body)],
  ],
  AlterTableCmd: [
    [13, 'DROP EXPRESSION', subtype('AT_DropExpression')],
    [14, 'SET COMPRESSION', subtype('AT_SetCompression')],
    [14, 'DETACH PARTITION … FINALIZE', subtype('AT_DetachPartitionFinalize')],
    [15, 'SET ACCESS METHOD', subtype('AT_SetAccessMethod')],
    [17, 'SET EXPRESSION', subtype('AT_SetExpression')],
  ],
  ATAlterConstraint: [
    [18, 'ALTER CONSTRAINT … ENFORCED', (body) => body['alterEnforceability'] === true],
    [18, 'ALTER CONSTRAINT … INHERIT', (body) => body['alterInheritability'] === true],
  ],
  PartitionCmd: [
    [14, 'DETACH PARTITION … CONCURRENTLY', (body) => body['concurrent'] === true],
    [11, 'a DEFAULT partition', (body) => (body['bound'] as Body)?.['is_default'] === true],
  ],
  ColumnDef: [[14, 'COMPRESSION', has('compression')]],
  CreateTrigStmt: [[14, 'CREATE OR REPLACE TRIGGER', (body) => body['replace'] === true]],
  DropdbStmt: [[13, 'DROP DATABASE … FORCE', (body) => option(body, 'force')]],
  StatsElem: [[14, 'statistics of an expression', has('expr')]],
  CommonTableExpr: [
    [14, 'SEARCH', has('search_clause')],
    [14, 'CYCLE', has('cycle_clause')],
  ],
  SelectStmt: [
    [13, 'FETCH … WITH TIES', (body) => body['limitOption'] === 'LIMIT_OPTION_WITH_TIES'],
    [14, 'GROUP BY DISTINCT', (body) => body['groupDistinct'] === true],
  ],
  MergeStmt: [
    [15, 'MERGE', always],
    [17, 'MERGE … RETURNING', has('returningClause')],
  ],
  PublicationObjSpec: [
    [15, 'TABLES IN SCHEMA', (body) => String(body['pubobjtype']).startsWith('PUBLICATIONOBJ_TABLES')],
    [
      15,
      'the columns and rows of a publication',
      (body) => {
        const table = (body['pubtable'] ?? {}) as Body;
        return has('whereClause')(table) || has('columns')(table);
      },
    ],
  ],
  CreateSeqStmt: [[15, 'an unlogged sequence', (body) => (body['sequence'] as Body)?.['relpersistence'] === 'u']],
  ViewStmt: [[15, 'security_invoker', (body) => option(body, 'security_invoker')]],
  AccessPriv: [[17, 'the privilege MAINTAIN', (body) => body['priv_name'] === 'maintain']],
  ReturningOption: [[18, 'OLD and NEW of RETURNING', always]],
  JsonObjectConstructor: [[16, 'JSON_OBJECT', always]],
  JsonArrayConstructor: [[16, 'JSON_ARRAY', always]],
  JsonIsPredicate: [[16, 'IS JSON', always]],
  JsonFuncExpr: [[17, 'JSON_EXISTS, JSON_QUERY and JSON_VALUE', always]],
  JsonTable: [[17, 'JSON_TABLE', always]],
};

function isUnenforced(body: Body): boolean {
  if (body['contype'] === 'CONSTR_ATTR_NOT_ENFORCED') return true;
  return (body['contype'] === 'CONSTR_CHECK' || body['contype'] === 'CONSTR_FOREIGN') && body['is_enforced'] !== true;
}

/** The words of a statement that came last to PostgreSQL; none when 10 knows them all. */
export function newestWordsIn(statement: Node): NewerWords | undefined {
  let newest: NewerWords | undefined;
  visit(statement, (kind, body) => {
    if (!Object.hasOwn(TESTS, kind)) return;
    for (const [since, words, is] of TESTS[kind] ?? []) {
      if (since > (newest?.since ?? 0) && is(body as Body)) newest = { since, words };
    }
  });
  return newest;
}
