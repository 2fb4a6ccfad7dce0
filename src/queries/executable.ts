import type * as Graphql from 'graphql';
import type {
  GraphQLFieldConfigArgumentMap,
  GraphQLInputType,
  GraphQLNamedType,
  GraphQLOutputType,
  GraphQLSchema,
} from 'graphql';
import { load } from '../lib/load.js';
import type { CompositeType, GraphqlSchema, GraphqlType, InputValue, TypeReference } from '../model/graphql.js';

/** A schema as graphql-js has it, for the rules by which it validates operations. Descriptions are left out. */
export function executableSchema(schema: GraphqlSchema): GraphQLSchema {
  return new Builder(schema).build();
}

/** Types refer to each other, and are made once each. */
class Builder {
  private readonly graphql = load<typeof Graphql>('graphql');
  private readonly made = new Map<string, GraphQLNamedType>();

  constructor(private readonly schema: GraphqlSchema) {
    for (const scalar of this.graphql.specifiedScalarTypes) this.made.set(scalar.name, scalar);
  }

  build(): GraphQLSchema {
    const { types, roots, directives } = this.schema;
    const { GraphQLSchema: Schema, GraphQLDirective: Directive, specifiedDirectives } = this.graphql;
    const own = [...directives.values()].map(({ name, args, locations, isRepeatable }) => {
      const known = locations as readonly Graphql.DirectiveLocation[];
      return new Directive({ name, args: this.args(args), locations: [...known], isRepeatable });
    });
    const root = (name: string | undefined) => (name === undefined ? undefined : this.type(name)) as never;
    return new Schema({
      query: root(roots.get('query')),
      mutation: root(roots.get('mutation')),
      subscription: root(roots.get('subscription')),
      // Variables may be of any of the standard scalars, whether the schema uses it or not.
      types: [...this.graphql.specifiedScalarTypes, ...[...types.keys()].map((name) => this.type(name))],
      directives: [...specifiedDirectives, ...own],
      assumeValid: true,
    });
  }

  private type(name: string): GraphQLNamedType {
    const known = this.made.get(name);
    if (known !== undefined) return known;
    const made = this.make(name, this.schema.types.get(name));
    this.made.set(name, made);
    return made;
  }

  private make(name: string, type: GraphqlType | undefined): GraphQLNamedType {
    const { GraphQLScalarType, GraphQLEnumType, GraphQLUnionType, GraphQLInputObjectType } = this.graphql;
    switch (type?.kind) {
      case 'enum':
        return new GraphQLEnumType({
          name,
          values: Object.fromEntries([...type.values.keys()].map((one) => [one, {}])),
        });
      case 'union':
        return new GraphQLUnionType({
          name,
          types: () => [...type.members.keys()].map((one) => this.type(one) as never),
        });
      case 'input':
        return new GraphQLInputObjectType({ name, fields: () => this.args(type.fields), isOneOf: type.isOneOf });
      case 'object':
      case 'interface':
        return this.composite(type);
      default:
        // What a specification brings that the schema links to is a scalar, as far as operations can see.
        return new GraphQLScalarType({ name });
    }
  }

  private composite({ kind, name, interfaces, fields }: CompositeType): GraphQLNamedType {
    const { GraphQLObjectType, GraphQLInterfaceType } = this.graphql;
    const config = {
      name,
      interfaces: () => [...interfaces.keys()].map((one) => this.type(one) as Graphql.GraphQLInterfaceType),
      fields: () => {
        const made = [...fields.values()].map((field) => {
          const type = this.reference(field.type) as GraphQLOutputType;
          return [field.name, { type, args: this.args(field.args) }];
        });
        return Object.fromEntries(made);
      },
    };
    return kind === 'object' ? new GraphQLObjectType(config) : new GraphQLInterfaceType(config);
  }

  private args(args: ReadonlyMap<string, InputValue>): GraphQLFieldConfigArgumentMap {
    const made = [...args.values()].map(({ name, type, default: standard }) => {
      // That there is a default decides what must be given; which one does not.
      return [name, { type: this.reference(type) as GraphQLInputType, ...(standard && { defaultValue: null }) }];
    });
    return Object.fromEntries(made);
  }

  private reference({ name, isNonNull, item, text }: TypeReference): Graphql.GraphQLType {
    const { GraphQLList, GraphQLNonNull } = this.graphql;
    const nullable = item === undefined ? this.type(name) : new GraphQLList(this.reference(item));
    return isNonNull && text.endsWith('!') ? new GraphQLNonNull(nullable as Graphql.GraphQLNullableType) : nullable;
  }
}
