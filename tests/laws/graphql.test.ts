// Laws of comparing GraphQL schemas, on random pairs; graphql-js is the peer that knows what breaks.
import fc from 'fast-check';
import {
  buildSchema,
  doTypesOverlap,
  findBreakingChanges,
  findDangerousChanges,
  type GraphQLSchema,
  introspectionFromSchema,
  isAbstractType,
  isCompositeType,
  parse,
  validate,
} from 'graphql';
import { describe, expect, test } from 'vitest';
import { checkGraphqlSchemas } from '../../src/check/check-graphql.js';
import { findGraphqlChanges } from '../../src/diff/graphql/find-changes.js';
import type { GraphqlSchema } from '../../src/model/graphql.js';
import type { GraphqlChange } from '../../src/model/graphql-change.js';
import { Routes } from '../../src/queries/routes.js';
import { clientDocument } from '../../src/read/graphql/client-document.js';
import { readGraphqlTexts } from '../../src/read/graphql/read-schema.js';
import { schemas } from '../support/graphql-schemas.js';

const SETTINGS = { rules: 'all', profile: 'client', detail: 'full', now: '2026-11-20', maxFindings: 1e6 } as const;
const RUNS = { numRuns: Number(process.env.RUNS ?? 40) };

const read = (text: string) => readGraphqlTexts([{ name: 'schema.graphql', text }]);
const issuesOf = (before: GraphqlSchema, after: GraphqlSchema) => checkGraphqlSchemas(before, after, SETTINGS).issues;
/** What a change says, without where it is written. */
const factsOf = (before: GraphqlSchema, after: GraphqlSchema) =>
  findGraphqlChanges(before, after)
    .map(({ kind, subject, before: was, after: is }) =>
      JSON.stringify([kind, subject.coordinate, subject.member, was, is]),
    )
    .sort();

const pairs = fc.tuple(schemas, schemas);

describe('laws', () => {
  test('a schema compared with itself has no changes', () => {
    fc.assert(
      fc.property(schemas, ({ text }) => {
        expect(findGraphqlChanges(read(text), read(text))).toEqual([]);
      }),
      RUNS,
    );
  });

  test('the order of definitions, of fields and of values means nothing', () => {
    fc.assert(
      fc.property(schemas, ({ definitions, text }) => {
        const turned = definitions.toReversed().map((definition) => {
          const lines = definition.split('\n');
          const start = lines.findIndex((line) => line.endsWith('{'));
          if (start < 0) return definition;
          return [...lines.slice(0, start + 1), ...lines.slice(start + 1, -1).toReversed(), '}'].join('\n');
        });
        expect(findGraphqlChanges(read(text), read(turned.join('\n')))).toEqual([]);
      }),
      RUNS,
    );
  });

  test('an extension says what the definition could have said, in one file or in two', () => {
    fc.assert(
      fc.property(schemas, ({ definitions, text }) => {
        const split = definitions.flatMap((definition) => {
          const [head = '', ...lines] = definition.split('\n');
          const name = /^(?:type|interface|enum|input) \w+/.exec(head)?.[0];
          const [first, ...rest] = lines.slice(0, -1);
          if (name === undefined || rest.length === 0) return [definition];
          return [`${head}\n${first}\n}`, `extend ${name} {\n${rest.join('\n')}\n}`];
        });
        expect(findGraphqlChanges(read(text), read(split.join('\n')))).toEqual([]);
        const files = split.toReversed().map((part, index) => ({ name: `${index}.graphql`, text: part }));
        expect(findGraphqlChanges(read(text), readGraphqlTexts(files))).toEqual([]);
      }),
      RUNS,
    );
  });

  test('an introspection of a schema says the same', () => {
    fc.assert(
      fc.property(pairs, ([one, other]) => {
        const asked = { inputValueDeprecation: true, specifiedByUrl: true, directiveIsRepeatable: true, oneOf: true };
        const introspect = (text: string) => {
          const json = introspectionFromSchema(buildSchema(text), asked);
          return readGraphqlTexts([{ name: 'schema.json', text: JSON.stringify({ data: json }) }]);
        };
        expect(findGraphqlChanges(read(one.text), introspect(one.text))).toEqual([]);
        expect(factsOf(introspect(one.text), introspect(other.text))).toEqual(
          factsOf(read(one.text), read(other.text)),
        );
      }),
      RUNS,
    );
  });

  test('what is removed one way is added the other way', () => {
    fc.assert(
      fc.property(pairs, ([one, other]) => {
        const [before, after] = [read(one.text), read(other.text)];
        const names = (changes: readonly GraphqlChange[], end: RegExp) => {
          return changes
            .filter(({ kind }) => end.test(kind))
            .flatMap(({ subject, also, directive, before: was, after: is }) => {
              const location = directive === undefined ? '' : (was ?? is ?? '');
              return [subject, ...also].map(({ coordinate, member = '' }) => `${coordinate} ${member} ${location}`);
            });
        };
        const there = names(findGraphqlChanges(before, after), /removed/);
        const back = names(findGraphqlChanges(after, before), /added/).filter((name) => !/default/.test(name));
        const isOther = (name: string) => !back.includes(name);
        // One of several with a cause may stand for others.
        expect([...new Set(there)].filter(isOther).filter((name) => !/^\S+ {2}$/.test(name))).toEqual([]);
      }),
      RUNS,
    );
  });
});

/** What of the peer's words names a change of ours. */
function isNamed({ subject, also, before, after }: GraphqlChange, description: string): boolean {
  const words = new Set(description.match(/[\w@]+/g));
  return [subject, ...also].some(({ owner, member, argument }) => {
    return (
      (words.has(owner) || words.has(owner.replace('@', ''))) &&
      [member, argument].every((name) => name === undefined || words.has(name) || name === before || name === after)
    );
  });
}

const STANDARD = /^Standard scalar /;

/** Whether a field gives way to the only type that it could be of: safe, as the page of disagreements argues. */
function isOnlyType(schema: GraphQLSchema, description: string): boolean {
  const [, from = '', to = ''] = /changed type from \W*(\w+)\W* to \W*(\w+)\W*\.$/.exec(description) ?? [];
  const type = schema.getType(from);
  if (!isAbstractType(type)) return false;
  const possible = schema.getPossibleTypes(type);
  return possible.length === 1 && possible[0]?.name === to;
}

describe('graphql-js', () => {
  test('what it calls breaking is breaking, unless nobody can reach it or it only arrives', () => {
    let compared = 0;
    fc.assert(
      fc.property(pairs, ([one, other]) => {
        const [before, after] = [read(one.text), read(other.text)];
        const changes = findGraphqlChanges(before, after);
        const issues = issuesOf(before, after);
        const earlier = buildSchema(one.text);
        for (const { type, description } of findBreakingChanges(earlier, buildSchema(other.text))) {
          if (STANDARD.test(description) || isOnlyType(earlier, description)) continue;
          const kinds = [type.toLowerCase()];
          // A type that is gone, or that is another thing now, is gone from wherever it was.
          if (/UNION|INTERFACE/.test(type)) kinds.push('type_removed', 'type_changed_kind');
          if (type === 'TYPE_REMOVED') kinds.push('field_removed', 'arg_removed', 'root_type_removed');
          const found = changes.filter((change) => kinds.includes(change.kind) && isNamed(change, description));
          expect({ type, description, found: found.length > 0 }).toEqual({ type, description, found: true });
          const judged = found.map((change) => {
            const issue = issues.find(({ type: id, field_path: path, old_value: was }) => {
              return id === change.kind && path === change.subject.coordinate && was === change.before;
            });
            const isSpared = !change.exposure.isReachable;
            const isReceived = type === 'VALUE_REMOVED_FROM_ENUM' && !change.exposure.isSent;
            return issue?.severity === 'breaking' || isSpared || isReceived;
          });
          expect({ type, description, judged: judged.includes(true) }).toEqual({ type, description, judged: true });
          compared++;
        }
      }),
      RUNS,
    );
    expect(compared).toBeGreaterThan(RUNS.numRuns);
  });

  test('what it calls dangerous is a change of ours', () => {
    fc.assert(
      fc.property(pairs, ([one, other]) => {
        const changes = findGraphqlChanges(read(one.text), read(other.text));
        for (const { type, description } of findDangerousChanges(buildSchema(one.text), buildSchema(other.text))) {
          const found = changes.some((change) => change.kind === type.toLowerCase() && isNamed(change, description));
          expect({ type, description, found }).toEqual({ type, description, found: true });
        }
      }),
      RUNS,
    );
  });

  test('a witness is valid before and not after, and only what stays valid has none', () => {
    let proved = 0;
    fc.assert(
      fc.property(pairs, ([one, other]) => {
        const [before, after] = [buildSchema(one.text), buildSchema(other.text)];
        for (const { type, severity, witness, field_path: path, old_value: was, new_value: is } of issuesOf(
          read(one.text),
          read(other.text),
        )) {
          if (witness === undefined) {
            if (severity === 'breaking')
              expect([
                type,
                path,
                was,
                is,
                isMasked(path, one.text, other.text) ||
                  staysValid(type, path, String(was), String(is), one.text, other.text),
              ]).toEqual([type, path, was, is, true]);
            continue;
          }
          proved++;
          const document = parse(String(witness.value));
          expect(validate(before, document)).toEqual([]);
          const begins = document.definitions.every(
            (node) => node.kind !== 'OperationDefinition' || after.getRootType(node.operation),
          );
          if (begins) expect(validate(after, document)).not.toEqual([]);
        }
      }),
      RUNS,
    );
    expect(proved).toBeGreaterThan(RUNS.numRuns);
  });

  test('every operation that breaks is named by a finding that breaks', () => {
    fc.assert(
      fc.property(pairs, ([one, other]) => {
        const [before, after] = [read(one.text), read(other.text)];
        const witnesses = issuesOf(before, after).flatMap(({ witness }) =>
          witness === undefined ? [] : String(witness.value),
        );
        const clients = witnesses.map((text, index) => clientDocument({ name: `${index}.graphql`, text }));
        const notes: string[] = [];
        const { issues } = checkGraphqlSchemas(before, after, SETTINGS, clients, (text) => notes.push(text));
        const named = new Set(
          issues.flatMap(({ severity, affected_operations: all }) => (severity === 'breaking' ? all : [])),
        );
        const unnamed = clients.filter(({ file }) => ![...named].some((label) => label.includes(`(${file}:`)));
        expect({ unnamed: unnamed.map(({ file }) => witnesses[Number.parseInt(file, 10)]), notes }).toEqual({
          unnamed: [],
          notes: [],
        });
      }),
      RUNS,
    );
  });
});

/** Whether every way to what changed is gone as well, so that an operation is refused before it comes there. */
function isMasked(path: string, before: string, after: string): boolean {
  const routes = new Routes(read(before), read(after));
  const owner = path.split(/[.(]/)[0] as string;
  return routes.select(owner, '__typename') === undefined && routes.give(owner, '1') === undefined;
}

/** Whether a change leaves every operation valid: what arrives is another leaf, or in other lists, or null. */
function staysValid(type: string, path: string, was: string, is: string, before: string, after: string): boolean {
  if (type !== 'field_changed_kind') return /^@dir/.test(path) && !/FIELD|QUERY/.test(after);
  const [from = '', to = ''] = [was, is].map((text) => text.replaceAll(/[[\]!]/g, ''));
  const leaves = new Set(['Int', 'String', 'ID', 'E', 'S']);
  if (from === to || (leaves.has(from) && leaves.has(to))) return true;
  return takesAll(from, to, buildSchema(before), buildSchema(after));
}

/** Whether whatever may be selected of a type may be selected of another one that is now in its place. */
function takesAll(from: string, to: string, before: GraphQLSchema, after: GraphQLSchema): boolean {
  const [was, is] = [before.getType(from), after.getType(to)];
  if (!isCompositeType(was) || !isCompositeType(is)) return false;
  const fields = 'getFields' in was ? Object.keys(was.getFields()) : [];
  const own = 'getFields' in is ? is.getFields() : {};
  const possible = isAbstractType(was) ? before.getPossibleTypes(was).map(({ name }) => name) : [];
  return (
    fields.every((name) => name in own) &&
    [from, ...possible].every((name) => {
      const type = after.getType(name);
      return isCompositeType(type) && doTypesOverlap(after, type, is);
    })
  );
}
