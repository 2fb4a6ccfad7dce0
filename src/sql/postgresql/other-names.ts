import type { OtherObject } from '../../model/catalog/objects.js';
import { dotted, id } from './spelling.js';

/** The other objects of rarer kinds that one is made with, each by its kind and identity. */
export function othersIn({ kind, identity, facts }: OtherObject): readonly string[] {
  const of = (other: string, names: readonly unknown[]) =>
    names.flatMap((name) => (typeof name === 'string' ? [`${other} ${name}`] : []));
  switch (kind) {
    case 'server':
      return of('foreign data wrapper', [facts.wrapper]);
    case 'operator class':
      return of('operator family', [`${facts.family} using ${/ using (.*)$/.exec(identity)?.[1]}`]);
    case 'user mapping':
      return of('server', [/ server (.*)$/.exec(identity)?.[1]]);
    case 'transform':
      return of('language', [/ language (.*)$/.exec(identity)?.[1]]);
    case 'text search dictionary':
      return of('text search template', [facts.template]);
    case 'text search configuration':
      return [
        ...of('text search parser', [facts.parser]),
        ...of(
          'text search dictionary',
          list(facts.mappings).flatMap((each) => each.split(': ')[1]?.split(' then ')),
        ),
      ];
    default:
      return [];
  }
}

/** How statements call an object of a rarer kind. */
export function nameOfOther({ kind, identity }: OtherObject): string {
  switch (kind) {
    case 'cast':
      return `(${castTypes(identity).join(' AS ')})`;
    case 'operator': {
      const { name, left, right } = operatorParts(identity);
      return `${name}(${left}, ${right})`;
    }
    case 'transform': {
      const [, type = '', language = ''] = /^for (.*) language (.*)$/.exec(identity) ?? [];
      return `FOR ${typeNamed(type)} LANGUAGE ${id(language)}`;
    }
    case 'user mapping': {
      const [, user = '', server = ''] = /^for (.*) server (.*)$/.exec(identity) ?? [];
      return `FOR ${/^(current_user|public)$/i.test(user) ? user : id(user)} SERVER ${id(server)}`;
    }
    default: {
      const [, name = identity, method] = /^(.*?)(?: using (.*))?$/.exec(identity) ?? [];
      return `${dotted(name)}${method === undefined ? '' : ` USING ${id(method)}`}`;
    }
  }
}

export function castTypes(identity: string): readonly [source: string, target: string] {
  // In a quoted name anything may stand.
  const [, source = '', target = ''] = /^\(((?:"(?:[^"]|"")*"(?!")|[^"])*?) as (.*)\)$/.exec(identity) ?? [];
  return [typeNamed(source), typeNamed(target)];
}

export function operatorParts(identity: string) {
  const [, name = identity, left = 'none', right = 'none'] = /^(.*)\((.*), (.*)\)$/.exec(identity) ?? [];
  return { name: operatorName(name), left: typeNamed(left), right: typeNamed(right) };
}

/** A type as catalogs and files show it; the server's own have words without a schema. */
export function typeNamed(shown: string): string {
  if (shown === 'none') return 'NONE';
  const [, name = shown, array = ''] = /^(.*?)((?:\[\])*)$/.exec(shown) ?? [];
  if (/^[a-z_][a-z0-9_ ]*$/.test(name)) return name + array;
  const at = name.indexOf('.');
  const parts = at < 0 ? [name] : [name.slice(0, at), name.slice(at + 1)];
  return parts.map((part) => (/^"(?:[^"]|"")+"$/.test(part) ? part : id(part))).join('.') + array;
}

/** An operator's name is no identifier, and of these characters only ("CREATE OPERATOR"); its schema is one. */
export function operatorName(shown: string): string {
  const [, schema, name = ''] = /^(?:(.*)\.)?([-+*/<>=~!@#%^&|`?]+)$/.exec(shown) ?? [];
  return schema === undefined ? name : `${id(schema)}.${name}`;
}

export function list(value: OtherObject['facts'][string] | undefined): readonly string[] {
  return Array.isArray(value) ? (value as readonly string[]) : [];
}
