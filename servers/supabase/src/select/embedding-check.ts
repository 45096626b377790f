import { wrongInput } from '@bizmcp/core';
import type { Comparison } from '../filter/filter.ts';
import { keysOf } from '../row/row-key.ts';
import { type ProjectSchema, type Table, typesOf } from '../schema/project-schema.ts';
import { selectedItems } from './selected-item.ts';

interface Asked {
  table: Table | undefined;
  tables: ProjectSchema['tables'] | undefined;
  select: string;
  comparisons: readonly Comparison[];
}

/** Refuses filters by tables that select does not embed, and says how that is written. */
export function checkEmbedded({ table, tables, select, comparisons }: Asked): void {
  const embedded = new Set(selectedItems(select).flatMap(({ key, names, inner }) => (inner ? [key, ...names] : [])));
  for (const { column, operator } of comparisons) {
    const [name = '', ...path] = column.split('.');
    const isAbout = path.length === 0 && operator === 'is';
    const asked = path.length > 0 ? path : ['column'];
    const inner = asked.reduceRight((within, step) => `${step}!inner(${within})`);
    const isKnown = embedded.has(name) || typesOf(table)(column) !== undefined || typesOf(table)(name) !== undefined;
    const ways = isKnown ? [] : embeddingsOf(name, table, tables);
    if (ways.length === 0) continue;
    const [key = 'id'] = keysOf(tables?.get(name));
    const written = ways.map((way) => (isAbout ? `${way}(${key})` : `${way}!inner(${inner})`)).join(' or ');
    const use = isAbout
      ? `with which {"${name}": null} finds rows without one`
      : `which drops rows without one, for ${[name, ...asked].join('.')}`;
    const advice = `add ${written} there, ${use}`;
    throw wrongInput(`filters.${column}`, `is of a table that select does not embed; ${advice}`, 'Nothing was read.');
  }
}

/** A table by its name, or by that of a column which refers to it, as `requester` by `requester_id`; by each where there are several. */
function embeddingsOf(name: string, table: Table | undefined, tables: Asked['tables']): string[] {
  const columns = table?.columns ?? [];
  if (tables?.has(name)) {
    const by = columns.filter(({ references }) => references?.table === name);
    return by.length > 1 ? by.map((column) => `${name}!${column.name}`) : [name];
  }
  const by = columns.find((column) => column.references && column.name.startsWith(`${name}_`));
  return by?.references ? [`${name}:${by.references.table}!${by.name}`] : [];
}
