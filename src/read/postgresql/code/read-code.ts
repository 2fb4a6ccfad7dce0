import type { Routine } from '../../../model/catalog/objects.js';
import type { RoutineCode } from '../../../model/migration/routine-code.js';
import { parseName } from '../interpret/uses.js';
import { loadParser, type Node, type Parse } from '../parse.js';
import { splitStatements } from '../split.js';
import { addNamed, addType, type Named, nothingNamed } from './names.js';
import { loadPlpgsql, type ParsePlpgsql } from './plpgsql.js';

/** A routine, as far as its code is concerned. */
export type Coded = Pick<Routine, 'type' | 'language' | 'parameters' | 'returns' | 'settings'> & {
  readonly body: { readonly text: string };
};

/** Says what the text of a routine names; undefined when it is no text of SQL or PL/pgSQL, or cannot be parsed. */
export type ReadCode = (routine: Coded) => RoutineCode | undefined;

/** Loads what reads the bodies of routines. */
export async function loadCodeReader(): Promise<ReadCode> {
  const parse = await loadParser();
  const parsePlpgsql = await loadPlpgsql();
  return (routine) => {
    const named = nothingNamed();
    const isRead =
      routine.language === 'plpgsql'
        ? addPlpgsql(named, routine, parse, parsePlpgsql)
        : routine.language === 'sql' && addStatements(named, routine.body.text, parse);
    if (!isRead) return undefined;
    const path = routine.settings['search_path'];
    return {
      ...codeOf(named),
      ...(path !== undefined && { path: path.split(',').map((each) => parseName(each).name) }),
    };
  };
}

/** The bodies of routines that are texts, each with what it names. */
export async function readCode(routines: readonly Routine[]): Promise<ReadonlyMap<Routine, RoutineCode>> {
  const read = await loadCodeReader();
  return new Map(
    routines.flatMap((routine) => {
      const code = read(routine);
      return code === undefined ? [] : [[routine, code] as const];
    }),
  );
}

function codeOf({ relations, columns, rowFields, recordFields, wholes, routines, types }: Named): RoutineCode {
  const whole = [...wholes, ...types].map((relation) => ({ relation, columns: [...recordFields] }));
  return { relations: [...relations, ...whole], columns, rowFields: [...rowFields], routines, types };
}

function addPlpgsql(named: Named, routine: Coded, parse: Parse, parsePlpgsql: ParsePlpgsql): boolean {
  const parsed = parsePlpgsql(routine.body.text, routine);
  if (parsed === undefined) return false;
  for (const { text, kind } of parsed.pieces) {
    const statement = kind === 'statement' ? text : `SELECT ${kind === 'assignment' ? asExpression(text) : text}`;
    addStatements(named, statement, parse);
  }
  for (const text of parsed.executed) if (text !== undefined) addStatements(named, text, parse);
  for (const type of parsed.types) addVariable(named, type);
  return true;
}

/** `NEW.mail := lower(x)` with both of its sides. */
function asExpression(assignment: string): string {
  return assignment.replace(/^([^=:]*?)\s*:?=/, '$1, ');
}

function addVariable(named: Named, type: string): void {
  const [, written = '', reference] = /^(.*?)(?:%(rowtype|type))?$/is.exec(type) ?? [];
  const name = parseName(written.replaceAll('[]', ''));
  if (reference?.toLowerCase() !== 'type') {
    addType(named, name);
    return;
  }
  const [column = '', table = '', schema] = parts(written).reverse();
  if (table === '') return;
  named.relations.push({ relation: { ...(schema !== undefined && { schema }), name: table }, columns: [column] });
}

function parts(written: string): string[] {
  return [...written.matchAll(/"(?:[^"]|"")*"|[^".]+/g)].map(([part]) => parseName(part).name);
}

function addStatements(named: Named, text: string, parse: Parse): boolean {
  try {
    const source = { name: 'body', text };
    for (const { kind, start, end } of splitStatements(text)) {
      const node: Node | undefined = kind === 'statement' ? parse(source, start, end) : undefined;
      if (node !== undefined) addNamed(named, node);
    }
    return true;
  } catch {
    // Nobody has said that a body is in order: the server looks at it only when it runs.
    return false;
  }
}
