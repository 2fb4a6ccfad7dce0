/** A step of a block of PL/pgSQL. */
export type BlockStep =
  | { readonly kind: 'statement'; readonly text: string }
  /** Statements that are run when something is there, or is not; or of which one that fails is passed over. */
  | { readonly kind: 'guarded'; readonly steps: readonly BlockStep[]; readonly otherwise: readonly BlockStep[] };

type Tree = Readonly<Record<string, unknown>>;

/**
 * What a block of PL/pgSQL does one after the other. Undefined for one that repeats something, that decides by more
 * than whether something is there, or that puts together what it runs.
 */
export function stepsOf(tree: unknown): BlockStep[] | undefined {
  const { plpgsql_funcs } = tree as { plpgsql_funcs?: readonly Tree[] };
  const { action } = (plpgsql_funcs?.[0]?.['PLpgSQL_function'] ?? {}) as Tree;
  return action === undefined ? undefined : stepsIn([action as Tree]);
}

function stepsIn(nodes: readonly Tree[]): BlockStep[] | undefined {
  const steps: BlockStep[] = [];
  for (const node of nodes) {
    const [kind = '', body] = Object.entries(node)[0] ?? [];
    const step = READERS.get(kind)?.(body as Tree);
    if (step === undefined) return undefined;
    steps.push(...step);
  }
  return steps;
}

const READERS: ReadonlyMap<string, (body: Tree) => readonly BlockStep[] | undefined> = new Map([
  ['PLpgSQL_stmt_execsql', ({ sqlstmt, into }) => (into === true ? undefined : statementOf(textOf(sqlstmt)))],
  ['PLpgSQL_stmt_perform', ({ expr }) => statementOf(textOf(expr))],
  ['PLpgSQL_stmt_dynexecute', ({ query, into }) => (into === true ? undefined : statementOf(constantOf(query)))],
  ['PLpgSQL_stmt_raise', ({ elog_level }) => (Number(elog_level) < ERROR ? [] : undefined)],
  ['PLpgSQL_stmt_null', () => []],
  ['PLpgSQL_stmt_return', ({ expr }) => (expr === undefined ? [] : undefined)],
  ['PLpgSQL_stmt_if', readIf],
  ['PLpgSQL_stmt_block', readBlock],
]);

/** `elog_level` of what ends the block. */
const ERROR = 21;

function statementOf(text: string | undefined): BlockStep[] | undefined {
  return text === undefined ? undefined : [{ kind: 'statement', text }];
}

function textOf(expression: unknown): string | undefined {
  return (expression as { PLpgSQL_expr?: { query?: string } } | undefined)?.PLpgSQL_expr?.query;
}

function readIf({ cond, then_body, elsif_list, else_body }: Tree): BlockStep[] | undefined {
  const isThere = /^\(?\s*(?:not\s+)?\(?\s*(?:not\s+)?exists\s*\(/i.test(textOf(cond) ?? '');
  if (!isThere || elsif_list !== undefined) return undefined;
  const steps = stepsIn((then_body ?? []) as readonly Tree[]);
  const otherwise = stepsIn((else_body ?? []) as readonly Tree[]);
  return steps === undefined || otherwise === undefined ? undefined : [{ kind: 'guarded', steps, otherwise }];
}

function readBlock({ body, exceptions }: Tree): BlockStep[] | undefined {
  const nodes = ((body ?? []) as readonly Tree[]).filter((node) => !('PLpgSQL_stmt_return' in node));
  const steps = stepsIn(nodes);
  if (steps === undefined || exceptions === undefined) return steps;
  const { PLpgSQL_exception_block: block } = exceptions as { PLpgSQL_exception_block?: { exc_list?: readonly Tree[] } };
  const handled = (block?.exc_list ?? []).map(({ PLpgSQL_exception: handler }) => stepsIn(actionOf(handler)));
  // One that fails takes those before it along.
  if (steps.length > 1 || handled.some((each) => each === undefined || each.length > 0)) return undefined;
  return [{ kind: 'guarded', steps, otherwise: [] }];
}

function actionOf(handler: unknown): readonly Tree[] {
  return ((handler as Tree | undefined)?.['action'] ?? []) as readonly Tree[];
}

/** The text of an expression that is nothing but a text. */
export function constantOf(expression: unknown): string | undefined {
  const query = textOf(expression)?.trim() ?? '';
  const dollars = /^(\$\w*\$)([\s\S]*)\1$/.exec(query);
  if (dollars !== null && !dollars[2]?.includes(dollars[1] as string)) return dollars[2];
  return /^'(?:[^'\\]|'')*'$/.test(query) ? query.slice(1, -1).replaceAll("''", "'") : undefined;
}
