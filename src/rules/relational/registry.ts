import type { RelationalChange } from '../../model/relational-change.js';
import type { Registry } from '../rule.js';
import { autoIncrementRemoved } from './auto-increment-removed.js';
import { checkAdded } from './check-added.js';
import { checkRemoved } from './check-removed.js';
import { columnAttributeChanged } from './column-attribute-changed.js';
import { columnPrimaryKeyChanged } from './column-primary-key-changed.js';
import { columnRemoved } from './column-removed.js';
import { columnUniqueAdded } from './column-unique-added.js';
import { columnUniqueRemoved } from './column-unique-removed.js';
import { defaultChanged } from './default-changed.js';
import { defaultRemoved } from './default-removed.js';
import { enumAdded } from './enum-added.js';
import { enumRemoved } from './enum-removed.js';
import { enumReordered } from './enum-reordered.js';
import { enumValueRemoved } from './enum-value-removed.js';
import { foreignKeyAdded } from './foreign-key-added.js';
import { foreignKeyRemoved } from './foreign-key-removed.js';
import { incompatibleTypeChange } from './incompatible-type-change.js';
import { lengthLimitAdded } from './length-limit-added.js';
import { lengthReduction } from './length-reduction.js';
import { nullabilityRelaxed } from './nullability-relaxed.js';
import { nullabilityRestriction } from './nullability-restriction.js';
import { optionalColumnAdded } from './optional-column-added.js';
import { precisionReduction } from './precision-reduction.js';
import { primaryKeyAdded } from './primary-key-added.js';
import { primaryKeyRemoved } from './primary-key-removed.js';
import { procedureAdded } from './procedure-added.js';
import { procedureChanged } from './procedure-changed.js';
import { procedureRemoved } from './procedure-removed.js';
import { procedureSignatureChanged } from './procedure-signature-changed.js';
import { requiredColumnAdded } from './required-column-added.js';
import { riskyTypeChange } from './risky-type-change.js';
import { scaleReduction } from './scale-reduction.js';
import { schemaAttributeChanged } from './schema-attribute-changed.js';
import { tableAdded } from './table-added.js';
import { tableAttributeChanged } from './table-attribute-changed.js';
import { tableRemoved } from './table-removed.js';
import { uniqueAdded } from './unique-added.js';
import { uniqueIndexAdded } from './unique-index-added.js';
import { uniqueIndexChanged } from './unique-index-changed.js';
import { uniqueIndexRemoved } from './unique-index-removed.js';
import { uniqueRemoved } from './unique-removed.js';
import { viewAdded } from './view-added.js';
import { viewChanged } from './view-changed.js';
import { viewColumnRemoved } from './view-column-removed.js';
import { viewRemoved } from './view-removed.js';

/** The rules of relational schemas, by kind of change, in the order of their findings. */
export const RELATIONAL_RULES: Registry<RelationalChange> = {
  table_removed: [tableRemoved],
  table_added: [tableAdded],
  table_attribute_changed: [tableAttributeChanged],
  column_removed: [columnRemoved],
  column_added: [requiredColumnAdded, optionalColumnAdded],
  column_type_changed: [incompatibleTypeChange, riskyTypeChange],
  column_nullability_changed: [nullabilityRestriction, nullabilityRelaxed],
  column_length_changed: [lengthReduction, lengthLimitAdded],
  column_digits_changed: [precisionReduction, scaleReduction],
  column_default_changed: [defaultRemoved, defaultChanged],
  column_auto_increment_changed: [autoIncrementRemoved],
  column_unique_changed: [columnUniqueAdded, columnUniqueRemoved],
  column_primary_key_changed: [columnPrimaryKeyChanged],
  column_attribute_changed: [columnAttributeChanged],
  enum_values_changed: [enumValueRemoved, enumReordered],
  enum_removed: [enumRemoved],
  enum_added: [enumAdded],
  constraint_removed: [primaryKeyRemoved, foreignKeyRemoved, uniqueRemoved, checkRemoved],
  constraint_added: [primaryKeyAdded, foreignKeyAdded, uniqueAdded, checkAdded],
  index_removed: [uniqueIndexRemoved],
  index_added: [uniqueIndexAdded],
  index_changed: [uniqueIndexChanged],
  view_removed: [viewRemoved],
  view_added: [viewAdded],
  view_column_removed: [viewColumnRemoved],
  view_definition_changed: [viewChanged],
  procedure_removed: [procedureRemoved],
  procedure_added: [procedureAdded],
  procedure_signature_changed: [procedureSignatureChanged],
  procedure_definition_changed: [procedureChanged],
  schema_attribute_changed: [schemaAttributeChanged],
};
