import type { Operand } from '@bizmcp/soql';
import type { FieldDefinition, FieldType, FieldValue } from '../field-definition.ts';

/** A field or function that can be read of a row: of a record, or of a group of records. */
export interface CompiledOperand<Row> {
  readonly name: string;
  readonly type: FieldType;
  /** The field itself, when it is not the result of a function. */
  readonly field: FieldDefinition | undefined;
  readonly read: (row: Row) => FieldValue;
}

/** Makes what reads an operand, or refuses it. */
export type CompileOperand<Row> = (operand: Operand) => CompiledOperand<Row>;
