import type { Screen } from '../commands/command.ts';
import { type Meaning, type Paint, painter } from '../screen/paint.ts';
import { widthOf, wrapped } from '../screen/wrap.ts';
import type { LiveSurface, LiveTool } from './live-surface.ts';
import { argumentsText } from './type-text.ts';

const effectMeanings = new Map<string, Meaning>([
  ['read', 'good'],
  ['delete', 'bad'],
]);

/** What a tool does to its system, coloured by how much is at stake. */
export function effectText(effect: string, paint: Paint): string {
  return paint(effectMeanings.get(effect) ?? 'doubtful', effect);
}

/** The surface of a server as a person reads it. */
export function surfaceLines(surface: LiveSurface, screen: Screen): string[] {
  const paint = painter(screen);
  const columns = Math.min(screen.columns, 100);
  const tokens = surface.tools.reduce((sum, tool) => sum + tool.tokens, 0);
  const { tools, resources, prompts } = surface;
  return [
    ...titleLines(surface, { paint, columns }),
    '',
    ...paragraphs(surface.instructions, columns),
    ...section(`Tools (${tools.length}, ${tokens} tokens)`, paint),
    ...tools.flatMap((tool, index) => [...(index > 0 ? [''] : []), ...toolLines(tool, { paint, columns })]),
    ...(resources.length > 0 ? section(`Resources (${resources.length})`, paint) : []),
    ...resources.flatMap(({ address, description }) => itemLines(address, description, { paint, columns })),
    ...(prompts.length > 0 ? section(`Prompts (${prompts.length})`, paint) : []),
    ...prompts.flatMap((prompt) =>
      itemLines(`${prompt.name}(${prompt.arguments.join(', ')})`, prompt.description, { paint, columns }),
    ),
  ];
}

/** Line breaks of the author stay; what belongs to a point of a list stands below it. */
function paragraphs(text: string, columns: number): string[] {
  return text.split('\n').flatMap((line) => {
    const rest = /^\s*[-*] /.exec(line)?.[0].replace(/[-*]/, ' ') ?? '';
    return wrapped(line, columns, { first: '', rest });
  });
}

function titleLines({ title, name, version, protocolVersion }: LiveSurface, { paint, columns }: Style): string[] {
  const about = `${name} ${version}, protocol ${protocolVersion}`;
  if (widthOf(`${title}  ${about}`) <= columns) return [`${paint('strong', title)}  ${paint('quiet', about)}`];
  return [paint('strong', title), paint('quiet', about)];
}

interface Style {
  paint: Paint;
  columns: number;
}

function section(title: string, paint: Paint): string[] {
  return ['', paint('strong', title)];
}

function toolLines(tool: LiveTool, { paint, columns }: Style): string[] {
  const about = [tool.class, `${tool.tokens} tokens`, ...tool.scopes].filter((part) => part !== undefined).join('  ');
  const head = `  ${tool.name}  ${tool.effect}  ${about}`;
  const painted = `  ${paint('name', tool.name)}  ${effectText(tool.effect, paint)}  `;
  const inner = { first: '      ', rest: '      ' };
  return [
    ...(widthOf(head) <= columns
      ? [painted + paint('quiet', about)]
      : [painted.trimEnd(), ...wrapped(about, columns, inner).map((line) => paint('quiet', line))]),
    ...wrapped(firstSentence(tool.description), columns, inner),
    ...wrapped(argumentsText(tool.input), columns, { first: '      ', rest: '        ' }).map((line) =>
      paint('quiet', line),
    ),
  ];
}

function firstSentence(text: string): string {
  return /^[\s\S]*?[.!?](?=\s|$)/.exec(text)?.[0] ?? text;
}

function itemLines(name: string, description: string, { paint, columns }: Style): string[] {
  const indent = { first: '      ', rest: '      ' };
  return [
    ...wrapped(name, columns, { first: '  ', rest: '    ' }).map((line) => paint('name', line)),
    ...wrapped(description, columns, indent),
  ];
}
