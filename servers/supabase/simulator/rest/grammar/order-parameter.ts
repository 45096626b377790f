import { type FieldPath, takeField, takeName } from './field-path.ts';
import { createScanner, type Scanner } from './scanner.ts';

/** One term of `order`; `relation` where the column is that of an embedded parent. */
export interface OrderTerm {
  readonly relation: string | undefined;
  readonly field: FieldPath;
  readonly isDescending: boolean;
  readonly nullsFirst: boolean;
}

const takeRelation = (scanner: Scanner): string | undefined => {
  const start = scanner.position();
  const name = takeName(scanner);
  if (scanner.takeText('(')) return name;
  scanner.back(start);
  return undefined;
};

const takeTerm = (scanner: Scanner): OrderTerm => {
  const relation = takeRelation(scanner);
  const field = takeField(scanner);
  if (relation !== undefined && !scanner.takeText(')')) throw scanner.fail('")"');
  const isDescending = scanner.take(/\.desc\b/) !== undefined;
  if (!isDescending) scanner.take(/\.asc\b/);
  const nulls = scanner.take(/\.nulls(?:first|last)\b/);
  if (!scanner.isAtEnd() && !scanner.see(/,/)) throw scanner.fail('"asc", "desc", "nullsfirst" or "nullslast"');
  return { relation, field, isDescending, nullsFirst: nulls === undefined ? isDescending : nulls === '.nullsfirst' };
};

/** Reads `order`: nulls come last, and first when the order is descending, as in SQL. */
export const parseOrder = (text: string): readonly OrderTerm[] => {
  const scanner = createScanner(text, 'order');
  const terms = [takeTerm(scanner)];
  while (scanner.takeText(',')) terms.push(takeTerm(scanner));
  return terms;
};
