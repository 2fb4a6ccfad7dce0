// What a set of files says is what its text says, or what each of its files does, in whatever order they come.
import { describe, expect, test } from 'vitest';
import { folderWith, run } from '../support/cli.js';

type Texts = Readonly<Record<string, string>>;

const under = (folder: string, texts: Texts): Texts => {
  return Object.fromEntries(Object.entries(texts).map(([path, text]) => [`${folder}/${path}`, text]));
};

/** The same texts in files whose names sort the other way round. */
const turned = (texts: Texts): Texts => {
  const paths = Object.keys(texts).sort();
  return Object.fromEntries(
    paths.map((path, index) => [`z${paths.length - index}${path.replace(/^.*?(?=\.)/, '')}`, texts[path] as string]),
  );
};

async function findings(cwd: string, before: string, after: string): Promise<string[]> {
  const { stdout, stderr } = await run(['check', '--before', before, '--after', after, '--format', 'json'], { cwd });
  expect(stdout, stderr).not.toBe('');
  const { issues } = JSON.parse(stdout) as { issues: { type: string; field_path: string; severity: string }[] };
  return issues.map(({ type, field_path: path, severity }) => `${severity} ${type} ${path}`).sort();
}

describe('the files of one schema', () => {
  const WHOLE = [
    {
      family: 'GraphQL',
      ending: 'graphql',
      before: {
        'a.graphql': 'extend type User { mail: String, nick: String }\nunion Any = User | Team\n',
        'b.graphql': 'type Query { me: User, any: Any }\nenum State { ON OFF }\n',
        'c.graphql': 'type User { name: String, state(of: State): State }\ntype Team { id: ID }\n',
      },
      changes: [
        ['nick: String', ''],
        ['ON OFF', 'ON'],
      ],
      expected: ['breaking field_removed User.nick', 'breaking value_removed_from_enum State.OFF'],
    },
    {
      family: 'Protobuf',
      ending: 'proto',
      before: {
        'a.proto': 'message User { Team team = 1; string name = 2; }\n',
        'b.proto': 'message Team { int32 id = 1; State state = 2; }\n',
        'c.proto': 'enum State { ON = 0; OFF = 1; }\n',
        'd.proto': 'service S { rpc Get(User) returns (Team); }\n',
      },
      changes: [
        ['string name', 'bytes name'],
        ['OFF = 1;', ''],
      ],
      expected: ['breaking enum_value_removed p.State.OFF', 'breaking field_type_changed p.User.name'],
    },
  ] as const;

  test.each(WHOLE)('$family: say what their text in one file says', async ({ ending, before, changes, expected }) => {
    const change = (text: string) => changes.reduce((all, [from, to]) => all.replace(from, to), text);
    const header = ending === 'proto' ? 'syntax = "proto3"; package p;\n' : '';
    const paths = Object.keys(before).sort();
    const importing = (texts: Texts): Texts => {
      if (ending !== 'proto') return texts;
      // Every file imports those that it needs; the last one is needed by the one before it, and so on.
      const names = Object.keys(texts);
      const fileOf = (word: string) => names.find((name) => texts[name]?.match(`(?:message|enum) ${word} `)) as string;
      return Object.fromEntries(
        names.map((name) => {
          const needed = ['User', 'Team', 'State'].filter((word) => texts[name]?.includes(word)).map(fileOf);
          const imports = [...new Set(needed)].filter((one) => one !== name).map((one) => `import "${one}";\n`);
          return [name, `${header}${imports.join('')}${texts[name]}`];
        }),
      );
    };
    const after: Texts = Object.fromEntries(Object.entries(before).map(([path, text]) => [path, change(text)]));
    const one = (texts: Texts) => header + paths.map((path) => texts[path]).join('');
    const cwd = folderWith({
      ...under('set/before', importing(before)),
      ...under('set/after', importing(after)),
      ...under('turned/before', importing(turned(before))),
      ...under('turned/after', importing(turned(after))),
      [`one/before.${ending}`]: one(before),
      [`one/after.${ending}`]: one(after),
    });
    expect(await findings(cwd, `one/before.${ending}`, `one/after.${ending}`)).toEqual(expected);
    expect(await findings(cwd, 'set/before', 'set/after')).toEqual(expected);
    expect(await findings(cwd, 'turned/before', 'turned/after')).toEqual(expected);
  });
});

describe('the files of many schemas', () => {
  const record = (name: string, type: string) =>
    `{"type": "record", "name": "${name}", "fields": [{"name": "a", "type": "${type}"}]}`;
  const schema = (type: string) =>
    `{"$schema": "http://json-schema.org/draft-07/schema#", "type": "object", "properties": {"a": {"type": "${type}"}}}`;
  const MANY = [
    {
      family: 'Avro',
      before: { 'a.avsc': record('A', 'long'), 'b.avsc': record('B', 'int'), 'c.avsc': record('C', 'string') },
      after: { 'a.avsc': record('A', 'int'), 'b.avsc': record('B', 'string'), 'c.avsc': record('C', 'string') },
    },
    {
      family: 'JSON Schema',
      before: { 'a.schema.json': schema('number'), 'b.schema.json': schema('string'), 'c.schema.json': schema('null') },
      after: { 'a.schema.json': schema('integer'), 'b.schema.json': schema('null'), 'c.schema.json': schema('null') },
    },
  ] as const;

  test.each(MANY)('$family: say what each of them says', async ({ before, after }) => {
    const cwd = folderWith({
      ...under('set/before', before),
      ...under('set/after', after),
      ...under('turned/before', turned(before)),
      ...under('turned/after', turned(after)),
    });
    const each: string[] = [];
    for (const path of Object.keys(before))
      each.push(...(await findings(cwd, `set/before/${path}`, `set/after/${path}`)));
    expect(each).toHaveLength(2);
    expect(await findings(cwd, 'set/before', 'set/after')).toEqual(each.sort());
    expect(await findings(cwd, 'turned/before', 'turned/after')).toEqual(each.sort());
  });
});
