import type { RoutineCode } from './routine-code.js';
import type { WrittenName, WrittenSignature, WrittenType } from './written.js';

/** What a statement asks for of what has a name and no rows: routines, types, operators, casts, extensions. */
export type ActionByName =
  | {
      readonly kind: 'create_routine';
      readonly type: 'function' | 'procedure' | 'aggregate';
      readonly routine: WrittenName;
      readonly signature: WrittenSignature;
      readonly replaces: boolean;
      /** What its text names, when the server reads that only as it runs. */
      readonly code?: RoutineCode;
    }
  | {
      readonly kind: 'drop_routine';
      readonly type: 'function' | 'procedure' | 'aggregate';
      readonly routine: WrittenName;
      /** The types that tell it from others of its name; absent when the statement gives none. */
      readonly args?: readonly WrittenType[];
      readonly cascade: boolean;
    }
  /** What has a name, and no rows to look after. */
  | {
      readonly kind: 'create_object';
      readonly what: 'type' | 'extension' | 'operator' | 'sequence' | 'schema' | 'role';
      readonly name: WrittenName;
    }
  | {
      readonly kind: 'rename_object';
      readonly what: 'type' | 'sequence' | 'function' | 'procedure' | 'aggregate' | 'enum value';
      readonly object: WrittenName;
      /** Of a routine. */
      readonly args?: readonly WrittenType[];
      /** The value of an enum. */
      readonly part?: string;
      readonly to: string;
      /** The schema that it moves to, if it does. */
      readonly schema?: string;
    }
  | {
      readonly kind: 'add_enum_value';
      readonly type: WrittenName;
      readonly value: string;
      /** The value before or behind which it comes, where the statement says so. */
      readonly beside?: string;
      readonly ifNotExists: boolean;
    }
  | { readonly kind: 'create_enum'; readonly type: WrittenName; readonly values: readonly string[] }
  | { readonly kind: 'drop_extension'; readonly name: string; readonly cascade: boolean }
  | { readonly kind: 'drop_operator'; readonly operator: WrittenName; readonly cascade: boolean }
  | { readonly kind: 'drop_cast'; readonly source: WrittenType; readonly target: WrittenType };
