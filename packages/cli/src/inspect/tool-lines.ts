import type { Screen } from '../commands/command.ts';
import { type Paint, painter } from '../screen/paint.ts';
import { shellWord } from '../screen/shell-word.ts';
import { wrapped } from '../screen/wrap.ts';
import type { LiveTool, ShownSchema } from './live-surface.ts';
import { effectText } from './surface-lines.ts';
import { boundsText, typeText } from './type-text.ts';

/** Levels of fields in fields that are shown. */
const deepest = 3;

/** The words of a command line that name a server: those before the tool, and those after its input. */
export interface TargetWords {
  before: string;
  after: string;
}

/** One tool whole, with an example that can be run. */
export function toolLines(tool: LiveTool, target: TargetWords, screen: Screen): string[] {
  const paint = painter(screen);
  const columns = Math.min(screen.columns, 100);
  const style = { paint, columns };
  const { rateLimit } = tool;
  const facts: [name: string, value: string][] = [
    ['effect', effectText(tool.effect, paint)],
    ['class', tool.class ?? 'not said'],
    ['scopes', tool.scopes.join(', ') || 'none'],
    ['limit', rateLimit ? `${rateLimit.calls} calls in ${rateLimit.perSeconds} s` : 'not said'],
    ['cost', `${tool.tokens} tokens in the context of a model`],
  ];
  return [
    `${paint('name', tool.name)}  ${paint('strong', tool.title)}`,
    '',
    ...wrapped(tool.description, columns),
    '',
    ...facts.flatMap(([name, value]) =>
      wrapped(value, columns, { first: `  ${paint('quiet', name.padEnd(7))} `, rest: ' '.repeat(10) }),
    ),
    ...fieldSection('Arguments', tool.input, style),
    ...(tool.output ? fieldSection('Answer', tool.output, style) : []),
    ...exampleLines(tool, target, style),
  ];
}

interface Style {
  paint: Paint;
  columns: number;
}

function fieldSection(title: string, schema: ShownSchema, style: Style): string[] {
  const lines = fieldLines(schema, 1, style);
  const isInput = title === 'Arguments';
  return ['', style.paint('strong', title), ...(lines.length === 0 ? [isInput ? '  none' : '  any'] : lines)];
}

function fieldLines(schema: ShownSchema, level: number, style: Style): string[] {
  const { properties = {}, required = [] } = schema;
  return Object.entries(properties).flatMap(([name, field]) => {
    const inner = field.properties ? field : field.items;
    return [
      ...oneField(name, field, { isRequired: required.includes(name), level }, style),
      ...(inner?.properties && level < deepest ? fieldLines(inner, level + 1, style) : []),
    ];
  });
}

function oneField(
  name: string,
  field: ShownSchema,
  { isRequired, level }: { isRequired: boolean; level: number },
  { paint, columns }: Style,
): string[] {
  const indent = '  '.repeat(level);
  const bounds = boundsText(field);
  const about = [typeText(field), ...(isRequired ? ['required'] : []), ...(bounds ? [bounds] : [])].join(', ');
  const start = `${indent}${name}  `;
  const [first = '', ...more] = wrapped(about, columns, { first: start, rest: `${indent}    ` });
  return [
    `${indent}${paint('name', name)}  ${paint('quiet', first.slice(start.length))}`,
    ...more.map((line) => paint('quiet', line)),
    ...(field.description
      ? wrapped(field.description, columns, { first: `${indent}    `, rest: `${indent}    ` })
      : []),
  ];
}

function exampleLines({ name, examples }: LiveTool, target: TargetWords, { paint, columns }: Style): string[] {
  const [example] = examples;
  if (!example) return [];
  const json = JSON.stringify(example.input);
  const input = json === '{}' ? '' : ` --input ${shellWord(json)}`;
  return [
    '',
    paint('strong', 'Example'),
    ...wrapped(example.title, columns, { first: '  ', rest: '  ' }),
    // A line to copy is never broken.
    `  ${paint('name', `bizmcp call ${target.before}${name}${input}${target.after}`)}`,
  ];
}
