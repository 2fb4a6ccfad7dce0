import { oneLine, sessionOf } from '../lib/sql-words.js';
import type { Dialect } from '../model/catalog/common.js';
import type { Layout } from '../model/layout.js';
import type { Step } from '../model/step.js';
import type { RenderedFile } from './file.js';

/** The tools whose conventions files of steps may follow. */
export type ToolLayout = Exclude<Layout, 'phases'>;

/** One migration of a tool: what it runs in a transaction, or without one. */
interface Migration {
  readonly version: string;
  readonly name: string;
  readonly head: string;
  readonly up: readonly string[];
  readonly down: readonly string[];
  readonly transactional: boolean;
}

interface Tool {
  /** Whether it sends a file as one message, which the server takes for one transaction. */
  readonly sendsWhole: boolean;
  readonly write: (migration: Migration) => readonly RenderedFile[];
  /** Files beside the migrations. */
  readonly beside?: (dialect: Dialect) => readonly RenderedFile[];
}

const TOOLS: Record<ToolLayout, Tool> = {
  flyway: { sendsWhole: false, write: writeFlyway },
  'node-pg-migrate': { sendsWhole: true, write: writeNodePgMigrate },
  dbmate: { sendsWhole: true, write: writeDbmate },
  prisma: { sendsWhole: true, write: writePrisma, beside: lockOfPrisma },
};

/**
 * The steps of a migration as a folder that a tool runs: a migration for each step, since what one step leaves is what
 * the next may wait for. Where a tool sends a file as one message, PostgreSQL takes it for one transaction, and a step
 * that wants none becomes a migration for each of its statements.
 *
 * @param now the moment of the first version; the others follow by a second each
 */
export function renderLayout(
  steps: readonly Step[],
  layout: ToolLayout,
  { dialect, now }: { readonly dialect: Dialect; readonly now: string },
): RenderedFile[] {
  const { sendsWhole, write, beside } = TOOLS[layout];
  const parts = steps.flatMap((step) => partsOf(step, sendsWhole && !step.transactional));
  const start = Date.parse(/(?:Z|[+-]\d\d:?\d\d)$/.test(now) ? now : `${now}Z`);
  const files = parts.flatMap(({ step, up, down, part }, at) => {
    const version = new Date(start + at * 1000).toISOString().replaceAll(/\D/g, '').slice(0, 14);
    const isAlone = sendsWhole && !step.transactional;
    const session = isAlone ? [] : sessionOf(step, dialect, step.transactional);
    return write({
      version,
      name: `${step.phase}_${slug(step.title)}${part}`,
      head: headOf(step),
      up: up.length === 0 ? [] : [...session, ...up],
      down: down.length === 0 ? [] : [...session, ...down],
      transactional: step.transactional,
    });
  });
  return files.length === 0 ? [] : [...(beside?.(dialect) ?? []), ...files];
}

interface Share {
  readonly step: Step;
  readonly up: readonly string[];
  readonly down: readonly string[];
  readonly part: string;
}

function partsOf(step: Step, isSplit: boolean): Share[] {
  const { up, down } = step;
  const count = isSplit ? Math.max(up.length, down.length) : 1;
  if (count <= 1) return [{ step, up, down, part: '' }];
  // The last of the migrations is undone first.
  return Array.from({ length: count }, (_, at) => ({
    step,
    up: up.slice(at, at + 1),
    down: down.slice(count - 1 - at, count - at),
    part: `_${at + 1}`,
  }));
}

function headOf(step: Step): string {
  const gate = step.gate === undefined ? [] : ['-- Wait for an approval before this one is released.'];
  const loss = step.loss === undefined ? [] : [`-- ${step.reversibility}: ${oneLine(step.loss)}`];
  return [`-- ${step.id} ${oneLine(step.title)}`, ...gate, ...loss].join('\n');
}

/** A part of a file's name: names come from strangers. */
function slug(title: string): string {
  const words = title
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .slice(0, 60);
  return words.replaceAll(/^_+|_+$/g, '') || 'step';
}

function textOf(statements: readonly string[]): string {
  return statements.length === 0 ? 'SELECT 1;' : statements.map((statement) => `${statement};`).join('\n');
}

/** https://documentation.red-gate.com/flyway, "Versioned migrations", "Undo migrations", "Script configuration". */
function writeFlyway({ version, name, head, up, down, transactional }: Migration): RenderedFile[] {
  // Flyway puts its placeholders into SQL, and ${…} may be a part of a body.
  const settings = `placeholderReplacement=false\n${transactional ? '' : 'executeInTransaction=false\n'}`;
  return [
    ['V', up],
    ['U', down],
  ].flatMap(([prefix, statements]) => {
    const file = `${prefix as string}${version}__${name}.sql`;
    const text = `${head}\n${textOf(statements as readonly string[])}\n`;
    return [
      { name: file, text },
      { name: `${file}.conf`, text: settings },
    ];
  });
}

/** https://github.com/amacneil/dbmate, "Migration Options". */
function writeDbmate({ version, name, head, up, down, transactional }: Migration): RenderedFile[] {
  const option = transactional ? '' : ' transaction:false';
  const text = [
    `-- migrate:up${option}`,
    head,
    unmarked(textOf(up)),
    '',
    `-- migrate:down${option}`,
    unmarked(textOf(down)),
    '',
  ].join('\n');
  return [{ name: `${version}_${name}.sql`, text }];
}

/** A comment in a body that dbmate would take for a mark of its own. */
function unmarked(sql: string): string {
  return sql.replaceAll(/^([^\S\n]*--)(\s*migrate:(?:up|down))/gim, '$1 .$2');
}

/**
 * https://salsita.github.io/node-pg-migrate: files of SQL are always run in a transaction, so what wants none is a
 * module that says so; and so is what holds a line that would be taken for the mark between the two directions.
 */
function writeNodePgMigrate({ version, name, head, up, down, transactional }: Migration): RenderedFile[] {
  const stem = `${version}000_${name.replaceAll('_', '-')}`;
  const [does, undoes] = [textOf(up), textOf(down)];
  const isMarked = /^[^\S\n]*--[\s-]*(?:up|down)\s+migration/im.test(`${does}\n${undoes}`);
  if (transactional && !isMarked) {
    return [{ name: `${stem}.sql`, text: `-- Up Migration\n${head}\n${does}\n\n-- Down Migration\n${undoes}\n` }];
  }
  const body = (statements: readonly string[]) => {
    const calls = statements.map((statement) => `  pgm.sql(${JSON.stringify(statement)});`);
    return [...(transactional ? [] : ['  pgm.noTransaction();']), ...calls].join('\n');
  };
  const text = [
    head.replaceAll(/^--/gm, '//'),
    `exports.up = (pgm) => {\n${body(up)}\n};`,
    `exports.down = (pgm) => {\n${body(down)}\n};\n`,
  ].join('\n');
  return [{ name: `${stem}.cjs`, text }];
}

/** https://www.prisma.io/docs/orm/prisma-migrate, "Generating down migrations": Prisma runs the way back only by hand. */
function writePrisma({ version, name, head, up, down, transactional }: Migration): RenderedFile[] {
  const wrapped = (statements: readonly string[]) => {
    return transactional && statements.length > 0 ? `BEGIN;\n${textOf(statements)}\nCOMMIT;` : textOf(statements);
  };
  const folder = `${version}_${name}`;
  const undo = [
    '-- Prisma does not run this by itself:',
    `--   prisma db execute --file ${folder}/down.sql`,
    `--   then: DELETE FROM _prisma_migrations WHERE migration_name = '${folder}'`,
  ].join('\n');
  return [
    { name: `${folder}/migration.sql`, text: `${head}\n${wrapped(up)}\n` },
    { name: `${folder}/down.sql`, text: `${head}\n${undo}\n${wrapped(down)}\n` },
  ];
}

function lockOfPrisma(dialect: Dialect): RenderedFile[] {
  const provider = dialect === 'postgresql' ? 'postgresql' : 'mysql';
  const text = `# Written by migrate-arch; Prisma reads it to know the database.\nprovider = "${provider}"\n`;
  return [{ name: 'migration_lock.toml', text }];
}
