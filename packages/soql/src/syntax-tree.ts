/** The names on the way to a field: `['Account', 'Owner', 'Name']`. */
export type FieldPath = readonly string[];

/** A value as it stands in a condition. Numbers, dates and times keep their text, so that printing changes nothing. */
export type Value =
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'number'; readonly text: string }
  | { readonly kind: 'currency'; readonly code: string; readonly amount: string }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'null' }
  | { readonly kind: 'date'; readonly text: string }
  | { readonly kind: 'datetime'; readonly text: string }
  | { readonly kind: 'relative-date'; readonly name: string; readonly count: number | undefined };

/** A part of what LIKE or a search word compares with: letters, any letters, or one letter. */
export type PatternPart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'any' }
  | { readonly kind: 'one' };

/** A field, or a function of fields; function names are in upper case. */
export type Operand =
  | { readonly kind: 'field'; readonly path: FieldPath }
  | { readonly kind: 'call'; readonly name: string; readonly arguments: readonly Operand[] };

/** How two values are compared. */
export type ComparisonOperator = '=' | '!=' | '<' | '<=' | '>' | '>=';

/** A WHERE or HAVING condition. */
export type Condition =
  | { readonly kind: 'and' | 'or'; readonly conditions: readonly Condition[] }
  | { readonly kind: 'not'; readonly condition: Condition }
  | {
      readonly kind: 'comparison';
      readonly operand: Operand;
      readonly operator: ComparisonOperator;
      readonly value: Value;
    }
  | { readonly kind: 'like'; readonly operand: Operand; readonly pattern: readonly PatternPart[] }
  | {
      readonly kind: 'membership';
      readonly operand: Operand;
      readonly operator: 'IN' | 'NOT IN' | 'INCLUDES' | 'EXCLUDES';
      readonly values: readonly Value[];
    }
  | {
      readonly kind: 'semi-join';
      readonly operand: Operand;
      readonly operator: 'IN' | 'NOT IN';
      readonly query: Query;
    };

/** One thing that is selected. */
export type SelectItem =
  | { readonly kind: 'operand'; readonly operand: Operand; readonly alias: string | undefined }
  | { readonly kind: 'field-set'; readonly set: 'ALL' | 'STANDARD' | 'CUSTOM' }
  | { readonly kind: 'subquery'; readonly query: Query };

/** One of the things that rows are ordered by. */
export interface OrderItem {
  readonly operand: Operand;
  readonly direction: 'ASC' | 'DESC';
  readonly nulls: 'FIRST' | 'LAST' | undefined;
}

/** A query, or the part of one in parentheses. `from` is an object, in a child subquery the name of a relationship. */
export interface Query {
  readonly select: readonly SelectItem[];
  readonly from: string;
  readonly alias: string | undefined;
  readonly where: Condition | undefined;
  readonly access: 'SECURITY_ENFORCED' | 'USER_MODE' | 'SYSTEM_MODE' | undefined;
  readonly groupBy: readonly Operand[];
  readonly having: Condition | undefined;
  readonly orderBy: readonly OrderItem[];
  readonly limit: number | undefined;
  readonly offset: number | undefined;
  readonly purpose: 'VIEW' | 'REFERENCE' | 'UPDATE' | undefined;
}
