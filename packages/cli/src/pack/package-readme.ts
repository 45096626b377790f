import { type PackageOption, packageOptions } from './package-option.ts';
import type { PackageSpec } from './package-spec.ts';
import { privacyLines } from './privacy.ts';

/** The README of a plugin or a bundle; `install` says how it gets into a client. */
export function packageReadme(spec: PackageSpec, install: readonly string[]): string {
  const { surface, manifest } = spec;
  const [first = ''] = surface.instructions.split(/(?<=\.) (?=[A-Z])/);
  return [
    `# ${surface.title}`,
    '',
    `${first} It asks before it writes, keeps an audit trail, and works without an account on an embedded ${surface.system} with invented`,
    `data. Version ${manifest.version}, ${manifest.license} licence.`,
    '',
    '## Install',
    '',
    ...install,
    '',
    '## Options',
    '',
    '| option | secret | default | what it is |',
    '|---|---|---|---|',
    ...packageOptions(spec).map(optionRow),
    '',
    ...accessSection(spec),
    '## Tools',
    '',
    ...surface.tools.map(({ name, title, effect }) => `- \`${name}\` (${effect}): ${title}`),
    '',
    '## Privacy',
    '',
    ...privacyLines(surface.system),
    '',
  ].join('\n');
}

function optionRow({ key, isSecret, fallback, description }: PackageOption): string {
  return `| \`${key}\` | ${isSecret ? 'yes' : ''} | ${fallback === undefined ? '' : `\`${fallback}\``} | ${description} |`;
}

function accessSection({ surface: { credentials } }: PackageSpec): string[] {
  if (credentials.length === 0) return [];
  const lines = credentials.map(({ title, how }) => `- **${title}**: ${how}`);
  return ['## Access', '', ...(credentials.length > 1 ? ['Any one of these is enough:', ''] : []), ...lines, ''];
}
