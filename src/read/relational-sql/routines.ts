import { isObject, type JsonObject } from '../../lib/json-value.js';
import { quoteLiteral } from '../../lib/quote.js';
import type { RelationalSchema } from '../../model/relational.js';
import { isWhole } from './columns.js';
import { type Entry, entriesOf, itemsOf, quoted, refuse, type Sheet, textOf, write } from './sheet.js';

/** Writes the procedures and functions: of a whole CREATE statement, or of parameters and a body. */
export function writeRoutines(schema: RelationalSchema, sheet: Sheet): void {
  for (const kind of ['procedure', 'function'] as const) {
    for (const entry of entriesOf(schema[`${kind}s`], [`${kind}s`], 'definition')) {
      const text = routine(kind, entry, sheet);
      if (text === undefined) continue;
      // Bodies hold semicolons, which the client of MySQL takes for their end.
      write(sheet, entry.path, sheet.dialect === 'postgresql' ? `${text};` : `DELIMITER $$\n${text} $$\nDELIMITER ;`);
    }
  }
}

function routine(kind: 'procedure' | 'function', { name, value, path }: Entry, sheet: Sheet): string | undefined {
  const body = (textOf(value.definition) ?? textOf(value.body))?.trim().replace(/;$/, '');
  if (body === undefined || name === '') {
    refuse(sheet, path, `a ${kind} needs a name and its body, as its definition`);
    return undefined;
  }
  if (/^CREATE\b/i.test(body)) return body;
  const parameters = parametersOf({ name, value, path }, sheet);
  if (parameters === undefined) return undefined;
  const head = `CREATE ${kind.toUpperCase()} ${quoted(sheet, name)}(${parameters})`;
  const returns = textOf(value.returns ?? value.return_type);
  if (kind === 'function' && (returns === undefined || !isWhole(returns))) {
    refuse(sheet, path, 'a function needs the type that it returns, as "returns"');
    return undefined;
  }
  const signature = kind === 'function' ? `${head} RETURNS ${returns}` : head;
  if (sheet.dialect !== 'postgresql') return `${signature} ${body}`;
  const language = textOf(value.language) ?? 'sql';
  return `${signature} LANGUAGE ${quoted(sheet, language.toLowerCase())} AS ${quoteLiteral(body, 'postgresql')}`;
}

// A parameter is a text such as `user_id BIGINT`, or an object with name and type.
function parametersOf({ value, path }: Entry, sheet: Sheet): string | undefined {
  const parameters = itemsOf(value.parameters, [...path, 'parameters']).map(([item, at]) => {
    const text = isObject(item) ? parameter(item, sheet) : textOf(item);
    if (text !== undefined && isWhole(text)) return text;
    refuse(sheet, at, 'a parameter is a text such as "user_id bigint", or an object with name and type');
    return undefined;
  });
  return parameters.some((one) => one === undefined) ? undefined : parameters.join(', ');
}

function parameter({ name, type, mode }: JsonObject, sheet: Sheet): string | undefined {
  const [called, typed] = [textOf(name), textOf(type)];
  if (called === undefined || typed === undefined) return undefined;
  const direction = /^(?:in|out|inout)$/i.exec(textOf(mode) ?? '')?.[0];
  return `${direction === undefined ? '' : `${direction.toUpperCase()} `}${quoted(sheet, called)} ${typed}`;
}
