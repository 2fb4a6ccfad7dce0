import type * as Graphql from 'graphql';
import type { ASTVisitor, DocumentNode, GraphQLSchema, TypeInfo } from 'graphql';
import { load } from '../lib/load.js';
import type { GraphqlSchema } from '../model/graphql.js';

/** What an operation uses of a schema. */
export interface Usage {
  /** The kind of operation: `query`, `mutation`, `subscription`. */
  readonly kind: string;
  /** Coordinates of fields, arguments, input fields, values and directives that are written in it. */
  readonly written: ReadonlySet<string>;
  /** Arguments and input fields that are not given where they could be: `User.posts(first:)`, `By.id`. */
  readonly leftOut: ReadonlySet<string>;
  /** Types that fragments name, or that fields are selected of. */
  readonly selected: ReadonlySet<string>;
  /** Types of the values that arrive. */
  readonly received: ReadonlySet<string>;
  /** Types of which values are written. */
  readonly literals: ReadonlySet<string>;
  /** Types of variables, and whatever may be within them: what of it is sent, only the client knows. */
  readonly variables: ReadonlySet<string>;
  /** Where directives stand: `@live FIELD`. */
  readonly locations: ReadonlySet<string>;
}

/** What a valid operation uses. */
export function usageOf(document: DocumentNode, kind: string, schema: GraphQLSchema, model: GraphqlSchema): Usage {
  const { TypeInfo: Info, visit, visitWithTypeInfo } = load<typeof Graphql>('graphql');
  const usage = {
    kind,
    written: new Set<string>(),
    leftOut: new Set<string>(),
    selected: new Set<string>(),
    received: new Set<string>(),
    literals: new Set<string>(),
    variables: new Set<string>(),
    locations: new Set<string>(),
  };
  const info = new Info(schema);
  visit(document, visitWithTypeInfo(info, visitorOf(usage, info, model)));
  return usage;
}

type Sets = { readonly [Key in keyof Usage]: Usage[Key] extends ReadonlySet<string> ? Set<string> : Usage[Key] };

function visitorOf(usage: Sets, info: TypeInfo, model: GraphqlSchema): ASTVisitor {
  const { getNamedType } = load<typeof Graphql>('graphql');
  const nameOf = (type: Graphql.GraphQLType | null | undefined) => (type ? getNamedType(type).name : '');
  return {
    Field: (node) => {
      const [parent, field] = [info.getParentType(), info.getFieldDef()];
      if (!parent || !field) return;
      usage.received.add(nameOf(field.type));
      const given = new Set(node.arguments?.map(({ name }) => name.value));
      usage.selected.add(parent.name);
      usage.written.add(`${parent.name}.${field.name}`);
      for (const { name } of field.args) {
        const coordinate = `${parent.name}.${field.name}(${name}:)`;
        (given.has(name) ? usage.written : usage.leftOut).add(coordinate);
      }
    },
    InlineFragment: ({ typeCondition }) => void (typeCondition && usage.selected.add(typeCondition.name.value)),
    FragmentDefinition: ({ typeCondition }) => void usage.selected.add(typeCondition.name.value),
    ObjectValue: ({ fields }) => {
      const name = nameOf(info.getInputType());
      usage.literals.add(name);
      const [given, type] = [new Set(fields.map((field) => field.name.value)), model.types.get(name)];
      if (type?.kind !== 'input') return;
      for (const one of type.fields.keys()) if (!given.has(one)) usage.leftOut.add(`${name}.${one}`);
    },
    ObjectField: ({ name }) => void usage.written.add(`${nameOf(info.getParentInputType())}.${name.value}`),
    EnumValue: ({ value }) => void usage.written.add(`${nameOf(info.getInputType())}.${value}`),
    VariableDefinition: () => addWithin(nameOf(info.getInputType()), usage.variables, model),
    Directive: (node, _key, _parent, _path, ancestors) => {
      const holder = ancestors.at(-1);
      const kind = Array.isArray(holder) ? ancestors.at(-2) : holder;
      usage.written.add(`@${node.name.value}`);
      for (const { name } of node.arguments ?? []) usage.written.add(`@${node.name.value}(${name.value}:)`);
      usage.locations.add(`@${node.name.value} ${locationOf(kind as Graphql.ASTNode)}`);
    },
  };
}

const LOCATIONS: Readonly<Record<string, string>> = {
  Field: 'FIELD',
  FragmentSpread: 'FRAGMENT_SPREAD',
  InlineFragment: 'INLINE_FRAGMENT',
  FragmentDefinition: 'FRAGMENT_DEFINITION',
  VariableDefinition: 'VARIABLE_DEFINITION',
};

function locationOf(node: Graphql.ASTNode): string {
  return node.kind === 'OperationDefinition' ? node.operation.toUpperCase() : (LOCATIONS[node.kind] ?? node.kind);
}

function addWithin(name: string, found: Set<string>, model: GraphqlSchema): void {
  if (found.has(name)) return;
  found.add(name);
  const type = model.types.get(name);
  if (type?.kind === 'input') for (const field of type.fields.values()) addWithin(field.type.name, found, model);
}
