import { noBreakSpace } from '../screen/wrap.ts';
import type { ShownSchema } from './live-surface.ts';

/** A type in one short word or two: `integer`, `"asc"|"desc"`, `string[]`. */
export function typeText(schema: ShownSchema): string {
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join('|');
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.anyOf) return [...new Set(schema.anyOf.map(typeText))].join('|');
  const types = [schema.type ?? 'any'].flat();
  return types.map((type) => (type === 'array' ? listText(schema) : type)).join('|');
}

function listText({ items }: ShownSchema): string {
  if (!items) return 'list';
  const inner = typeText(items);
  return inner.includes('|') ? `(${inner})[]` : `${inner}[]`;
}

/** What a value must fit besides its type: `1 to 100`, `up to 200 characters`, a form. */
export function boundsText(schema: ShownSchema): string {
  const { minimum, maximum, minLength, maxLength, minItems, maxItems, format, pattern } = schema;
  const parts = [
    rangeText(minimum, maximum, ''),
    rangeText(minLength, maxLength, ' characters'),
    rangeText(minItems, maxItems, ' items'),
    format,
    pattern === undefined ? undefined : `like ${pattern}`,
    schema.default === undefined ? undefined : `default ${JSON.stringify(schema.default)}`,
  ];
  return parts.filter((part) => part !== undefined).join(', ');
}

/** JSON Schema writes the largest whole number where there is no bound. */
function rangeText(least: number | undefined, most: number | undefined, unit: string): string | undefined {
  const low = least === undefined || least <= Number.MIN_SAFE_INTEGER ? undefined : least;
  const high = most === undefined || most >= Number.MAX_SAFE_INTEGER ? undefined : most;
  if (low !== undefined && high !== undefined) return low === high ? `${low}${unit}` : `${low} to ${high}${unit}`;
  if (low !== undefined) return `at least ${low}${unit}`;
  return high === undefined ? undefined : `up to ${high}${unit}`;
}

/** The arguments of a tool in one line: `object_type: string, limit?: integer`. */
export function argumentsText({ properties = {}, required = [] }: ShownSchema): string {
  const shown = Object.entries(properties).map(([name, schema]) => {
    const type = typeText(schema);
    // What a choice is of is told by the view of the one tool.
    const short = type.length > 40 ? (schema.enum ? 'choice' : 'object') : type;
    return `${name}${required.includes(name) ? '' : '?'}:${noBreakSpace}${short}`;
  });
  return shown.length === 0 ? 'no arguments' : shown.join(', ');
}
