import type { AlterDomainStmt, Constraint, CreateDomainStmt, Node } from '@pgsql/types';
import type { Domain } from '../../../model/catalog/objects.js';
import { all, as, nameIn, shownName } from '../nodes.js';
import { expression } from './code.js';
import { commonPart } from './constraints.js';
import { collationOf, dataTypeOf } from './data-types.js';
import { expectDefault } from './expect-default.js';
import {
  addType,
  chooseConstraintName,
  countConstraint,
  keyOf,
  lookUp,
  newName,
  refuse,
  refuseUnknown,
  searchPath,
} from './names.js';
import { newObject } from './owners.js';
import type { Context, Draft, TypeDraft } from './state.js';

type DomainDraft = Extract<TypeDraft, Draft<Domain>>;

/** `CREATE DOMAIN`. */
export function createDomain(
  context: Context,
  { domainname, typeName, collClause, constraints }: CreateDomainStmt,
): void {
  const name = newName(context, nameIn(domainname));
  const collation = collationOf(context, collClause?.collname);
  const domain: DomainDraft = {
    $kind: 'type',
    ...name,
    ...newObject(context, 'types', name.schema),
    type: 'domain',
    base: dataTypeOf(context, typeName),
    nullable: true,
    constraints: [],
    ...(collation === undefined ? {} : { collation }),
  };
  const parent = context.state.types.get(keyOf(domain.base));
  // A domain on a domain begins with its default.
  if (parent?.type === 'domain' && parent.default !== undefined) domain.default = parent.default;
  addType(context, domain);
  for (const constraint of all('Constraint', constraints)) addToDomain(context, domain, constraint);
}

function addToDomain(context: Context, domain: DomainDraft, constraint: Constraint): void {
  if (constraint.contype === 'CONSTR_NOTNULL') domain.nullable = false;
  if (constraint.contype === 'CONSTR_DEFAULT') {
    expectDefault(context, domain.name, domain.base, constraint.raw_expr as Node);
    domain.default = expression(context, constraint.raw_expr as Node);
  }
  if (constraint.contype !== 'CONSTR_CHECK') return;
  const name = constraint.conname ?? chooseConstraintName(context.state, domain.schema, [domain.name, '', 'check']);
  if (domain.constraints.some((each) => each.name === name))
    refuse(context, `constraint ${name} for domain ${domain.name} already exists`);
  countConstraint(context.state, domain.schema, name, 1);
  domain.constraints.push({
    type: 'check',
    ...commonPart(context, constraint, name),
    isEnforced: true,
    expression: expression(context, constraint.raw_expr as Node),
    noInherit: false,
  });
}

/** A domain by its name. */
export function domainOf(context: Context, names: readonly Node[] | undefined): DomainDraft {
  const name = nameIn(names);
  const type = lookUp(context.state.types, name, searchPath(context.state));
  return type?.type === 'domain' ? (type as DomainDraft) : refuseUnknown(context, 'domain', shownName(name));
}

/** `ALTER DOMAIN`, but for its name, schema and owner. */
export function alterDomain(context: Context, statement: AlterDomainStmt): void {
  const { subtype, typeName, name = '', def, missing_ok } = statement;
  const domain = domainOf(context, typeName);
  if (subtype === 'T') {
    if (def === undefined) delete domain.default;
    else {
      expectDefault(context, domain.name, domain.base, def);
      domain.default = expression(context, def);
    }
  } else if (subtype === 'N') {
    domain.nullable = true;
  } else if (subtype === 'O') {
    domain.nullable = false;
  } else if (subtype === 'C') {
    addToDomain(context, domain, as('Constraint', def) ?? {});
  } else {
    const found = domain.constraints.find((each) => each.name === name);
    if (found === undefined) {
      if (missing_ok !== true) refuse(context, `constraint ${name} of domain ${shownName(domain)} does not exist`);
    } else if (subtype === 'V') {
      found.isValidated = true;
    } else {
      domain.constraints.splice(domain.constraints.indexOf(found), 1);
      countConstraint(context.state, domain.schema, name, -1);
    }
  }
}
