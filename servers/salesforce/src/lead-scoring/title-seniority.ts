/** How much the holder of a title decides. */
export type Seniority = 'executive' | 'director' | 'manager' | 'specialist' | 'adviser' | 'junior';

/** The first that fits counts: a vice president is no president, an assistant to the CEO no CEO. */
const levels: readonly (readonly [Seniority, RegExp])[] = [
  ['junior', /\b(intern|trainee|apprentice|student|junior|assistant|clerk|praktikant\w*|stagiaire)\b/i],
  ['director', /\b([se]?vp|vice[ -]president|director|directeur|directora?|head|leiter(in)?)\b/i],
  ['executive', /\b(c[a-z]{1,2}o|chief|president|founder|co-founder|owner|proprietor|chair(man|woman|person)?)\b/i],
  ['executive', /\b(managing (director|partner)|general manager|geschäftsführer(in)?|pdg)\b/i],
  // Managers of a thing or of customers, not of people who buy.
  ['specialist', /\b(account|product|project|program|programme|community|case|office) manager\b/i],
  ['manager', /\b(manager|lead|supervisor|principal|gerente)\b/i],
  ['adviser', /\b(consultant|analyst|advis[eo]r|researcher|contractor|freelance\w*)\b/i],
];

/** The seniority that a title tells; null where there is no title. */
export function seniorityOf(title: unknown): Seniority | null {
  if (typeof title !== 'string' || title.trim() === '') return null;
  if (/\bmanaging director\b/i.test(title)) return 'executive';
  return levels.find(([, pattern]) => pattern.test(title))?.[0] ?? 'specialist';
}
