import { type FieldPath, takeField, takeName } from './field-path.ts';
import { createScanner, type Scanner } from './scanner.ts';

export type Aggregate = 'avg' | 'count' | 'max' | 'min' | 'sum';

/** One item of `select`. */
export type SelectItem =
  | { readonly kind: 'all' }
  | {
      readonly kind: 'field';
      readonly field: FieldPath;
      readonly alias: string | undefined;
      readonly cast: string | undefined;
      readonly aggregate: Aggregate | undefined;
      readonly aggregateCast: string | undefined;
    }
  | { readonly kind: 'count'; readonly alias: string | undefined; readonly cast: string | undefined }
  | EmbedItem;

/** A related table inside a row: `alias:target!hint!inner(items)`, spread into the row with three dots. */
export interface EmbedItem {
  readonly kind: 'embed';
  readonly target: string;
  readonly alias: string | undefined;
  readonly hint: string | undefined;
  readonly isInner: boolean;
  readonly isSpread: boolean;
  readonly items: readonly SelectItem[];
}

const aggregatePattern = /\.(avg|count|max|min|sum)\(\)/;

const readAggregate = (text: string | undefined): Aggregate | undefined => {
  const names: readonly Aggregate[] = ['avg', 'count', 'max', 'min', 'sum'];
  return names.find((name) => text === `.${name}()`);
};

const takeCast = (scanner: Scanner): string | undefined =>
  scanner.takeText('::') ? (scanner.take(/[a-zA-Z][\w ]*(?:\[\])?/) ?? '') : undefined;

const takeAlias = (scanner: Scanner): string | undefined => {
  const start = scanner.position();
  if (scanner.see(/\*/)) return undefined;
  const name = takeName(scanner);
  if (scanner.see(/:(?!:)/) && scanner.takeText(':')) return name;
  scanner.back(start);
  return undefined;
};

const takeEmbed = (scanner: Scanner, alias: string | undefined, isSpread: boolean): EmbedItem | undefined => {
  const start = scanner.position();
  const target = takeName(scanner);
  const marks: string[] = [];
  while (scanner.takeText('!')) marks.push(takeName(scanner));
  if (!scanner.takeText('(')) {
    scanner.back(start);
    return undefined;
  }
  const items = takeItems(scanner);
  if (!scanner.takeText(')')) throw scanner.fail('"," or ")"');
  const hint = marks.find((mark) => mark !== 'inner' && mark !== 'left');
  return { kind: 'embed', target, alias, hint, isInner: marks.includes('inner'), isSpread, items };
};

const takeItem = (scanner: Scanner): SelectItem => {
  const isSpread = scanner.takeText('...');
  const alias = isSpread ? undefined : takeAlias(scanner);
  if (scanner.takeText('*')) return { kind: 'all' };
  if (scanner.takeText('count()')) return { kind: 'count', alias, cast: takeCast(scanner) };
  const embed = takeEmbed(scanner, alias, isSpread);
  if (embed !== undefined) return embed;
  if (isSpread) throw scanner.fail('"("');
  const field = takeField(scanner);
  const cast = takeCast(scanner);
  const aggregate = readAggregate(scanner.take(aggregatePattern));
  const aggregateCast = aggregate === undefined ? undefined : takeCast(scanner);
  if (!scanner.isAtEnd() && !scanner.see(/[),]/)) throw scanner.fail('")", "," or end of input');
  return { kind: 'field', field, alias, cast, aggregate, aggregateCast };
};

const takeItems = (scanner: Scanner): SelectItem[] => {
  if (scanner.isAtEnd() || scanner.see(/\)/)) return [];
  const items = [takeItem(scanner)];
  while (scanner.takeText(',')) items.push(takeItem(scanner));
  return items;
};

/**
 * Reads `select`, as far as it can be read: PostgREST passes over what comes after a bracket or a star.
 * https://docs.postgrest.org/en/v12/references/api/tables_views.html#vertical-filtering
 */
export const parseSelect = (text: string): readonly SelectItem[] => takeItems(createScanner(text, 'select parameter'));
