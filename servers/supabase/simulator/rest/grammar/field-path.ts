import type { Scanner } from './scanner.ts';

/** A step into a json value. */
export interface JsonStep {
  readonly arrow: '->' | '->>';
  readonly key: string;
}

/** A column, or something inside a json column. */
export interface FieldPath {
  readonly name: string;
  readonly path: readonly JsonStep[];
}

/** A name: quoted, or letters, digits, blanks and dashes that begin no arrow. */
export const takeName = (scanner: Scanner): string => {
  const quoted = scanner.take(/"(?:[^"\\]|\\.)*"/);
  if (quoted !== undefined) return quoted.slice(1, -1).replace(/\\(.)/g, '$1');
  const name = scanner.take(/(?:[\p{L}\p{N}_$ ]|-(?!>))+/u)?.trim();
  if (name === undefined || name === '') throw scanner.fail('field name (* or [a..z0..9_$])');
  return name;
};

const takeStep = (scanner: Scanner): JsonStep | undefined => {
  const arrow = scanner.takeText('->>') ? '->>' : undefined;
  const found = arrow ?? (scanner.takeText('->') ? '->' : undefined);
  if (found === undefined) return undefined;
  const index = scanner.take(/-?\d+(?=$|::|->|[.,):])/);
  return { arrow: found, key: index ?? takeName(scanner) };
};

export const takeField = (scanner: Scanner): FieldPath => {
  const name = takeName(scanner);
  const path: JsonStep[] = [];
  for (let step = takeStep(scanner); step !== undefined; step = takeStep(scanner)) path.push(step);
  return { name, path };
};

/** The name that a selected field gets when no alias is given: the last key that is not a number. */
export const outputName = ({ name, path }: FieldPath): string =>
  path.findLast(({ key }) => !/^-?\d+$/.test(key))?.key ?? name;
