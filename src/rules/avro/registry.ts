import type { AvroChange } from '../../model/avro-change.js';
import type { Registry } from '../rule.js';
import { fieldAdded, fieldDefaultChanged, fieldRemoved, fieldRenamed, sortOrderChanged } from './fields.js';
import { messageAdded, messageKindChanged, messageRemoved, schemaAdded, schemaRemoved } from './protocols.js';
import {
  enumSymbolsAdded,
  enumSymbolsRemoved,
  fixedSizeChanged,
  logicalTypeChanged,
  namespaceChanged,
  typeChanged,
  typeRenamed,
  unionBranchAdded,
  unionBranchRemoved,
} from './types.js';

/** The rules of Avro, by what they judge. */
export const AVRO_RULES: Registry<AvroChange> = {
  schema_removed: [schemaRemoved],
  schema_added: [schemaAdded],
  message_removed: [messageRemoved],
  message_added: [messageAdded],
  message_kind_changed: [messageKindChanged],
  type_renamed: [typeRenamed],
  namespace_changed: [namespaceChanged],
  field_added: [fieldAdded],
  field_removed: [fieldRemoved],
  field_renamed: [fieldRenamed],
  field_default_changed: [fieldDefaultChanged],
  type_changed: [typeChanged],
  union_branch_removed: [unionBranchRemoved],
  union_branch_added: [unionBranchAdded],
  enum_symbols_removed: [enumSymbolsRemoved],
  enum_symbols_added: [enumSymbolsAdded],
  fixed_size_changed: [fixedSizeChanged],
  logical_type_changed: [logicalTypeChanged],
  sort_order_changed: [sortOrderChanged],
};
