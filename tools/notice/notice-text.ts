import { type BundledPackage, keptAs } from './bundled-packages.ts';
import { isPermissive } from './licence.ts';

const rule = '='.repeat(80);
const entry = /^={80}\n(?<heads>(?:\S+ \S+, .+\n)+)={80}\n(?<text>[\s\S]*?)(?=^={80}$|(?![\s\S]))/gm;
const head = /^(?<name>\S+) (?<version>\S+), (?<licence>.+)$/gm;

/**
 * The NOTICE of a bundle; a text stands once, under all packages that bring it. Throws for a package that may not be in it or whose
 * licence text is missing.
 */
export function noticeText(packages: readonly BundledPackage[]): string {
  for (const { name, version, licence, text } of packages) {
    if (!isPermissive(licence))
      throw new Error(`${name} ${version} is under ${licence}; we bundle permissive licences only`);
    if (text === '')
      throw new Error(
        `${name} ${version} brings no licence text; keep its repository's as tools/notice/licences/${keptAs(name)}`,
      );
  }
  const entries = [...Map.groupBy(packages, ({ text }) => text)].map(([text, alike]) => {
    const heads = alike.map(({ name, version, licence }) => `${name} ${version}, ${licence}`);
    return [rule, ...heads, rule, '', text, ''].join('\n');
  });
  return ['This program contains code of the packages below, each under its own licence.', '', ...entries].join('\n');
}

/** The packages that a NOTICE names. */
export function readNotice(notice: string): BundledPackage[] {
  return [...notice.matchAll(entry)].flatMap(({ groups: { heads = '', text = '' } = {} }) =>
    [...heads.matchAll(head)].map(({ groups: { name = '', version = '', licence = '' } = {} }) => {
      return { name, version, licence, text: text.trim() };
    }),
  );
}
