import { AVRO_RULES } from '../rules/avro/registry.js';
import { CATALOG_RULES } from '../rules/catalog/registry.js';
import { GRAPHQL_RULES } from '../rules/graphql/registry.js';
import { JSON_SCHEMA_RULES } from '../rules/json-schema/registry.js';
import { MYSQL_MIGRATION_RULES } from '../rules/migration/mysql/registry.js';
import { MIGRATION_RULES } from '../rules/migration/registry.js';
import { OPENAPI_RULES } from '../rules/openapi/registry.js';
import { PROTOBUF_RULES } from '../rules/protobuf/registry.js';
import { RELATIONAL_RULES } from '../rules/relational/registry.js';
import type { Example, RulePage } from '../rules/rule.js';

/** What a rule judges: schemas in the original's JSON, databases as they are, migrations, API descriptions. */
type RuleFamily =
  | 'database'
  | 'sql'
  | 'migration'
  | 'mysql_migration'
  | 'api'
  | 'graphql'
  | 'protobuf'
  | 'avro'
  | 'json-schema';

type FamilyRule = RulePage & { readonly family: RuleFamily };

/** Every rule of every family, in the order of the findings. */
export const RULES: readonly FamilyRule[] = [
  ...rulesOf('database', RELATIONAL_RULES),
  ...rulesOf('sql', CATALOG_RULES),
  ...rulesOf('migration', MIGRATION_RULES),
  ...rulesOf('mysql_migration', MYSQL_MIGRATION_RULES),
  ...rulesOf('api', OPENAPI_RULES),
  ...rulesOf('graphql', GRAPHQL_RULES),
  ...rulesOf('protobuf', PROTOBUF_RULES),
  ...rulesOf('avro', AVRO_RULES),
  ...rulesOf('json-schema', JSON_SCHEMA_RULES),
];

/** What is said of a rule, with an example from each of the families that say it. */
type RuleSection = FamilyRule & { readonly examples: readonly FamilyExample[] };

interface FamilyExample {
  readonly family: RuleFamily;
  readonly example: Example;
}

/** The page of an id: rules of two families that say the same are one, others stand one below the other. */
export type NamedRulePage = readonly [RuleSection, ...RuleSection[]];

/** The pages by the ids of their rules. */
export const RULE_PAGES: ReadonlyMap<string, NamedRulePage> = pagesOf(RULES);

function pagesOf(rules: readonly FamilyRule[]): Map<string, NamedRulePage> {
  const pages = new Map<string, RuleSection[]>();
  for (const rule of rules) {
    const sections = pages.get(rule.id) ?? [];
    const example = { family: rule.family, example: rule.example };
    const same = sections.findIndex(({ summary, reason }) => summary === rule.summary && reason === rule.reason);
    const section = sections[same];
    if (section === undefined) sections.push({ ...rule, examples: [example] });
    // Two families may have one rule, and then one example.
    else if (!section.examples.some((each) => each.example === rule.example)) {
      sections[same] = { ...section, examples: [...section.examples, example] };
    }
    pages.set(rule.id, sections);
  }
  return pages as Map<string, NamedRulePage & RuleSection[]>;
}

function rulesOf(family: RuleFamily, registry: Readonly<Record<string, readonly RulePage[]>>): FamilyRule[] {
  const rules = new Set(Object.values(registry).flat());
  return [...rules].map((rule) => ({ ...rule, family }));
}

/** What a family judges, and the language of its examples that are texts. */
const FAMILIES: Readonly<Record<RuleFamily, { readonly subject: string; readonly language: string }>> = {
  database: { subject: 'Database schemas', language: 'sql' },
  sql: { subject: 'Database schemas', language: 'sql' },
  migration: { subject: 'Migrations in SQL', language: 'sql' },
  mysql_migration: { subject: 'Migrations in SQL of MySQL and MariaDB', language: 'sql' },
  api: { subject: 'API descriptions', language: 'yaml' },
  graphql: { subject: 'GraphQL schemas', language: 'graphql' },
  protobuf: { subject: 'Protobuf schemas', language: 'protobuf' },
  avro: { subject: 'Avro schemas', language: 'json' },
  'json-schema': { subject: 'JSON Schemas', language: 'json' },
};

/** The page of a rule in Markdown. */
export function renderRulePage([first, ...others]: NamedRulePage): string {
  const more = others.map(
    (section) => `\n## In ${FAMILIES[section.family].subject}\n\n${renderSection(section, '###')}`,
  );
  return `# ${first.id}\n\n${renderSection(first, '##')}${more.join('')}`;
}

function renderSection(rule: RuleSection, heading: string): string {
  const subjects = new Set(
    [rule.family, ...rule.examples.map(({ family }) => family)].map((family) => FAMILIES[family].subject),
  );
  return `${rule.summary}

- Judges: ${[...subjects].join('; ')}
- Rule sets: ${rule.classic ? '`all` and `classic`' : '`all` only; the original toolkit does not see it'}${renderKnownAs(rule)}

${heading} Why

${rule.reason}

${heading} What to do instead

${rule.instead}

${rule.examples.map((example) => renderExample(example, heading)).join('\n')}`;
}

const DIALECT_NAMES = { mysql: 'MySQL', mariadb: 'MariaDB' } as const;

function renderKnownAs({ knownAs }: RulePage): string {
  if (knownAs === undefined) return '';
  return `\n- In ${knownAs.tool}: ${knownAs.ids.map((id) => `\`${id}\``).join(', ')}`;
}

function renderExample({ family, example }: FamilyExample, heading: string): string {
  const { language } = FAMILIES[family];
  if ('migration' in example) {
    const before = example.before === '' ? '' : `Before:\n\n${fenced(language, example.before)}\n`;
    const whose = example.dialect === undefined ? '' : ` for ${DIALECT_NAMES[example.dialect]}`;
    return `${heading} Example${whose}\n\n${before}Migration:\n\n${fenced(language, example.migration)}`;
  }
  const title = family === 'sql' ? 'Example in SQL' : 'Example';
  const { before, after } = example;
  const renames = 'renames' in example ? (example.renames ?? []) : [];
  const options = renames.length === 0 ? '' : `\nWith ${renames.map((one) => `\`--rename ${one}\``).join(' and ')}.\n`;
  return `${heading} ${title}\n\nBefore:\n\n${fenced(language, before)}\nAfter:\n\n${fenced(language, after)}${options}`;
}

/** A text in its language, or any other value as JSON. */
function fenced(language: string, content: unknown): string {
  if (typeof content !== 'string') return `\`\`\`json\n${JSON.stringify(content, null, 2)}\n\`\`\`\n`;
  const text = language === 'sql' ? content.replaceAll('; ', ';\n') || '-- nothing' : content.trimEnd();
  return `\`\`\`${language}\n${text}\n\`\`\`\n`;
}
