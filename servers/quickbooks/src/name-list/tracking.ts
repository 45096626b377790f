import type { FieldProblem } from '@bizmcp/core';
import * as z from 'zod';
import type { Company } from '../company.ts';
import { selectFrom } from '../query.ts';
import type { QuickBooks } from '../quickbooks.ts';

/** What a line, or a whole document, is sorted by. */
export type TrackingKind = Company['tracks'][number];

const entities = { class: 'Class', location: 'Department' } as const;

const WireOption = z.object({ Id: z.string(), Name: z.string(), FullyQualifiedName: z.string().nullish() });

type Option = z.output<typeof WireOption>;

/** The class or location of a name or id, and what is wrong with it. */
export async function resolveTracking(
  api: QuickBooks,
  company: Company,
  { kind, wanted, path }: { kind: TrackingKind; wanted: string | undefined; path: string },
): Promise<{ value?: string; name?: string; problems: FieldProblem[] }> {
  if (wanted === undefined) return { problems: [] };
  // https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/invoice, "ClassRef" of a line and "DepartmentRef"
  if (kind === 'class' ? !company.hasLineClasses : !company.tracks.includes(kind)) {
    const of = kind === 'class' ? 'for lines' : 'for documents';
    return { problems: [{ path, problem: `this company keeps no ${kind} ${of}; leave it out` }] };
  }
  const query = selectFrom(entities[kind], { orderBy: ['Name', 'ASC'] });
  const options = await api.remember(kind, () => api.query(query, WireOption));
  const found = findOption(options, wanted);
  if (found) return { value: found.Id, name: fullName(found), problems: [] };
  const names = options.slice(0, 20).map(fullName);
  return { problems: [{ path, problem: `no ${kind} ${wanted}; there are ${names.join(', ') || 'none'}` }] };
}

/** By id or whole name; by its own name where no other has that. */
function findOption(options: readonly Option[], wanted: string): Option | undefined {
  const isNamed = (name: string) => name.toLowerCase() === wanted.toLowerCase();
  const [same, ...others] = options.filter(({ Name }) => isNamed(Name));
  return options.find((one) => one.Id === wanted || isNamed(fullName(one))) ?? (others.length === 0 ? same : undefined);
}

function fullName({ Name, FullyQualifiedName }: Option): string {
  return FullyQualifiedName ?? Name;
}
