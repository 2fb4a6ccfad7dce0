import { shell } from './cli.js';

/** A fenced block of a page, and the name that the line above it gives the file that it shows. */
export interface Block {
  readonly language: string;
  readonly text: string;
  readonly file?: string;
}

/** The fenced blocks of a page in Markdown, in their order. */
export function blocksOf(markdown: string): Block[] {
  return [...markdown.matchAll(/(?:^`([\w./-]+)`:\n\n)?^```(\w+)\n(.*?)^```$/gms)].map(([, file, language, text]) => ({
    language: language as string,
    text: text as string,
    ...(file === undefined ? {} : { file }),
  }));
}

/** What a terminal shows when the commands of a session (the lines that begin with `$ `) are run in a folder. */
export async function replay(session: string, folder: string): Promise<string> {
  const commands = session.split('\n').flatMap((line) => (line.startsWith('$ ') ? [line.slice(2)] : []));
  if (commands.length === 0) throw new Error('a session without a command');
  // Each command is echoed as it is shown; `$?` is the status of the one before.
  const script = commands.map(
    (command) => `printf '%s\\n' ${quote(`$ ${command}`)}; (exit $last)\n${command}\nlast=$?`,
  );
  return (await shell(`exec 2>&1\nlast=0\n${script.join('\n')}`, { cwd: folder })).stdout;
}

/** The script of the only step of a workflow that runs one. */
export function scriptOf(workflow: string): string {
  const script = /^ {6}- run: \|\n((?: {10}.*\n)+)/m.exec(workflow)?.[1];
  if (script === undefined) throw new Error('a workflow without a script');
  return script.replace(/^ {10}/gm, '');
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
