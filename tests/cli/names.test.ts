import { describe, expect, it } from 'vitest';
import { folderWith, NOW, refusalOf, run } from '../support/cli.js';

/** Names that every object of JavaScript inherits. */
const NAMES = ['__proto__', 'constructor', 'toString', 'hasOwnProperty'];

/** Documents of one command in which NAME stands wherever a name may stand. */
const DOCUMENTS = {
  plan: [
    `{
      "type": "NAME", "source": {"NAME": "NAME"}, "target": "NAME", "pattern": "NAME", "NAME": {"NAME": 1},
      "constraints": {"dependencies": ["NAME"], "compliance_requirements": ["NAME"], "special_requirements": ["NAME"],
        "NAME": null}
    }`,
  ],
  'plan of a known type': ['{"type": "database", "source": "old", "target": "new", "pattern": "NAME"}'],
  rollback: [
    `{
      "migration_id": "m1", "migration_type": "NAME", "NAME": {"NAME": 1},
      "phases": ["NAME", {"name": "NAME", "risk_level": "NAME", "NAME": null}, {"NAME": "NAME"}]
    }`,
  ],
  'check of databases': [
    `{
      "tables": {
        "NAME": {"columns": {"id": {"type": "int"}}},
        "t": {
          "columns": {
            "NAME": {"type": "int"}, "a": {"type": "NAME"}, "b": {"type": "int", "NAME": 1},
            "c": {"type": "enum", "values": ["NAME", "x"]}, "d": {"type": "int", "default": "NAME"}
          },
          "constraints": {"primary_key": ["NAME"], "unique": [["NAME"]], "check": ["NAME"], "NAME": ["x"]},
          "indexes": [{"name": "NAME", "columns": ["NAME"], "unique": true}],
          "NAME": {"NAME": 1}
        }
      },
      "views": {"NAME": {"definition": "x"}, "v": {"definition": "x", "columns": ["NAME", "y"]}},
      "procedures": [{"name": "NAME", "definition": "x"}],
      "enums": {"NAME": ["x"], "e": ["NAME", "x"]},
      "NAME": {"NAME": 1}
    }`,
    `{
      "tables": {
        "t": {
          "columns": {
            "a": {"type": "int"}, "b": {"type": "int"}, "c": {"type": "enum", "values": ["x"]}, "d": {"type": "int"},
            "NAMES": {"type": "NAME", "nullable": false}
          },
          "constraints": {},
          "indexes": []
        }
      },
      "views": {"v": {"definition": "x", "columns": ["y"]}}, "procedures": [], "enums": {"e": ["x"]}
    }`,
  ],
  'check of APIs': [
    `{
      "openapi": "3.0.3", "NAME": {"NAME": 1},
      "paths": {
        "NAME": {"get": {}},
        "/a": {
          "NAME": {},
          "post": {
            "parameters": [{"name": "NAME", "in": "query"}],
            "requestBody": {"content": {"NAME": {}, "x": {"schema": {"type": "NAME"}}}},
            "responses": {
              "NAME": {},
              "200": {"content": {"x": {"schema": {"$ref": "#/components/schemas/NAME"}}, "NAME": {}}},
              "201": {"content": {"x": {"schema": {"type": "object", "properties": {"NAME": {"enum": ["NAME"]}}}}}}
            }
          }
        }
      },
      "components": {
        "schemas": {
          "NAME": {
            "type": "object", "required": ["NAME"],
            "properties": {"NAME": {"type": "string"}, "p": {"type": "NAME"}, "q": {"NAME": 1, "enum": ["NAME"]}}
          }
        }
      }
    }`,
    `{
      "openapi": "3.0.3",
      "paths": {
        "/a": {
          "post": {
            "parameters": [{"name": "NAME", "in": "query", "required": true}],
            "requestBody": {"content": {"x": {"schema": {"type": "integer"}}}},
            "responses": {
              "200": {"content": {"x": {"schema": {"$ref": "#/components/schemas/NAME"}}}},
              "201": {"content": {"x": {"schema": {"type": "object", "properties": {}}}}}
            }
          }
        }
      },
      "components": {
        "schemas": {"NAME": {"type": "object", "properties": {"p": {"type": "string"}, "q": {"enum": ["z"]}}}}
      }
    }`,
  ],
} as const;

type Subject = keyof typeof DOCUMENTS;
const CASES = (Object.keys(DOCUMENTS) as Subject[]).flatMap((subject) => {
  return (subject.startsWith('check') ? ['all', 'classic'] : ['all']).map((rules) => [subject, rules] as const);
});

/** The results of a subject whose documents hold a name. */
async function resultsOf(subject: Subject, name: string, rules = 'all') {
  const [before, after = ''] = DOCUMENTS[subject].map((text) => text.replaceAll('NAME', name));
  const cwd = folderWith({ 'a.json': before ?? '', 'b.json': after });
  const [command] = subject.split(' ') as [string];
  const inputs = after === '' ? ['-i', 'a.json'] : ['--before', 'a.json', '--after', 'b.json', '--rules', rules];
  return run([command, ...inputs, '--now', NOW], { cwd });
}

/** The same text with an ordinary name, and without what is computed from all of the input. */
function withName(text: string, name: string, ordinary: string): string {
  const ids = /("(?:migration|runbook)_id": |MIGRATION PLAN: |ROLLBACK RUNBOOK: |Runbook ID: ).*/g;
  return text.replaceAll(new RegExp(name, 'gi'), ordinary).replaceAll(ids, '$1');
}

describe.each(NAMES)('%s is a name like any other', (name) => {
  // As long, since a report shows the beginning of a schema.
  const ordinary = 'q'.repeat(name.length);

  it.each(CASES)('in a %s, rules %s', async (subject, rules) => {
    const [result, expected] = await Promise.all([
      resultsOf(subject, name, rules),
      resultsOf(subject, ordinary, rules),
    ]);
    expect(expected.stderr).toBe('');
    expect(expected.stdout).not.toBe('');
    expect(withName(result.stdout, name, ordinary)).toBe(withName(expected.stdout, ordinary, ordinary));
    expect({ ...result, stdout: '' }).toEqual({ ...expected, stdout: '' });
  });
});

describe('what goes is reported under its name', () => {
  const N = '__proto__';

  async function findings(subject: Subject) {
    const { stdout, status } = await resultsOf(subject, N);
    const { issues } = JSON.parse(stdout.slice(0, stdout.indexOf('\n}\n') + 3)) as { issues: Finding[] };
    return { status, found: issues.map(({ type, field_path }) => `${type} ${field_path}`) };
  }
  interface Finding {
    readonly type: string;
    readonly field_path: string;
  }

  it('in databases', async () => {
    expect(await findings('check of databases')).toEqual({
      status: 2,
      found: [
        `table_removed tables.${N}`,
        `column_removed tables.t.columns.${N}`,
        `required_column_added tables.t.columns.${N}S`,
        'incompatible_type_change tables.t.columns.a.type',
        `column_attribute_changed tables.t.columns.b.${N}`,
        'enum_value_removed tables.t.columns.c',
        'default_removed tables.t.columns.d.default',
        'primary_key_removed tables.t.constraints.primary_key',
        'unique_removed tables.t.constraints.unique',
        'check_removed tables.t.constraints.check',
        `unique_index_removed tables.t.indexes.${N}`,
        `table_attribute_changed tables.t.constraints.${N}`,
        `table_attribute_changed tables.t.${N}`,
        `enum_removed enums.${N}`,
        'enum_value_removed enums.e',
        `view_removed views.${N}`,
        `view_column_removed views.v.columns.${N}`,
        `procedure_removed procedures.${N}`,
        `schema_attribute_changed ${N}`,
      ],
    });
  });

  it('in APIs', async () => {
    expect(await findings('check of APIs')).toEqual({
      status: 2,
      found: [
        `endpoint_removed paths.${N}.get`,
        `operation_removed paths./a.${N}`,
        `parameter_made_required paths./a.post.parameters.${N}.required`,
        `media_type_removed paths./a.post.requestBody.content.${N}`,
        'schema_type_changed paths./a.post.requestBody.content.x.schema.type',
        `media_type_removed paths./a.post.responses.200.content.${N}`,
        `property_removed paths./a.post.responses.201.content.x.schema.properties.${N}`,
        `response_removed paths./a.post.responses.${N}`,
        `property_removed components.schemas.${N}.properties.${N}`,
        `property_type_changed components.schemas.${N}.properties.p.type`,
        `schema_enum_widened components.schemas.${N}.properties.q.enum`,
      ],
    });
  });
});

describe.each(['__proto__', 'constructor'])('what is wrong below %s is refused', (name) => {
  const NOT_OBJECT = 'expected an object, got null';
  const NOT_SCHEMA = 'expected an object or true or false, got the number 5';

  it.each([
    ['{"tables": {"NAME": null}}', `tables.NAME: ${NOT_OBJECT}`],
    ['{"tables": {"NAME": {"constraints": null}}}', `tables.NAME.constraints: ${NOT_OBJECT}`],
    ['{"tables": {"t": {"columns": {"NAME": null}}}}', `tables.t.columns.NAME: ${NOT_OBJECT}`],
    [
      '{"openapi": "3.0.0", "paths": {"/a": {"get": {"requestBody": {"content": {"NAME": {^"schema": 5}}}}}}}',
      `paths["/a"].get.requestBody.content.NAME.schema: ${NOT_SCHEMA}`,
    ],
    ['{"openapi": "3.0.0", "components": {"schemas": {^"NAME": 5}}}', `components.schemas.NAME: ${NOT_SCHEMA}`],
    [
      '{"openapi": "3.0.0", "components": {"schemas": {"M": {"properties": {^"NAME": 5}}}}}',
      `components.schemas.M.properties.NAME: ${NOT_SCHEMA}`,
    ],
    ['{"openapi": "3.0.0", "paths": {^"NAME": 5}}', 'paths.NAME: expected an object, got the number 5'],
  ])('%s', async (text, problem) => {
    // Of an API description the place is said, which ^ marks here.
    const marked = text.replace('NAME', name);
    const place = marked.includes('^') ? `:1:${marked.indexOf('^') + 1}` : '';
    const cwd = folderWith({ 'x.json': marked.replace('^', '') });
    const message = await refusalOf(['check', '--before', 'x.json', '--after', 'x.json', '-o', 'out.json'], { cwd });
    const remedy = 'mend the value there; migrate-arch schema lists the schemas and prints them';
    expect(message).toBe(`error: x.json${place}: ${problem.replace('NAME', name)}\n  ${remedy}\n`);
  });

  it('is no substitute for a field that is missing', async () => {
    const spec = `{"${name}": {"type": "data", "source": "a", "target": "b"}}`;
    const plan = `{"${name}": {"migration_id": "m1"}}`;
    const cwd = folderWith({ 'spec.json': spec, 'plan.json': plan });
    expect(await refusalOf(['plan', '-i', 'spec.json'], { cwd })).toContain("missing required field 'type'");
    expect(await refusalOf(['rollback', '-i', 'plan.json'], { cwd })).toContain("must have 'migration_id' or 'source'");
  });
});
