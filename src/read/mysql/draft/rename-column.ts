import { column, type Node } from '../expressions/node.js';
import { Lexer } from '../text/lexer.js';
import { usualMode } from '../text/mode.js';

/** An expression in which a column is called otherwise. */
export function renameInNode(value: Node, old: string, name: string): Node {
  const isMeant = value.path?.at(-1)?.toLowerCase() === old.toLowerCase();
  if (isMeant) return column([...(value.path ?? []).slice(0, -1), name]);
  return { ...value, args: value.args.map((arg) => renameInNode(arg, old, name)) };
}

/** The text of an expression in which a column is called otherwise. */
export function renameInText(text: string, old: string, name: string): string {
  const mode = usualMode();
  const lexer = new Lexer(text, mode, 'mariadb', 0);
  let renamed = '';
  let from = 0;
  for (let token = lexer.next(); token.kind !== 'end'; token = lexer.next()) {
    const isMeant = (token.kind === 'word' || token.kind === 'name') && token.text.toLowerCase() === old.toLowerCase();
    if (!isMeant) continue;
    renamed += `${text.slice(from, token.start)}\`${name.replaceAll('`', '``')}\``;
    from = token.end;
  }
  return renamed + text.slice(from);
}
