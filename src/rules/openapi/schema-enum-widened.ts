import { missingFrom } from '../../lib/missing-from.js';
import type { OpenApiChange } from '../../model/openapi-change.js';
import type { Rule } from '../rule.js';
import { judgeEffect } from './effect.js';
import { responseBodies } from './examples.js';
import { shown } from './shown.js';

export const schemaEnumWidened: Rule<OpenApiChange<'schema_enum_changed'>> = {
  id: 'schema_enum_widened',
  classic: false,
  summary: 'A response may carry values that it could not before.',
  reason:
    'Typed clients and exhaustive branches fail on a value they do not know. By `--profile client` a list may grow or be replaced, which may break; a list of one is a constant, and another one breaks.',
  instead: 'Tell the clients to expect unknown values before the first one is sent.',
  example: responseBodies({ enum: ['new', 'paid'] }, { enum: ['new', 'paid', 'void'] }),
  judge: ({ place, effect, before, after }, _, { profile }) => {
    if (before === undefined || (after !== undefined && missingFrom(after, before).length === 0)) return undefined;
    const fresh = after === undefined ? 'any value' : missingFrom(after, before).map(shown).join(', ');
    const words = {
      description: `New values possible in ${place.subject}: ${fresh}`,
      field_path: `${place.path}.enum`,
      old_value: before,
      new_value: after ?? null,
      impact: 'Clients that know only the old values may fail on a new one',
      suggested_migration: 'Make sure that clients tolerate values they do not know',
    };
    // Whoever lists values may add some, as clients know, and that old ones go breaks nobody; one value is a constant.
    const isList = before.length > 1 || (after !== undefined && missingFrom(before, after).length === 0);
    const isOpen = profile === 'client' && after !== undefined && isList;
    return judgeEffect(
      { place, effect: { ...(effect.response && { response: effect.response }) } },
      words,
      isOpen && effect.response !== undefined ? { response: 'potentially_breaking' } : {},
    );
  },
};
