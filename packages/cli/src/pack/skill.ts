import type { PackageSpec } from './package-spec.ts';

type PackageTool = PackageSpec['surface']['tools'][number];

/** The `SKILL.md` that teaches a model a server's tools: which one when, in what order, and how a write is approved. */
export function skill({ surface }: PackageSpec): string {
  const { name, title, system, instructions, tools, prompts } = surface;
  const reads = tools.filter(({ effect }) => effect === 'read');
  const writes = tools.filter(({ effect }) => effect !== 'read');
  return [
    '---',
    `name: ${name}`,
    `description: ${JSON.stringify(triggers(surface))}`,
    '---',
    '',
    `# ${title}`,
    '',
    introduction(instructions),
    '',
    '## Look up',
    '',
    ...reads.map((tool) => toolLine(tool, tools)),
    ...(writes.length > 0
      ? ['', '## Change', '', ...writes.map((tool) => toolLine(tool, tools)), '', ...approval]
      : []),
    ...section('## Resources', resourceLines(surface)),
    '',
    '## When something is wrong',
    '',
    `An error says what to do next: follow it, and repeat no call unchanged. When ${system} can't be reached or refuses the credentials,`,
    'call `health_check` and tell the user what is missing and how to get it.',
    ...section('## Ready-made tasks', prompts.map(promptLine)),
    '',
  ].join('\n');
}

const approval = [
  'Look up what a change needs before you call it: identifiers and names come from the tools above, never from memory. Every change asks',
  'the user first. Where the client can not ask, the answer is `approval_required`: show the user its preview, and only after a yes repeat',
  'the same call with the `confirm_token` from it. After a no, do not try again in another way.',
];

/** When to read the skill: a model sees this line alone until then. */
function triggers({ title, instructions, tools }: PackageSpec['surface']): string {
  const [what = ''] = sentences(instructions);
  const uses = tools
    .filter(({ name }) => name !== 'health_check')
    .map(({ title: use }) => use.charAt(0).toLowerCase() + use.slice(1));
  const text = `${what} Use it for ${title} to: ${uses.join(', ')}.`;
  return text.length <= longestDescription ? text : `${what} Use it for all work with ${title}.`;
}

/** What Claude takes for the description of a skill. */
const longestDescription = 1024;

/** The server's own instructions without what core adds to those of every server: the sections below say it. */
function introduction(instructions: string): string {
  const own = instructions.indexOf(' Writes ask the user first;');
  return own < 0 ? instructions : instructions.slice(0, own);
}

/** A tool, what it is for, and the tools that its description sends to. */
function toolLine({ name, title, effect, description }: PackageTool, tools: readonly PackageTool[]): string {
  const [first = ''] = sentences(description);
  const others = tools
    .filter((tool) => tool.name !== name && new RegExp(`\\b${tool.name}\\b`).test(description))
    .filter((tool) => !first.includes(tool.name))
    .map((tool) => `\`${tool.name}\``);
  const along = others.length > 0 ? ` See also ${others.join(', ')}.` : '';
  return `- \`${name}\` (${title}${effect === 'read' ? '' : `; ${effect}`}): ${first}${along}`;
}

/** What of it a client can read or watch without a tool; every server's own capabilities aside. */
function resourceLines({ name, resources, resourceTemplates }: PackageSpec['surface']): string[] {
  const all = [...resources, ...resourceTemplates.map(({ uriTemplate: uri, description }) => ({ uri, description }))];
  const own = all.filter(({ uri }) => uri !== `bizmcp://${name}/capabilities`);
  return own.map(({ uri, description }) => `- \`${uri}\`: ${description}`);
}

function section(heading: string, lines: readonly string[]): string[] {
  return lines.length > 0 ? ['', heading, '', ...lines] : [];
}

function promptLine({ name, description }: PackageSpec['surface']['prompts'][number]): string {
  return `- \`${name}\`: ${description}`;
}

/** A full stop ends a sentence before a space and a capital, so that `e.g. contacts` stays whole. */
function sentences(text: string): string[] {
  return text.split(/(?<=[.!?]) (?=[A-Z])/);
}
