import type { Expression } from '../../../model/catalog/common.js';
import type { Policy, RewriteRule, Table, Trigger } from '../../../model/catalog/table.js';
import type { RelationColumn } from '../expressions/index.js';
import { expressionOf, type Node } from '../expressions/index.js';
import { ruleOf } from '../expressions/rule.js';
import { callOf } from '../expressions/trigger-call.js';
import { compare, described, groupBy, present } from './assemble.js';
import { commentOn, isSystemSchema, type Row, since } from './query.js';
import { expressionAt, type Reader } from './reader.js';

export type Attachments = Pick<Table, 'triggers' | 'policies' | 'rules'>;

export interface AttachmentRows {
  readonly triggers: ReadonlyMap<string, readonly Row[]>;
  readonly policies: ReadonlyMap<string, readonly Row[]>;
  readonly rules: ReadonlyMap<string, readonly Row[]>;
}

const of = (oid: string) => `JOIN pg_class c ON c.oid = ${oid} JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE NOT ${isSystemSchema('n.nspname')}`;

/** What hangs on tables and views, by the number of the relation. */
export async function readAttachmentRows({ run, version }: Reader): Promise<AttachmentRows> {
  const triggers = await run(`SELECT t.tgrelid AS relation, t.tgname AS name, pg_get_triggerdef(t.oid) AS definition,
      t.tgenabled::text AS enabled, ${commentOn('pg_trigger', 't.oid')} AS comment
    FROM pg_trigger t ${of('t.tgrelid')} AND NOT t.tgisinternal AND ${since(version, 13, 't.tgparentid = 0', 'true')}
    ORDER BY t.tgrelid, t.tgname::text COLLATE "C"`);
  const policies = await run(`SELECT p.polrelid AS relation, p.polname AS name, p.polcmd::text AS command,
      p.polpermissive AS permissive, (SELECT json_agg(coalesce(rolname, 'public')) FROM unnest(p.polroles) r(oid)
        LEFT JOIN pg_roles ON pg_roles.oid = r.oid) AS roles,
      pg_get_expr(p.polqual, p.polrelid) AS using, pg_get_expr(p.polwithcheck, p.polrelid) AS "check",
      ${commentOn('pg_policy', 'p.oid')} AS comment
    FROM pg_policy p ${of('p.polrelid')} ORDER BY p.polrelid, p.polname::text COLLATE "C"`);
  const rules = await run(`SELECT r.ev_class AS relation, r.rulename AS name, pg_get_ruledef(r.oid) AS definition,
      r.ev_enabled::text AS enabled, ${commentOn('pg_rewrite', 'r.oid')} AS comment
    FROM pg_rewrite r ${of('r.ev_class')} AND r.rulename <> '_RETURN' ORDER BY r.ev_class, r.rulename::text COLLATE "C"`);
  return {
    triggers: groupBy(triggers, 'relation'),
    policies: groupBy(policies, 'relation'),
    rules: groupBy(rules, 'relation'),
  };
}

/** What hangs on one relation. */
export function attachmentsOf(
  reader: Reader,
  rows: AttachmentRows,
  relation: Row,
  columns: readonly RelationColumn[],
): Attachments {
  const oid = String(relation.oid);
  const source = { name: relation.name as string, schema: relation.schema as string, columns };
  return {
    triggers: (rows.triggers.get(oid) ?? []).map((row) => triggerOf(reader, row, columns)),
    policies: (rows.policies.get(oid) ?? []).map((row) => policyOf(reader, row, source)),
    rules: (rows.rules.get(oid) ?? []).map((row) => rewriteRuleOf(reader, row, columns)),
  };
}

const ENABLED: Readonly<Record<string, Trigger['enabled']>> = { O: 'origin', A: 'always', R: 'replica', D: 'disabled' };

/** The bits of pg_trigger.tgtype (pg_trigger.h), which the grammar uses as well. */
const EVENTS = [
  ['insert', 4],
  ['update', 16],
  ['delete', 8],
  ['truncate', 32],
] as const;
const BEFORE = 2;
const INSTEAD = 64;

function triggerOf(reader: Reader, row: Row, columns: readonly RelationColumn[]): Trigger {
  const node = reader.parse(row.definition).CreateTrigStmt as Node;
  const transitions = ((node.transitionRels ?? []) as Node[]).map(({ TriggerTransition }) => TriggerTransition as Node);
  const timing = node.timing ?? 0;
  return {
    ...described(row),
    name: row.name,
    timing: timing === BEFORE ? 'before' : timing === INSTEAD ? 'instead of' : 'after',
    events: EVENTS.filter(([, bit]) => (node.events & bit) !== 0).map(([event]) => event),
    columns: ((node.columns ?? []) as Node[]).map((column) => column.String.sval as string),
    level: node.row ? 'row' : 'statement',
    action: callOf(/ EXECUTE (?:FUNCTION|PROCEDURE) (.*)$/s.exec(row.definition)?.[1] ?? '', node, reader.scope),
    enabled: ENABLED[row.enabled] ?? 'origin',
    ...present<Partial<Trigger>>({
      when: whenOf(reader, node, row.definition, columns),
      oldTable: transitions.find(({ isNew }) => isNew !== true)?.name,
      newTable: transitions.find(({ isNew }) => isNew === true)?.name,
      constraint: node.isconstraint
        ? present<NonNullable<Trigger['constraint']>>({
            isDeferrable: node.deferrable === true,
            isInitiallyDeferred: node.initdeferred === true,
            from:
              node.constrrel === undefined
                ? undefined
                : { schema: node.constrrel.schemaname, name: node.constrrel.relname },
          })
        : undefined,
    }),
  };
}

function whenOf(
  reader: Reader,
  node: Node,
  definition: string,
  columns: readonly RelationColumn[],
): Expression | undefined {
  if (node.whenClause === undefined) return undefined;
  const text = / WHEN \((.*)\) EXECUTE (?:FUNCTION|PROCEDURE) /s.exec(definition)?.[1] ?? '';
  const sources = ['old', 'new'].map((name) => ({ name, columns, isQualified: true }));
  return expressionOf(text, node.whenClause, reader.scope, { sources });
}

const COMMANDS: Readonly<Record<string, Policy['command']>> = {
  '*': 'all',
  r: 'select',
  a: 'insert',
  w: 'update',
  d: 'delete',
};

function policyOf(
  reader: Reader,
  row: Row,
  source: { name: string; schema: string; columns: readonly RelationColumn[] },
): Policy {
  const context = { sources: [source] };
  return {
    ...described(row),
    name: row.name,
    command: COMMANDS[row.command] ?? 'all',
    isPermissive: row.permissive,
    roles: (row.roles as string[]).sort(compare),
    ...present<Partial<Policy>>({
      using: expressionAt(reader, row.using, context),
      check: expressionAt(reader, row.check, context),
    }),
  };
}

function rewriteRuleOf(reader: Reader, row: Row, columns: readonly RelationColumn[]): RewriteRule {
  const node = reader.parse(row.definition).RuleStmt as Node;
  return {
    ...described(row),
    name: row.name,
    definition: ruleOf(row.definition, node, reader.scope, columns),
    enabled: ENABLED[row.enabled] ?? 'origin',
  };
}
