import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkCompatibility } from '../../src/index.js';
import { folderWith, PATHS, refusalOf, run, TABLES } from '../support/cli.js';

const REMEDY = 'mend the value there; migrate-arch schema lists the schemas and prints them';

/** The whole message about one file and its problems. */
function wrongShape(...problems: readonly string[]): string {
  const [only, ...more] = problems;
  const list = more.length === 0 ? ` ${only}` : problems.map((problem) => `\n  ${problem}`).join('');
  return `error: x.json:${list}\n  ${REMEDY}\n`;
}

/** What each command says of an input. */
const REFUSALS = {
  plan: (text: string) => refusalOf(['plan', '-i', 'x.json'], { cwd: folderWith({ 'x.json': text }) }),
  rollback: (text: string) => refusalOf(['rollback', '-i', 'x.json'], { cwd: folderWith({ 'x.json': text }) }),
  database: (text: string) => refusalOfCheck(text, TABLES),
  api: (text: string) => refusalOfCheck(text, PATHS),
};

function refusalOfCheck(text: string, good: string): Promise<string> {
  const cwd = folderWith({ 'x.json': text, 'good.json': good });
  return refusalOf(['check', '--before', 'x.json', '--after', 'good.json'], { cwd });
}

describe('a document that is no object', () => {
  it.each([
    ['plan', '[1]', 'a list'],
    ['plan', 'null', 'null'],
    ['plan', '1.0', 'the number 1.0'],
    ['plan', '"{}"', 'the text "{}"'],
    ['plan', 'true', 'true'],
    ['rollback', '[{}]', 'a list'],
    ['rollback', 'null', 'null'],
    ['rollback', '0', 'the number 0'],
    ['database', '[{}]', 'a list'],
    ['database', 'null', 'null'],
    ['database', '-1e3', 'the number -1000.0'],
  ] as const)('%s: %s', async (command, text, got) => {
    expect(await REFUSALS[command](text)).toBe(wrongShape(`the document: expected an object, got ${got}`));
  });
});

describe('plan', () => {
  const spec = (rest: string) => REFUSALS.plan(`{"type": "database", "source": "a", "target": "b", ${rest}}`);

  it.each([
    ['null constraints', '"constraints": null', 'constraints: expected an object, got null'],
    ['a list of constraints', '"constraints": []', 'constraints: expected an object, got a list'],
    [
      'a negative volume',
      '"constraints": {"data_volume_gb": -1}',
      'constraints.data_volume_gb: expected a number from 0, got the number -1',
    ],
    [
      'a volume in quotes',
      '"constraints": {"data_volume_gb": "5"}',
      'constraints.data_volume_gb: expected a number from 0, got the text "5"',
    ],
    [
      'a negative fraction',
      '"constraints": {"max_downtime_minutes": -0.5}',
      'constraints.max_downtime_minutes: expected a number from 0, got the number -0.5',
    ],
    [
      'dependencies that are a text',
      '"constraints": {"dependencies": "billing"}',
      'constraints.dependencies: expected a list, got the text "billing"',
    ],
    [
      'a requirement that is a number',
      '"constraints": {"compliance_requirements": ["GDPR", 5.0]}',
      'constraints.compliance_requirements[1]: expected a text, got the number 5.0',
    ],
    ['a pattern that is a number', '"pattern": 5', 'pattern: expected a text, got the number 5'],
  ])('%s', async (_, rest, problem) => {
    expect(await spec(rest)).toBe(wrongShape(problem));
  });

  it('names every field that is missing', async () => {
    const problems = ['type', 'source', 'target'].map((field) => `missing required field '${field}'`);
    expect(await REFUSALS.plan('{}')).toBe(wrongShape(...problems));
    expect(await REFUSALS.plan('{"type": "data", "source": null}')).toBe(wrongShape("missing required field 'target'"));
  });

  it('a type that is no text', async () => {
    const message = await REFUSALS.plan('{"type": null, "source": "a", "target": "b"}');
    expect(message).toBe(wrongShape('type: expected a text, got null'));
  });

  it('refuses the same with --validate', async () => {
    const cwd = folderWith({ 'x.json': '{"type": 1, "source": "a", "target": "b"}' });
    const message = await refusalOf(['plan', '-i', 'x.json', '--validate'], { cwd });
    expect(message).toBe(wrongShape('type: expected a text, got the number 1'));
  });
});

describe('rollback', () => {
  const phases = (list: string) => REFUSALS.rollback(`{"migration_id": "m", "phases": ${list}}`);
  const PHASE = 'expected an object or a text or a number from 0';

  it.each([
    ['phases that are an object', '{}', ['phases: expected a list, got an object']],
    ['null phases', 'null', ['phases: expected a list, got null']],
    [
      'phases of every wrong kind',
      '[null, [], -5, true, {"name": 1}]',
      [
        `phases[0]: ${PHASE}, got null`,
        `phases[1]: ${PHASE}, got a list`,
        `phases[2]: ${PHASE}, got the number -5`,
        `phases[3]: ${PHASE}, got true`,
        'phases[4].name: expected a text, got the number 1',
      ],
    ],
    [
      'durations and risks of the wrong kind',
      '[{"duration_hours": -1}, {"duration_hours": "1"}, {"risk_level": null}]',
      [
        'phases[0].duration_hours: expected a number from 0, got the number -1',
        'phases[1].duration_hours: expected a number from 0, got the text "1"',
        'phases[2].risk_level: expected a text, got null',
      ],
    ],
  ])('%s', async (_, list, problems) => {
    expect(await phases(list)).toBe(wrongShape(...problems));
  });

  it('a plan that says neither what it is nor where it comes from', async () => {
    const message = await REFUSALS.rollback('{"phases": []}');
    expect(message).toBe(wrongShape("a migration plan must have 'migration_id' or 'source'"));
  });
});

describe('check of database schemas', () => {
  it.each([
    ['null tables', '{"tables": null}', 'tables: expected an object, got null'],
    ['a list of tables', '{"tables": []}', 'tables: expected an object, got a list'],
    ['a null table', '{"tables": {"t": null}}', 'tables.t: expected an object, got null'],
    [
      'null constraints',
      '{"tables": {"t": {"constraints": null}}}',
      'tables.t.constraints: expected an object, got null',
    ],
    [
      'a list of columns',
      '{"tables": {"a b": {"columns": []}}}',
      'tables["a b"].columns: expected an object, got a list',
    ],
    [
      'a column that is a text',
      '{"tables": {"t": {"columns": {"x.y": "int"}}}}',
      'tables.t.columns["x.y"]: expected an object, got the text "int"',
    ],
    [
      'a text for a number',
      '{"tables": {"t": {"columns": {"c": {"length": "9"}}}}}',
      'tables.t.columns.c.length: expected a number, got the text "9"',
    ],
    [
      'a number for a flag',
      '{"tables": {"t": {"columns": {"c": {"nullable": 1}}}}}',
      'tables.t.columns.c.nullable: expected true or false, got the number 1',
    ],
  ])('%s', async (_, text, problem) => {
    expect(await REFUSALS.database(text)).toBe(wrongShape(problem));
  });

  it('lists five problems and counts the others', async () => {
    const columns = ['"a": 1', '"b": 2.50', '"c": []', '"d": "int"', '"e": false', '"f": null', '"g": 7'].join(', ');
    const got = ['the number 1', 'the number 2.5', 'a list', 'the text "int"', 'false'];
    const problems = got.map((what, index) => `tables.t.columns.${'abcde'[index]}: expected an object, got ${what}`);
    const message = await REFUSALS.database(`{"tables": {"t": {"columns": {${columns}}}}}`);
    expect(message).toBe(wrongShape(...problems, 'and 2 more'));
  });
});

describe('check of API descriptions', () => {
  // The place that the message names is marked with ^.
  it.each([
    ['a list of paths', '{^"paths": []}', 'paths: expected an object, got a list'],
    ['a path that is a text', '{"paths": {^"/a": "b"}}', 'paths["/a"]: expected an object, got the text "b"'],
    [
      'an object of parameters',
      '{"paths": {"/a": {"get": {^"parameters": {}}}}}',
      'paths["/a"].get.parameters: expected a list, got an object',
    ],
    [
      'a parameter that is a text',
      '{"paths": {"/a": {"get": {"parameters": [{}, ^"b"]}}}}',
      'paths["/a"].get.parameters[1]: expected an object, got the text "b"',
    ],
    [
      'a response that is a number',
      '{"paths": {"/a": {"get": {"responses": {^"200": 5}}}}}',
      'paths["/a"].get.responses.200: expected an object, got the number 5',
    ],
    [
      'a property that is a number',
      '{"paths": {}, "components": {"schemas": {"M": {"properties": {^"p": 5}}}}}',
      'components.schemas.M.properties.p: expected an object or true or false, got the number 5',
    ],
  ])('%s', async (_, marked, problem) => {
    const text = marked.replace('^', '');
    const expected = wrongShape(problem).replace('x.json', `x.json:1:${marked.indexOf('^') + 1}`);
    expect(await REFUSALS.api(text)).toBe(expected);
    // And as the original reads it, which keeps no places.
    const cwd = folderWith({ 'x.json': text });
    const classic = ['check', '--before', 'x.json', '--after', 'x.json', '--rules', 'classic'];
    expect(await refusalOf(classic, { cwd })).toBe(wrongShape(problem));
  });

  const ofSchema = (keyword: string) =>
    `{"openapi": "3.1.0", "paths": {}, "components": {"schemas": {"M": {"items": {${keyword}}}}}}`;
  it.each([
    ['"properties": []', 'an object of schemas', 'a list'],
    ['"properties": {"a": "b"}', 'an object of schemas', 'an object'],
    ['"required": "a"', 'a list of texts', 'the text "a"'],
    ['"required": true', 'a list of texts', 'true'],
    ['"maxLength": "5"', 'a number', 'the text "5"'],
    ['"minimum": "1"', 'a number', 'the text "1"'],
    ['"exclusiveMinimum": "1"', 'a number, or true or false', 'the text "1"'],
    ['"enum": "a"', 'a list', 'the text "a"'],
    ['"type": 5', 'a text or a list of texts', 'the number 5'],
    ['"type": {}', 'a text or a list of texts', 'an object'],
    ['"allOf": {}', 'a list of schemas', 'an object'],
    ['"oneOf": ["a"]', 'a list of schemas', 'a list'],
    ['"not": []', 'a schema', 'a list'],
    ['"items": "a"', 'a schema or a list of schemas', 'the text "a"'],
    ['"additionalProperties": "false"', 'a schema', 'the text "false"'],
    ['"pattern": 5', 'a text', 'the number 5'],
    ['"nullable": "true"', 'true or false', 'the text "true"'],
    ['"dependentRequired": {"a": "b"}', 'an object of lists of texts', 'an object'],
    ['"discriminator": "kind"', 'an object with a text propertyName and texts in its mapping', 'the text "kind"'],
  ])('a schema with %s', async (keyword, expected, got) => {
    const text = ofSchema(keyword);
    const name = JSON.parse(`{${keyword}}`);
    const problem = `#/components/schemas/M/items/${Object.keys(name)[0]}: expected ${expected}, got ${got}`;
    const place = `x.json:1:${text.indexOf(keyword) + 1}`;
    expect(await REFUSALS.api(text)).toBe(wrongShape(problem).replace('x.json', place));
    const cwd = folderWith({ 'x.json': text });
    const classic = ['check', '--before', 'x.json', '--after', 'x.json', '--rules', 'classic', '-f', 'json'];
    expect((await run(classic, { cwd })).status).toBe(0);
    expect(() => checkCompatibility(JSON.parse(text), JSON.parse(PATHS))).toThrow(`before: ${problem}`);
  });

  it.each([
    ['"description": 5', '"default": "5"', '"x-a": []', '"example": []'],
    ['"type": ["string", null]', '"properties": {"items": true}', '"enum": [{"maxLength": "5"}]'],
  ])('but what is no keyword may be anything: %s, %s …', async (...keywords) => {
    const cwd = folderWith({ 'x.json': ofSchema(keywords.join(', ')) });
    expect((await run(['check', '--before', 'x.json', '--after', 'x.json', '-f', 'json'], { cwd })).status).toBe(0);
  });

  it.each([
    [
      'a parameter of version 2.0',
      '{"swagger": "2.0", "paths": {"/a": {"get": {"parameters": [{"name": "p", "in": "query", "type": "array", "items": {^"maxLength": "5"}}]}}}}',
      '#/paths/~1a/get/parameters/0/items/maxLength: expected a number, got the text "5"',
    ],
    [
      'requirements that are no list',
      '{"openapi": "3.0.3", "paths": {"/a": {"get": {^"security": {"key": []}}}}}',
      '#/paths/~1a/get/security: expected a list, got an object',
    ],
    [
      'a text where yes or no belongs',
      '{"openapi": "3.0.3", "paths": {"/a": {"get": {"parameters": [{"name": "p", "in": "query", ^"required": "false"}]}}}}',
      '#/paths/~1a/get/parameters/0/required: expected true or false, got the text "false"',
    ],
  ])('%s', async (_, marked, problem) => {
    const expected = wrongShape(problem).replace('x.json', `x.json:1:${marked.indexOf('^') + 1}`);
    expect(await REFUSALS.api(marked.replace('^', ''))).toBe(expected);
  });

  it('several, each with its place', async () => {
    const text = '{"paths": {"/a": 1,\n "/b": 2}}';
    const problem = (name: string, got: number) => `paths["/${name}"]: expected an object, got the number ${got}`;
    expect(await REFUSALS.api(text)).toBe(
      wrongShape(`x.json:1:12: ${problem('a', 1)}`, `x.json:2:2: ${problem('b', 2)}`),
    );
  });
});

describe('a schema of another type', () => {
  const API = 'an API description';
  const DATABASE = 'a database schema';
  const refused = (file: string, expected: string, found: string, remedy: string) =>
    `error: ${file}: expected ${expected}, but this is ${found}\n  ${remedy}\n`;
  const same = 'compare two of the same type';

  it.each([
    ['OpenAPI as database', PATHS, PATHS, 'database', DATABASE, API, 'leave --type out, or give --type api', 'a.json'],
    ['a database as api', TABLES, TABLES, 'api', API, DATABASE, 'leave --type out, or give --type database', 'a.json'],
    ['a database behind an API', PATHS, TABLES, undefined, API, DATABASE, same, 'b.json'],
    ['an API behind a database', TABLES, PATHS, undefined, DATABASE, API, same, 'b.json'],
  ])('%s', async (_, before, after, type, expected, found, remedy, file) => {
    const cwd = folderWith({ 'a.json': before, 'b.json': after });
    const args = ['check', '--before', 'a.json', '--after', 'b.json', ...(type === undefined ? [] : ['--type', type])];
    expect(await refusalOf(args, { cwd })).toBe(refused(file, expected, found, remedy));
  });

  it('but a document that holds both is what --type says', async () => {
    const cwd = folderWith({ 'a.json': '{"tables": {}, "openapi": "3.1.0"}' });
    for (const type of ['database', 'api']) {
      const args = ['check', '--before', 'a.json', '--after', 'a.json', '--type', type];
      const { stderr, status } = await run(args, { cwd });
      expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
    }
  });
});

it('a word that is none of those allowed is told these', async () => {
  const plan = readFileSync('tests/plan/goldens/service.json', 'utf8');
  const cwd = folderWith({ 'x.json': plan.replace('"kind": "approval"', '"kind": "nonsense"') });
  expect(await refusalOf(['rollback', '-i', 'x.json', '--detail', 'full'], { cwd })).toBe(
    wrongShape(
      'steps[0].kind: expected one of "sql", "command", "flag", "deploy", "traffic", "wait", "approval", "manual", got the text "nonsense"',
    ),
  );
});
