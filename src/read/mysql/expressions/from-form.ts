import { type Node, node } from './node.js';
import { normalize, normalizeCondition } from './normalize.js';
import { print } from './print.js';
import type { Join, TableReference } from './query.js';
import { namingOf, queryForm } from './query-form.js';
import type { Scope, Source } from './scope.js';

export interface FromForm {
  readonly form: string;
  readonly sources: readonly Source[];
}

/** One spelling of what a query reads from, and what is visible to it. */
export function fromForm(reference: TableReference, scope: Scope): FromForm {
  switch (reference.type) {
    case 'table': {
      const isCommon = reference.name.schema === '' && scope.commonTables.has(reference.name.name);
      const name = isCommon ? reference.name : scope.nameOf(reference.name);
      const columns = isCommon ? scope.commonTables.get(name.name) : scope.columnsOf(name);
      const alias = reference.alias ?? name.name;
      const parts = [
        name.schema === '' ? name.name : `${name.schema}.${name.name}`,
        reference.clauses,
        alias === name.name ? '' : alias,
      ];
      return {
        form: parts.filter((part) => part !== '').join(' '),
        sources: [{ ...(isCommon ? {} : { table: name }), alias, columns, merged: [] }],
      };
    }
    case 'derived': {
      const inner = queryForm(
        reference.query,
        { ...scope, outer: reference.lateral ? scope : undefined, sources: [] },
        reference.columns,
      );
      const columns = reference.columns.length > 0 ? reference.columns : inner.columns;
      const form = `${reference.lateral ? 'lateral ' : ''}(${inner.form}) ${reference.alias}`;
      return { form: form.trim(), sources: [{ alias: reference.alias, columns, merged: [] }] };
    }
    case 'function': {
      const form = `${print(normalize(reference.call), namingOf(scope))} ${reference.alias}`;
      return { form, sources: [{ alias: reference.alias, columns: reference.columns, merged: [] }] };
    }
    case 'join':
      return joinForm(reference, scope);
  }
}

const WORDS = { inner: 'join', left: 'left join', straight: 'straight_join' } as const;

function joinForm(join: Join, outer: Scope): FromForm {
  const left = fromForm(join.left, outer);
  const right = fromForm(join.right, { ...outer, sources: [...outer.sources, ...left.sources] });
  const common = join.natural ? commonColumns(left, right) : (join.using ?? []);
  const condition = join.on ?? usingCondition(common, left, right);
  const shown = mergedSources(left, right, common, join.isReversed);
  const naming = namingOf({ ...outer, sources: [...left.sources, ...right.sources] });
  const on = condition === undefined ? '' : ` on ${print(normalizeCondition(condition), naming)}`;
  const [first, second] = join.isReversed ? [right.form, left.form] : [left.form, right.form];
  return { form: `(${first} ${WORDS[join.kind]} ${second}${on})`, sources: shown };
}

function commonColumns(left: FromForm, right: FromForm): string[] {
  const names = new Set(right.sources.flatMap(({ columns }) => columns ?? []).map((name) => name.toLowerCase()));
  return left.sources.flatMap(({ columns }) => columns ?? []).filter((name) => names.has(name.toLowerCase()));
}

function usingCondition(columns: readonly string[], left: FromForm, right: FromForm): Node | undefined {
  const equalities = columns.map((column) => node('=', [ownedColumn(left, column), ownedColumn(right, column)]));
  return equalities.length < 2 ? equalities[0] : node('and', equalities);
}

function ownedColumn(side: FromForm, name: string): Node {
  const lower = name.toLowerCase();
  const owner =
    side.sources.find(({ columns }) => columns?.some((one) => one.toLowerCase() === lower)) ?? side.sources[0];
  return { op: 'column', text: name, args: [], path: owner === undefined ? [name] : [owner.alias, name] };
}

/** The columns of USING stand once in `*`: with the side that is kept whole, before the others of the two. */
function mergedSources(
  left: FromForm,
  right: FromForm,
  common: readonly string[],
  isReversed: boolean,
): readonly Source[] {
  if (common.length === 0) return [...left.sources, ...right.sources];
  const names = common.map((name) => name.toLowerCase());
  const [kept, merged] = isReversed ? [right.sources, left.sources] : [left.sources, right.sources];
  const others = merged.map((source) => ({ ...source, merged: [...source.merged, ...names] }));
  return [...kept.map((source) => ({ ...source, columns: withFirst(source.columns, names) })), ...others];
}

function withFirst(columns: readonly string[] | undefined, names: readonly string[]): readonly string[] | undefined {
  if (columns === undefined) return undefined;
  const isCommon = (name: string) => names.includes(name.toLowerCase());
  return [...columns.filter(isCommon), ...columns.filter((name) => !isCommon(name))];
}
