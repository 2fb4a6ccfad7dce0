import { diffByName } from '../../lib/diff-by-name.js';
import type { GraphqlSchema, InputValue, TypeReference } from '../../model/graphql.js';
import type { Exposure, Subject } from '../../model/graphql-change.js';
import { constantText } from '../../model/graphql-text.js';
import { compareAnnotations } from './annotations.js';
import { type Collector, state, subjects } from './collector.js';
import { isSameConstant } from './same-constant.js';
import { isSameInput } from './sameness.js';

/** Finds the changes of the arguments of a field or a directive. */
export function compareArguments(
  collector: Collector,
  owner: Subject,
  from: ReadonlyMap<string, InputValue>,
  to: ReadonlyMap<string, InputValue>,
  exposure?: Exposure,
): void {
  if (from.size === 0 && to.size === 0) return;
  const isOfDirective = owner.element === 'directive';
  const more = exposure === undefined ? {} : { exposure };
  const { removed, added, common } = diffByName(from, to);
  for (const [name, arg] of removed) {
    const subject = subjects.argument(owner, name);
    const kind = isOfDirective ? 'directive_arg_removed' : 'arg_removed';
    state(collector, kind, subject, { from: arg, before: arg.type.text, ...deprecation(arg, collector), ...more });
  }
  for (const [name, was, is] of common) {
    if (!isSameInput(was, is)) compareInput(collector, subjects.argument(owner, name), was, is, 'arg', exposure);
  }
  for (const [name, arg] of added) {
    if (isUntold(arg, collector.before)) continue;
    const kind =
      `${isRequired(arg) ? 'required' : 'optional'}_${isOfDirective ? 'directive_arg' : 'arg'}_added` as const;
    state(collector, kind, subjects.argument(owner, name), { to: arg, after: inputText(arg), ...more });
  }
}

/** Finds the changes of an argument, or of a field of an input object. */
export function compareInput(
  collector: Collector,
  subject: Subject,
  from: InputValue,
  to: InputValue,
  word: 'arg' | 'input_field',
  exposure?: Exposure,
): void {
  const more = exposure === undefined ? {} : { exposure };
  if (from.type.text !== to.type.text) {
    const safe = isSafeInput(from.type, to.type) ? '_safe' : '';
    const kind = `${word === 'arg' ? 'arg' : 'field'}_changed_kind${safe}` as const;
    const types = { before: from.type, after: to.type };
    state(collector, kind, subject, { from, to, before: from.type.text, after: to.type.text, types, ...more });
  }
  compareDefaults(collector, subject, from, to, word, exposure);
  compareAnnotations(collector, subject, from, to, exposure);
}

function compareDefaults(
  collector: Collector,
  subject: Subject,
  from: InputValue,
  to: InputValue,
  word: 'arg' | 'input_field',
  exposure: Exposure | undefined,
): void {
  const { default: was } = from;
  const { default: is } = to;
  const more = { from, to, ...(exposure && { exposure }) };
  if (was === undefined) {
    if (is === undefined) return;
    state(collector, `${word}_default_value_added`, subject, { ...more, after: constantText(is) });
    return;
  }
  const { before, after } = collector;
  const typed = { constant: was, type: from.type, schema: before };
  if (is !== undefined && isSameConstant(typed, { constant: is, type: to.type, schema: after })) return;
  const texts = { before: constantText(was), after: is === undefined ? null : constantText(is) };
  state(collector, `${word}_default_value_change`, subject, {
    ...more,
    ...texts,
    types: { before: from.type, after: to.type },
  });
}

/** Whether a value must be given. */
export function isRequired({ type, default: standard }: InputValue): boolean {
  return type.isNonNull && standard === undefined;
}

/** An input as SDL has it, without its name. */
export function inputText({ type, default: standard }: InputValue): string {
  return standard === undefined ? type.text : `${type.text} = ${constantText(standard)}`;
}

/** Whether every value of a type is one of another: as it was, or in fewer non-null marks. */
function isSafeInput(from: TypeReference, to: TypeReference): boolean {
  if (to.isNonNull && !from.isNonNull) return false;
  if (from.item === undefined || to.item === undefined) return from.item === to.item && from.name === to.name;
  return isSafeInput(from.item, to.item);
}

/** What is said of an input that is gone. */
export function deprecation(
  { deprecated }: InputValue,
  { after }: Collector,
): { readonly deprecated?: string; readonly isHidden?: boolean } {
  if (deprecated === undefined) return {};
  return { deprecated, ...(!after.tells.deprecatedInputs && { isHidden: true }) };
}

/** Whether an input that is new may have been there, and only not been told of. */
export function isUntold({ deprecated }: InputValue, { tells }: GraphqlSchema): boolean {
  return deprecated !== undefined && !tells.deprecatedInputs;
}
