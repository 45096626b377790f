import * as z from 'zod';
import { type ImportStatement, importsOf } from '../source/imports.ts';
import type { RepoFile } from './repo-file.ts';

const Manifest = z.object({ name: z.string(), exports: z.record(z.string(), z.string()).default({}) });

/** What one of our packages lets others import. */
interface Entry {
  specifier: string;
  home: string;
  file: RepoFile;
}

/** Whole analyses and exact money, tested and measured, which no server asks for yet. */
const awaited = new Map([
  [
    '@bizmcp/insights',
    new Set([
      ...['forecast', 'SeriesError', 'predictProbability', 'MoneyError'],
      ...['adjustPValues', 'explainPriceVolumeMix', 'testTwoMeans'],
      ...['customerChurn', 'lifetimeValue', 'monthlyRecurringRevenue', 'revenueChurn'],
      ...['addMoney', 'allocateMoney', 'compareMoney', 'parseMoney', 'roundMoney', 'subtractMoney', 'sumMoney'],
    ]),
  ],
]);

/** Exported values that nobody outside their package imports. Types are left: they name what the values take and give. */
export function entryExportProblems(files: readonly RepoFile[]): string[] {
  return entriesOf(files).flatMap((entry) => {
    const { specifier, home, file } = entry;
    const used = namesUsed(files, entry);
    const expected = awaited.get(specifier) ?? new Set();
    const values = valuesOf(file.text);
    return [
      ...values
        .filter((name) => !used.has(name) && !expected.has(name))
        .map((name) => `${file.path} exports ${name}, which nothing outside ${home} imports`),
      ...[...expected]
        .filter((name) => used.has(name) || !values.includes(name))
        .map((name) => `${specifier} is no longer awaited for ${name}: take it off the list`),
    ];
  });
}

function entriesOf(files: readonly RepoFile[]): Entry[] {
  return files.flatMap(({ path, text }) => {
    const home = /^(packages\/[^/]+)\/package\.json$/.exec(path)?.[1];
    if (home === undefined) return [];
    const { name, exports } = Manifest.parse(JSON.parse(text));
    return Object.entries(exports).flatMap(([subpath, target]) => {
      const file = files.find((one) => one.path === `${home}/${target.slice(2)}`);
      return file ? [{ specifier: `${name}${subpath.slice(1)}`, home, file }] : [];
    });
  });
}

function valuesOf(source: string): string[] {
  const passedOn = importsOf(source).filter(({ clause, isType }) => clause.startsWith('{') && !isType);
  const own = [...source.matchAll(/^export (?:async )?(?:function|const|class) (\w+)/gm)].map(([, name = '']) => name);
  const isExport = (statement: ImportStatement) => /^export\b/.test(source.split('\n')[statement.line - 1] ?? '');
  return [...own, ...passedOn.filter(isExport).flatMap(({ clause }) => namesIn(clause).map(({ as }) => as))];
}

function namesUsed(files: readonly RepoFile[], { specifier, home }: Entry): Set<string> {
  const outside = files.filter(({ path }) => path.endsWith('.ts') && !path.startsWith(`${home}/`));
  return new Set(
    outside.flatMap(({ text }) =>
      text.includes(specifier)
        ? importsOf(text)
            .filter((statement) => statement.specifier === specifier)
            // What is taken out of a late import stands in the code somewhere.
            .flatMap(({ clause, isDynamic }) =>
              isDynamic ? (text.match(/\w+/g) ?? []) : namesIn(clause).map(({ name }) => name),
            )
        : [],
    ),
  );
}

/** The values in `{ one, type Two, three as four }`. */
function namesIn(clause: string): { name: string; as: string }[] {
  return clause
    .replace(/[{}]/g, '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '' && !part.startsWith('type '))
    .map((part) => {
      const [name = '', as = name] = part.split(' as ');
      return { name, as };
    });
}
