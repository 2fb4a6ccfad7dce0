import { CATALOG_RULES } from '../rules/catalog/registry.js';
import { MYSQL_MIGRATION_RULES } from '../rules/migration/mysql/registry.js';
import { MIGRATION_RULES } from '../rules/migration/registry.js';
import { OPENAPI_RULES } from '../rules/openapi/registry.js';
import { RELATIONAL_RULES } from '../rules/relational/registry.js';
import type { Example, RulePage } from '../rules/rule.js';

/** What a rule judges: schemas in the original's JSON, databases as they are, migrations, API descriptions. */
type RuleFamily = 'database' | 'sql' | 'migration' | 'mysql_migration' | 'api';

type FamilyRule = RulePage & { readonly family: RuleFamily };

/** Every rule of every family, in the order of the findings. */
export const RULES: readonly FamilyRule[] = [
  ...rulesOf('database', RELATIONAL_RULES),
  ...rulesOf('sql', CATALOG_RULES),
  ...rulesOf('migration', MIGRATION_RULES),
  ...rulesOf('mysql_migration', MYSQL_MIGRATION_RULES),
  ...rulesOf('api', OPENAPI_RULES),
];

/** The page of a rule, with an example from each of the families that have the rule. */
export type NamedRulePage = FamilyRule & { readonly examples: readonly Example[] };

/** The pages by the ids of their rules. Rules of one id in two families are one rule. */
export const RULE_PAGES: ReadonlyMap<string, NamedRulePage> = RULES.reduce((pages, rule) => {
  const first = pages.get(rule.id);
  return pages.set(rule.id, { ...(first ?? rule), examples: withExample(first?.examples ?? [], rule.example) });
}, new Map<string, NamedRulePage>());

/** Two families may have one rule, and then one example. */
function withExample(examples: readonly Example[], example: Example): Example[] {
  return examples.includes(example) ? [...examples] : [...examples, example];
}

function rulesOf(family: RuleFamily, registry: Readonly<Record<string, readonly RulePage[]>>): FamilyRule[] {
  const rules = new Set(Object.values(registry).flat());
  return [...rules].map((rule) => ({ ...rule, family }));
}

const FAMILIES = {
  database: 'Database schemas',
  sql: 'Database schemas',
  migration: 'Migrations in SQL',
  mysql_migration: 'Migrations in SQL of MySQL and MariaDB',
  api: 'API descriptions',
} as const;

/** The page of a rule in Markdown. */
export function renderRulePage(rule: NamedRulePage): string {
  return `# ${rule.id}

${rule.summary}

- Judges: ${FAMILIES[rule.family]}
- Rule sets: ${rule.classic ? '`all` and `classic`' : '`all` only; the original toolkit does not see it'}

## Why

${rule.reason}

## What to do instead

${rule.instead}

${rule.examples.map(renderExample).join('\n')}`;
}

const DIALECT_NAMES = { mysql: 'MySQL', mariadb: 'MariaDB' } as const;

function renderExample(example: Example): string {
  if ('migration' in example) {
    const before = example.before === '' ? '' : `Before:\n\n${fenced('sql', example.before)}\n`;
    const whose = example.dialect === undefined ? '' : ` for ${DIALECT_NAMES[example.dialect]}`;
    return `## Example${whose}\n\n${before}Migration:\n\n${fenced('sql', example.migration)}`;
  }
  if (!isSql(example)) {
    return `## Example\n\nBefore:\n\n${fenced('json', example.before)}\nAfter:\n\n${fenced('json', example.after)}`;
  }
  const { before, after, renames = [] } = example;
  const options = renames.length === 0 ? '' : `\nWith ${renames.map((one) => `\`--rename ${one}\``).join(' and ')}.\n`;
  return `## Example in SQL\n\nBefore:\n\n${fenced('sql', before)}\nAfter:\n\n${fenced('sql', after)}${options}`;
}

function isSql(example: Example): example is Extract<Example, { after: string }> {
  return 'after' in example && typeof example.after === 'string';
}

function fenced(language: 'json' | 'sql', content: unknown): string {
  const text =
    typeof content === 'string' ? content.replaceAll('; ', ';\n') || '-- nothing' : JSON.stringify(content, null, 2);
  return `\`\`\`${language}\n${text}\n\`\`\`\n`;
}
