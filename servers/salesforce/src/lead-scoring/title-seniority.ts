/** How much the holder of a title decides. */
export type Seniority = 'executive' | 'director' | 'manager' | 'specialist' | 'adviser' | 'junior';

/** Whole words, in letters of any script. */
const words = (source: string) => new RegExp(`(?<![\\p{L}\\p{M}])(?:${source})(?![\\p{L}\\p{M}])`, 'iu');

/** The first that fits counts: a vice president is no president, an assistant to the CEO no CEO. */
const levels: readonly (readonly [Seniority, RegExp])[] = [
  ['junior', words('intern|trainee|apprentice|student(?:in)?|junior|assistant[ea]?|assistentin?|clerk')],
  [
    'junior',
    words('praktikant\\p{L}*|stagiaire|étudiante?|practicante|becari[oa]|tirocinante|estagiári[oa]|стаж[её]р'),
  ],
  ['executive', words('managing (?:director|partner)|(?:président[- ])?direct(?:eur|rice) général|director general')],
  ['executive', words('amministratore delegato|direttore generale|diretora? geral|consejer[oa] delegad[oa]')],
  ['executive', words('verkställande direktör|administrerende direktør|algemeen directeur|генеральный директор')],
  ['executive', /代表取締役|社長|总经理|总裁|董事长|대표이사/u],
  ['director', words('[se]?vp|vice[ -]president|directors?|head|leiter(?:in)?|direktor(?:in)?|dire[ck]tør|direktör')],
  ['director', words('direct(?:eur|rice)|directora|diretora?|direttore|direttrice|dyrektor|директор')],
  [
    'director',
    words('(?:abteilungs|bereichs|einkaufs|vertriebs|betriebs|werks|personal|finanz|marketing)leiter(?:in)?'),
  ],
  ['director', /部長|部长|总监|부장/u],
  ['executive', words('c[a-z]{1,2}o|chief|president|founder|co-founder|owner|proprietor|chair(?:man|woman|person)?')],
  ['executive', words('general manager|geschäftsführer(?:in)?|inhaber(?:in)?|gründer(?:in)?|pdg|gérante?|présidente?')],
  ['executive', words('presidente|titolare|propietari[oa]|proprietári[oa]|eigenaar|prezes')],
  // Managers of a thing or of customers, not of people who buy.
  ['specialist', words('(?:account|product|project|program|programme|community|case|office) manager')],
  ['manager', words('manager|lead|supervisor|principal|gerente|jef[ea]|responsable|teamleiter(?:in)?|kierownik')],
  ['manager', /課長|经理|과장/u],
  ['adviser', words('consultant|analyst|advis[eo]r|researcher|contractor|freelance\\p{L}*|berater(?:in)?')],
];

/** The seniority that a title tells; null where there is none. */
export function seniorityOf(title: unknown): Seniority | null {
  if (typeof title !== 'string' || !/\p{L}/u.test(title)) return null;
  return levels.find(([, pattern]) => pattern.test(title))?.[0] ?? 'specialist';
}
